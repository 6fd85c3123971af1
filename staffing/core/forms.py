"""Base form and validators that always say in plain words what is expected, in both languages.

WTForms' own Chinese messages are partly wrong (at least becomes "greater than"), so each validator here has its own.
"""

from typing import Any

from flask import has_app_context
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import validators
from wtforms.fields import Field

from staffing.errors import StaffingError
from staffing.extensions import db


class StaffingForm(FlaskForm):
    """A form whose faults, its own or those of an operation, stand beside their fields and in a summary on top."""

    def take_error(self, error: StaffingError) -> None:
        """Show the officer an operation's refusal beside the field it speaks of, and take back what it had begun to change.

        The view goes on and its end would commit; half an operation without an audit line must not be stored.
        """
        if has_app_context():
            db.session.rollback()
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]

    def error_summary(self) -> list[tuple[str, Any]]:
        """Return (field id, message) of every fault, in the order of the fields."""
        listed: list[tuple[str, Any]] = [("", message) for message in self.form_errors]
        for field in self:
            listed.extend((field.id, message) for message in field.errors)
        return listed


def required() -> validators.InputRequired:
    """Demand an entry."""
    return validators.InputRequired(message=_l("Fill in this field."))


def optional() -> validators.Optional:
    """Allow an empty field."""
    return validators.Optional()


def length(minimum: int = -1, maximum: int = -1) -> validators.Length:
    """Bound the number of characters."""
    if minimum > 0 and maximum > 0:
        message = _l("Enter %(min)d to %(max)d characters.")
    elif maximum > 0:
        message = _l("Enter at most %(max)d characters.")
    else:
        message = _l("Enter at least %(min)d characters.")
    return validators.Length(min=minimum, max=maximum, message=message)


def between(minimum: float | None = None, maximum: float | None = None) -> validators.NumberRange:
    """Bound a number, both ends allowed."""
    if minimum is not None and maximum is not None:
        message = _l("Enter a number from %(min)s to %(max)s.")
    elif minimum is not None:
        message = _l("Enter a number that is at least %(min)s.")
    else:
        message = _l("Enter a number that is at most %(max)s.")
    return validators.NumberRange(min=minimum, max=maximum, message=message)


def one_of_choices(field: Field) -> bool:
    """True if a select field's answer is among its choices."""
    return field.data in {value for value, *_ in field.iter_choices()}
