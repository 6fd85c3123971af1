"""Each judgement of qualifications at its edges, both ways."""

import datetime as dt
from decimal import Decimal

import pytest

from staffing.policy.ruleset import load_ruleset
from staffing.qualifications.codes import STANDINGS, Reason, Standing
from staffing.qualifications.judging import (
    backbone_since,
    judge_certificate,
    judge_degree,
    judge_honours,
    judge_shadowing,
    judge_title,
    judge_training,
)
from staffing.qualifications.policy import build_policy
from staffing.schools.enums import Stage
from staffing.teachers.enums import BackboneLevel, CertificateKind, DegreeLevel, TitleLevel
from staffing.teachers.roster import Honour

ON = dt.date(2026, 11, 25)
NATIONAL, ORDOS, QINGSHAN = (build_policy(load_ruleset(code, ON)) for code in ("national", "ordos", "qingshan"))
PRIMARY, JUNIOR, SENIOR = CertificateKind.PRIMARY, CertificateKind.JUNIOR, CertificateKind.SENIOR


def honour(granted: str, expires: str | None = None, level: BackboneLevel = BackboneLevel.COUNTY) -> Honour:
    return Honour(level, dt.date.fromisoformat(granted), dt.date.fromisoformat(expires) if expires else None)


@pytest.mark.parametrize(("certificates", "stage", "subject", "reason"), [
    ((), Stage.PRIMARY, "语文", Reason.NO_CERTIFICATE),
    (((PRIMARY, "语文"),), Stage.PRIMARY, "数学", Reason.FITTING),
    (((PRIMARY, "语文"),), Stage.JUNIOR, "语文", Reason.OTHER_STAGE),
    (((SENIOR, "语文"),), Stage.PRIMARY, "语文", Reason.FITTING),
    (((JUNIOR, "语文"),), Stage.JUNIOR, "数学", Reason.OTHER_SUBJECT),
    (((JUNIOR, "英语"),), Stage.JUNIOR, "外语", Reason.FITTING),
    (((JUNIOR, "音乐"),), Stage.JUNIOR, "艺术", Reason.FITTING),
    (((JUNIOR, ""),), Stage.JUNIOR, "数学", Reason.FITTING),
    (((PRIMARY, "数学"), (JUNIOR, "语文")), Stage.JUNIOR, "数学", Reason.OTHER_SUBJECT),
    (((CertificateKind.VOCATIONAL_PRACTICE, "体育"),), Stage.JUNIOR, "体育", Reason.OTHER_STAGE),
])
def test_certificate_when_stage_and_subject_are_compared(certificates, stage, subject, reason):
    assert judge_certificate(certificates, stage, subject, NATIONAL).reason is reason


@pytest.mark.parametrize(("policy", "degree", "stage", "reason"), [
    (NATIONAL, None, Stage.PRIMARY, Reason.NO_DEGREE),
    (NATIONAL, DegreeLevel.SENIOR_SECONDARY, Stage.PRIMARY, Reason.BELOW_REQUIRED),
    (NATIONAL, DegreeLevel.SECONDARY_VOCATIONAL, Stage.PRIMARY, Reason.ABOVE_AIM),
    (ORDOS, DegreeLevel.ASSOCIATE, Stage.PRIMARY, Reason.BELOW_AIM),
    (ORDOS, DegreeLevel.BACHELOR, Stage.PRIMARY, Reason.ABOVE_AIM),
    (ORDOS, DegreeLevel.BACHELOR, Stage.JUNIOR, Reason.BELOW_AIM),
    (NATIONAL, DegreeLevel.ASSOCIATE, Stage.SENIOR, Reason.BELOW_REQUIRED),
    (QINGSHAN, DegreeLevel.BACHELOR, Stage.SENIOR, Reason.BELOW_AIM),
    (QINGSHAN, DegreeLevel.MASTER, Stage.PRIMARY, Reason.ABOVE_AIM),
])
def test_degree_when_compared_with_law_and_aim(policy, degree, stage, reason):
    assert judge_degree(degree, stage, policy).reason is reason


