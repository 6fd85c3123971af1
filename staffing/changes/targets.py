"""The records that a request may speak of: how each is opened, shown as a form, and changed by its own operation.

A request never writes by itself: whatever it wants goes through the operation that an officer's form would call.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from staffing.changes.comparing import overlaid, texts_of
from staffing.changes.enums import ChangeAct
from staffing.core.conflicts import VersionedForm
from staffing.core.forms import StaffingForm
from staffing.core.school_year import SchoolYear, today
from staffing.errors import StaffingError
from staffing.schools import operations as school_operations, queries as school_queries, section_years
from staffing.schools.figures_form import FiguresForm, figures_form
from staffing.schools.forms import SchoolForm
from staffing.schools.models import School, Section
from staffing.schools.panels import named_sections
from staffing.teachers import fact_operations, operations as teacher_operations, queries as teacher_queries
from staffing.teachers.fact_forms import EndForm, FactForm, fact_form
from staffing.teachers.fact_kinds import MODELS, PERIODS, FactKind, kind_of
from staffing.teachers.forms import TeacherForm
from staffing.teachers.models import Teacher

NO_CSRF: Final = {"csrf": False}
TEACHER, SCHOOL, FIGURES = "teacher", "school", "figures"
RECORD_TITLES: Final[dict[str, LazyString]] = {
    TEACHER: _l("Basic data of a teacher"), **{kind.value: kind.label for kind in FactKind if kind is not FactKind.DISCIPLINE},
    SCHOOL: _l("Basic data of a school"), FIGURES: _l("Figures of a section"),
}


@dataclass(frozen=True, slots=True)
class TargetKey:
    """Which record, and what is to be done with it; a whole request or address says no more."""

    record: str
    owner_id: int
    act: ChangeAct = ChangeAct.CORRECT
    row_id: int | None = None
    period: int | None = None


@dataclass(frozen=True)
class Target(ABC):
    """A record that is open for a change. ``row`` is the versioned row, None where the change makes it."""

    key: TargetKey
    county_id: int
    name: str
    row: Any
    teacher: Teacher | None = None

    @abstractmethod
    def form(self, formdata: MultiDict[str, str] | None, **options: Any) -> VersionedForm:
        """Return the record's form, filled from the record and over it from what was sent."""

    @abstractmethod
    def save(self, form: Any, *, version: int | None, reason: str = "") -> int | None:
        """Change the record through its own operation and return the id of the row, None where it is gone."""

    @cached_property
    def stored(self) -> VersionedForm:
        """Return the form as it stood on record when the target was opened."""
        return self.form(None, meta=NO_CSRF)

    def form_with(self, changes: Mapping[str, str]) -> VersionedForm:
        """Return the form as it would be with some answers changed; the faults it has are told by ``refuse_faults``."""
        return self.form(overlaid(texts_of(self.stored), changes), meta=NO_CSRF)


class TeacherTarget(Target):
    """A teacher's basic data."""

    def form(self, formdata: MultiDict[str, str] | None, **options: Any) -> TeacherForm:
        """Return the form of the basic data."""
        return TeacherForm.of(self.row, formdata=formdata, **options)

    def save(self, form: TeacherForm, *, version: int | None, reason: str = "") -> int | None:
        """Correct the basic data and the partner."""
        teacher: Teacher = self.row
        partner = form.partner(teacher.county_id)
        teacher_operations.correct_teacher(
            teacher, version=version, changes=form.columns(), id_number=form.id_number.data or "", phone=form.phone.data or "",
            remove_phone=form.remove_phone.data)
        if (partner.id if partner else None) != teacher.partner_id:
            teacher_operations.set_partner(teacher, partner)
        return teacher.id


class FactTarget(Target):
    """A fact about a teacher, to be added or corrected."""

    def form(self, formdata: MultiDict[str, str] | None, **options: Any) -> FactForm:
        """Return the form of the fact's kind."""
        return fact_form(kind_of(self.key.record), self.county_id, self.row, formdata=formdata, **options)

    def save(self, form: FactForm, *, version: int | None, reason: str = "") -> int | None:
        """Add or correct the fact."""
        kind, content = kind_of(self.key.record), form["restricted_text"].data or "" if "restricted_text" in form else ""
        if self.row is None:
            ends = bool(form["ends_running"].data) if "ends_running" in form else False
            return int(fact_operations.add_fact(whole(self), kind, form.columns(), content=content, ends_running=ends).id)
        fact_operations.correct_fact(whole(self), kind, self.row, form.columns(), version=version, content=content)
        return int(self.row.id)


