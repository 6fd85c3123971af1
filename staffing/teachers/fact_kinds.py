"""The kinds of facts about a teacher (档案事实): which table each is stored in, and how it behaves in time."""

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.teachers.models import (
    Appointment,
    Appraisal,
    BackboneHonour,
    Certificate,
    Deferral,
    Degree,
    Discipline,
    Employment,
    Leadership,
    RotationRecord,
    TitleGrant,
    TrainingRecord,
)


class FactKind(LabelledEnum):
    """A kind of fact, in the order of the teacher's page; the code stands in addresses."""

    EMPLOYMENT = "employment", _l("Employment")
    APPOINTMENT = "appointment", _l("Service record")
    LEADERSHIP = "leadership", _l("Leadership")
    CERTIFICATE = "certificate", _l("Teaching certificates")
    DEGREE = "degree", _l("Education")
    TITLE = "title", _l("Professional titles")
    HONOUR = "honour", _l("Backbone honours")
    ROTATION = "rotation", _l("Rotations")
    TRAINING = "training", _l("Training")
    APPRAISAL = "appraisal", _l("Yearly appraisals")
    DEFERRAL = "deferral", _l("Deferrals")
    DISCIPLINE = "discipline", _l("Sanctions and inquiries")


MODELS: Final[dict[FactKind, type[Any]]] = {
    FactKind.EMPLOYMENT: Employment, FactKind.APPOINTMENT: Appointment, FactKind.LEADERSHIP: Leadership,
    FactKind.CERTIFICATE: Certificate, FactKind.DEGREE: Degree, FactKind.TITLE: TitleGrant, FactKind.HONOUR: BackboneHonour,
    FactKind.ROTATION: RotationRecord, FactKind.TRAINING: TrainingRecord, FactKind.APPRAISAL: Appraisal,
    FactKind.DEFERRAL: Deferral, FactKind.DISCIPLINE: Discipline,
}
# The list on Teacher that holds the facts of a kind.
LISTS: Final[dict[FactKind, str]] = {
    FactKind.EMPLOYMENT: "employments", FactKind.APPOINTMENT: "appointments", FactKind.LEADERSHIP: "leaderships",
    FactKind.CERTIFICATE: "certificates", FactKind.DEGREE: "degrees", FactKind.TITLE: "titles", FactKind.HONOUR: "honours",
    FactKind.ROTATION: "rotations", FactKind.TRAINING: "trainings", FactKind.APPRAISAL: "appraisals",
    FactKind.DEFERRAL: "deferrals", FactKind.DISCIPLINE: "disciplines",
}
# First and last column of a kind that lasts. A dated fact ends with the first day on which it no longer holds; a
# rotation is recorded with its last day, as orders write it.
PERIODS: Final[dict[FactKind, tuple[str, str]]] = {
    FactKind.EMPLOYMENT: ("valid_from", "valid_to"), FactKind.APPOINTMENT: ("valid_from", "valid_to"),
    FactKind.LEADERSHIP: ("valid_from", "valid_to"), FactKind.DEFERRAL: ("valid_from", "valid_to"),
    FactKind.DISCIPLINE: ("valid_from", "valid_to"), FactKind.ROTATION: ("starts_on", "ends_on"),
}
LAST_DAY_KINDS: Final = frozenset({FactKind.ROTATION})
# Kinds of which the one in force ends, if wished, on the day a new one begins.
FOLLOWING: Final = frozenset({FactKind.EMPLOYMENT, FactKind.APPOINTMENT, FactKind.LEADERSHIP})
RESTRICTED: Final = frozenset({FactKind.DEFERRAL, FactKind.DISCIPLINE})


def kind_of(code: str) -> FactKind:
    """Return the kind that an address names; LookupError if there is none."""
    try:
        return FactKind(code)
    except ValueError as error:
        raise LookupError("no such kind of fact") from error
