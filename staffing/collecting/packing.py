"""Many workbooks as one zip, each named after its school, so that they can be handed out with a mouse click each."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from staffing.collecting import files, queries
from staffing.collecting.marking import marked_copy
from staffing.collecting.models import CollectionRound, SchoolReturn
from staffing.collecting.wording import faults_of
from staffing.errors import StaffingError

PERSONS: Final = "teachers"
FORBIDDEN = re.compile(r'[\\/:*?"<>|\r\n\t]')


@dataclass(frozen=True, slots=True)
class Packed:
    """Many workbooks as one zip: of how many schools, with how many persons."""

    content: bytes
    schools: int
    rows: int


def plain_name(text: str) -> str:
    """Return a text as part of a file's name on every system."""
    return FORBIDDEN.sub("", text).strip(" .") or "_"


def book_name(one: CollectionRound, item: SchoolReturn) -> str:
    """Return the name of a school's book, without ending."""
    return plain_name(f"{item.school.code}_{item.school.name}_{one.name}")


def packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip; workbooks are compressed already, so they are stored as they are."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def rows_of(item: SchoolReturn) -> int:
    """Return how many persons a school's book holds: the lines of the sheet of persons, or the longest sheet where that one is not asked."""
    return item.known_rows.get(PERSONS, max(item.known_rows.values(), default=0))


def packed_books(one: CollectionRound) -> Packed:
    """Return the books of a round as one zip; LookupError before the first is made."""
    items = queries.list_files(one.id, marked=False)
    if not items:
        raise LookupError
    members = [(f"{book_name(one, item)}.xlsx", files.open_book(item)) for item in items]
    return Packed(packed(members), len(members), sum(map(rows_of, items)))


def packed_copies(one: CollectionRound) -> Packed:
    """Return the marked copies of all files with faults as one zip; files that cannot be marked are left out and named in a text."""
    members, left = [], []
    items = queries.list_files(one.id, marked=True)
    for item in items:
        try:
            members.append((f"{book_name(one, item)}_待改.xlsx", marked_copy(files.open_content(item), faults_of(item))))
        except StaffingError:
            left.append(f"{item.school.name}：{item.file_name}")
    if not members and not left:
        raise LookupError
    if left:
        members.append(("未能标注的文件.txt", "\r\n".join(["以下文件不是 .xlsx，无法标注，请在系统里查看错误清单：", *left]).encode("utf-8-sig")))
    return Packed(packed(members), len(members), sum(map(rows_of, items)))
