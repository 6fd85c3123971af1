"""How the log calls tokens and what is read with them."""

from flask_babel import lazy_gettext as _l

from staffing.api.enums import Resource
from staffing.api.models import ApiToken
from staffing.api.operations import ApiAnswer
from staffing.api.reader import ApiReader
from staffing.audit.titles import tell_actions, tell_readings, tell_record, tell_values

tell_record(ApiToken, _l("Token of the data interface"), {
    "id": _l("Record number"), "county_id": _l("County"), "school_id": _l("School"), "name": _l("Name"), "token_hash": _l("Key (digest)"),
    "tail": _l("End of the key"), "resources": _l("Kinds of record"), "personal": _l("With personal data"), "expires_at": _l("Valid until"),
    "made_by": _l("Made by"), "revoked_at": _l("Revoked at"), "last_used_at": _l("Last used"), "last_address": _l("Address"),
})
tell_record(ApiReader, _l("Token of the data interface"), {"method": _l("Method"), "page": _l("Page")})
tell_record(ApiAnswer, _l("Answer of the data interface"), {"rows": _l("Number of rows"), "token": _l("Token of the data interface")})
tell_values(ApiToken, "resources", {one.value: one.label for one in Resource})
tell_actions({"api_token_made": _l("Token made"), "api_token_revoked": _l("Token revoked")})
tell_readings({"api_read": _l("Persons read through the data interface")})
