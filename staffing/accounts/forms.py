"""Forms of sign-in and accounts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo

from staffing.core.access import Role
from staffing.core.fields import ChoiceField, EnumField
from staffing.core.forms import StaffingForm, length, required


class SignInForm(StaffingForm):
    """Login and password."""

    login = StringField(_l("Login"), validators=[required(), length(maximum=60)], render_kw={"autocomplete": "username"})
    password = PasswordField(_l("Password"), validators=[required(), length(maximum=128)],
                             render_kw={"autocomplete": "current-password"})


class ChangePasswordForm(StaffingForm):
    """The present and the new password, twice."""

    current = PasswordField(_l("Present password"), validators=[required()], render_kw={"autocomplete": "current-password"})
    password = PasswordField(_l("New password"), validators=[required()], render_kw={"autocomplete": "new-password"})
    repeated = PasswordField(
        _l("New password again"),
        validators=[required(), EqualTo("password", message=_l("The two new passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )


class AccountForm(StaffingForm):
    """A new account of the county. City readers are opened on the command line: no county may open its neighbours' sums."""

    login = StringField(_l("Login"), validators=[required(), length(minimum=3, maximum=60)])
    name = StringField(_l("Name"), validators=[required(), length(maximum=80)])
    role = EnumField(_l("Role"), Role, validators=[required()])
    school_id = ChoiceField(_l("School"), coerce=int, empty=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the roles of a county only."""
        super().__init__(*args, **kwargs)
        self.role.choices = [(value, label) for value, label in Role.choices() if value != Role.CITY_READER.value]
