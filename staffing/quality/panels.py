"""What data quality offers for the page of one school, of one teacher, and for the workbench: what is open and until when."""

import datetime as dt
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from staffing.core.access import OFFICERS, RECORD_READERS, Role
from staffing.core.panels import Panel
from staffing.core.school_year import today
from staffing.quality.enums import FindingState, Severity
from staffing.quality.influence.study import Study, read_study
from staffing.quality.pictures import Bar, draw_bar
from staffing.quality.queries import (
    OpenCounts,
    count_open,
    count_states,
    find_latest_run,
    find_study,
    list_open_about,
)
from staffing.quality.views.blueprint import KEEPERS
from staffing.quality.wording import describe
from staffing.schools.panels import SchoolPage
from staffing.teachers.panels import TeacherPage

SHOWN = 6


@dataclass(frozen=True, slots=True)
class QualityNote:
    """What a workbench says about quality."""

    open: OpenCounts
    mine: OpenCounts
    bar: Bar | None
    checked: bool


@dataclass(frozen=True, slots=True)
class PlanNote:
    """What stands where a plan begins: open errors, and the latest study of which records can change the plan."""

    errors: int
    checked: bool
    study: Study | None
    studied_at: dt.datetime | None


def plan_note(county_id: int) -> PlanNote:
    """Return what the records still hold against a plan."""
    stored = find_study(county_id)
    counts = count_open(county_id, on=today())
    return PlanNote(counts.by_severity.get(Severity.ERROR, 0), find_latest_run(county_id) is not None,
                    read_study(stored.content) if stored else None, stored.made_at if stored else None)


def school_quality_panel(page: SchoolPage) -> Panel | None:
    """Return what is open about the school and its persons."""
    if page.role not in RECORD_READERS:
        return None
    counts = count_open(page.school.county_id, on=page.on, school_id=page.school.id)
    states = count_states(page.school.county_id, school_id=page.school.id)
    facts = {"school": page.school, "open": counts, "states": states, "bar": draw_bar(states), "may_work": page.role in KEEPERS}
    return Panel("quality", _l("Quality of records"), "quality/_school.html", facts)


def teacher_quality_panel(page: TeacherPage) -> Panel | None:
    """Return the open findings about the person; nothing where there is none."""
    if page.role not in RECORD_READERS:
        return None
    found = list_open_about(page.teacher.id)
    if not found:
        return None
    facts = {"views": [describe(one, page.role) for one in found[:SHOWN]], "more": len(found) - SHOWN, "may_edit": page.role in OFFICERS}
    return Panel("quality", _l("Quality of records"), "quality/_teacher.html", facts)


def quality_note(county_id: int, *, reader: int, role: Role, school_id: int | None = None) -> QualityNote | None:
    """Return what the workbench says: open in the county or the own school, and what is given to the reader."""
    if role not in RECORD_READERS:
        return None
    states = count_states(county_id, school_id=school_id)
    return QualityNote(count_open(county_id, on=today(), school_id=school_id), count_open(county_id, on=today(), assignee=reader),
                       draw_bar(states), bool(sum(states.values())) or states[FindingState.MENDED] > 0)
