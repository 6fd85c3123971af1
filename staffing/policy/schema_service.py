"""What a rule set says about service elsewhere: which months count, what they earn, allowances, checks of honesty."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from staffing.policy.values import Amount, Frozen, PositiveCount, RuleValue, Share
from staffing.policy.vocabulary import (
    AppointmentCode,
    EmploymentCode,
    LocationCode,
    PostStatusCode,
    RemotenessCode,
    StaffCategoryCode,
    StrengthCode,
)


class AllowanceRange(Frozen):
    """A monthly allowance in yuan, least and most."""

    least: Amount
    most: Amount


class BackboneShadowing(Frozen):
    """Duty of backbone teachers to follow another school's work (跟岗): so many terms in so many years."""

    every_years: PositiveCount
    terms: Annotated[int, Field(ge=1)]


class CountedSchools(Frozen):
    """Schools whose service counts (农村学校 by ``locations``, 薄弱学校 by ``strengths``), as they stood on each day."""

    locations: tuple[LocationCode, ...]
    strengths: tuple[StrengthCode, ...]


class MonthRule(Frozen):
    """How part months count (不足整月): a calendar month is one month if at least ``least_days`` of its days count.

    A day counts if the shares of the ``kinds`` of appointment at such schools reach ``least_share`` and the person was in
    none of the statuses ``away``. A month shorter than ``least_days`` counts when it is whole.
    """

    least_days: Annotated[int, Field(ge=1, le=31)]
    least_share: Share
    kinds: tuple[AppointmentCode, ...]
    away: tuple[PostStatusCode, ...]


class AllowanceRate(Frozen):
    """A monthly rate of the allowance (补助标准): of schools in these townships (none named: all), places, remoteness.

    The rows with the latest ``since`` on or before a month's first day are the table of that month; its first row that fits
    a school decides.
    """

    since: dt.date
    townships: tuple[str, ...] = ()
    locations: tuple[LocationCode, ...]
    remoteness: tuple[RemotenessCode, ...] = ()
    yuan: Amount


class AllowancePersons(Frozen):
    """Who receives the allowance."""

    employment: tuple[EmploymentCode, ...]
    categories: tuple[StaffCategoryCode, ...]


class BurdenPoints(Frozen):
    """What somebody carried over the years, in points (历年负担): what one rotation, a month at a hard school, a year in which
    every wish was refused, and a kilometre between the schools each weigh.

    Hard schools lie in ``locations``, are of ``remoteness`` or of ``strengths``. Whoever reaches ``spare_from`` is proposed to be
    spared in the next year.
    """

    years: PositiveCount
    rotation: Amount
    hard_month: Amount
    refused_year: Amount
    km: Amount
    locations: tuple[LocationCode, ...]
    remoteness: tuple[RemotenessCode, ...]
    strengths: tuple[StrengthCode, ...]
    spare_from: Amount


class ServiceRules(Frozen):
    """What service elsewhere earns, and the county's own arrangements around it."""

    rural_months_for_senior_title: RuleValue[PositiveCount]
    rural_months_for_principal: RuleValue[PositiveCount]
    two_schools_for_honours: RuleValue[bool]
    counted_schools: RuleValue[CountedSchools]
    month_rule: RuleValue[MonthRule]
    burden_points: RuleValue[BurdenPoints]
    rural_allowance: RuleValue[AllowanceRange | None]
    allowance_rates: RuleValue[tuple[AllowanceRate, ...]]
    allowance_persons: RuleValue[AllowancePersons]
    backbone_shadowing: RuleValue[BackboneShadowing | None]
    reserve_months: RuleValue[PositiveCount | None]
    engagement_years: RuleValue[PositiveCount | None]
