"""Every form speaks in our own words: each validator and each field that reads a value says what is expected, translated."""

import pytest
import wtforms
from flask_babel import LazyString
from wtforms import validators
from wtforms.fields import Field

from staffing.core.forms import StaffingForm
from tests.helpers.house import import_everything, subclasses_of

import_everything()
FORMS = [form for form in subclasses_of(StaffingForm) if form.__module__.startswith("staffing.")]
SILENT = (validators.Optional,)
# Fields that refuse a value in fixed words of WTForms; staffing.core.fields has one of each with words of its own.
FIXED_WORDS = (
    wtforms.IntegerField, wtforms.DecimalField, wtforms.FloatField, wtforms.DateField, wtforms.DateTimeField, wtforms.MonthField,
    wtforms.TimeField, wtforms.RadioField, wtforms.SelectMultipleField,
)


def fields_of(form: type[StaffingForm], app) -> list[Field]:
    """Return the fields of an empty form."""
    with app.test_request_context():
        return list(form(meta={"csrf": False}))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_validator_has_its_own_translated_message(app, form):
    faults = []
    for field in fields_of(form, app):
        for validator in field.validators:
            known = isinstance(validator, SILENT) or not type(validator).__module__.startswith("wtforms")
            if not known and not isinstance(getattr(validator, "message", None), LazyString):
                faults.append(f"{field.name}: {type(validator).__name__}")
    assert faults == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_field_refuses_in_our_own_words(app, form):
    faults = [field.name for field in fields_of(form, app)
              if type(field) is wtforms.SelectField or (isinstance(field, FIXED_WORDS) and type(field).__module__.startswith("wtforms"))]
    assert faults == [], "take the field of that kind from staffing.core.fields"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_label_is_translated(app, form):
    assert [field.name for field in fields_of(form, app)
            if not isinstance(field.widget, wtforms.widgets.HiddenInput) and not isinstance(field.label.text, LazyString)] == []


def test_forms_are_found():
    assert {"SignInForm", "ChangePasswordForm", "AccountForm"} <= {form.__name__ for form in FORMS}
