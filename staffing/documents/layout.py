"""Paper as GB/T 9704-2012 lays it out (党政机关公文格式): A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines of 28 characters.

Builds the shipped templates with python-docx. Fonts are named as offices have them; where one is missing Word, WPS and
LibreOffice take the next of its family.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FANGSONG: Final = "仿宋_GB2312"
TITLE_FONT: Final = "方正小标宋简体"
HEITI: Final = "黑体"
KAITI: Final = "楷体_GB2312"
SONGTI: Final = "宋体"
# Millimetres, clause 5.2.1 and 5.2.2; the rest follows from A4 (210 × 297).
PAGE: Final = (210, 297)
TOP, LEFT, TYPE_WIDTH, TYPE_HEIGHT = 37, 28, 156, 225
# Clause 5.2.3: 22 lines a page, 28 characters a line, body in 三号 (16 pt), title in 二号 (22 pt).
LINES, CHARACTERS = 22, 28
BODY_PT, TITLE_PT, NUMBER_PT = 16, 22, 14
TWIPS_PER_MM: Final = 1440 / 25.4
LINE_TWIPS: Final = int(TYPE_HEIGHT * TWIPS_PER_MM / LINES)
# 28 characters of 16 pt are wider than 156 mm: each is set nearer to the next, in twentieths of a point. A character grid in
# the page would say the same to Word, but LibreOffice gives every character two cells of it.
NEARER_TWIPS: Final = int(TYPE_WIDTH * TWIPS_PER_MM / CHARACTERS - BODY_PT * 20) - 1
LINE_PT: Final = LINE_TWIPS / 20
# Clause 7.5: the dash of the page number stands 7 mm below the type area.
FOOTER_FROM_EDGE_MM: Final = 24
RED: Final = RGBColor(0xFF, 0x00, 0x00)
LEFT_ALIGNED, CENTRED, RIGHT_ALIGNED = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


class Paper:
    """One document that grows from top to bottom; ``landscape`` sheets turn the same type area."""

    def __init__(self, *, landscape: bool = False) -> None:
        """Set page, grid, body style and page numbers."""
        self.document = Document()
        self.document.core_properties.author = ""
        self.landscape = landscape
        _set_style(self.document.styles["Normal"])
        _set_page(self.document.sections[0], landscape=landscape)
        _set_page_numbers(self.document)

    def line(self, text: str = "", *, font: str = FANGSONG, size: float = BODY_PT, align: Any = LEFT_ALIGNED, indent: float = 0,
             bold: bool = False, colour: RGBColor | None = None, right: float = 0, tight: bool = False) -> Paragraph:
        """Add a line; ``indent`` and ``right`` in characters of the body size, ``tight`` lets the line be as high as its words."""
        paragraph = self.document.add_paragraph()
        shape_paragraph(paragraph, align=align, indent=indent, right=right, size=size, tight=tight)
        add_run(paragraph, text, font=font, size=size, bold=bold, colour=colour)
        return paragraph

    def title(self, text: str) -> Paragraph:
        """Add the title: 二号小标宋, centred."""
        return self.line(text, font=TITLE_FONT, size=TITLE_PT, align=CENTRED)

    def body(self, text: str) -> Paragraph:
        """Add a paragraph of the text, its first line two characters in."""
        return self.line(text, indent=2)

    def heading(self, text: str, *, size: float = BODY_PT, indent: float = 2) -> Paragraph:
        """Add a heading of the first level: 黑体; it stays with what follows."""
        paragraph = self.line(text, font=HEITI, size=size, indent=indent)
        paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def tag(self, text: str) -> Paragraph:
        """Add a paragraph that holds a tag of the template only; filling takes it away."""
        return self.line(text)

    def rule(self, *, colour: str = "FF0000", width: int = 12) -> Paragraph:
        """Add a line across the type area (分隔线); ``width`` in eighths of a point."""
        paragraph = self.line("", size=4, tight=True)
        borders = OxmlElement("w:pBdr")
        bottom = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", str(width)), ("space", "1"), ("color", colour)):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
        return paragraph

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float = 12, height: float = 9, heads: int = 0) -> Table:
        """Add a table with borders; widths and least height in mm, ``heads`` first rows repeat on every page."""
        table: Table = self.document.add_table(rows=len(rows), cols=len(widths))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
            if number < heads:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell, width, text in zip(row.cells, widths, texts, strict=True):
                cell.width = Mm(width)
                write_cell(cell, text, size=size, font=HEITI if number < heads else FANGSONG)
        return table

    def page_break(self) -> None:
        """Go on at the top of the next page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def content(self) -> bytes:
        """Return the document as a file."""
        target = BytesIO()
        self.document.save(target)
        return target.getvalue()


