"""Files that must be refused as a whole: each with its own sentence, and with every record as it was."""

import html
import io
import zipfile

import pytest
from sqlalchemy import select

from staffing.core.access import Role
from staffing.extensions import db
from staffing.imports.models import BatchState, ImportBatch
from tests.factories.accounts import create_user
from tests.helpers import sheets
from tests.helpers.pages import sign_in_client
from tests.helpers.sheets import invented, workbook

GOOD = workbook(invented())
BIG = b"<x>" + b"0" * 30_000_000 + b"</x>"


def plain_zip(**parts: bytes) -> bytes:
    """Return a zip with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def many_parts() -> bytes:
    """Return a workbook of more parts than any program writes."""
    return sheets.rebuilt(GOOD, {f"xl/media/{number}.txt": b"x" for number in range(2100)})


def without_data(sheet: bytes) -> bytes:
    """Return a sheet without any cell."""
    return sheet[: sheet.index(b"<sheetData>")] + b"<sheetData/>" + sheet[sheet.index(b"</sheetData>") + len(b"</sheetData>"):]


def csv_of(text: str) -> bytes:
    """Return a text file."""
    return text.encode("utf-8-sig")


REFUSED = {
    "empty": (b"", "The file is empty."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "Files of the kind PNG are not read. Save it as .xlsx in Excel or WPS."),
    "a PDF": (b"%PDF-1.7\n", "Files of the kind PDF are not read. Save it as .xlsx in Excel or WPS."),
    "a web page named .xls": (b"<html><table><tr><td>1</td></tr></table></html>",
                              "This file is a web page with the ending of a spreadsheet. Open it in Excel or WPS and save it as .xlsx."),
    "truncated": (GOOD[: len(GOOD) // 2], "The file is damaged or incomplete. Save it once more in Excel or WPS and upload it again."),
    "a damaged part": (GOOD.replace(b"PK\x01\x02", b"PK\x09\x09", 1),
                       "The file is damaged or incomplete. Save it once more in Excel or WPS and upload it again."),
    "a plain zip": (plain_zip(**{"a.txt": b"hello"}), "This is no spreadsheet. Upload an .xlsx, .xls or .csv file."),
    "a Word file": (plain_zip(**{"word/document.xml": b"<x/>"}), "Files of the kind Word are not read. Save it as .xlsx in Excel or WPS."),
    "an xlsb": (plain_zip(**{"xl/workbook.bin": b"x"}), "Files of the kind xlsb are not read. Save it as .xlsx in Excel or WPS."),
    "a bomb": (sheets.rebuilt(GOOD, {"xl/media/big.xml": BIG}),
               "A part of the workbook is compressed more than 100 times, as files that attack a system are."),
    "lying sizes": (sheets.lying(sheets.rebuilt(GOOD, {"xl/media/big.xml": BIG}), "xl/media/big.xml", 1000),
                    "The sizes written in the workbook are not its real sizes. It was not made by Excel or WPS."),
    "too many parts": (many_parts(), f"The workbook consists of {len(zipfile.ZipFile(io.BytesIO(GOOD)).namelist()) + 2100} parts, more than 2000. This is no ordinary workbook."),
    "a zip in a zip": (sheets.rebuilt(GOOD, {"xl/media/image1.png": plain_zip(a=b"x")}),
                       "The workbook holds another file (image1.png). Remove embedded objects and attachments."),
    "an embedded file": (sheets.rebuilt(GOOD, {"xl/embeddings/oleObject1.bin": b"x"}),
                         "The workbook holds another file (oleObject1.bin). Remove embedded objects and attachments."),
    "macros": (sheets.rebuilt(GOOD, {"xl/vbaProject.bin": b"x"}), "The workbook holds macros. Save it as .xlsx without macros."),
    "external links": (sheets.rebuilt(GOOD, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
                       "The workbook takes values from other files. Paste them as values and break the links."),
    "entities": (sheets.first_sheet(GOOD, lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet', 1)),
                 "The workbook holds XML declarations that Excel and WPS never write."),
    "a password": (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le") * 3,
                   "The workbook is protected with a password. Save it without one."),
    "xls macros": (bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook_VBA_PROJECT".encode("utf-16-le") * 3,
                   "The workbook holds macros. Save it as .xlsx without macros."),
    "a damaged xls": (bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le") * 300,
                      "The file could not be read as a spreadsheet. Save it once more in Excel or WPS and upload it again."),
    "broken XML": (sheets.first_sheet(GOOD, lambda xml: xml[: len(xml) // 2]),
                   "The file could not be read as a spreadsheet. Save it once more in Excel or WPS and upload it again."),
    "no content": (sheets.first_sheet(workbook({"schools": []}), without_data), "No sheet of the file has any content."),
    "headings alone": (workbook({"schools": [], "teachers": []}), "The sheets have headings but no rows. Fill in at least one."),
    "a cell far below": (sheets.first_sheet(GOOD, lambda xml: xml.replace(
        b"</sheetData>", b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')),
        "Sheet sheet1.xml has content beyond row 800000."),
    "a cell far right": (sheets.first_sheet(GOOD, lambda xml: xml.replace(
        b"</sheetData>", b'<row r="900"><c r="XFD900" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')),
        "Sheet sheet1.xml has content beyond column 1000."),
    "text with NULs": (csv_of("教职工编号,姓名\nT1,张\x00三\n"), "The text file holds bytes that no text has. Save it once more as CSV (UTF-8) or as .xlsx."),
    "an unknown encoding": (b"\x81\x20\xff\xff,\x80\n", "The text file is neither UTF-8 nor GB18030. Save it as CSV (UTF-8) or as .xlsx."),
    "none of our sheets": (csv_of("甲,乙\n1,2\n"), "No sheet of the file has the headings of the template. Download the template and compare the headings."),
}


def twins() -> bytes:
    """Return a workbook with two sheets of the same headings."""
    content = workbook({"posts": invented()["posts"], "groups": [sheets.row_of(
        "groups", group="一", kind="学区", school="演示第1小学", valid_from="2020-01-01")]})
    parts = zipfile.ZipFile(io.BytesIO(content))
    return sheets.rebuilt(content, {"xl/worksheets/sheet2.xml": parts.read("xl/worksheets/sheet1.xml"),
                                    "xl/workbook.xml": parts.read("xl/workbook.xml").replace("集团学区".encode(), "编制二".encode())})


REFUSED["two sheets of one kind"] = (twins(), "Sheets 编制 and 编制二 both have the headings of 编制. Leave one of them.")
TEXTS = {"text with NULs", "an unknown encoding", "none of our sheets"}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_its_sentence_and_nothing_changes(name, app, county):
    content, sentence = REFUSED[name]
    client = sign_in_client(app, create_user(county=county, role=Role.OFFICER, locale="en"))
    sheets.store(GOOD, county)
    before = sheets.records_digest()
    page = sheets.upload(client, content, "x.csv" if name in TEXTS else "x.xlsx")
    assert page.status_code == 200
    assert sentence in html.unescape(page.get_data(as_text=True))
    assert sheets.records_digest() == before
    batch = db.session.scalar(select(ImportBatch))
    assert batch is None or (batch.state, batch.content) == (BatchState.REFUSED, None)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(app, officer, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    assert sheets.upload(officer, b"x" * 2000).status_code == 413
    assert db.session.scalar(select(ImportBatch)) is None
