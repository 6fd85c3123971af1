"""What stands on a person's timeline: one lane per kind of fact in the picture, and the same facts by day as a table."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import SCHOOL_ROLES, Role
from staffing.teachers.fact_kinds import LISTS, PERIODS, FactKind
from staffing.teachers.fact_lines import DAYS, FactLine, Wording, last_day, lines_of
from staffing.teachers.models import Teacher
from staffing.teachers.timeline import Item, Lane

# In the order of the picture; titles short enough for its margin.
LANES: Final = (
    (FactKind.APPOINTMENT, _l("Service"), "service"), (FactKind.ROTATION, _l("Rotations"), "rotation"),
    (FactKind.LEADERSHIP, _l("Leadership"), "leader"), (FactKind.EMPLOYMENT, _l("Employment"), "employment"),
    (FactKind.TITLE, _l("Titles"), "title"), (FactKind.HONOUR, _l("Honours"), "honour"), (FactKind.DEGREE, _l("Education"), "degree"),
    (FactKind.CERTIFICATE, _l("Certificates"), "certificate"), (FactKind.TRAINING, _l("Training"), "training"),
    (FactKind.APPRAISAL, _l("Appraisals"), "appraisal"), (FactKind.DEFERRAL, _l("Deferrals"), "deferral"),
    (FactKind.DISCIPLINE, _l("Sanctions"), "discipline"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table beside the picture."""

    kind: FactKind
    line: FactLine


def shown_kinds(role: Role) -> list[FactKind]:
    """Return the kinds a reader may see, in the order of the picture; schools learn nothing of sanctions."""
    return [kind for kind, _title, _tone in LANES if not (kind is FactKind.DISCIPLINE and role in SCHOOL_ROLES)]


def lanes_of(teacher: Teacher, role: Role, wording: Wording) -> list[Lane]:
    """Return the lanes of the picture that the reader may see."""
    allowed = shown_kinds(role)
    return [Lane(str(title), tone, tuple(_items(kind, getattr(teacher, LISTS[kind]), wording)))
            for kind, title, tone in LANES if kind in allowed]


def entries_of(teacher: Teacher, role: Role, wording: Wording) -> list[Entry]:
    """Return every fact the reader may see, the latest beginning first; what has no day stands last."""
    found: list[tuple[dt.date, int, Entry]] = []
    for place, kind in enumerate(shown_kinds(role)):
        facts = {fact.id: fact for fact in getattr(teacher, LISTS[kind])}
        for line in lines_of(kind, facts.values(), wording):
            found.append((begin_of(kind, facts[line.id]) or dt.date.min, -place, Entry(kind, line)))
    return [entry for _day, _place, entry in sorted(found, key=lambda item: item[:2], reverse=True)]


def begin_of(kind: FactKind, fact: Any) -> dt.date | None:
    """Return the day on which a fact begins or came about, None where it is not on record."""
    if kind in PERIODS:
        begins: dt.date = getattr(fact, PERIODS[kind][0])
        return begins
    if kind in YEARLY:
        return dt.date(fact.year, 1, 1)
    day: dt.date | None = getattr(fact, DAYS[kind])
    return day


def _items(kind: FactKind, facts: Iterable[Any], wording: Wording) -> Iterable[Item]:
    for fact in facts:
        begins = begin_of(kind, fact)
        if begins is None:
            continue
        text = SHORT[kind](fact, wording)
        if kind is FactKind.HONOUR:
            yield Item(begins, fact.expires_on, text)
        elif kind in PERIODS:
            yield Item(begins, last_day(kind, fact), text)
        elif kind in YEARLY:
            yield Item(begins, dt.date(fact.year, 12, 31), text)
        else:
            yield Item(begins, None, text, point=True)


YEARLY: Final = frozenset({FactKind.TRAINING, FactKind.APPRAISAL})
SHORT: Final[dict[FactKind, Callable[[Any, Wording], str]]] = {
    FactKind.APPOINTMENT: lambda fact, words: f"{words.sections.get(fact.section_id or 0) or fact.personnel_school.name} {fact.subject}".strip(),
    FactKind.ROTATION: lambda fact, words: str(fact.to_school.name if fact.to_school else fact.to_school_name),
    FactKind.LEADERSHIP: lambda fact, words: str(fact.role.label),
    FactKind.EMPLOYMENT: lambda fact, words: f"{fact.kind.label} {fact.status.label}",
    FactKind.TITLE: lambda fact, words: str(fact.level.label),
    FactKind.HONOUR: lambda fact, words: str(fact.name),
    FactKind.DEGREE: lambda fact, words: str(fact.level.label),
    FactKind.CERTIFICATE: lambda fact, words: f"{fact.kind.label} {fact.subject}".strip(),
    FactKind.TRAINING: lambda fact, words: f"{fact.hours.normalize():f}",
    FactKind.APPRAISAL: lambda fact, words: str(fact.grade.label),
    FactKind.DEFERRAL: lambda fact, words: words.grounds.get(fact.ground, fact.ground),
    FactKind.DISCIPLINE: lambda fact, words: str(fact.kind.label),
}
