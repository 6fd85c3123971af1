"""The study itself: every doubtful record with each plausible value, what changes, the most influential first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from staffing.quality.influence.alternatives import Alternative, alternatives_of, two_principals
from staffing.quality.influence.effects import Effect, effects_of
from staffing.quality.influence.gathering import Ground
from staffing.quality.influence.standings import standings_of
from staffing.quality.influence.weighing import influence_of
from staffing.quality.records import Person

# Beyond these nobody reads on; the counts tell how many there are.
KEPT: Final = 200
AT_ONCE: Final = 2_000
"""So many trials are judged together: enough to count in columns, few enough not to fill the memory of a large county's server."""


@dataclass(frozen=True, slots=True)
class Influential:
    """A doubtful record whose other value changes results: the most influential value, its effects, how many others."""

    teacher_id: int
    school_id: int | None
    doubt: str
    code: str
    value: str
    influence: int
    effects: tuple[Effect, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Study:
    """The result: how many records are in doubt, how many of them change something, and the most influential."""

    persons: int
    doubtful: int
    tried: int
    changing: int
    listed: tuple[Influential, ...]


def study(ground: Ground, trials: Sequence[tuple[Person, Alternative]]) -> Study:
    """Return what the trials change, the most influential record first; of one record the most influential value."""
    best: dict[int, Influential] = {}
    tried: dict[int, int] = {}
    for first in range(0, len(trials), AT_ONCE):
        for person, alternative, effects in _tried(ground, trials[first:first + AT_ONCE]):
            tried[person.id] = tried.get(person.id, 0) + 1
            one = Influential(person.id, person.school_id, alternative.doubt, alternative.code, alternative.value,
                              influence_of(alternative.doubt, effects), effects, 0)
            if effects and (person.id not in best or one.influence > best[person.id].influence):
                best[person.id] = one
    listed = sorted(best.values(), key=lambda one: (-one.influence, one.teacher_id))
    return Study(len(ground.records.persons), len(tried), len(trials), len(listed), tuple(
        Influential(one.teacher_id, one.school_id, one.doubt, one.code, one.value, one.influence, one.effects, tried[one.teacher_id] - 1)
        for one in listed[:KEPT]))


def _tried(ground: Ground, trials: Sequence[tuple[Person, Alternative]]) -> Iterator[tuple[Person, Alternative, tuple[Effect, ...]]]:
    """Yield some trials with what they change; a person stands as he is once, however many values are tried."""
    persons = {person.id: person for person, _ in trials}
    before = dict(zip(persons, standings_of(ground, list(persons.values())), strict=True))
    after = standings_of(ground, [alternative.person for _, alternative in trials])
    for (person, alternative), would in zip(trials, after, strict=True):
        yield person, alternative, tuple(effects_of(ground.baseline, before[person.id], would))


def list_trials(ground: Ground) -> list[tuple[Person, Alternative]]:
    """Return every doubtful person with each plausible other record."""
    frame = ground.records.frame
    found = [(person, alternative) for person in ground.records.persons for alternative in alternatives_of(person, frame)]
    return [*found, *two_principals(ground.records.persons, frame)]


def write_study(result: Study) -> dict[str, Any]:
    """Return a study as it is stored."""
    return {
        "persons": result.persons, "doubtful": result.doubtful, "tried": result.tried, "changing": result.changing,
        "listed": [{"teacher": one.teacher_id, "school": one.school_id, "doubt": one.doubt, "code": one.code, "value": one.value,
                    "influence": one.influence, "others": one.others,
                    "effects": [{"kind": effect.kind, **effect.details} for effect in one.effects]} for one in result.listed],
    }


def read_study(content: Mapping[str, Any]) -> Study:
    """Return a stored study."""
    return Study(content["persons"], content["doubtful"], content["tried"], content["changing"], tuple(_read(content["listed"])))


def _read(rows: Iterable[Mapping[str, Any]]) -> Iterable[Influential]:
    for row in rows:
        effects = tuple(Effect(effect["kind"], {key: value for key, value in effect.items() if key != "kind"}) for effect in row["effects"])
        yield Influential(row["teacher"], row["school"], row["doubt"], row["code"], row["value"], row["influence"], effects, row["others"])
