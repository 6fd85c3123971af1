"""Makers of files as schools upload them, harmless and not."""

import io

from PIL import Image
from pypdf import PdfWriter


def picture(kind: str = "PNG", *, size: tuple[int, int] = (40, 30), colour: tuple[int, int, int] = (200, 30, 30), **options) -> bytes:
    """Return a small picture."""
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind, **options)
    return made.getvalue()


def pdf(*, pages: int = 1, change=None) -> bytes:
    """Return a PDF of empty pages; ``change`` may do something to its writer."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 280)
    if change is not None:
        change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def scan(*, pages: int = 1) -> bytes:
    """Return a PDF whose pages are pictures, as scanners make them."""
    made = io.BytesIO()
    sheets = [Image.new("RGB", (300, 420), (250, 250, 240)) for _ in range(pages)]
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:])
    return made.getvalue()
