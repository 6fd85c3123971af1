"""Have an uploaded file looked into by a process of its own, and tell its faults in words."""

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.attachments.enums import FileKind
from staffing.config import Config
from staffing.errors import StaffingError

PROGRAM: Final = Path(__file__).with_name("inspecting.py")
MEGABYTE: Final = 1024 * 1024
LONGEST_NAME: Final = 100
PREVIEW_PAGES: Final = 8
FAULTS: Final[dict[str, LazyString]] = {
    "empty": _l("The file is empty."),
    "type": _l("This is no PDF, JPEG or PNG, whatever its name says. Save or scan it as one of them."),
    "size": _l("The file is larger than %(most)d MB. Scan it with a lower resolution, or split it."),
    "pages": _l("The PDF has more than %(most)d pages. Split it."),
    "pixels": _l("The picture has more than %(most)d million pixels. Make it smaller."),
    "encrypted": _l("The PDF asks for a password. Save it without one."),
    "active": _l("The PDF holds a program or a form that acts by itself. Print it to a new PDF and upload that one."),
    "embedded": _l("The PDF carries another file inside. Print it to a new PDF and upload that one."),
    "polyglot": _l("The PDF holds something that does not belong into one, or is cut off. Print it to a new PDF and upload that one."),
    "broken": _l("The file is damaged and cannot be opened. Scan or save it again."),
    "too_much": _l("The file takes too much memory or time to be opened. Scan it again, or print it to a new PDF."),
}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be stored."""

    kind: FileKind
    pages: int
    content: bytes


def check_file(content: bytes, config: Config) -> CheckedFile:
    """Return what is to be stored of an uploaded file; StaffingError in words if it is not taken."""
    if len(content) > config.attachment_limit_mb * MEGABYTE:
        raise fault("size", most=config.attachment_limit_mb)
    answer, payload = _ask("inspect", content, config, pages=config.attachment_pages)
    return CheckedFile(FileKind(answer["kind"]), answer["pages"], payload)


def preview_of(content: bytes, config: Config) -> list[bytes]:
    """Return small JPEG pictures of a stored file; none of a PDF that holds text only."""
    answer, payload = _ask("preview", content, config, pages=PREVIEW_PAGES)
    shown, start = [], 0
    for size in answer["sizes"]:
        shown.append(payload[start:start + size])
        start += size
    return shown


def fault(code: str, **params: Any) -> StaffingError:
    """Return the refusal of a file."""
    words = FAULTS[code]
    return StaffingError(_l("%(fault)s", fault=str(words) % params) if params else words, field="file")


def safe_name(name: str, kind: FileKind) -> str:
    """Return the name a file is shown and handed out by: no folders, no control or direction marks, its true ending."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(one for one in last if unicodedata.category(one)[0] not in "CZ" or one == " ")
    stem = re.sub(r'[<>:"|?*%;]', "_", kept.rsplit(".", 1)[0] if "." in kept else kept).strip(" .")
    return f"{stem[:LONGEST_NAME] or kind.value}.{kind.ending}"


def _ask(act: str, content: bytes, config: Config, *, pages: int) -> tuple[dict[str, Any], bytes]:
    asked = {"act": act, "pages": pages, "pixels": config.attachment_megapixels * 1_000_000, "memory_mb": config.attachment_memory_mb,
             "seconds": config.attachment_seconds}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", "-X", "utf8", str(PROGRAM)], input=json.dumps(asked).encode() + b"\n" + content,
            capture_output=True, timeout=config.attachment_seconds * 2, check=False)
    except subprocess.TimeoutExpired as error:
        raise fault("too_much") from error
    if done.returncode:
        raise fault("too_much")
    head, _, payload = done.stdout.partition(b"\n")
    answer: dict[str, Any] = json.loads(head)
    if "fault" in answer:
        raise fault(answer["fault"], **answer["params"])
    return answer, payload
