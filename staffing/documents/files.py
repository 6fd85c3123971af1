"""Is this upload a Word file that may be opened and filled? Decided from the zip and its parts, before python-docx sees it."""

import re
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.spreadsheets.archives import ArchiveLimits, Member, open_archive
from staffing.core.spreadsheets.faults import BadFile
from staffing.errors import StaffingError

LIMITS: Final = ArchiveLimits(file_mb=5, unpacked_mb=30, member_mb=10, members=300)
LARGEST_TEXT: Final = 1_000_000
DECLARATION: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
EXTERNAL: Final = re.compile(rb'TargetMode\s*=\s*"External"', re.IGNORECASE)
LINK: Final = re.compile(rb"<Relationship\b[^>]*>")
ACTIVE: Final = (".bin", ".exe", ".vbs", ".js", ".dll", ".ole")
FAULTS: Final[dict[str, LazyString]] = {
    "no_docx": _l("This is no .docx file. Open the template in Word or WPS and save it as .docx."),
    "macros": _l("The file holds macros or embedded objects. Save it as .docx without them."),
    "external": _l("The file takes pictures or a template from elsewhere. Insert pictures into the file itself."),
    "declaration": _l("The file holds XML declarations that Word never writes."),
    "large": _l("The text of the template is too large. Templates have a few pages; remove what does not belong into it."),
}


def check_file(content: bytes) -> None:
    """Refuse what is no plain Word file."""
    try:
        members = open_archive(content, LIMITS)
    except BadFile as error:
        raise _fault("no_docx") if error.code in ("damaged_archive", "empty_archive") else error from error
    names = {member.name.lower() for member in members}
    if not {"document.xml", "[content_types].xml"} <= names:
        raise _fault("no_docx")
    for member in members:
        _check_member(member)


def _check_member(member: Member) -> None:
    name = member.name.lower()
    if name.endswith(ACTIVE) or b"vbaProject" in member.content[:4096] or b"macroEnabled" in member.content[:4096]:
        raise _fault("macros")
    if name.endswith((".xml", ".rels")):
        if DECLARATION.search(member.content):
            raise _fault("declaration")
        if name == "document.xml" and len(member.content) > LARGEST_TEXT:
            raise _fault("large")
    if name.endswith(".rels"):
        # A web address that a reader may click is harmless; everything else would be fetched when the file is opened.
        for link in LINK.findall(member.content):
            if EXTERNAL.search(link) and b"/hyperlink" not in link:
                raise _fault("external")


def _fault(code: str) -> StaffingError:
    return StaffingError(FAULTS[code], field="file")
