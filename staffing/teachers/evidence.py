"""What teachers' records offer to evidence: the basic data and every kind of fact."""

from functools import partial
from typing import Final

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.attachments.subjects import SubjectFacts, SubjectKind
from staffing.core.access import SCHOOL_ROLES, person
from staffing.core.school_year import today
from staffing.extensions import db
from staffing.teachers.fact_kinds import MODELS, RESTRICTED, FactKind
from staffing.teachers.queries import get_teacher


def find_teacher(county_id: int, teacher_id: int, own_school_id: int | None) -> SubjectFacts:
    """Return a teacher's basic data as evidence sees it."""
    teacher = get_teacher(county_id, teacher_id, on=today(), own_school_id=own_school_id)
    return SubjectFacts(teacher.name, url_for("teachers.show_teacher", teacher_id=teacher.id))


def find_fact(county_id: int, fact_id: int, own_school_id: int | None, *, kind: FactKind) -> SubjectFacts:
    """Return a fact as evidence sees it; schools learn nothing of sanctions."""
    fact = db.session.get(MODELS[kind], fact_id)
    if fact is None or (kind is FactKind.DISCIPLINE and person().role in SCHOOL_ROLES):
        raise LookupError("no such fact")
    teacher = get_teacher(county_id, fact.teacher_id, on=today(), own_school_id=own_school_id)
    address = url_for("teachers.show_teacher", teacher_id=teacher.id, _anchor=kind.value)
    return SubjectFacts(f"{teacher.name} · {kind.label}", address, restricted=kind in RESTRICTED)


def _of_kind(kind: FactKind) -> SubjectKind:
    return SubjectKind(kind.value, kind.label, "health_and_family" if kind in RESTRICTED else "personnel_fact", partial(find_fact, kind=kind))


TEACHER_SUBJECTS: Final = (
    SubjectKind("teacher", _l("Basic data of a teacher"), "personnel_fact", find_teacher), *(_of_kind(kind) for kind in FactKind))
