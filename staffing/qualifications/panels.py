"""What the qualifications offer for the page of one school and of one teacher."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from staffing.core.dated import row_on
from staffing.core.panels import Panel
from staffing.core.school_year import SchoolYear
from staffing.policy.deciding import rules_for
from staffing.qualifications.codes import Check, Standing
from staffing.qualifications.gathering import SHADOWING_KIND, Extras, training_years
from staffing.qualifications.judging import (
    Finding,
    judge_certificate,
    judge_degree,
    judge_honours,
    judge_shadowing,
    judge_title,
    judge_training,
)
from staffing.qualifications.policy import QualificationPolicy, build_policy
from staffing.schools.panels import SchoolPage
from staffing.schools.queries import get_county
from staffing.teachers.enums import TitleLevel
from staffing.teachers.models import Appointment, Teacher
from staffing.teachers.panels import TeacherPage
from staffing.teachers.roster import Honour


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of a teacher."""

    check: Check
    finding: Finding


def school_panel(page: SchoolPage) -> Panel:
    """Return the panel of a school's checks; the figures come after the page, because they take the whole county's teachers."""
    return Panel("qualifications", _l("Qualifications"), "qualifications/_panel.html", {"school": page.school})


def teacher_panel(page: TeacherPage) -> Panel | None:
    """Return how each check of a teacher stands; None for somebody who serves nowhere on the day."""
    service = main_appointment(page)
    if service is None:
        return None
    county = get_county(page.teacher.county_id)
    policy = build_policy(rules_for(county.ruleset, SchoolYear.containing(page.on).first))
    lines = [CheckLine(check, finding) for check, finding in judge_teacher(page, service, policy).items()
             if finding.standing is not Standing.NOT_ASKED]
    years = training_years(page.on, policy)
    facts = {"lines": lines, "years": years, "covers": policy.covers, "teacher": page.teacher}
    return Panel("qualifications", _l("Qualifications"), "qualifications/_teacher.html", facts)


def main_appointment(page: TeacherPage) -> Appointment | None:
    """Return the appointment with the largest share on the day, the longest running of equals."""
    running = [one for one in page.teacher.appointments if row_on([one], page.on)]
    return min(running, key=lambda one: (-one.share, one.valid_from), default=None)


def extras_of(teacher: Teacher, on: dt.date, policy: QualificationPolicy) -> Extras:
    """Return from the loaded record what ``load_extras`` asks of a whole county."""
    engaged = [one.level for one in teacher.titles if one.engaged_on is not None and one.engaged_on <= on and one.level is not TitleLevel.NONE]
    years = training_years(on, policy)
    hours = {(one.year, one.kind): one.hours for one in teacher.trainings if one.year in years}
    stays = tuple(sorted((one.starts_on, one.ends_on) for one in teacher.rotations if one.kind == SHADOWING_KIND))
    return Extras({teacher.id: max(engaged, key=lambda one: one.rank)} if engaged else {}, {teacher.id: hours} if hours else {}, {teacher.id: stays})


def judge_teacher(page: TeacherPage, service: Appointment, policy: QualificationPolicy) -> dict[Check, Finding]:
    """Return the findings of one teacher from the loaded record, by the same judgements as the county's list."""
    teacher, on = page.teacher, page.on
    extras = extras_of(teacher, on, policy)
    stage = service.section.stage if service.section else service.personnel_stage
    honours = [Honour(one.level, one.granted_on, one.expires_on) for one in teacher.honours]
    certificates = [(one.kind, one.subject) for one in teacher.certificates if one.issued_on is None or one.issued_on <= on]
    degrees = [one.level for one in teacher.degrees if one.graduated_on is None or one.graduated_on <= on]
    titles = [one.level for one in teacher.titles if one.granted_on is None or one.granted_on <= on]
    hours = extras.hours.get(teacher.id)
    return {
        Check.CERTIFICATE: judge_certificate(certificates, stage, service.subject, policy),
        Check.DEGREE: judge_degree(max(degrees, key=lambda one: one.rank, default=None), stage, policy),
        Check.HONOUR: judge_honours(honours, on, policy),
        Check.TITLE: judge_title(max(titles, key=lambda one: one.rank, default=None), extras.engaged.get(teacher.id)),
        Check.TRAINING: judge_training(sum(hours.values(), Decimal(0)) if hours else None, teacher.work_began_on, on, policy),
        Check.SHADOWING: judge_shadowing(honours, extras.stays.get(teacher.id, ()), on, policy),
    }
