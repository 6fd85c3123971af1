"""The quick finder (快速查找): a few schools and teachers that fit what was typed, best first, from any page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from staffing.core.pages import PageRequest
from staffing.finding.lines import plain
from staffing.finding.listing import Finder
from staffing.finding.persons import Person, SchoolFacts
from staffing.finding.picture import Picture
from staffing.finding.searching import schools_matching
from staffing.finding.wish import RELEVANCE, Wish

MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Hits:
    """What fits: schools, teachers, and how many teachers there are in all."""

    schools: Sequence[SchoolFacts]
    teachers: Sequence[Person]
    total: int


def find_quickly(picture: Picture, typed: str, *, own_school_id: int | None) -> Hits:
    """Return the best schools and teachers, of school roles within the own school."""
    word = plain(typed)
    if not word:
        return Hits((), (), 0)
    wish = Wish(search=typed, asked=PageRequest(1, MOST, RELEVANCE, descending=False))
    finder = Finder(picture, wish, own_school_id=own_school_id)
    schools = [(value, school) for value, school in schools_matching(picture.places.schools.values(), word)
               if own_school_id in (None, school.id)]
    best = sorted(schools, key=lambda item: (-item[0], item[1].key))[:MOST]
    return Hits([school for _value, school in best], [picture.persons[place] for place in finder.ordered()[:MOST]], finder.total)
