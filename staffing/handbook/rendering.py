"""Chapters as pages: the few marks of Markdown that the handbook uses, everything else escaped. Pure.

Headings with an anchor (``## 变更申请 {#changes}``), paragraphs, numbered and plain lists, pictures, links, **bold**, `words`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

HEADING: Final = re.compile(r"(?P<marks>#{1,3}) (?P<words>.+?)(?: \{#(?P<anchor>[a-z_]+)\})?$")
PICTURE: Final = re.compile(r"!\[(?P<words>[^\]]*)\]\(images/(?P<name>[\w-]+\.png)\)$")
ITEM: Final = re.compile(r"(?P<mark>-|\d+\.) (?P<words>.+)$")
INLINE: Final = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>.+?)`|\[(?P<link>[^\]]+)\]\((?P<chapter>[\w-]+)\.md(?P<anchor>#[a-z_]+)?\)")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its title, its sections as (anchor, title), and the page."""

    code: str
    title: str
    sections: tuple[tuple[str, str], ...]
    page: Markup


def render(code: str, text: str, *, chapter_address: Callable[[str], str], picture_address: Callable[[str], str]) -> Chapter:
    """Return a chapter made of its text; addresses of chapters and pictures are the caller's business."""
    lines = text.splitlines()
    found = [match for match in map(HEADING.match, lines) if match]
    sections = tuple((match["anchor"], match["words"]) for match in found if match["anchor"])
    blocks = [_block(block, chapter_address, picture_address) for block in _blocks(lines)]
    return Chapter(code, found[0]["words"], sections, Markup("\n").join(blocks))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Give the blocks between empty lines; a heading stands alone."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and not HEADING.match(line):
            block.append(line.strip())
            continue
        if block:
            yield block
            block = []
        if line.strip():
            yield [line.strip()]


def _block(block: list[str], chapter_address: Callable[[str], str], picture_address: Callable[[str], str]) -> Markup:
    heading, picture, item = HEADING.match(block[0]), PICTURE.match(block[0]), ITEM.match(block[0])
    if heading and len(heading["marks"]) == 1:
        return Markup()
    if heading:
        level = len(heading["marks"])
        anchor = Markup(' id="{}"').format(heading["anchor"]) if heading["anchor"] else Markup()
        return Markup("<h{}{}>{}</h{}>").format(level, anchor, heading["words"], level)
    if picture:
        return Markup('<figure><img src="{}" alt="{}"><figcaption>{}</figcaption></figure>').format(
            picture_address(picture["name"]), picture["words"], picture["words"])
    if item:
        kind = "ul" if item["mark"] == "-" else "ol"
        items = [Markup("<li>{}</li>").format(_inline(found["words"], chapter_address)) for found in map(ITEM.match, block) if found]
        return Markup("<{}>{}</{}>").format(kind, Markup("").join(items), kind)
    return Markup("<p>{}</p>").format(_inline("".join(block), chapter_address))


def _inline(text: str, chapter_address: Callable[[str], str]) -> Markup:
    made, end = [], 0
    for found in INLINE.finditer(text):
        made.append(escape(text[end:found.start()]))
        end = found.end()
        if found["bold"]:
            made.append(Markup("<strong>{}</strong>").format(found["bold"]))
        elif found["code"]:
            made.append(Markup("<code>{}</code>").format(found["code"]))
        else:
            made.append(Markup('<a href="{}{}">{}</a>').format(chapter_address(found["chapter"]), found["anchor"] or "", found["link"]))
    made.append(escape(text[end:]))
    return Markup("").join(made)
