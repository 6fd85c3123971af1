"""Whether one teacher holds what the post asks for. Pure: values in, finding out; no database, no words.

Each judgement takes what it needs and nothing more, so that the county's list and the page of one teacher ask the same
function.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from staffing.core.school_year import add_months, full_months, full_years
from staffing.qualifications.codes import STANDINGS, Reason, Standing
from staffing.qualifications.policy import QualificationPolicy
from staffing.schools.enums import Stage
from staffing.teachers.enums import BackboneLevel, CertificateKind, DegreeLevel, TitleLevel
from staffing.teachers.roster import Honour

Stay = tuple[dt.date, dt.date | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """How a teacher stands in one check, and what it rests on.

    ``day`` is when an honour expires or shadowing falls due; ``had`` and ``asked`` are hours of training; ``held`` and
    ``wanted`` the code of a level or the names of subjects.
    """

    reason: Reason
    day: dt.date | None = None
    had: Decimal | None = None
    asked: Decimal | None = None
    held: str = ""
    wanted: str = ""

    @property
    def standing(self) -> Standing:
        """Return how the teacher stands."""
        return STANDINGS[self.reason]

    @property
    def missing(self) -> Decimal | None:
        """Return the hours that are missing; None where no hours are asked."""
        return None if self.asked is None else max(Decimal(0), self.asked - (self.had or Decimal(0)))


def judge_certificate(certificates: Sequence[tuple[CertificateKind, str]], stage: Stage, subject: str,
                      policy: QualificationPolicy) -> Finding:
    """Return whether a certificate admits the stage taught, and its subject the one taught (教师资格条例 第五条).

    A certificate without a subject is not held against anybody.
    """
    if not certificates:
        return Finding(Reason.NO_CERTIFICATE)
    fitting = [own for kind, own in certificates if stage in policy.covers[kind]]
    if not fitting:
        kinds = "、".join(dict.fromkeys(kind.value for kind, _ in certificates))
        return Finding(Reason.OTHER_STAGE, held=kinds, wanted=stage.value)
    taught = policy.subject(subject)
    if stage not in policy.subject_stages or not taught or any(admits(own, taught, policy) for own in fitting):
        return Finding(Reason.FITTING)
    return Finding(Reason.OTHER_SUBJECT, held="、".join(dict.fromkeys(fitting)), wanted=subject)


def admits(own: str, taught: str, policy: QualificationPolicy) -> bool:
    """True if a certificate's subject admits the subject taught, both by their names in the curriculum."""
    named = policy.subject(own)
    return not named or named == taught or taught in policy.subject_matches.get(named, frozenset())


def judge_degree(degree: DegreeLevel | None, stage: Stage, policy: QualificationPolicy) -> Finding:
    """Return the education held against what the law requires of the stage (规定学历) and the county aims at."""
    required, aim = policy.required[stage], policy.aim(stage)
    if degree is None:
        return Finding(Reason.NO_DEGREE, wanted=required.value)
    if not degree.reaches(required):
        return Finding(Reason.BELOW_REQUIRED, held=degree.value, wanted=required.value)
    if aim is not None and not degree.reaches(aim.degree):
        return Finding(Reason.BELOW_AIM, held=degree.value, wanted=aim.degree.value)
    return Finding(Reason.ABOVE_AIM, held=degree.value)


def judge_honours(honours: Iterable[Honour], on: dt.date, policy: QualificationPolicy) -> Finding:
    """Return whether a backbone honour that counts is valid, and until when the last of them is (有效期, last day included)."""
    given = [honour for honour in honours if honour.granted_on <= on and honour.level.reaches(policy.backbone_floor)]
    if not given:
        return Finding(Reason.NO_HONOUR)
    valid = [honour for honour in given if honour.is_valid(on)]
    if not valid:
        last = max(given, key=lambda honour: honour.expires_on or dt.date.max)
        return Finding(Reason.HONOUR_EXPIRED, day=last.expires_on, held=last.level.value)
    level = max((honour.level for honour in valid), key=lambda one: one.rank)
    if any(honour.expires_on is None for honour in valid):
        return Finding(Reason.HONOUR_VALID, held=level.value)
    until = max(honour.expires_on for honour in valid if honour.expires_on)
    soon = until <= add_months(on, policy.warning_months)
    return Finding(Reason.HONOUR_EXPIRING if soon else Reason.HONOUR_VALID, day=until, held=level.value)


