"""A zip of many spreadsheets, taken apart with care: sizes are counted, not believed; names are read as Windows wrote them.

What is inside is not judged here; each member goes through ``guarding`` like a file of its own.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from staffing.core.spreadsheets.faults import BadFile
from staffing.core.spreadsheets.guarding import MB

UTF8_FLAG: Final = 0x800
ENCRYPTED_FLAG: Final = 0x1
# What operating systems and office programs leave in folders beside the files that are meant.
DEBRIS: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
LOCK_PREFIXES: Final = ("~$", "._", ".~")
DAMAGED: Final = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What a zip of spreadsheets may cost."""

    file_mb: int = 100
    unpacked_mb: int = 300
    member_mb: int = 30
    members: int = 1000
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip: its own name without folders, and its bytes."""

    name: str
    content: bytes


def is_archive_of_files(content: bytes) -> bool:
    """True if the bytes are a zip that is no workbook itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except DAMAGED:
        return False
    return "[content_types].xml" not in names and "mimetype" not in names


def open_archive(content: bytes, limits: ArchiveLimits | None = None) -> list[Member]:
    """Return the files of a zip in the order of their names; BadFile if it is dangerous, damaged or empty."""
    bounds = limits or ArchiveLimits()
    if len(content) > bounds.file_mb * MB:
        raise BadFile("too_large", limit=bounds.file_mb)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_debris(_name(entry))]
            _check(entries, bounds)
            members = _read(archive, entries, bounds)
    except DAMAGED as error:
        raise BadFile("damaged_archive") from error
    if not members:
        raise BadFile("empty_archive")
    return sorted(members, key=lambda member: member.name)


def _check(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if len(entries) > limits.members:
        raise BadFile("too_many_members", found=len(entries), limit=limits.members)
    if sum(entry.file_size for entry in entries) > limits.unpacked_mb * MB:
        raise BadFile("unpacked_too_large", limit=limits.unpacked_mb)
    for entry in entries:
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise BadFile("locked_archive")
        if entry.file_size > MB and entry.file_size > limits.ratio * max(1, entry.compress_size):
            raise BadFile("compressed_too_far", limit=limits.ratio)


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> list[Member]:
    members, total = [], 0
    for entry in entries:
        with archive.open(entry) as file:
            # One byte more than allowed tells a file whose written size lies.
            body = file.read(limits.member_mb * MB + 1)
        total += len(body)
        if len(body) > limits.member_mb * MB or total > limits.unpacked_mb * MB:
            raise BadFile("unpacked_too_large", limit=limits.unpacked_mb)
        members.append(Member(_name(entry).replace("\\", "/").rsplit("/", 1)[-1], body))
    return members


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; without the mark for UTF-8 it was written by a Chinese Windows, not in the code page of 1981."""
    if entry.flag_bits & UTF8_FLAG:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_debris(name: str) -> bool:
    plain = name.replace("\\", "/").lower()
    last = plain.rsplit("/", 1)[-1]
    return any(part in plain for part in DEBRIS) or last.startswith(LOCK_PREFIXES)
