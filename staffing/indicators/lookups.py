"""Turn a county's counting rule into lookup arrays over vocabularies of codes.

A vocabulary is the ordered list of codes of one column; degrees, honour levels and titles ascend, so that "at least"
is a comparison of places. Place 0 of an ascending vocabulary is "none".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from staffing.indicators.codes import MEASURES, Manner, Measure
from staffing.indicators.policy import CountingRule

CodeArray = npt.NDArray[np.int16]
BoolArray = npt.NDArray[np.bool_]

_ORDINARY = (Manner.ORDINARY, Manner.ROTATION)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ordered codes of one column."""

    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a code that stands twice."""
        if len(set(self.codes)) != len(self.codes):
            raise ValueError("a code stands twice in the vocabulary")

    def place(self, code: str) -> int:
        """Return the place of a code; ValueError for one that is not in the vocabulary."""
        return self.codes.index(code)

    def encode(self, values: Iterable[str]) -> CodeArray:
        """Return the places of many codes; KeyError for one that is not in the vocabulary."""
        places = {code: place for place, code in enumerate(self.codes)}
        return np.fromiter((places[value] for value in values), dtype=np.int16)

    def contains(self, members: Iterable[str]) -> BoolArray:
        """Return, for each place, whether its code is among the members."""
        chosen = set(members)
        return np.array([code in chosen for code in self.codes], dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The vocabularies of all columns; `degree`, `title` and `honour` ascend."""

    stage: Vocabulary
    category: Vocabulary
    employment: Vocabulary
    duty: Vocabulary
    degree: Vocabulary
    title: Vocabulary
    honour: Vocabulary
    subject: Vocabulary
    manner: Vocabulary


@dataclass(frozen=True, slots=True)
class Lookups:
    """The counting rule as arrays: `employment` and `duty` by measure and place, floors as places."""

    category: BoolArray
    employment: BoolArray
    duty: BoolArray
    degree_floor: CodeArray
    backbone_floor: int
    title_floor: int
    pe_arts: BoolArray
    ordinary_manner: BoolArray
    small_rural_manner: BoolArray


def build_lookups(rule: CountingRule, words: Vocabularies) -> Lookups:
    """Return the rule as arrays; ValueError if it names a degree, level or title that no vocabulary has.

    A stage without degree floor counts nobody above the required degree.
    """
    unreachable = len(words.degree.codes)
    floors = [words.degree.place(rule.degree_floor[stage]) if stage in rule.degree_floor else unreachable
              for stage in words.stage.codes]
    manners: Iterable[str] = rule.small_rural.manners if rule.small_rural else ()
    return Lookups(
        category=words.category.contains(rule.categories),
        employment=_by_measure(rule.employment_counts, words.employment.codes),
        duty=_by_measure(rule.duty_counts, words.duty.codes),
        degree_floor=np.array(floors, dtype=np.int16),
        backbone_floor=words.honour.place(rule.backbone_floor),
        title_floor=words.title.place(rule.middle_title_floor),
        pe_arts=words.subject.contains(rule.pe_arts_subjects),
        ordinary_manner=words.manner.contains(_ORDINARY),
        small_rural_manner=words.manner.contains(manners),
    )


def _by_measure(counts: Mapping[str, frozenset[Measure]], codes: Sequence[str]) -> BoolArray:
    nothing: frozenset[Measure] = frozenset()
    return np.array([[measure in counts.get(code, nothing) for code in codes] for measure in MEASURES], dtype=np.bool_)
