"""BadFile: why an uploaded file is refused as a whole, in one sentence that says what to do instead."""

from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.errors import StaffingError

REFUSALS: Final[dict[str, LazyString]] = {
    "too_large": _l("The file has more than %(limit)s MB. Split it, one file per school or per sheet."),
    "empty": _l("The file is empty."),
    "not_a_spreadsheet": _l("This is no spreadsheet. Upload an .xlsx, .xls or .csv file."),
    "web_page": _l("This file is a web page with the ending of a spreadsheet. Open it in Excel or WPS and save it as .xlsx."),
    "other_format": _l("Files of the kind %(kind)s are not read. Save it as .xlsx in Excel or WPS."),
    "password": _l("The workbook is protected with a password. Save it without one."),
    "truncated": _l("The file is damaged or incomplete. Save it once more in Excel or WPS and upload it again."),
    "too_many_entries": _l("The workbook consists of %(found)s parts, more than %(limit)s. This is no ordinary workbook."),
    "unpacked_too_large": _l("Unpacked, the workbook has more than %(limit)s MB. Split it."),
    "compressed_too_far": _l("A part of the workbook is compressed more than %(limit)s times, as files that attack a system are."),
    "lying_sizes": _l("The sizes written in the workbook are not its real sizes. It was not made by Excel or WPS."),
    "nested_archive": _l("The workbook holds another file (%(name)s). Remove embedded objects and attachments."),
    "macros": _l("The workbook holds macros. Save it as .xlsx without macros."),
    "external_links": _l("The workbook takes values from other files. Paste them as values and break the links."),
    "entities": _l("The workbook holds XML declarations that Excel and WPS never write."),
    "too_many_rows": _l("Sheet %(sheet)s has content beyond row %(limit)s."),
    "too_many_columns": _l("Sheet %(sheet)s has content beyond column %(limit)s."),
    "too_demanding": _l("Reading the file takes more memory or time than allowed. Split it."),
    "binary_text": _l("The text file holds bytes that no text has. Save it once more as CSV (UTF-8) or as .xlsx."),
    "encoding": _l("The text file is neither UTF-8 nor GB18030. Save it as CSV (UTF-8) or as .xlsx."),
    "empty_workbook": _l("No sheet of the file has any content."),
    "no_rows": _l("The sheets have headings but no rows. Fill in at least one."),
    "unreadable": _l("The file could not be read as a spreadsheet. Save it once more in Excel or WPS and upload it again."),
    "no_known_sheet": _l("No sheet of the file has the headings of the template. Download the template and compare the headings."),
    "sheet_twice": _l("Sheets %(first)s and %(second)s both have the headings of %(sheet)s. Leave one of them."),
    "too_many_rows_in_all": _l("The file has %(found)s rows, more than %(limit)s. Split it."),
    "damaged_archive": _l("The zip is damaged or incomplete. Pack the files once more and upload it again."),
    "empty_archive": _l("The zip holds no file."),
    "too_many_members": _l("The zip holds %(found)s files, more than %(limit)s. Split it."),
    "locked_archive": _l("The zip is protected with a password. Pack the files without one."),
}
Param = str | int | float


class BadFile(StaffingError):
    """An uploaded file that cannot be taken, whatever its cells say."""

    def __init__(self, code: str, **params: Param) -> None:
        """Keep code and details; the sentence is made when it is shown, in the reader's language."""
        super().__init__(refusal_text(code, params), field="file")
        self.code = code
        self.params = params


def refusal_text(code: str, params: dict[str, Param]) -> LazyString:
    """Return the sentence of a refusal with its details."""
    return LazyString(lambda: str(REFUSALS[code]) % params)
