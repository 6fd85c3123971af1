"""Look into one uploaded file, in a process of its own: what is it really, is it harmless, how does it look?

Started by path with the bare interpreter, so that a hostile file meets no database, no keys, and hard limits of time and
memory. Reads a line of JSON and the file from standard input; answers a line of JSON and, for pictures, the picture made anew.
"""

import contextlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

try:
    import resource
except ImportError:  # Windows has no such limits; there the time limit of the caller stands alone
    resource = None  # type: ignore[assignment]

PDF, JPEG, PNG = "pdf", "jpeg", "png"
MAGIC: Final = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
END_OF_PDF: Final = b"%%EOF"
HEAD_BYTES: Final = 4096
MOST_OBJECTS: Final = 200_000
JPEG_QUALITY: Final = 88
PREVIEW_SIDE: Final = 1400
# What a piece of evidence never needs: programs, other files, forms that send themselves, media players.
ACTIVE_KEYS: Final = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"})
ACTIVE_ACTIONS: Final = frozenset({
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute", "/Movie", "/Sound"})
ACTIVE_KINDS: Final = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
EMBEDDED_KEYS: Final = frozenset({"/EmbeddedFiles", "/EF", "/AF"})
EMBEDDED_KINDS: Final = frozenset({"/EmbeddedFile", "/FileAttachment"})
# Long enough never to stand in compressed data by chance; found even in objects that no table of the file names.
RAW_ACTIVE: Final = (b"/JavaScript", b"/Launch ", b"/Launch/", b"/Launch\n")


class FaultError(Exception):
    """Why a file is not taken."""

    def __init__(self, code: str, **params: Any) -> None:
        """Keep the code and its numbers."""
        super().__init__(code)
        self.code, self.params = code, params


def inspect(content: bytes, *, pages: int, pixels: int) -> tuple[dict[str, Any], bytes]:
    """Return what the file is, and its content as it is to be stored; FaultError if it is not taken."""
    if not content:
        raise FaultError("empty")
    kind = next((kind for magic, kind in MAGIC if content.startswith(magic)), None)
    if kind is None:
        raise FaultError("type")
    if kind == PDF:
        return {"kind": kind, "pages": check_pdf(content, pages=pages)}, content
    return {"kind": kind, "pages": 1}, remake_picture(content, kind, pixels=pixels)


def check_pdf(content: bytes, *, pages: int) -> int:
    """Return the number of pages of a PDF that holds nothing but pages."""
    head = content[:HEAD_BYTES].lower()
    if not content.rstrip(b"\r\n\t \0").endswith(END_OF_PDF) or b"<script" in head or b"<html" in head or zipfile.is_zipfile(io.BytesIO(content)):
        raise FaultError("polyglot")
    if any(word in content for word in RAW_ACTIVE):
        raise FaultError("active")
    with telling_broken():
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise FaultError("encrypted")
        number = len(reader.pages)
        if number > pages:
            raise FaultError("pages", most=pages)
        for thing in dictionaries(reader):
            check_dictionary(thing)
    if number == 0:
        raise FaultError("broken")
    return number


def dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Give every dictionary of the file, also those that no page leads to."""
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise FaultError("too_much")
    waiting: list[Any] = [reader.trailer]
    for number, generation in sorted(numbers):
        with contextlib.suppress(KeyError, ValueError):
            waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            one = waiting.pop()
            if isinstance(one, DictionaryObject):
                yield one
                waiting.extend(value for value in dict.values(one) if isinstance(value, DictionaryObject | ArrayObject))
            elif isinstance(one, ArrayObject):
                waiting.extend(value for value in list.__iter__(one) if isinstance(value, DictionaryObject | ArrayObject))


def check_dictionary(thing: DictionaryObject) -> None:
    """Refuse a dictionary that starts a program, plays media or carries another file."""
    keys = {str(key) for key in dict.keys(thing)}
    kinds = {str(dict.get(thing, name)) for name in ("/Type", "/Subtype")}
    if keys & ACTIVE_KEYS or kinds & ACTIVE_KINDS or str(dict.get(thing, "/S")) in ACTIVE_ACTIONS:
        raise FaultError("active")
    if keys & EMBEDDED_KEYS or kinds & EMBEDDED_KINDS:
        raise FaultError("embedded")


def remake_picture(content: bytes, kind: str, *, pixels: int) -> bytes:
    """Return the picture drawn anew: upright, without place, camera, names or anything hidden behind its end."""
    return draw(open_picture(content, pixels=pixels), kind)


def open_picture(content: bytes, *, pixels: int) -> Image.Image:
    """Return a picture, read whole; refused by its stated size before a single pixel is unpacked."""
    Image.MAX_IMAGE_PIXELS = None
    with telling_broken():
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        if image.width * image.height > pixels:
            raise FaultError("pixels", most=pixels // 1_000_000)
        image.load()
        return ImageOps.exif_transpose(image)


def draw(image: Image.Image, kind: str) -> bytes:
    """Return a picture as a file that holds its pixels and nothing else."""
    wanted = "RGB" if kind == JPEG and image.mode != "L" else "L" if image.mode in ("1", "L") else "RGBA" if image.mode in ("RGBA", "LA", "PA", "P") else "RGB"
    plain = image if image.mode == wanted else image.convert(wanted)
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    made = io.BytesIO()
    if kind == JPEG:
        bare.save(made, "JPEG", quality=JPEG_QUALITY)
    else:
        bare.save(made, "PNG")
    return made.getvalue()


def preview(content: bytes, *, pages: int, pixels: int) -> tuple[dict[str, Any], bytes]:
    """Return small pictures of a stored file, one after the other: itself, or the scans on the first pages of a PDF."""
    if content.startswith(MAGIC[0][0]):
        shown = [small(image) for image in scans(content, pages=pages, pixels=pixels)]
    else:
        shown = [small(open_picture(content, pixels=pixels))]
    return {"sizes": [len(one) for one in shown]}, b"".join(shown)


def scans(content: bytes, *, pages: int, pixels: int) -> Iterator[Image.Image]:
    """Give the largest picture of each of the first pages; a page of text has none."""
    with telling_broken():
        for page in PdfReader(io.BytesIO(content), strict=False).pages[:pages]:
            found = [one.image for one in page.images if one.image is not None and one.image.width * one.image.height <= pixels]
            if found:
                yield max(found, key=lambda image: image.width * image.height)


def small(image: Image.Image) -> bytes:
    """Return a picture no larger than a screen."""
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return draw(image, JPEG)


@contextlib.contextmanager
def telling_broken() -> Iterator[None]:
    """Tell any fault of reading as a broken file; what the libraries raise on rubbish is not documented."""
    try:
        yield
    except (FaultError, MemoryError):
        raise
    except Exception as error:
        raise FaultError("broken") from error


def limit(memory_mb: int, seconds: int) -> None:
    """Let this process have no more memory and time than this."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def main() -> None:
    """Answer one question about one file."""
    asked = json.loads(sys.stdin.buffer.readline())
    limit(asked.pop("memory_mb"), asked.pop("seconds"))
    content = sys.stdin.buffer.read()
    act = {"inspect": inspect, "preview": preview}[asked.pop("act")]
    try:
        answer, payload = act(content, **asked)
    except FaultError as error:
        answer, payload = {"fault": error.code, "params": error.params}, b""
    except MemoryError:
        answer, payload = {"fault": "too_much", "params": {}}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + payload)


if __name__ == "__main__":
    main()
