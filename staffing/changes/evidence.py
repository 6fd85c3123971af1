"""What change requests offer to evidence: the school adds while the request is open, the bureau reads."""

from typing import Final

from flask import url_for
from flask_babel import gettext as _, lazy_gettext as _l

from staffing.attachments.subjects import SubjectFacts, SubjectKind
from staffing.changes.policy import READERS
from staffing.changes.queries import get_request
from staffing.changes.states import OPEN
from staffing.core.access import person
from staffing.teachers.fact_kinds import RESTRICTED, FactKind

REQUEST_CODE: Final = "change_request"
RESTRICTED_RECORDS: Final = frozenset(kind.value for kind in RESTRICTED)


def find_request(county_id: int, request_id: int, own_school_id: int | None) -> SubjectFacts:
    """Return a request as evidence sees it; the evidence of a deferral tells of health and family."""
    request = get_request(county_id, request_id, own_school_id=own_school_id)
    if person().role not in READERS:
        raise LookupError("requests are not for this role")
    return SubjectFacts(_("Change request %(number)d", number=request.id), url_for("changes.show_request", request_id=request.id),
                        restricted=request.record in RESTRICTED_RECORDS, schools_add=True, open=request.state in OPEN)


REQUEST_SUBJECT: Final = SubjectKind(REQUEST_CODE, _l("Change request"), "change_request", find_request)
# What an agreed request proves: entries of these kinds take its files over.
PROVEN: Final = frozenset(kind.value for kind in FactKind) | {"teacher"}
