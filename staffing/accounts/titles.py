"""How the log calls accounts, their fields, and what is done with them."""

from flask_babel import lazy_gettext as _l

from staffing.accounts.models import User
from staffing.audit.titles import tell_actions, tell_readings, tell_record

tell_record(User, _l("Account"), {
    "id": _l("Record number"), "county_id": _l("County"), "method": _l("Way of asking"), "page": _l("Page"), "login": _l("Login"), "name": _l("Name"), "role": _l("Role"), "school_id": _l("School"), "city_id": _l("City"), "active": _l("Open"),
    "password_hash": _l("Password"), "must_change_password": _l("One-time password"), "failed_attempts": _l("Failed attempts"),
    "paused_until": _l("Paused until"), "locale": _l("Language"),
})
tell_actions({
    "account_opened": _l("Account opened"), "account_closed": _l("Account closed"), "account_reopened": _l("Account opened again"),
    "password_reset": _l("One-time password given"), "password_changed": _l("Own password chosen"),
})
tell_readings({
    "signed_in": _l("Signed in"), "signed_out": _l("Signed out"), "sign_in_refused": _l("Sign-in refused"),
    "access_denied": _l("Turned away from a page"),
})
