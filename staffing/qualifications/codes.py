"""Closed lists about qualifications: what is checked, how a person stands, and why. Chinese terms: docs/glossary.md."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class Check(LabelledEnum):
    """What is checked of a teacher (资质项目); the code stands in addresses."""

    CERTIFICATE = "certificate", _l("Certificate")
    DEGREE = "degree", _l("Education")
    HONOUR = "honour", _l("Backbone honours")
    TITLE = "title", _l("Titles and posts")
    TRAINING = "training", _l("Training hours")
    SHADOWING = "shadowing", _l("Shadowing of backbone teachers")


class Standing(LabelledEnum):
    """How a person stands in a check (达标状态); a warning asks for action but breaks no rule."""

    MET = "met", _l("In order")
    WARNED = "warned", _l("To be watched")
    SHORT = "short", _l("Falls short")
    UNKNOWN = "unknown", _l("Not on record")
    NOT_ASKED = "not_asked", _l("Not asked")


class Reason(LabelledEnum):
    """Why a person stands so (达标原因)."""

    FITTING = "fitting", _l("Certificate fits stage and subject")
    OTHER_SUBJECT = "other_subject", _l("Certificate is for another subject")
    OTHER_STAGE = "other_stage", _l("No certificate admits the stage taught")
    NO_CERTIFICATE = "no_certificate", _l("No certificate")
    ABOVE_AIM = "above_aim", _l("Reaches what is required and aimed at")
    BELOW_AIM = "below_aim", _l("Below the county's aim")
    BELOW_REQUIRED = "below_required", _l("Below what the law requires")
    NO_DEGREE = "no_degree", _l("No education on record")
    HONOUR_VALID = "honour_valid", _l("Valid honour")
    HONOUR_EXPIRING = "honour_expiring", _l("The last valid honour expires soon")
    HONOUR_EXPIRED = "honour_expired", _l("The honour has expired")
    NO_HONOUR = "no_honour", _l("No honour that counts")
    ENGAGED = "engaged", _l("Engaged at the title held")
    WAITING = "waiting", _l("Assessed, but engaged lower or not yet")
    NOT_DATED = "not_dated", _l("No day of engagement on record")
    NO_TITLE = "no_title", _l("No title")
    HOURS_ENOUGH = "hours_enough", _l("Hours suffice")
    HOURS_BEHIND = "hours_behind", _l("Hours are missing")
    NO_HOURS = "no_hours", _l("No training on record")
    TOO_NEW = "too_new", _l("In service for less than a year")
    SHADOWED = "shadowed", _l("Shadowed within the years asked")
    SHADOWING_DUE = "shadowing_due", _l("Not yet due")
    SHADOWING_OVERDUE = "shadowing_overdue", _l("Shadowing is overdue")
    NOT_BACKBONE = "not_backbone", _l("No backbone teacher")
    NO_RULE = "no_rule", _l("The rule set asks for none")


# The reasons that count toward the share that is compared with the target.
COUNTED: Final[dict[Check, frozenset[Reason]]] = {
    Check.CERTIFICATE: frozenset({Reason.FITTING, Reason.OTHER_SUBJECT, Reason.OTHER_STAGE}),
    Check.DEGREE: frozenset({Reason.ABOVE_AIM}),
    Check.HONOUR: frozenset({Reason.HONOUR_VALID, Reason.HONOUR_EXPIRING}),
    Check.TITLE: frozenset({Reason.ENGAGED}),
    Check.TRAINING: frozenset({Reason.HOURS_ENOUGH}),
    Check.SHADOWING: frozenset({Reason.SHADOWED}),
}
STANDINGS: Final[dict[Reason, Standing]] = {
    Reason.FITTING: Standing.MET, Reason.OTHER_SUBJECT: Standing.WARNED, Reason.OTHER_STAGE: Standing.SHORT,
    Reason.NO_CERTIFICATE: Standing.SHORT, Reason.ABOVE_AIM: Standing.MET, Reason.BELOW_AIM: Standing.WARNED,
    Reason.BELOW_REQUIRED: Standing.SHORT, Reason.NO_DEGREE: Standing.UNKNOWN, Reason.HONOUR_VALID: Standing.MET,
    Reason.HONOUR_EXPIRING: Standing.WARNED, Reason.HONOUR_EXPIRED: Standing.SHORT, Reason.NO_HONOUR: Standing.NOT_ASKED,
    Reason.ENGAGED: Standing.MET, Reason.WAITING: Standing.WARNED, Reason.NOT_DATED: Standing.UNKNOWN,
    Reason.NO_TITLE: Standing.NOT_ASKED, Reason.HOURS_ENOUGH: Standing.MET, Reason.HOURS_BEHIND: Standing.SHORT,
    Reason.NO_HOURS: Standing.UNKNOWN, Reason.TOO_NEW: Standing.NOT_ASKED, Reason.SHADOWED: Standing.MET,
    Reason.SHADOWING_DUE: Standing.WARNED, Reason.SHADOWING_OVERDUE: Standing.SHORT, Reason.NOT_BACKBONE: Standing.NOT_ASKED,
    Reason.NO_RULE: Standing.NOT_ASKED,
}