def shape_paragraph(paragraph: Paragraph, *, align: Any = LEFT_ALIGNED, indent: float = 0, right: float = 0, size: float = BODY_PT, tight: bool = False) -> None:
    """Give a paragraph its alignment, indents in characters of the body size, and the line height of the grid."""
    shape = paragraph.paragraph_format
    shape.alignment, shape.space_before, shape.space_after = align, Pt(0), Pt(0)
    if tight:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
        free = OxmlElement("w:snapToGrid")
        free.set(qn("w:val"), "0")
        paragraph._p.get_or_add_pPr().insert_element_before(free, "w:spacing", "w:ind", "w:jc", "w:rPr")
    else:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE_PT if size <= TITLE_PT else size * 1.3)
    if indent or right:
        around = paragraph._p.get_or_add_pPr().get_or_add_ind()
        for name, count in (("firstLine", indent), ("right", right)):
            if count:
                around.set(qn(f"w:{name}Chars"), str(round(count * 100)))
                around.set(qn(f"w:{name}"), str(round(count * BODY_PT * 20)))


def add_run(paragraph: Paragraph, text: str, *, font: str = FANGSONG, size: float = BODY_PT, bold: bool = False, colour: RGBColor | None = None) -> Run:
    """Add words in a font, for Chinese characters too."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold or None
    if colour is not None:
        run.font.color.rgb = colour
    if size == BODY_PT:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(NEARER_TWIPS))
        run._r.get_or_add_rPr().insert_element_before(
            spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:lang")
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def write_cell(cell: _Cell, text: str, *, size: float = 12, font: str = FANGSONG, align: Any = CENTRED) -> None:
    """Put text into a cell, a paragraph for each line of it."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        shape_paragraph(paragraph, align=align, tight=True)
        add_run(paragraph, part, font=font, size=size)


def _set_style(style: Any) -> None:
    style.font.name, style.font.size = FANGSONG, Pt(BODY_PT)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANGSONG)
    style.paragraph_format.space_after = Pt(0)


def _set_page(section: Any, *, landscape: bool) -> None:
    width, height = PAGE if not landscape else PAGE[::-1]
    # Turned sheets are bound at the same edge: the head of the page lies where its left edge was.
    right, bottom = PAGE[0] - LEFT - TYPE_WIDTH, PAGE[1] - TOP - TYPE_HEIGHT
    margins = (TOP, LEFT, right, bottom) if not landscape else (LEFT, bottom, TOP, right)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.left_margin, section.right_margin, section.bottom_margin = map(Mm, margins)
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOTER_FROM_EDGE_MM if not landscape else 15)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    for name, value in (("type", "lines"), ("linePitch", str(LINE_TWIPS))):
        grid.set(qn(f"w:{name}"), value)


def _set_page_numbers(document: Any) -> None:
    """Number pages — 1 —, to the right on odd pages and to the left on even ones, one character in (clause 7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align, side in ((section.footer, RIGHT_ALIGNED, "right"), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.paragraph_format.alignment = align
        around = paragraph._p.get_or_add_pPr().get_or_add_ind()
        around.set(qn(f"w:{side}"), str(NUMBER_PT * 20))
        add_run(paragraph, "— ", font=SONGTI, size=NUMBER_PT)
        run = add_run(paragraph, "", font=SONGTI, size=NUMBER_PT)
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = text
            run._r.append(part)
        add_run(paragraph, " —", font=SONGTI, size=NUMBER_PT)
