"""A finding in the words of a page or sheet: sentence with its details, remedy, and where it is mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.access import OFFICERS, Role
from staffing.core.enums import LabelledEnum
from staffing.core.school_year import today
from staffing.quality.catalogue import BY_CODE, EDIT
from staffing.quality.enums import FindingState, LooksAt, Severity
from staffing.quality.models import QualityFinding
from staffing.quality.rule_words import RULE_WORDS
from staffing.schools.enums import Stage
from staffing.teachers.enums import (
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    LeaderRole,
    PostStatus,
    TitleLevel,
)

LOOKS: Final = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "info"}
STATE_LOOKS: Final = {FindingState.NEW: "wait", FindingState.IGNORED: "none", FindingState.MENDED: "good"}
# Details that are codes of a closed list.
CODED: Final[Mapping[str, type[LabelledEnum]]] = {
    "certificate": CertificateKind, "degree": DegreeLevel, "degree_below": DegreeLevel, "title": TitleLevel, "honour": BackboneLevel,
    "status": PostStatus, "stage": Stage, "role": LeaderRole,
}
PARTS: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "what": {"born": _l("Birth"), "work": _l("Beginning of work"), "teaching": _l("Beginning of teaching"), "certificate": _l("Certificate"),
             "degree": _l("Graduation"), "title": _l("Title"), "honour": _l("Honour")},
    "part": {"staff": _l("All staff"), "established": _l("In established posts"), "teachers": _l("Full-time teachers")},
}


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as a page shows it."""

    finding: QualityFinding
    title: str
    sentence: str
    remedy: str
    look: str
    address: str

    @property
    def overdue(self) -> bool:
        """True if the finding is open beyond its day."""
        finding = self.finding
        return finding.state is FindingState.NEW and finding.due_on is not None and finding.due_on < today()


def describe(finding: QualityFinding, role: Role) -> FindingView:
    """Return a finding in words, with the address of the page on which this reader can mend or at least see it."""
    words = RULE_WORDS.get(finding.rule)
    return FindingView(
        finding, title_of(finding.rule), sentence_of(finding.rule, finding.details), str(words.remedy) if words else "",
        LOOKS[finding.severity], mending_address(finding, role))


def title_of(rule: str) -> str:
    """Return what a rule is called; a rule of an older version by its code."""
    words = RULE_WORDS.get(rule)
    return str(words.title) if words else rule


def sentence_of(rule: str, details: Mapping[str, Any]) -> str:
    """Return the sentence about what was seen."""
    words = RULE_WORDS.get(rule)
    if words is None:
        return ""
    # Filled in after translation, because every finding has its own details.
    return str(words.sentence) % {key: shown(key, value) for key, value in details.items()}


def shown(name: str, value: Any) -> str:
    """Return a detail in words."""
    if name in CODED:
        return str(CODED[name](value).label)
    return str(PARTS[name][value]) if name in PARTS else str(value)


def mending_address(finding: QualityFinding, role: Role) -> str:
    """Return the page on which the record is mended; for readers who cannot change it, the block that shows it."""
    rule = BY_CODE.get(finding.rule)
    place = rule.mended_at if rule else EDIT
    if finding.looks_at is LooksAt.TEACHER:
        return _teacher_address(finding.teacher_id or 0, place, may_edit=role in OFFICERS)
    if place == "quality":
        return url_for("quality.report_totals", school_id=finding.school_id)
    if place == EDIT and role in OFFICERS:
        return url_for("schools.edit_school", school_id=finding.school_id)
    return url_for("schools.show_school", school_id=finding.school_id, _anchor=None if place == EDIT else place)


def _teacher_address(teacher_id: int, place: str, *, may_edit: bool) -> str:
    if place == EDIT and may_edit:
        return url_for("teachers.edit_teacher", teacher_id=teacher_id)
    return url_for("teachers.show_teacher", teacher_id=teacher_id, _anchor="basic" if place == EDIT else place)
