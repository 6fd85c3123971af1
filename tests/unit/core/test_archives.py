"""Zips of many files: names as Windows writes them, debris left out, what is dangerous refused with its reason."""

import io
import zipfile

import pytest

from staffing.core.spreadsheets.archives import ArchiveLimits, is_archive_of_files, open_archive
from staffing.core.spreadsheets.faults import BadFile


def packed(members: dict[str, bytes], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compress) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return target.getvalue()


def code_of(content: bytes, **limits) -> str:
    with pytest.raises(BadFile) as refused:
        open_archive(content, ArchiveLimits(**limits))
    return refused.value.code


def test_folders_go_and_debris_is_left_out():
    content = packed({"交表/甲校.xlsx": b"1", "交表/": b"", "__MACOSX/交表/._甲校.xlsx": b"2", "Thumbs.db": b"3", "~$甲校.xlsx": b"4"})
    assert [(one.name, one.content) for one in open_archive(content)] == [("甲校.xlsx", b"1")]


def test_names_written_by_a_chinese_windows_are_read():
    name = "甲校填报表.xlsx"
    raw = name.encode("gb18030")
    placeholder = "x" * len(raw)
    content = packed({placeholder: b"1"}).replace(placeholder.encode(), raw)
    assert [one.name for one in open_archive(content)] == [name]


def test_dangerous_and_damaged_zips_are_refused():
    assert code_of(packed({"a.xlsx": b"0" * 3_000_000})) == "compressed_too_far"
    assert code_of(packed({f"{number}.xlsx": b"x" for number in range(5)}), members=4) == "too_many_members"
    assert code_of(packed({"a": b"x" * 2_000_000}, zipfile.ZIP_STORED), unpacked_mb=1) == "unpacked_too_large"
    assert code_of(packed({"a": b"x" * 2_000_000}, zipfile.ZIP_STORED), file_mb=1) == "too_large"
    assert code_of(packed({"a.xlsx": b"hello"})[:-10]) == "damaged_archive"
    assert code_of(packed({})) == "empty_archive"
    content = bytearray(packed({"a.xlsx": b"hello"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(content)) == "locked_archive"


def test_a_size_that_lies_does_not_get_through():
    content = bytearray(packed({"a.xlsx": bytes(range(256)) * 20_000}, zipfile.ZIP_DEFLATED))
    place = content.index(b"PK\x01\x02") + 24
    content[place:place + 4] = (100).to_bytes(4, "little")
    assert code_of(bytes(content), member_mb=1) in ("damaged_archive", "unpacked_too_large")


def test_a_workbook_is_no_zip_of_files():
    assert is_archive_of_files(packed({"a.xlsx": b"1"}))
    assert not is_archive_of_files(packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}))
    assert not is_archive_of_files(b"hello")
