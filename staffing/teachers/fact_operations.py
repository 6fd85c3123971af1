"""What is done with the facts about a teacher: add, correct, end, withdraw. One mechanism for all kinds, each with its audit line."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, inspect

from staffing.audit.record import pending_changes, record, values_of
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.teachers.fact_checks import check_fact
from staffing.teachers.fact_insertion import Insertion, plan_insertion
from staffing.teachers.fact_kinds import FOLLOWING, LAST_DAY_KINDS, LISTS, MODELS, PERIODS, FactKind
from staffing.teachers.fact_shifts import Shift, plan_shift
from staffing.teachers.models import Teacher
from staffing.teachers.personal import set_content

SHORTEST_REASON: Final = 4
ALREADY: Final = _l("The record already has this entry; correct that one.")

tell_constraint("uq_employment_teacher_id_valid_from", ALREADY, field="valid_from")
tell_constraint("uq_certificate_teacher_id_kind_subject", ALREADY, field="kind")
tell_constraint("uq_degree_teacher_id_level_graduated_on", ALREADY, field="level")
tell_constraint("uq_title_grant_teacher_id_level", ALREADY, field="level")
tell_constraint("uq_backbone_honour_teacher_id_level_name_granted_on", ALREADY, field="name")
tell_constraint("uq_training_record_teacher_id_year_kind", ALREADY, field="year")
tell_constraint("uq_appraisal_teacher_id_year", ALREADY, field="year")
tell_constraint("uq_rotation_record_teacher_id_starts_on", ALREADY, field="starts_on")


def add_fact(
    teacher: Teacher, kind: FactKind, values: Mapping[str, Any], *, content: str = "", ends_running: bool = False,
) -> Any:
    """Add a fact; with ``ends_running`` those of the kind in force end on the day the new one begins, and it ends where the next begins."""
    plan = plan_addition(teacher, kind, values, ends_running=ends_running)
    if plan is not None:
        _close(teacher, plan)
        values = {**values, "valid_to": plan.valid_to}
    model = MODELS[kind]
    fact = model(teacher_id=teacher.id, **complete(model, values))
    check_fact(teacher, kind, fact)
    db.session.add(fact)
    flush(db.session)
    if content:
        set_content(teacher.county_id, fact, content)
        flush(db.session)
    record("fact_added", fact, county_id=teacher.county_id, changes=values_of(fact))
    db.session.expire(teacher, [LISTS[kind]])
    return fact


def plan_addition(teacher: Teacher, kind: FactKind, values: Mapping[str, Any], *, ends_running: bool) -> Insertion | None:
    """Return what adding a fact does to its neighbours; None for kinds of which several may hold side by side."""
    if kind not in FOLLOWING:
        return None
    return plan_insertion(getattr(teacher, LISTS[kind]), values["valid_from"], values.get("valid_to"), follows=ends_running)


def plan_days(teacher: Teacher, kind: FactKind, fact: Any, valid_from: dt.date, valid_to: dt.date | None) -> Shift | None:
    """Return what other days of a fact do to its neighbours; None where nothing changes or several of the kind hold side by side."""
    return plan_shift(getattr(teacher, LISTS[kind]), fact, valid_from, valid_to) if kind in FOLLOWING else None


def correct_fact(
    teacher: Teacher, kind: FactKind, fact: Any, values: Mapping[str, Any], *, version: int | None, content: str = "",
) -> None:
    """Correct a fact that was recorded wrongly; an empty content keeps what is stored."""
    require_version(fact, version)
    with db.session.no_autoflush:
        for field, value in complete(MODELS[kind], values).items():
            setattr(fact, field, value)
        check_fact(teacher, kind, fact)
        if content:
            set_content(teacher.county_id, fact, content)
        _save(teacher, fact, "fact_corrected")


def end_fact(teacher: Teacher, kind: FactKind, fact: Any, *, day: dt.date, version: int | None) -> None:
    """End a lasting fact; ``day`` is the first on which it no longer holds."""
    require_version(fact, version)
    starts, ends = PERIODS[kind]
    if day <= getattr(fact, starts):
        raise StaffingError(_l("The end must lie after the beginning."), field="day")
    with db.session.no_autoflush:
        setattr(fact, ends, day - dt.timedelta(days=1) if kind in LAST_DAY_KINDS else day)
        check_fact(teacher, kind, fact)
        _save(teacher, fact, "fact_ended")


def withdraw_fact(teacher: Teacher, kind: FactKind, fact: Any, *, reason: str, version: int | None) -> None:
    """Remove a fact that should never have been recorded; the audit line keeps what it said and why it went."""
    require_version(fact, version)
    if len(reason.strip()) < SHORTEST_REASON:
        raise StaffingError(_l("Say why the entry is withdrawn."), field="reason")
    changes = {field: [old, None] for field, (_, old) in values_of(fact).items()}
    record("fact_withdrawn", fact, county_id=teacher.county_id, changes=changes, reason=reason.strip())
    db.session.delete(fact)
    flush(db.session)
    db.session.expire(teacher, [LISTS[kind]])


def complete(model: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with empty text where a text column may not be empty."""
    columns = inspect(model).columns
    return {
        field: "" if value is None and isinstance(columns[field].type, String) and not columns[field].nullable else value
        for field, value in values.items()
    }


def _close(teacher: Teacher, plan: Insertion) -> None:
    for fact in plan.closed:
        fact.valid_to = plan.valid_from
        _save(teacher, fact, "fact_ended")


def _save(teacher: Teacher, fact: Any, action: str) -> None:
    changes = pending_changes(fact)
    if not changes:
        return
    flush(db.session)
    changes["teacher_id"] = [teacher.id, teacher.id]
    record(action, fact, county_id=teacher.county_id, changes=changes)


