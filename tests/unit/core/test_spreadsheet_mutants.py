"""Damaged workbooks and texts: each is read or refused as a BadFile, never anything else."""

import random

import pytest

from staffing.core.spreadsheets.csv_writing import csv_bytes
from staffing.core.spreadsheets.faults import BadFile
from staffing.core.spreadsheets.guarding import Limits
from staffing.core.spreadsheets.isolated import read_isolated
from staffing.core.spreadsheets.layout import Sheet
from staffing.core.spreadsheets.reading import read_book
from tests.helpers import sheets
from tests.helpers.sheets import META, invented, workbook

GOOD = workbook(invented())
TEXT = csv_bytes(Sheet("教师", [], []), meta=META) + "教职工编号,姓名\nT1,张三\n".encode("gb18030")
MUTANTS = 600


def damaged(content: bytes, draw: random.Random) -> bytes:
    """Return the file with some bytes changed, a piece cut out, doubled or moved."""
    body = bytearray(content)
    for _ in range(draw.choice((1, 1, 3, 20))):
        place = draw.randrange(len(body))
        act = draw.randrange(4)
        if act == 0:
            body[place] = draw.randrange(256)
        elif act == 1:
            del body[place:place + draw.choice((1, 16, 400))]
        elif act == 2:
            body[place:place] = body[place:place + draw.choice((1, 30, 300))]
        else:
            body[place:place + 4] = b"\xff\xff\xff\x7f"
        body = body or bytearray(b"x")
    return bytes(body)


@pytest.mark.parametrize("content", [GOOD, TEXT], ids=["xlsx", "csv"])
def test_a_damaged_file_is_read_or_refused(content):
    draw = random.Random(20260901)
    refused = 0
    for _ in range(MUTANTS):
        try:
            read_book(damaged(content, draw))
        except BadFile:
            refused += 1
    assert refused > 0


@pytest.mark.parametrize("flag", [0x20, 0x40], ids=["patched", "encrypted"])
def test_an_entry_that_claims_to_be_patched_or_encrypted_is_refused(flag):
    name = b"xl/_rels/workbook.xml.rels"
    body = bytearray(GOOD)
    directory = body.rfind(b"PK\x01\x02", 0, body.rfind(name))
    body[directory + 8] |= flag
    with pytest.raises(BadFile):
        read_book(bytes(body))


def test_a_file_that_swells_is_refused_by_the_limit_of_its_process():
    long_text = "长" * 30_000
    body = "".join(f'<row r="{row}">' + "".join(f'<c r="{chr(65 + column)}{row}" t="s"><v>0</v></c>' for column in range(20)) + "</row>" for row in range(1, 3000))
    shared = f'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1"><si><t>{long_text}</t></si></sst>'

    def change(xml: bytes) -> bytes:
        return xml[: xml.index(b"<sheetData>")] + f"<sheetData>{body}</sheetData></worksheet>".encode()

    content = sheets.rebuilt(sheets.first_sheet(workbook({"schools": []}), change), {"xl/sharedStrings.xml": shared.encode()})
    content = sheets.edited(content, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(
        b"</Relationships>", b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
                             b'Target="sharedStrings.xml"/></Relationships>'))
    with pytest.raises(BadFile) as refusal:
        read_isolated(content, Limits(memory_mb=700, ratio=100_000))
    assert refusal.value.code == "too_demanding"


def test_a_merged_range_over_the_whole_sheet_is_taken_as_the_cell_it_is():
    content = sheets.first_sheet(GOOD, lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'))
    assert [len(sheet.rows) for sheet in read_isolated(content).sheets] == [len(sheet.rows) for sheet in read_book(GOOD).sheets]


def test_styled_empty_cells_at_the_far_corner_do_not_matter():
    content = sheets.first_sheet(GOOD, lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'))
    assert len(read_isolated(content).sheets[0].rows) == len(read_book(GOOD).sheets[0].rows)
