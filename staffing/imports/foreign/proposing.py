"""Propose what each column means: by its heading, by the words known for it, and by what its values look like. Pure.

A proposal is never applied unseen: the officer gets the page with every proposal and its grounds first.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from staffing.core import id_number
from staffing.core.columns import ValueKind
from staffing.core.spreadsheets import values
from staffing.core.spreadsheets.tables import plain_heading
from staffing.core.spreadsheets.values import ValueFault
from staffing.imports.cells import PHONE, CellReader, plain_word
from staffing.imports.foreign.layout import Heading, Layout
from staffing.imports.foreign.targets import Target, national_titles, targets
from staffing.imports.foreign.words import known_words

SURE: Final = 1.0
LEAST: Final = 0.5
SAMPLED: Final = 60
FITTING, UNFITTING = 0.75, 0.3
NOISE: Final = re.compile(r"\d{4}年\d{0,2}月?|^(本人|现|您的|教师|教职工)|（.*|\(.*|[·、，,。/\-_]")
REMARK: Final = re.compile(r"\([^()]*\)$")
IDENTITY: Final = re.compile(r"\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx]")
WORDED: Final = frozenset({ValueKind.CHOICE, ValueKind.NAME, ValueKind.SUBJECT, ValueKind.TRUTH})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column seems to mean (empty: not imported), and how sure that is, from 0 to 1."""

    target: str
    score: float


@dataclass(slots=True)
class Look:
    """What the values of a column look like: shares among the filled cells."""

    filled: int
    identity: float
    phone: float
    date: float
    number: float


def look_at(cells: Sequence[Any]) -> Look:
    """Return what these cells look like."""
    filled = [cell for cell in cells if not values.is_blank(cell)]
    if not filled:
        return Look(0, 0, 0, 0, 0)
    total = len(filled)
    return Look(total, sum(map(_is_identity, filled)) / total, sum(map(_is_phone, filled)) / total, sum(map(_is_date, filled)) / total,
                sum(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in filled) / total)


def _is_identity(cell: Any) -> bool:
    # The birth date inside tells an identity number from a credit code or an account, which have as many digits.
    return bool(IDENTITY.fullmatch(values.plain_text(cell).replace(" ", ""))) if isinstance(cell, str) else False


def _is_phone(cell: Any) -> bool:
    text = values.plain_text(cell).replace(" ", "")
    return bool(PHONE.fullmatch(text)) and len(text) <= 14 and id_number.find_fault(text) is not None


def _is_date(cell: Any) -> bool:
    try:
        values.to_day(cell)
    except ValueFault as fault:
        return fault.code in ("year_only", "ambiguous_month")
    return True


def propose(layout: Layout, samples: Mapping[int, Sequence[Any]], remembered: Mapping[str, str] | None = None) -> dict[int, Proposal]:
    """Return a proposal for each column. ``remembered`` are headings the county has mapped before (plain heading → target)."""
    looks = {heading.column: look_at(samples.get(heading.column, ())) for heading in layout.headings}
    scored: list[tuple[float, int, str]] = []
    for heading in layout.headings:
        sure = _remembered(heading, remembered or {}) or _national(heading, layout.title)
        if sure is not None:
            scored.append((SURE + 1, heading.column, sure))
            continue
        for target in _candidates(heading):
            score = name_score(heading, target)
            if score >= LEAST * 0.6:
                score += _fit(target, looks[heading.column], samples.get(heading.column, ()))
            if score >= LEAST:
                scored.append((score, heading.column, target.code))
    chosen = _assign(scored)
    _by_looks(layout, looks, chosen)
    return {heading.column: chosen.get(heading.column, Proposal("", 0.0)) for heading in layout.headings}


def _candidates(heading: Heading) -> list[Target]:
    """Return the targets a heading names outright, all of them where it names none."""
    plain = heading.plain
    return [target for target in targets().values() if plain in target.names] or list(targets().values())


def _remembered(heading: Heading, remembered: Mapping[str, str]) -> str | None:
    return remembered.get(heading.key)


