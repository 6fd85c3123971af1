"""The defaults speak of every field a school could be shown, the county's decisions stand over them."""

import pytest

from staffing.changes.enums import ChangeAct, FieldMode
from staffing.changes.policy import (
    ACT_FIELDS,
    POLICY_ROLES,
    REASONS,
    FieldRule,
    Policy,
    defaults,
    policy_field,
)
from staffing.changes.targets import FIGURES, RECORD_TITLES, SCHOOL, TEACHER
from staffing.core.access import Role
from staffing.core.conflicts import answer_fields
from staffing.schools.enums import Stage
from staffing.schools.figures_form import form_class
from staffing.schools.forms import SchoolForm
from staffing.teachers.fact_forms import FORMS
from staffing.teachers.fact_kinds import PERIODS, FactKind, kind_of
from staffing.teachers.forms import TeacherForm

NOTHING_OWN = Policy({})


def fields_of(app, record: str) -> set[str]:
    """Return the names of the answers of a record's forms."""
    forms = {TEACHER: [TeacherForm], SCHOOL: [SchoolForm], FIGURES: [form_class(stage) for stage in Stage]}
    makers = forms.get(record) or [FORMS[kind_of(record)]]
    with app.test_request_context():
        names = {field.short_name for maker in makers for field in answer_fields(maker(meta={"csrf": False}))}
    return {policy_field(record, name) for name in names} - {"ends_running"}


@pytest.mark.parametrize("record", sorted(RECORD_TITLES))
def test_defaults_speak_of_every_field_and_of_no_other(session_app, record):
    acts = {name for name in defaults()[record] if name.startswith("+")}
    assert set(defaults()[record]) - acts == fields_of(session_app, record)
    if record not in (TEACHER, SCHOOL, FIGURES):
        ends = {ACT_FIELDS[ChangeAct.END]} if kind_of(record) in PERIODS else set()
        assert acts == {ACT_FIELDS[ChangeAct.ADD], ACT_FIELDS[ChangeAct.WITHDRAW]} | ends


def test_sanctions_are_no_business_of_schools():
    assert FactKind.DISCIPLINE.value not in defaults()
    assert FactKind.DISCIPLINE.value not in RECORD_TITLES


def test_what_nobody_decided_is_kept():
    assert NOTHING_OWN.rule("teacher", "made_up", Role.CLERK).mode is FieldMode.NEVER


def test_reasons_have_words():
    assert {rule.reason for fields in defaults().values() for rule in fields.values()} <= set(REASONS)


def test_the_county_stands_over_the_defaults_for_its_role_only():
    policy = Policy({("teacher", "phone", Role.CLERK): FieldRule(FieldMode.NEVER, note="统一维护", own=True)})
    assert policy.rule("teacher", "phone", Role.CLERK).why() == "统一维护"
    assert policy.rule("teacher", "phone", Role.PRINCIPAL).mode is FieldMode.FREE


def test_grades_share_one_rule():
    assert policy_field("figures", "pupils_3") == "pupils"
    assert policy_field("figures", "teaching_area_m2") == "teaching_area_m2"
    assert policy_field("degree", "pupils_3") == "pupils_3"


def test_a_free_act_with_a_field_that_waits_becomes_a_request():
    policy = Policy({("degree", "+add", role): FieldRule(FieldMode.FREE) for role in POLICY_ROLES})
    assert policy.strictest("degree", ["major"], Role.CLERK, act=ChangeAct.ADD).mode is FieldMode.APPROVAL
    assert policy.strictest("degree", [], Role.CLERK, act=ChangeAct.ADD).mode is FieldMode.FREE
    assert policy.strictest("training", ["year", "hours"], Role.CLERK, act=ChangeAct.ADD).mode is FieldMode.FREE
    assert policy.strictest("leadership", ["role"], Role.CLERK, act=ChangeAct.ADD).mode is FieldMode.NEVER
