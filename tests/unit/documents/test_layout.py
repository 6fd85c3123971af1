"""Papers read back: page, margins, lines and characters of GB/T 9704-2012, from the Word file and from the PDF."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image
from pypdf import PdfReader

from staffing.documents.filling import fill
from staffing.documents.fonts import PACKAGED, fonts_for, known_families
from staffing.documents.layout import CHARACTERS, FANGSONG, LINES, TITLE_FONT, Paper
from staffing.documents.paper import to_pdf
from staffing.documents.registry import example_facts
from staffing.errors import StaffingError
from staffing.orders.papers import PAPERS

MM = 72 / 25.4
RARE = "欧阳㛃䶮"


def full_page():
    """Return a paper of one long paragraph, which fills more than a page."""
    paper = Paper()
    paper.line("字" * CHARACTERS * (LINES + 3), indent=0)
    return paper.content()


def lines_of(page):
    """Return {distance of a line's baseline from the top of the page in mm, rounded: [(left edge in mm, text)]}."""
    found = {}

    def note(text, outer, inner, _font, _size):
        if text.strip():
            across = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            up = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.setdefault(round((float(page.mediabox.height) - up) / MM, 1), []).append((across / MM, text.strip()))

    page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("kind", PAPERS, ids=lambda one: one.code)
def test_word_file_has_the_page_of_the_standard(kind):
    document = Document(io.BytesIO(fill(kind.default(), example_facts(kind.fields))))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height, section.top_margin, section.left_margin)] == [210, 297, 37, 28]
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), int(225 / 25.4 * 1440) // int(grid.get(qn("w:linePitch")))) == ("lines", LINES)
    titles = [run for paragraph in document.paragraphs for run in paragraph.runs if run.font.size == Pt(22)]
    assert titles
    assert {run.font.name for run in titles} == {TITLE_FONT}
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == (FANGSONG, Pt(16))


def test_word_body_is_three_size_fangsong_with_exact_lines_and_28_characters():
    paragraph = Document(io.BytesIO(full_page())).paragraphs[0]
    run = paragraph.runs[0]
    assert (run.font.size, run._r.rPr.rFonts.get(qn("w:eastAsia"))) == (Pt(16), FANGSONG)
    nearer = int(run._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(156 * MM / (16 + nearer)) == CHARACTERS
    assert int(225 * MM / paragraph.paragraph_format.line_spacing.pt) == LINES


def test_page_numbers_stand_outside_between_dashes():
    document = Document(io.BytesIO(Paper().content()))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        xml = footer._element.xml
        assert "PAGE" in xml
        assert footer.paragraphs[0].text.startswith("— ")
        assert footer.paragraphs[0].text.endswith(" —")
        assert footer.paragraphs[0].alignment == side


def test_pdf_has_22_lines_of_28_characters_inside_the_type_area():
    reader = PdfReader(io.BytesIO(to_pdf(full_page())))
    assert [round(float(side) / MM) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    assert len(reader.pages) == 2
    lines = lines_of(reader.pages[0])
    body = {height: parts for height, parts in lines.items() if "字" in "".join(text for _, text in parts)}
    assert len(body) == LINES
    assert {len("".join(text for _, text in parts)) for parts in body.values()} == {CHARACTERS}
    assert 37 < min(body) < max(body) < 37 + 225
    assert all(27.9 < parts[0][0] < 28.3 for parts in body.values())
    steps = [after - before for before, after in zip(sorted(body), sorted(body)[1:], strict=False)]
    assert all(abs(step - 225 / LINES) < 0.15 for step in steps)
    number = next(height for height, parts in lines.items() if "—" in "".join(text for _, text in parts))
    assert 37 + 225 + 7 < number < 37 + 225 + 7 + 5
    assert "— 1 —" in reader.pages[0].extract_text()


def test_pdf_shows_rare_characters_and_tables():
    paper = Paper()
    paper.body(f"姓名：{RARE}")
    paper.table([["序号", "姓名"], ["1", RARE]], (30, 60), heads=1)
    text = PdfReader(io.BytesIO(to_pdf(paper.content()))).pages[0].extract_text()
    assert text.count(RARE) == 2


def test_fonts_are_only_those_that_are_there():
    for name in (FANGSONG, TITLE_FONT, "黑体", "楷体_GB2312", "宋体", "没有这种字体"):
        assert fonts_for(name)[-1] == PACKAGED or name == "黑体"
        assert set(fonts_for(name)) <= known_families()


def test_pictures_are_refused_as_pdf_instead_of_left_out(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    document = Document()
    document.add_picture(str(tmp_path / "a.png"))
    target = io.BytesIO()
    document.save(target)
    with pytest.raises(StaffingError):
        to_pdf(target.getvalue())