def _national(heading: Heading, sheet: str) -> str | None:
    """Return the target of a title of the national system, which is known by the group or the sheet it stands in."""
    for group in (heading.group, sheet):
        found = national_titles().get((plain_heading(group), heading.plain))
        if found:
            return found
    return None


def _assign(scored: Iterable[tuple[float, int, str]]) -> dict[int, Proposal]:
    """Give each column its best target and each target one column, the surest first."""
    chosen: dict[int, Proposal] = {}
    taken: set[str] = set()
    for score, column, code in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if column in chosen or (code in taken and code != "noted.plain"):
            continue
        chosen[column] = Proposal(code, min(score, SURE))
        if code:
            taken.add(code)
    return chosen


def name_score(heading: Heading, target: Target) -> float:
    """Return how well a heading names a target: 1 for a known title, less for likeness of the words."""
    plain = heading.plain
    bare = REMARK.sub("", plain)
    grouped = plain_heading(heading.group + heading.text)
    if plain in target.names or grouped in target.names:
        return SURE
    if bare in target.names:
        return 0.95
    return max((_likeness(bare, name) for name in target.names), default=0.0)


@functools.lru_cache(maxsize=50_000)
def _likeness(one: str, two: str) -> float:
    """Return the likeness of two titles by their characters and pairs of characters; the whole of a short one inside a long one counts."""
    one, two = NOISE.sub("", one), NOISE.sub("", REMARK.sub("", two))
    if not one or not two:
        return 0.0
    if one == two:
        return 0.94
    pairs_one, pairs_two = _pairs(one), _pairs(two)
    dice = 2 * len(pairs_one & pairs_two) / (len(pairs_one) + len(pairs_two))
    letters = 2 * len(set(one) & set(two)) / (len(set(one)) + len(set(two)))
    return 0.9 * (0.6 * dice + 0.4 * letters)


def _pairs(text: str) -> set[str]:
    return {text[place:place + 2] for place in range(len(text) - 1)} or {text}


def _fit(target: Target, look: Look, cells: Sequence[Any]) -> float:
    """Return what the values add to the name's score, or take from it."""
    if look.filled < 3:
        return 0.0
    kind = target.column.kind
    expected = {ValueKind.ID_NUMBER: look.identity, ValueKind.PHONE: look.phone, ValueKind.DAY: look.date, ValueKind.LAST_DAY: look.date}
    if look.identity > 0.5 and kind is not ValueKind.ID_NUMBER:
        return -0.9
    if kind in expected:
        return 0.1 if expected[kind] > 0.5 else -0.5
    if look.date > 0.8 and look.number < 0.2 and kind in WORDED:
        return -0.5
    share = readable_share(target, cells) if kind in (ValueKind.CHOICE, ValueKind.TRUTH) else 0.5
    return 0.1 if share >= FITTING else -0.35 if share < UNFITTING else 0.0


def readable_share(target: Target, cells: Sequence[Any]) -> float:
    """Return the share of the filled cells that are words of the target."""
    reader = CellReader(target.column)
    filled = [cell for cell in cells[:SAMPLED] if not values.is_blank(cell)]
    if not filled or not (target.column.choices or target.column.kind is ValueKind.TRUTH):
        return 1.0
    words = known_words(target.block.sheet.code, target.column.code)
    read = 0
    for cell in filled:
        try:
            reader(cell)
            read += 1
        except ValueFault:
            read += plain_word(values.text_of_cell(cell)) in words
    return read / len(filled)


def _by_looks(layout: Layout, looks: Mapping[int, Look], chosen: dict[int, Proposal]) -> None:
    """Where no heading named it, the identity number and the telephone are known by their looks alone."""
    taken = {one.target for one in chosen.values()}
    for heading in layout.headings:
        look = looks[heading.column]
        if heading.column in chosen or look.filled < 3:
            continue
        code = "teachers.id_number" if look.identity > 0.7 else "teachers.phone" if look.phone > 0.8 else ""
        if code and code not in taken:
            chosen[heading.column] = Proposal(code, 0.6)
            taken.add(code)