def judge_title(title: TitleLevel | None, engaged: TitleLevel | None) -> Finding:
    """Return whether the highest title assessed is also the one engaged at (评聘); no dated engagement at all is unknown."""
    if title is None or title is TitleLevel.NONE:
        return Finding(Reason.NO_TITLE)
    if engaged is None:
        return Finding(Reason.NOT_DATED, held=title.value)
    if engaged.reaches(title):
        return Finding(Reason.ENGAGED, held=engaged.value)
    return Finding(Reason.WAITING, held=engaged.value, wanted=title.value)


def judge_training(had: Decimal | None, work_began_on: dt.date | None, on: dt.date, policy: QualificationPolicy) -> Finding:
    """Return the hours of the last full calendar years against what is asked (5 年 360 学时).

    Whoever began to work within the span is asked for the hours of the years since, in proportion. ``had`` None: nothing
    is on record.
    """
    years = policy.years if work_began_on is None else max(0, min(policy.years, full_years(work_began_on, on)))
    asked = Decimal(policy.hours) / policy.years * years
    if not years:
        return Finding(Reason.TOO_NEW, had=had, asked=asked)
    if had is None:
        return Finding(Reason.NO_HOURS, asked=asked)
    return Finding(Reason.HOURS_ENOUGH if had >= asked else Reason.HOURS_BEHIND, had=had, asked=asked)


def judge_shadowing(honours: Iterable[Honour], stays: Iterable[Stay], on: dt.date, policy: QualificationPolicy) -> Finding:
    """Return whether a backbone teacher has shadowed (跟岗) the terms asked within the years that end on the day.

    The years run anew from the first of the honours that are valid without a break to now: whoever was named less than so
    many years ago, or shadowed enough within them, is not overdue.
    """
    rule = policy.shadowing
    if rule is None:
        return Finding(Reason.NO_RULE)
    since = backbone_since(list(honours), on, policy.backbone_floor)
    if since is None:
        return Finding(Reason.NOT_BACKBONE)
    window = add_months(on, -12 * rule.every_years)
    done = sorted(((end, terms) for start, end in _past(stays, on) if end > window
                   and (terms := full_months(start, end + dt.timedelta(days=1)) // rule.term_months)), reverse=True)
    served = 0
    for end, terms in done:
        served += terms
        if served >= rule.terms:
            return Finding(Reason.SHADOWED, day=add_months(end, 12 * rule.every_years))
    due = add_months(since, 12 * rule.every_years)
    return Finding(Reason.SHADOWING_DUE if due > on else Reason.SHADOWING_OVERDUE, day=due)


def _past(stays: Iterable[Stay], on: dt.date) -> Iterable[tuple[dt.date, dt.date]]:
    """Yield the stays begun by the day, one that still runs up to it."""
    return ((start, min(end or on, on)) for start, end in stays if start <= on)


def backbone_since(honours: Sequence[Honour], on: dt.date, floor: BackboneLevel) -> dt.date | None:
    """Return from when honours that count have been valid without a break up to the day; None if none is valid then."""
    spans = [(honour.granted_on, honour.expires_on or dt.date.max) for honour in honours
             if honour.level.reaches(floor) and honour.granted_on <= on]
    since: dt.date | None = None
    needed = on
    for start, end in sorted(spans, key=lambda span: span[1], reverse=True):
        if end < needed:
            break
        if since is None or start < since:
            since = start
            needed = start - dt.timedelta(days=1)
    return since
