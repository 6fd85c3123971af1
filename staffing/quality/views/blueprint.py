"""The blueprint of data quality, and what its pages share."""

from typing import Any

from flask import Blueprint, request

from staffing.core.access import OFFICERS, Role, own_school_id, person
from staffing.quality import wording
from staffing.quality.forms import asked_filter
from staffing.quality.models import QualityFinding
from staffing.quality.queries import FindingFilter, get_finding

blueprint = Blueprint("quality", __name__, url_prefix="/quality")
KEEPERS = OFFICERS | {Role.CLERK}
"""Who works on findings: the bureau on all, a clerk on the own school's."""


@blueprint.app_template_global()
def quality_words() -> Any:
    """Give the templates the words of findings."""
    return wording


def wanted_findings() -> FindingFilter:
    """Return what the address narrows the list to."""
    return asked_filter(request.args, own_school=own_school_id(), own_id=person().id)


def the_finding(finding_id: int) -> QualityFinding:
    """Return a finding in the reader's scope."""
    return get_finding(person().county_id, finding_id, school_id=own_school_id())
