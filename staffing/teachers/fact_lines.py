"""How each fact about a teacher reads on the page: when, what, with which details, and whether it holds today."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from staffing.core.filters import NOTHING, show_date, show_number
from staffing.teachers.enums import AppointmentKind
from staffing.teachers.fact_kinds import LAST_DAY_KINDS, PERIODS, RESTRICTED, FactKind
from staffing.teachers.models import (
    Appointment,
    Appraisal,
    BackboneHonour,
    Certificate,
    Deferral,
    Degree,
    Discipline,
    Employment,
    Leadership,
    RotationRecord,
    TitleGrant,
    TrainingRecord,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What lines need beyond the fact itself: names of sections, of grounds and kinds, and whether reasons may be read."""

    on: dt.date
    sections: Mapping[int, str]
    grounds: Mapping[str, str]
    exchange_kinds: Mapping[str, str]
    reads_content: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words. ``state`` is now, past, future, later (came about after the day), or empty."""

    id: int
    when: str
    title: str
    details: tuple[str, ...]
    state: str
    has_content: bool = False


def lines_of(kind: FactKind, facts: Iterable[Any], wording: Wording) -> list[FactLine]:
    """Return the facts of a kind in words, the newest first."""
    describe = DESCRIBERS[kind]
    lines = []
    for fact in facts:
        title, details = describe(fact, wording)
        content = kind in RESTRICTED and wording.reads_content and fact.content_cipher is not None
        lines.append(FactLine(fact.id, when_of(kind, fact), str(title), tuple(str(item) for item in details if item),
                              state_of(kind, fact, wording.on), content))
    return lines[::-1]


def when_of(kind: FactKind, fact: Any) -> str:
    """Return the days or the day of a fact in words."""
    if kind in PERIODS:
        starts = PERIODS[kind][0]
        last = last_day(kind, fact)
        return f"{show_date(getattr(fact, starts))} – {show_date(last) if last else _('now')}"
    if kind in (FactKind.TRAINING, FactKind.APPRAISAL):
        return str(fact.year)
    if kind is FactKind.HONOUR and fact.expires_on:
        return f"{show_date(fact.granted_on)} – {show_date(fact.expires_on)}"
    day: dt.date | None = getattr(fact, DAYS[kind])
    return show_date(day)


def state_of(kind: FactKind, fact: Any, on: dt.date) -> str:
    """Return whether a lasting fact holds on the day."""
    if kind is FactKind.HONOUR and fact.granted_on <= on:
        return "past" if fact.expires_on and fact.expires_on < on else "now"
    if kind not in PERIODS:
        return "later" if _came_about_later(kind, fact, on) else ""
    if getattr(fact, PERIODS[kind][0]) > on:
        return "future"
    last = last_day(kind, fact)
    return "past" if last is not None and last < on else "now"


def _came_about_later(kind: FactKind, fact: Any, on: dt.date) -> bool:
    """True if what has no duration came about after the day."""
    if kind in (FactKind.TRAINING, FactKind.APPRAISAL):
        return bool(fact.year > on.year)
    day: dt.date | None = getattr(fact, DAYS[kind])
    return day is not None and day > on


def last_day(kind: FactKind, fact: Any) -> dt.date | None:
    """Return the last day of a lasting fact, None while it has no end."""
    end: dt.date | None = getattr(fact, PERIODS[kind][1])
    return end if end is None or kind in LAST_DAY_KINDS else end - dt.timedelta(days=1)


Words = tuple[Any, tuple[Any, ...]]
DAYS: Final = {FactKind.CERTIFICATE: "issued_on", FactKind.DEGREE: "graduated_on", FactKind.TITLE: "granted_on", FactKind.HONOUR: "granted_on"}


def _employment(fact: Employment, _wording: Wording) -> Words:
    return fact.kind.label, (fact.category.label, fact.status.label, fact.stage_of_service.label, fact.track.label)


def _appointment(fact: Appointment, wording: Wording) -> Words:
    place = wording.sections.get(fact.section_id or 0) or fact.personnel_school.name
    details = [fact.subject, fact.more_subjects]
    if fact.kind is not AppointmentKind.REGULAR:
        details.append(str(fact.kind.label))
    if fact.section_id is None or not place.startswith(fact.personnel_school.name):
        details.append(_("personnel relation at %(school)s", school=fact.personnel_school.name))
    if fact.share < 1:
        details.append(_("share %(share)s", share=show_number(fact.share, 2)))
    if fact.graduating_class:
        details.append(_("graduating class"))
    return place, tuple(details)


def _leadership(fact: Leadership, _wording: Wording) -> Words:
    return fact.role.label, (fact.school.name, _("term %(term)d", term=fact.term))


def _certificate(fact: Certificate, _wording: Wording) -> Words:
    return fact.kind.label, (fact.subject,)


def _degree(fact: Degree, _wording: Wording) -> Words:
    return fact.level.label, (fact.academic_degree, fact.institution, fact.major)


def _title(fact: TitleGrant, _wording: Wording) -> Words:
    engaged = _("engaged since %(day)s", day=show_date(fact.engaged_on)) if fact.engaged_on else ""
    return fact.level.label, (engaged, _("post grade %(grade)d", grade=fact.post_grade) if fact.post_grade else "")


def _honour(fact: BackboneHonour, _wording: Wording) -> Words:
    return fact.name, (fact.level.label,)


def _rotation(fact: RotationRecord, wording: Wording) -> Words:
    start = fact.from_school.name if fact.from_school else fact.from_school_name
    goal = fact.to_school.name if fact.to_school else fact.to_school_name
    details = (wording.exchange_kinds.get(fact.kind, fact.kind), _("personnel relation moved") if fact.relation_moved else "",
               "" if fact.full_time else _("part of the week"))
    return f"{start or NOTHING} → {goal or NOTHING}", details


def _training(fact: TrainingRecord, _wording: Wording) -> Words:
    return _("%(hours)s hours", hours=f"{fact.hours.normalize():f}"), (fact.kind,)


def _appraisal(fact: Appraisal, _wording: Wording) -> Words:
    return fact.grade.label, ()


def _deferral(fact: Deferral, wording: Wording) -> Words:
    evidence = _("evidence on file") if fact.has_evidence else _("no evidence yet")
    return wording.grounds.get(fact.ground, fact.ground), (evidence, fact.evidence_name if wording.reads_content else "")


def _discipline(fact: Discipline, _wording: Wording) -> Words:
    return fact.kind.label, ()


DESCRIBERS: Final[dict[FactKind, Callable[[Any, Wording], Words]]] = {
    FactKind.EMPLOYMENT: _employment, FactKind.APPOINTMENT: _appointment, FactKind.LEADERSHIP: _leadership,
    FactKind.CERTIFICATE: _certificate, FactKind.DEGREE: _degree, FactKind.TITLE: _title, FactKind.HONOUR: _honour,
    FactKind.ROTATION: _rotation, FactKind.TRAINING: _training, FactKind.APPRAISAL: _appraisal, FactKind.DEFERRAL: _deferral,
    FactKind.DISCIPLINE: _discipline,
}
