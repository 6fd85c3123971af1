"""The list of teachers that a wish asks for: who, in which order, one page of it, counts beside every filter, a total row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from flask_babel import LazyString, gettext as _

from staffing.core.pages import Page
from staffing.finding.columns_of_codes import Mask, Numbers
from staffing.finding.facets import ANY, BY_CODE, FACETS, Facet, is_offered, place_of, word_of
from staffing.finding.listed_columns import FIRST_COLUMN, ListColumn, mean_text, shown_columns
from staffing.finding.persons import NONE, Person
from staffing.finding.picture import MISSING, Picture, Selection
from staffing.finding.searching import scores_of
from staffing.finding.wish import RELEVANCE, Wish
from staffing.teachers.enums import PostStatus
from staffing.teachers.filters import GONE

PRESENT: Final = tuple(status.value for status in PostStatus if status not in GONE)
MOST_CHOICES: Final = 100
"""More choices than this are not read one by one; the rest is reached by the search box or another filter."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One code of a facet as it is offered: its word, how many it would leave, whether it is chosen."""

    code: str
    word: str | LazyString
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class OfferedFacet:
    """A facet with its choices; ``left_out`` are those of a long list that are not shown."""

    facet: Facet
    choices: Sequence[Choice]
    left_out: int = 0

    @property
    def number_chosen(self) -> int:
        """How many choices are made."""
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row as it is shown: the person, and the lines (text, note) of each cell behind the name."""

    person: Person
    cells: Sequence[Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column in the reader's language."""

    code: str
    label: str
    number: bool


@dataclass(frozen=True, slots=True)
class TeacherList:
    """Everything the page of the list shows."""

    wish: Wish
    page: Page
    columns: Sequence[Heading]
    facets: Sequence[OfferedFacet]
    totals: Sequence[str]


