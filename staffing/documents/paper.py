"""A filled Word file as PDF: paragraphs, tables, fonts and the grid are read from it and laid out by typst.

So the bureau's own template rules both forms. Pictures and text boxes are not carried over; a file that has them is refused.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import typst
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from flask_babel import lazy_gettext as _l

from staffing.documents.fonts import font_folder, fonts_for
from staffing.errors import StaffingError

LAYOUT: Final = Path(__file__).with_name("paper.typ")
ALIGNMENTS: Final = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left", "both": "justify", "distribute": "justify"}
DEFAULT_PT: Final = 10.5
TWIPS: Final = 20.0
BORDER_UNITS: Final = 8
NUMBER_PT: Final = 14


def to_pdf(content: bytes) -> bytes:
    """Return a Word file as PDF."""
    document = Document(BytesIO(content))
    body = document.element.body
    if next(body.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")), None) is not None:
        raise StaffingError(_l("This template has pictures or text boxes, which the PDF cannot show. Take the Word file and print it from Word or WPS."))
    data = json.dumps(_read(document), ensure_ascii=False)
    made, warnings = typst.compile_with_warnings(LAYOUT, root=LAYOUT.parent, font_paths=[font_folder()], sys_inputs={"data": data})
    if any("unknown font" in str(one.message) for one in warnings):
        raise RuntimeError("a font that was there when the application started is gone")
    return bytes(made)


def _read(document: Any) -> dict[str, Any]:
    section = document.sections[0]
    footers = (section.footer._element, section.even_page_footer._element)
    shown = any("PAGE" in (text.text or "") for footer in footers for text in footer.iter(qn("w:instrText")))
    header = "".join(paragraph.text for paragraph in section.header.paragraphs)
    return {
        "title": document.core_properties.title or "",
        "page": {"width": section.page_width.pt, "height": section.page_height.pt, "top": section.top_margin.pt, "bottom": section.bottom_margin.pt,
                 "left": section.left_margin.pt, "right": section.right_margin.pt},
        "number": {"shown": shown, "size": NUMBER_PT, "fonts": fonts_for("宋体")}, "header": header.strip(),
        "content": [item for block in document.iter_inner_content() for item in _items(block)],
    }


def _items(block: Any) -> Iterator[dict[str, Any]]:
    if isinstance(block, Table):
        yield _table(block)
        return
    breaks = [one for one in block._p.iter(qn("w:br")) if one.get(qn("w:type")) == "page"]
    if breaks or block.paragraph_format.page_break_before:
        yield {"kind": "break"}
    if not breaks or block.text.strip():
        yield _paragraph(block)


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    shape = paragraph.paragraph_format
    runs = [_run(run, paragraph) for run in paragraph.runs if run.text.strip("\n") or "\n" in run.text]
    around = paragraph._p.pPr.find(qn("w:ind")) if paragraph._p.pPr is not None else None
    line = shape.line_spacing
    align = paragraph._p.pPr.find(qn("w:jc")) if paragraph._p.pPr is not None else None
    return {
        "kind": "paragraph", "runs": [run for run in runs if run["text"]], "size": max((run["size"] for run in runs), default=_style_size(paragraph)),
        "align": ALIGNMENTS.get(align.get(qn("w:val")), "left") if align is not None else "justify",
        "pitch": line.pt if isinstance(line, Length) else None, "rule": _rule(paragraph), "keep": bool(shape.keep_with_next),
        "before": shape.space_before.pt if shape.space_before else 0, "after": shape.space_after.pt if shape.space_after else 0,
        "indent": _twips(around, "firstLine"), "left": _twips(around, "left"), "right": _twips(around, "right"),
    }


def _twips(element: Any, name: str) -> float:
    return int(element.get(qn(f"w:{name}")) or 0) / TWIPS if element is not None else 0.0


def _rule(paragraph: Paragraph) -> dict[str, Any] | None:
    """Return the line below an empty paragraph (分隔线)."""
    bottom = next(paragraph._p.iter(qn("w:bottom")), None)
    if bottom is None or paragraph.text.strip():
        return None
    colour = bottom.get(qn("w:color")) or "auto"
    return {"width": int(bottom.get(qn("w:sz")) or BORDER_UNITS) / BORDER_UNITS, "colour": "000000" if colour == "auto" else colour}


def _run(run: Run, paragraph: Paragraph) -> dict[str, Any]:
    size = run.font.size.pt if run.font.size else _style_size(paragraph)
    colour = run.font.color.rgb if run.font.color is not None and run.font.color.type is not None else None
    text = run.text.replace("\t", "　　")
    spacing = run._r.rPr.find(qn("w:spacing")) if run._r.rPr is not None else None
    return {"text": text, "fonts": fonts_for(_font_name(run, paragraph)), "size": size, "bold": bool(run.font.bold), "tracking": _twips(spacing, "val"), "colour": str(colour or "000000")}


def _font_name(run: Run, paragraph: Paragraph) -> str:
    for owner in (run._r.rPr, *(style.element.rPr for style in _styles(paragraph))):
        fonts = owner.rFonts if owner is not None else None
        name = fonts.get(qn("w:eastAsia")) if fonts is not None else None
        if name:
            return str(name)
    return "宋体"


def _style_size(paragraph: Paragraph) -> float:
    return next((style.font.size.pt for style in _styles(paragraph) if style.font.size), DEFAULT_PT)


def _styles(paragraph: Paragraph) -> Iterator[Any]:
    style: Any = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def _table(table: Table) -> dict[str, Any]:
    widths = [int(column.get(qn("w:w")) or 0) / TWIPS for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    rows = [_row(row, table) for row in table._tbl.tr_lst]
    _join_down(rows)
    style = table.style.name if table.style is not None else ""
    own = table._tbl.tblPr.find(qn("w:tblBorders"))
    borders = own is not None and next((side.get(qn("w:val")) not in ("none", "nil") for side in own), True) if own is not None else style == "Table Grid"
    return {"kind": "table", "widths": widths, "rows": rows, "borders": borders}


def _row(row: Any, table: Table) -> dict[str, Any]:
    height = row.trPr.find(qn("w:trHeight")) if row.trPr is not None else None
    cells, place = [], 0
    for cell in row.tc_lst:
        span = cell.grid_span
        merge = cell.vMerge
        cells.append({"place": place, "colspan": span, "rowspan": 1, "merge": merge,
                      "paragraphs": [_paragraph(Paragraph(one, table)) for one in cell.p_lst]})
        place += span
    head = row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None
    return {"height": int(height.get(qn("w:val")) or 0) / TWIPS if height is not None else 12, "head": head, "cells": cells}


def _join_down(rows: list[dict[str, Any]]) -> None:
    """Let a cell that goes on below count its rows, and drop the cells it covers."""
    open_cells: dict[int, dict[str, Any]] = {}
    for row in rows:
        for cell in row["cells"]:
            if cell["merge"] == "continue" and cell["place"] in open_cells:
                open_cells[cell["place"]]["rowspan"] += 1
            else:
                open_cells[cell["place"]] = cell
        row["cells"] = [cell for cell in row["cells"] if cell["merge"] != "continue"]