@pytest.mark.parametrize(("honours", "reason"), [
    ((), Reason.NO_HONOUR),
    ((honour("2022-09-01", level=BackboneLevel.SCHOOL),), Reason.NO_HONOUR),
    ((honour("2027-09-01"),), Reason.NO_HONOUR),
    ((honour("2022-09-01"),), Reason.HONOUR_VALID),
    ((honour("2022-09-01", "2027-11-26"),), Reason.HONOUR_VALID),
    ((honour("2022-09-01", "2027-11-25"),), Reason.HONOUR_EXPIRING),
    ((honour("2022-09-01", "2026-11-25"),), Reason.HONOUR_EXPIRING),
    ((honour("2022-09-01", "2026-11-24"),), Reason.HONOUR_EXPIRED),
    ((honour("2022-09-01", "2026-12-31"), honour("2024-09-01", "2029-08-31")), Reason.HONOUR_VALID),
])
def test_honours_when_the_end_is_near_or_passed(honours, reason):
    assert judge_honours(honours, ON, NATIONAL).reason is reason


@pytest.mark.parametrize(("title", "engaged", "reason"), [
    (None, None, Reason.NO_TITLE), (TitleLevel.NONE, None, Reason.NO_TITLE), (TitleLevel.SENIOR, None, Reason.NOT_DATED),
    (TitleLevel.SENIOR, TitleLevel.FIRST, Reason.WAITING), (TitleLevel.SENIOR, TitleLevel.SENIOR, Reason.ENGAGED),
])
def test_title_when_assessed_and_engaged_differ(title, engaged, reason):
    assert judge_title(title, engaged).reason is reason


@pytest.mark.parametrize(("had", "began", "reason", "missing"), [
    ("360", None, Reason.HOURS_ENOUGH, "0"), ("359.5", None, Reason.HOURS_BEHIND, "0.5"), (None, None, Reason.NO_HOURS, "360"),
    ("144", "2024-11-25", Reason.HOURS_ENOUGH, "0"), ("72", "2024-11-25", Reason.HOURS_BEHIND, "72"),
    ("72", "2024-11-26", Reason.HOURS_ENOUGH, "0"), (None, "2025-11-26", Reason.TOO_NEW, "0"),
])
def test_training_when_hours_are_asked_in_proportion(had, began, reason, missing):
    finding = judge_training(Decimal(had) if had else None, dt.date.fromisoformat(began) if began else None, ON, NATIONAL)
    assert (finding.reason, finding.missing) == (reason, Decimal(missing))


LONG = (honour("2015-09-01"),)


@pytest.mark.parametrize(("honours", "stays", "reason"), [
    (LONG, (), Reason.SHADOWING_OVERDUE),
    ((honour("2022-09-01"),), (), Reason.SHADOWING_DUE),
    (LONG, (("2022-09-01", "2022-12-31"),), Reason.SHADOWED),
    (LONG, (("2022-09-01", "2022-12-30"),), Reason.SHADOWING_OVERDUE),
    (LONG, (("2020-02-01", "2020-11-25"),), Reason.SHADOWING_OVERDUE),
    (LONG, (("2020-02-01", "2020-11-26"),), Reason.SHADOWED),
    (LONG, (("2026-09-01", None),), Reason.SHADOWING_OVERDUE),
    ((honour("2015-09-01", "2020-08-31"),), (), Reason.NOT_BACKBONE),
    ((honour("2015-09-01", "2023-08-31"), honour("2023-09-01")), (), Reason.SHADOWING_OVERDUE),
    ((honour("2015-09-01", "2023-08-30"), honour("2023-09-01")), (), Reason.SHADOWING_DUE),
])
def test_shadowing_when_terms_are_counted_in_the_years_before_the_day(honours, stays, reason):
    days = [(dt.date.fromisoformat(start), dt.date.fromisoformat(end) if end else None) for start, end in stays]
    assert judge_shadowing(honours, days, ON, ORDOS).reason is reason


def test_shadowing_when_the_rule_set_asks_for_none():
    assert judge_shadowing(LONG, (), ON, NATIONAL).reason is Reason.NO_RULE


def test_shadowing_when_done_says_when_the_next_is_due():
    finding = judge_shadowing(LONG, [(dt.date(2022, 9, 1), dt.date(2023, 1, 20))], ON, ORDOS)
    assert finding.day == dt.date(2029, 1, 20)


def test_backbone_since_when_honours_touch_or_leave_a_gap():
    one, other = honour("2015-09-01", "2020-08-31"), honour("2020-09-01", "2027-08-31")
    assert backbone_since([other, one], ON, BackboneLevel.COUNTY) == dt.date(2015, 9, 1)
    assert backbone_since([other, honour("2015-09-01", "2020-08-30")], ON, BackboneLevel.COUNTY) == dt.date(2020, 9, 1)
    assert backbone_since([one], ON, BackboneLevel.COUNTY) is None


def test_every_reason_has_a_standing():
    assert set(STANDINGS) == set(Reason)
    assert set(STANDINGS.values()) == set(Standing)