class Finder:
    """Answers one wish on one picture.

    ``own_school_id`` limits to who belongs to or teaches at that school today, as ``present`` shows it: a past day opens no
    record of those who have left.
    """

    def __init__(self, picture: Picture, wish: Wish, *, own_school_id: int | None = None, present: Picture | None = None) -> None:
        """Narrow the picture; nothing is ordered or counted yet."""
        self.picture, self.wish = picture, wish
        base = picture.everyone()
        if own_school_id is not None:
            seen = (present or picture).ids_of_school(own_school_id)
            base = np.isin(np.array([person.id for person in picture.persons], dtype=np.int64), seen)
        self.scores = scores_of(picture, wish.search)
        if self.scores is not None:
            base = base & (self.scores > 0)
        self.selection: Selection = picture.select(_codes(wish, picture), self._in_range(base))
        self.mask = self.selection.mask()

    def _in_range(self, base: Mask) -> Mask:
        on, ranges = self.picture.on, self.wish.ranges
        for name, value in (("age", lambda person: person.age_on(on)), ("years", lambda person: person.years_on(on))):
            if f"{name}_from" in ranges or f"{name}_to" in ranges:
                numbers = self.picture.numbers(name, value)
                base = base & (numbers >= ranges.get(f"{name}_from", 0)) & (numbers <= ranges.get(f"{name}_to", MISSING - 1))
        return base

    @property
    def total(self) -> int:
        """How many persons the wish leaves."""
        return int(self.mask.sum())

    def ordered(self) -> Numbers:
        """Return the places of the persons in the order of the wish; equal ones by name, then number."""
        places = np.flatnonzero(self.mask)
        keys: list[Any] = [self.picture.order[places]]
        asked = self.wish.asked
        if asked.sort == RELEVANCE:
            keys += [] if self.scores is None else [self.scores[places] if asked.descending else -self.scores[places]]
        elif asked.sort == FIRST_COLUMN:
            keys = [-keys[0]] if asked.descending else keys
        else:
            column = next(column for column in shown_columns([asked.sort]) if column.code == asked.sort)
            rank = self.picture.rank(asked.sort, lambda person: column.key(person, self.picture.on))[places]
            keys.append(np.where(rank == MISSING, MISSING, -rank) if asked.descending else rank)
        return places[np.lexsort(keys)].astype(np.int32)

    def persons(self) -> list[Person]:
        """Return everybody the wish leaves, in its order."""
        return [self.picture.persons[place] for place in self.ordered()]

    def answer(self) -> TeacherList:
        """Return the page with its counts and totals."""
        asked = self.wish.asked
        places = self.ordered()[asked.offset:asked.offset + asked.size]
        columns = shown_columns(self.wish.columns)
        rows = self._rows([self.picture.persons[place] for place in places], columns)
        return TeacherList(self.wish, Page(rows, self.total, asked), [Heading(column.code, str(column.label), column.number) for column in columns],
                           [self._offered(facet) for facet in FACETS], self.totals(columns))

    def _rows(self, persons: Sequence[Person], columns: Sequence[ListColumn]) -> list[ListedRow]:
        """Return the rows in words; a word that stands in many cells is translated once."""
        # The word is kept beside its translation, so that no other object can come to bear its number.
        words: dict[int, tuple[LazyString, str]] = {}

        def told(text: str | LazyString) -> str:
            if isinstance(text, str):
                return text
            if id(text) not in words:
                words[id(text)] = (text, str(text))
            return words[id(text)][1]

        return [ListedRow(person, [[(told(line.text), told(line.note)) for line in column.lines(person, self.picture.on)] for column in columns[1:]])
                for person in persons]

    def _offered(self, facet: Facet) -> OfferedFacet:
        counts, chosen = self.selection.counts(facet.code), self.wish.chosen.get(facet.code, ())
        for code in chosen:
            if code != ANY and self._is_known(facet, code):
                counts.setdefault(code, 0)
        kept = sorted(counts, key=lambda code: (code not in chosen, -counts[code]))[:MOST_CHOICES] if len(counts) > MOST_CHOICES else list(counts)
        order, places = place_of(facet, self.picture.places), self.picture.places
        choices = [Choice(code, word_of(code, facet, places), counts[code], code in chosen) for code in sorted(kept, key=order)]
        return OfferedFacet(facet, choices, len(counts) - len(kept))

    def _is_known(self, facet: Facet, code: str) -> bool:
        table = self.picture.by_post if facet.code in self.picture.by_post.columns else self.picture.by_person
        return code in table.columns[facet.code].known

    def totals(self, columns: Sequence[ListColumn]) -> list[str]:
        """Return what stands in the total row under each column."""
        return [self._total_of(column) for column in columns]

    def _total_of(self, column: ListColumn) -> str:
        if column.code == FIRST_COLUMN:
            return str(_("Total %(number)s", number=f"{self.total:,}"))
        if column.number:
            on = self.picture.on
            numbers = self.picture.numbers(column.code, lambda person: column.key(person, on))[self.mask]
            known = numbers[numbers != MISSING]
            return mean_text(float(known.sum()), len(known))
        if column.code == "sex":
            return str(_("%(number)s women", number=f"{self._counts('sex').get('female', 0):,}"))
        if column.code in ("backbone", "leader", "certificate"):
            return str(_("%(number)s persons", number=f"{self.total - self._counts(column.code).get(NONE, 0):,}"))
        return ""

    def _counts(self, facet: str) -> dict[str, int]:
        table = self.picture.by_post if facet in self.picture.by_post.columns else self.picture.by_person
        return table.counts(facet, table.items_of(self.mask))


def _codes(wish: Wish, picture: Picture) -> dict[str, tuple[str, ...]]:
    """Return the codes that narrow; without a status whoever is in the service. What is not offered narrows nothing."""
    codes = {facet: tuple(code for code in chosen if is_offered(code, BY_CODE[facet], picture.places)) for facet, chosen in wish.chosen.items()}
    if wish.everyone:
        codes["status"] = ()
    elif not codes.get("status"):
        codes["status"] = PRESENT
    return {facet: chosen for facet, chosen in codes.items() if chosen}
