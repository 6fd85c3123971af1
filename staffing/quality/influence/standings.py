"""What each of many records does to the results: verdicts one by one, the counts behind the indicators in one go."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from staffing.eligibility.verdicts import Verdict, decide
from staffing.indicators.codes import MEASURES, CountReason, Measure
from staffing.indicators.columns import FULL_SHARE
from staffing.indicators.counting import count, is_counted
from staffing.indicators.from_ruleset import build_vocabularies
from staffing.indicators.gathering import (
    honour_columns,
    list_services,
    section_columns,
    service_columns,
    teacher_columns,
)
from staffing.indicators.lookups import build_lookups
from staffing.needs.people import listed_places
from staffing.quality.influence.converting import roster_entry, teacher_facts
from staffing.quality.influence.effects import Cell, Standing
from staffing.quality.influence.gathering import Ground
from staffing.quality.records import Person
from staffing.teachers.roster import Roster, RosterEntry

Permille = Mapping[tuple[str, Measure], int]


def standings_of(ground: Ground, persons: Sequence[Person | None]) -> list[Standing]:
    """Return what each record does; None stands for a record that would not be."""
    permille = _permille(ground, persons)
    return [Standing() if person is None else Standing(_verdict(ground, person), permille.get(place, {}), _cell(ground, person),
                                                       _admitted(ground, person)) for place, person in enumerate(persons)]


def _verdict(ground: Ground, person: Person) -> Verdict | None:
    if person.id in ground.by_hand:
        return None
    facts = teacher_facts(person, roster_entry(person, ground.known.get(person.id), ground.around.on), ground.around)
    return decide(facts, ground.rules, ground.around.on) if facts is not None else None


def _cell(ground: Ground, person: Person) -> Cell | None:
    """Return the cell of need that the person fills, None where none or where an expected change settles it."""
    entry = roster_entry(person, ground.known.get(person.id), ground.needs.on)
    if entry is None or person.id in ground.expected:
        return None
    place = listed_places(Roster(ground.needs.on, (entry,)), ground.staff).get(person.id)
    kept = {section.key for section in ground.needs.sections}
    return (str(place.section_id), place.subject) if place is not None and str(place.section_id) in kept else None


def _admitted(ground: Ground, person: Person) -> frozenset[str]:
    """Return the stages of compulsory education that the person's certificates admit."""
    covers = ground.rules.placement.certificate_covers.value
    held = {row.kind.value for row in person.certificates}
    return frozenset(stage for kind, stages in covers.items() if kind in held for stage in stages if stage != "senior")


def _permille(ground: Ground, persons: Sequence[Person | None]) -> dict[int, Permille]:
    """Return what each person adds to each section's counts, by the counting of the indicators itself."""
    figures = ground.figures
    if figures is None:
        return {}
    entries: list[RosterEntry] = []
    for place, person in enumerate(persons):
        entry = roster_entry(person, ground.known.get(person.id), figures.on) if person is not None else None
        # Numbered anew: one person stands here once for each of his plausible records.
        entries += [replace(entry, id=place)] if entry is not None else []
    roster = Roster(figures.on, tuple(entries))
    services = tuple(list_services(roster, figures.sections))
    words = build_vocabularies(tuple(sorted({row.subject for row in services} | {""} | set(figures.policy.counting.pe_arts_subjects))))
    counts = count(teacher_columns(roster, words), honour_columns(roster, words), service_columns(services, words),
                   section_columns(figures.sections, figures.policy, words), build_lookups(figures.policy.counting, words),
                   on=np.datetime64(figures.on))
    reasons = counts.reasons[ground.basis]
    found: defaultdict[int, defaultdict[tuple[str, Measure], int]] = defaultdict(lambda: defaultdict(int))
    for number, measure in enumerate(MEASURES):
        for row in np.flatnonzero(is_counted(reasons[number])):
            service = services[row]
            whole = reasons[number, row] == CountReason.COUNTED_SMALL_RURAL
            key = (figures.sections[service.section].key, measure)
            found[entries[service.person].id][key] += FULL_SHARE if whole else service.share
    return {place: dict(own) for place, own in found.items()}
