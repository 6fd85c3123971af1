"""What findings on data offer to evidence: the school proves that a record is right after all, or what it was mended by."""

from typing import Final

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.attachments.subjects import SubjectFacts, SubjectKind
from staffing.core.access import person
from staffing.quality.enums import FindingState
from staffing.quality.queries import get_finding
from staffing.quality.wording import describe


def find_finding(county_id: int, finding_id: int, own_school_id: int | None) -> SubjectFacts:
    """Return a finding as evidence sees it; a mended one takes no more files."""
    finding = get_finding(county_id, finding_id, school_id=own_school_id)
    return SubjectFacts(str(describe(finding, person().role).title), url_for("quality.show_finding", finding_id=finding.id), schools_add=True,
                        open=finding.state is not FindingState.MENDED)


FINDING_SUBJECT: Final = SubjectKind("quality_finding", _l("Finding on data"), "quality_finding", find_finding)
