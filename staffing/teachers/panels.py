"""What the teachers' feature offers for the page of one teacher: basic data, timeline, one panel per kind of fact."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from flask_babel import lazy_gettext as _l

from staffing.core import id_number
from staffing.core.access import DEFERRAL_READERS, OFFICERS, SCHOOL_ROLES, Role
from staffing.core.panels import Offer, Panel
from staffing.core.school_year import add_months, full_years, today
from staffing.schools.queries import section_names_of
from staffing.teachers.enums import Sex, TitleLevel
from staffing.teachers.fact_kinds import LISTS, PERIODS, FactKind
from staffing.teachers.fact_lines import Wording, lines_of
from staffing.teachers.models import Teacher
from staffing.teachers.personal import masked_phone, read_id_number
from staffing.teachers.queries import county_rules, list_partners
from staffing.teachers.retirement import retirement_options, retirement_window, track_for
from staffing.teachers.timeline import draw
from staffing.teachers.timeline_lanes import entries_of, lanes_of, shown_kinds

T = TypeVar("T")
WIDE: Final = frozenset({FactKind.APPOINTMENT})
# The ways to retire are shown when the first of them is this near: before, they only fill the page.
YEARS_BEFORE_OPTIONS: Final = 10


@dataclass(frozen=True, slots=True)
class TeacherPage:
    """A teacher's page as one reader may see it: the record with all facts, the reader's role, the day."""

    teacher: Teacher
    role: Role
    on: dt.date
    wording: Wording


def teacher_page(teacher: Teacher, role: Role, on: dt.date) -> TeacherPage:
    """Return what the panels start from, with the names they need."""
    rules = county_rules(teacher.county_id, on)
    wording = Wording(
        on=on, sections=section_names_of(teacher.county_id, [item.section_id for item in teacher.appointments if item.section_id]),
        grounds={code: rule.value.name for code, rule in rules.deferrals.items()},
        exchange_kinds={code: kind.value.name for code, kind in rules.exchange_kinds.items()}, reads_content=role in DEFERRAL_READERS,
    )
    return TeacherPage(teacher, role, on, wording)


def basic_panel(page: TeacherPage) -> Panel:
    """Return the basic data with masked numbers, age and retirement."""
    teacher = page.teacher
    number = read_id_number(teacher)
    facts = {
        "teacher": teacher, "age": full_years(teacher.birth_date, page.on), "id_number": id_number.mask(number) if number else None,
        "phone": masked_phone(teacher), "partners": list_partners(teacher), "retirement": _retires_by(page, retirement_window),
        "may_reveal": page.role in OFFICERS, "contradictions": contradictions(teacher, number),
    }
    return Panel("basic", _l("Basic data"), "teachers/_basic.html", facts)


def contradictions(teacher: Teacher, number: str | None) -> list[str]:
    """Return the fields in which the record and the identity number differ; old files do, so this is told, not refused."""
    if number is None:
        return []
    faults = ["birth_date"] if id_number.birth_date(number) != teacher.birth_date else []
    return faults + (["sex"] if id_number.is_male(number) != (teacher.sex is Sex.MALE) else [])


def timeline_panel(page: TeacherPage) -> Panel | None:
    """Return the picture of the person's record over the years, and the same by day as a table."""
    picture = draw(lanes_of(page.teacher, page.role, page.wording), on=page.on, today=today())
    if picture is None:
        return None
    facts = {"picture": picture, "entries": entries_of(page.teacher, page.role, page.wording), "teacher": page.teacher, "on": page.on,
             "may_edit": page.role in OFFICERS, "kinds": [kind for kind in shown_kinds(page.role) if kind in PERIODS]}
    return Panel("timeline", _l("Timeline"), "teachers/_timeline.html", facts, wide=True)


def edits_in(role: Role) -> str:
    """Return the part of the application whose pages a reader changes records on: schools ask there, the bureau corrects."""
    return "teachers" if role in OFFICERS else "changes" if role in SCHOOL_ROLES else ""


def facts_panel(page: TeacherPage, *, kind: FactKind) -> Panel | None:
    """Return the facts of one kind. Schools learn nothing of sanctions; reasons are read by those who may alone."""
    if kind is FactKind.DISCIPLINE and page.role in SCHOOL_ROLES:
        return None
    lines = lines_of(kind, getattr(page.teacher, LISTS[kind]), page.wording)
    facts = {"kind": kind, "lines": lines, "teacher": page.teacher, "edits_in": edits_in(page.role)}
    return Panel(kind.value, kind.label, "teachers/_facts.html", facts, wide=kind in WIDE)


# What a person is today stands beside the basic data; what he or she did over the years stands below the timeline.
STANDING_KINDS: Final = (FactKind.EMPLOYMENT, FactKind.LEADERSHIP)
STANDING_PANELS: Final[tuple[Offer[TeacherPage], ...]] = tuple(partial(facts_panel, kind=kind) for kind in STANDING_KINDS)
HISTORY_PANELS: Final[tuple[Offer[TeacherPage], ...]] = tuple(
    partial(facts_panel, kind=kind) for kind in FactKind if kind not in STANDING_KINDS)


def retirement_panel(page: TeacherPage) -> Panel | None:
    """Return the ways in which the person may retire, each with its clause; None where the age lies far ahead or is unknown."""
    options = _retires_by(page, retirement_options)
    if options is None or options[0].first > add_months(page.on, YEARS_BEFORE_OPTIONS * 12):
        return None
    return Panel("retirement", _l("Retirement"), "teachers/_retirement.html", {"options": options, "on": page.on})


def _retires_by(page: TeacherPage, judge: Callable[..., T]) -> T | None:
    """Return what a judgement on retirement says of the person, None where no employment says by which table."""
    employment = next((item for item in reversed(page.teacher.employments) if item.valid_from <= page.on), None)
    if employment is None:
        return None
    rules = county_rules(page.teacher.county_id, page.on).retirement
    held = max((grant.level for grant in page.teacher.titles if grant.granted_on is None or grant.granted_on <= page.on),
               key=lambda level: level.rank, default=TitleLevel.NONE)
    track = employment.track or track_for(employment.category, rules)
    return judge(page.teacher.birth_date, page.teacher.sex, track, rules, title=held)
