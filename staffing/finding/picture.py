"""The staff of a county on a day as one picture in memory (名册快照): narrowed, counted and ordered without asking the database.

Same answers on every database, and the same few milliseconds for any combination of filters, order and page. Pictures are
never changed; ``with_persons`` gives a new one that shares what stayed.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast

import numpy as np

from staffing.finding.columns_of_codes import CodeTable, Mask, Narrowed, Numbers
from staffing.finding.facets import POST_FACETS, Chosen, person_facets
from staffing.finding.lines import Lines
from staffing.finding.persons import Person, Places, Post

T = TypeVar("T")
MISSING: Final = 2**30
"""Stands for no number; sorts behind every number."""


@dataclass(slots=True)
class Picture:
    """All persons of a county by place; two tables of codes, one of persons and one of their posts.

    ``order`` is each person's rank by name: pinyin, then code point, then staff number. ``derived`` keeps what is computed
    on first demand.
    """

    on: dt.date
    places: Places
    persons: list[Person]
    by_person: CodeTable
    by_post: CodeTable
    order: Numbers
    place_of_id: dict[int, int]
    derived: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, on: dt.date, places: Places, persons: Sequence[Person]) -> "Picture":
        """Draw the picture of these persons."""
        posts, owners = _posts(persons, range(len(persons)))
        return cls(on, places, list(persons), CodeTable.of(person_facets(on), persons, range(len(persons))),
                   CodeTable.of(POST_FACETS, posts, owners), _order(persons), {person.id: place for place, person in enumerate(persons)})

    def with_persons(self, changed: Sequence[Person], places: Places) -> "Picture":
        """Return the picture with some persons read anew, others added at its end."""
        persons, place_of_id = list(self.persons), dict(self.place_of_id)
        renamed = False
        for person in changed:
            place = place_of_id.setdefault(person.id, len(persons))
            if place == len(persons):
                persons.append(person)
                renamed = True
            else:
                renamed |= (persons[place].key, persons[place].number) != (person.key, person.number)
                persons[place] = person
        numbers = [place_of_id[person.id] for person in changed]
        posts, owners = _posts(changed, numbers)
        return Picture(self.on, places, persons, self.by_person.without(numbers).with_items(person_facets(self.on), changed, numbers),
                       self.by_post.without(numbers).with_items(POST_FACETS, posts, owners),
                       _order(persons) if renamed else self.order, place_of_id)

    def select(self, chosen: Chosen, base: Mask) -> "Selection":
        """Narrow the picture to the chosen codes among the persons of ``base``."""
        return Selection(self, base, Narrowed.of(self.by_person, chosen), Narrowed.of(self.by_post, chosen))

    def everyone(self) -> Mask:
        """Return a mask of all persons."""
        return np.ones(len(self.persons), dtype=np.bool_)

    def ids_of_school(self, school_id: int) -> list[int]:
        """Return who belongs to or teaches at a school."""
        owners = self.by_post.owner[self.by_post.columns["school_id"].mask([str(school_id)], len(self.by_post.owner))]
        return [self.persons[place].id for place in np.unique(owners[owners >= 0])]

    def lines(self) -> Lines:
        """Return the text that searches look through."""
        return self._once("lines", lambda: Lines([person.line for person in self.persons]))

    def places_of_tail(self, index: str) -> list[int]:
        """Return who has an identity number with that end, by its blind index."""
        return self._once("tails", self._tails).get(index, [])

    def numbers(self, name: str, value: Callable[[Person], int | None]) -> Numbers:
        """Return a number of each person, MISSING for none; computed once under its name."""
        return self._once(f"number {name}", lambda: np.array(
            [MISSING if number is None else number for number in map(value, self.persons)], dtype=np.int32))

    def rank(self, name: str, value: Callable[[Person], Any]) -> Numbers:
        """Return each person's rank by a value, MISSING for None; computed once under its name."""
        return self._once(f"rank {name}", lambda: _ranks(list(map(value, self.persons))))

    def _once(self, name: str, make: Callable[[], T]) -> T:
        # Two threads may both compute it; they come to the same.
        if name not in self.derived:
            self.derived[name] = make()
        return cast(T, self.derived[name])

    def _tails(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, person in enumerate(self.persons):
            if person.tail:
                found.setdefault(person.tail, []).append(place)
        return found


class Selection:
    """A narrowed picture."""

    def __init__(self, picture: Picture, base: Mask, of_persons: Narrowed, of_posts: Narrowed) -> None:
        """Find who fulfils the choices of each table, among the persons of ``base``."""
        self.of_persons, self.of_posts = of_persons, of_posts
        length = len(picture.persons)
        self._by_person, self._by_post = base & of_persons.persons(length), base & of_posts.persons(length)

    def mask(self) -> Mask:
        """Return who fulfils every choice."""
        return self._by_person & self._by_post

    def counts(self, facet: str) -> dict[str, int]:
        """Return how many persons each code of a facet would leave, the choices about other facets kept."""
        if facet in self.of_persons.table.columns:
            return self.of_persons.counts(facet, self._by_post)
        return self.of_posts.counts(facet, self._by_person)


def _posts(persons: Sequence[Person], places: Collection[int]) -> tuple[list[Post | None], list[int]]:
    """Return every post with its person's place; who serves nowhere gets one empty post."""
    posts: list[Post | None] = []
    owners: list[int] = []
    for place, person in zip(places, persons, strict=True):
        for post in person.posts or (None,):
            posts.append(post)
            owners.append(place)
    return posts, owners


def _ranks(values: Sequence[Any]) -> Numbers:
    known = {value: place for place, value in enumerate(sorted({value for value in values if value is not None}))}
    return np.array([MISSING if value is None else known[value] for value in values], dtype=np.int32)


def _order(persons: Sequence[Person]) -> Numbers:
    ordered = sorted(range(len(persons)), key=lambda place: (persons[place].key, persons[place].number))
    ranks = np.empty(len(persons), dtype=np.int32)
    ranks[ordered] = np.arange(len(persons), dtype=np.int32)
    return ranks