class EndingTarget(Target):
    """A lasting fact that is to end on a day."""

    def form(self, formdata: MultiDict[str, str] | None, **options: Any) -> Any:
        """Return the form that asks for the day."""
        return EndForm(formdata, **options)

    def save(self, form: EndForm, *, version: int | None, reason: str = "") -> int | None:
        """End the fact."""
        fact_operations.end_fact(whole(self), kind_of(self.key.record), self.row, day=form.day.data, version=version)
        return int(self.row.id)


class WithdrawalTarget(Target):
    """A fact that should never have been recorded; its form asks nothing, the request's reason says why."""

    def form(self, formdata: MultiDict[str, str] | None, **options: Any) -> VersionedForm:
        """Return a form without questions."""
        return VersionedForm(formdata, **options)

    def save(self, form: Any, *, version: int | None, reason: str = "") -> int | None:
        """Withdraw the fact for the reason given."""
        fact_operations.withdraw_fact(whole(self), kind_of(self.key.record), self.row, reason=reason, version=version)
        return None


class SchoolTarget(Target):
    """A school's basic data."""

    def form(self, formdata: MultiDict[str, str] | None, **options: Any) -> SchoolForm:
        """Return the form of the basic data."""
        return SchoolForm.of(self.row, formdata=formdata, **options)

    def save(self, form: SchoolForm, *, version: int | None, reason: str = "") -> int | None:
        """Correct the basic data."""
        school_operations.correct_school(self.row, version=version, entity_name=form.entity_name.data or "", changes=form.columns())
        return int(self.row.id)


@dataclass(frozen=True)
class FiguresTarget(Target):
    """A section's figures of one school year, recorded or not yet."""

    section: Section | None = None

    def form(self, formdata: MultiDict[str, str] | None, **options: Any) -> FiguresForm:
        """Return the form of the section's stage."""
        assert self.section is not None
        return figures_form(self.section.stage, self.row, formdata=formdata, **options)

    def save(self, form: FiguresForm, *, version: int | None, reason: str = "") -> int | None:
        """Record the figures."""
        assert self.section is not None
        year = section_years.record_section_year(
            self.section, self.key.period or 0, grades=form.figures(), hardware=form.hardware(), version=version)
        return year.id


def open_target(key: TargetKey, county_id: int, *, own_school_id: int | None = None) -> Target:
    """Return the record of a key within what the person may see; LookupError if there is none."""
    if key.record not in RECORD_TITLES:
        raise LookupError("no such kind of record")
    if key.record in (SCHOOL, FIGURES):
        school = school_queries.get_school(county_id, key.owner_id, own_school_id=own_school_id)
        return SchoolTarget(key, county_id, school.name, school) if key.record == SCHOOL else _figures(key, school)
    if key.record == TEACHER:
        teacher = teacher_queries.get_teacher(county_id, key.owner_id, on=today(), own_school_id=own_school_id)
        return TeacherTarget(key, county_id, teacher.name, teacher, teacher)
    return _fact(key, teacher_queries.get_whole_teacher(county_id, key.owner_id, on=today(), own_school_id=own_school_id))


def refuse_faults(form: StaffingForm) -> None:
    """Refuse an overlaid form that its own validators do not accept, with the first fault and the field it stands at."""
    if not form.validate():
        field = next((field for field in form if field.errors), None)
        words = f"{field.label.text}：{field.errors[0]}" if field is not None else str(form.form_errors[0])
        raise StaffingError(_l("The record would not be right after this change: %(fault)s", fault=words))


def whole(target: Target) -> Teacher:
    """Return the teacher of a fact with all facts, as the checks need them."""
    assert target.teacher is not None
    return target.teacher


def _fact(key: TargetKey, teacher: Teacher) -> Target:
    kind = kind_of(key.record)
    if (key.row_id is None) is not (key.act is ChangeAct.ADD) or (key.act is ChangeAct.END and kind not in PERIODS):
        raise LookupError("no such act on this kind of fact")
    row = teacher_queries.get_fact(teacher, MODELS[kind], key.row_id) if key.row_id is not None else None
    classes: dict[ChangeAct, type[Target]] = {ChangeAct.END: EndingTarget, ChangeAct.WITHDRAW: WithdrawalTarget}
    return classes.get(key.act, FactTarget)(key, teacher.county_id, teacher.name, row, teacher)


def _figures(key: TargetKey, school: School) -> Target:
    named = next((item for item in named_sections(school) if item.section.id == key.row_id), None)
    if named is None or key.period is None:
        raise LookupError("no such section or year")
    year = section_years.find_section_year(named.section.id, SchoolYear(key.period).first)
    return FiguresTarget(replace(key, act=ChangeAct.CORRECT), school.county_id, f"{named.name} · {key.period}", year, None, named.section)
