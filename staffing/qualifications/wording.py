"""Findings in the officer's words: what is held, what is asked, until when."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.filters import show_date
from staffing.qualifications.codes import Check, Reason, Standing
from staffing.qualifications.judging import Finding
from staffing.qualifications.policy import ALL_STAGES
from staffing.schools.enums import Stage
from staffing.teachers.enums import BackboneLevel, CertificateKind, DegreeLevel, TitleLevel

STANDING_KINDS: Final = {Standing.MET: "good", Standing.WARNED: "warn", Standing.SHORT: "bad", Standing.UNKNOWN: "info",
                         Standing.NOT_ASKED: "none"}
SHARE_LABELS: Final[dict[Check, LazyString]] = {
    Check.CERTIFICATE: _l("hold a certificate"), Check.DEGREE: _l("reach the aim"), Check.HONOUR: _l("have a valid honour"),
    Check.TITLE: _l("engaged at their title"), Check.TRAINING: _l("have the hours"), Check.SHADOWING: _l("have shadowed"),
}
# The list of words of a finding's codes, by check.
LEVELS: Final[dict[Check, type[DegreeLevel] | type[TitleLevel] | type[BackboneLevel]]] = {
    Check.DEGREE: DegreeLevel, Check.TITLE: TitleLevel, Check.HONOUR: BackboneLevel,
}


def stage_label(code: str) -> LazyString:
    """Return what a stage of an aim is called, all stages among them."""
    return _l("All stages") if code == ALL_STAGES else Stage(code).label


def number_text(value: Decimal | Fraction) -> str:
    """Return hours without needless zeros."""
    return f"{float(value):.1f}".removesuffix(".0")


def detail(check: Check, finding: Finding) -> LazyString | str:
    """Return what a finding rests on, in words; nothing where the reason says it all."""
    if check is Check.CERTIFICATE:
        return _certificate(finding)
    if check is Check.TRAINING and finding.asked is not None:
        return _l("%(had)s of %(asked)s hours, %(missing)s missing", had=number_text(finding.had or Decimal(0)),
                  asked=number_text(finding.asked), missing=number_text(finding.missing or Decimal(0)))
    if check is Check.SHADOWING:
        return _l("due by %(day)s", day=show_date(finding.day)) if finding.day else ""
    if check is Check.HONOUR and finding.held:
        return _honour(finding)
    return _level(check, finding)


def _certificate(finding: Finding) -> LazyString | str:
    if finding.reason is Reason.OTHER_STAGE:
        held = "、".join(str(CertificateKind(code).label) for code in finding.held.split("、"))
        return _l("holds %(held)s, teaches %(wanted)s", held=held, wanted=Stage(finding.wanted).label)
    if finding.reason is Reason.OTHER_SUBJECT:
        return _l("holds %(held)s, teaches %(wanted)s", held=finding.held, wanted=finding.wanted)
    return ""


def _honour(finding: Finding) -> LazyString:
    level = BackboneLevel(finding.held).label
    if finding.day is None:
        return _l("%(level)s, without end", level=level)
    return _l("%(level)s, until %(day)s", level=level, day=show_date(finding.day))


def _level(check: Check, finding: Finding) -> LazyString | str:
    words = LEVELS.get(check)
    if words is None:
        return ""
    held = words(finding.held).label if finding.held else ""
    if finding.wanted:
        wanted = words(finding.wanted).label
        return _l("%(held)s, asked %(wanted)s", held=held, wanted=wanted) if held else _l("asked %(wanted)s", wanted=wanted)
    return held
