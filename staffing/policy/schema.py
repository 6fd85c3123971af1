"""RuleSet: one version of one county's rules, complete and typed, with its digest."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from staffing.core.school_year import SchoolYear
from staffing.policy.errors import MissingChoiceError
from staffing.policy.schema_allotments import AllotmentRules
from staffing.policy.schema_calendar import CalendarRules
from staffing.policy.schema_eligibility import (
    ContinuityRules,
    DeferralRule,
    EligibilityRules,
    LeaderRules,
    RetirementRules,
)
from staffing.policy.schema_indicators import IndicatorRules, SupervisionRules
from staffing.policy.schema_inspection import InspectionRules
from staffing.policy.schema_load import LoadRules
from staffing.policy.schema_qualifications import QualificationRules
from staffing.policy.schema_quality import QualityRules
from staffing.policy.schema_rotation import (
    ExchangeKind,
    PlacementRules,
    ProcedureRules,
    QuotaRules,
)
from staffing.policy.schema_service import ServiceRules
from staffing.policy.schema_warnings import WarningRules
from staffing.policy.values import Frozen, RuleValue


class RuleSetIdentity(Frozen):
    """Name, version and time of a rule set (规则集), as its file states them.

    ``effective_from`` bounds when a version is chosen; ``plan_ends_on`` is the end of a plan's own period, after
    which its rules still stand until the county replaces them, but a page should say so.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: str = Field(pattern=r"^[0-9][0-9.]*$")
    title: str = Field(min_length=2)
    place: str = ""
    effective_from: dt.date
    effective_date_confirmed: bool = True
    effective_to: dt.date | None = None
    plan_ends_on: dt.date | None = None
    extends: str | None = None
    summary: str = ""

    @model_validator(mode="after")
    def time_runs_forward(self) -> Self:
        """Refuse a version that ends before it begins, or extends itself."""
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError("effective_to lies before effective_from")
        if self.extends == self.code:
            raise ValueError("a rule set cannot extend itself")
        return self

    def effective_on(self, day: dt.date) -> bool:
        """True if the version may be used on the day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def plan_ended(self, day: dt.date) -> bool:
        """True if the period of the plan behind it is over (规划期已满)."""
        return self.plan_ends_on is not None and day > self.plan_ends_on


class RuleSet(Frozen):
    """A complete rule set: every value with its clause, inherited ones marked."""

    identity: RuleSetIdentity
    base_versions: tuple[str, ...] = ()
    eligibility: EligibilityRules
    leaders: LeaderRules
    continuity: ContinuityRules
    deferrals: dict[str, RuleValue[DeferralRule]]
    retirement: RetirementRules
    quotas: QuotaRules
    exchange_kinds: dict[str, RuleValue[ExchangeKind]]
    placement: PlacementRules
    procedure: ProcedureRules
    calendar: CalendarRules
    allotments: AllotmentRules
    service: ServiceRules
    indicators: IndicatorRules
    supervision: SupervisionRules
    warnings: WarningRules
    load: LoadRules
    quality: QualityRules
    qualifications: QualificationRules
    inspection: InspectionRules

    @property
    def code(self) -> str:
        """Return the code of the rule set, without version."""
        return self.identity.code

    @property
    def version(self) -> str:
        """Return the version of the rule set."""
        return self.identity.version

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with sections replaced, as for "what if"; its digest is computed anew."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("digest", "by_key"):
            copied.__dict__.pop(name, None)
        return copied

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of everything the rule set says, inherited values and sources included."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    @cached_property
    def by_key(self) -> "dict[str, RuleValue[object]]":
        """Return every value by its key, in the order of the sections."""
        return {value.key: value for value in _walk(self)}

    def get(self, key: str) -> "RuleValue[object]":
        """Return the value with a key such as ``eligibility.teacher_years``; KeyError if there is none."""
        return self.by_key[key]

    def cut_off_for(self, year: SchoolYear) -> dt.date:
        """Return the day by which years are counted for the rotation that starts with the school year (截止日期)."""
        day = self.eligibility.cut_off.value
        return year.cut_off(day.month, day.day)

    def chosen_counts_at(self) -> Literal["home", "host"]:
        """Return where an exchanged teacher counts (指标计入口径); MissingChoiceError if the county has not said."""
        chosen = self.indicators.counts_at.value
        if chosen is None:
            raise MissingChoiceError(self.code, self.indicators.counts_at.key)
        return chosen

    def unconfirmed(self) -> "tuple[RuleValue[object], ...]":
        """Return the values that the bureau still has to confirm (待确认)."""
        return tuple(value for value in self.by_key.values() if not value.confirmed)


def _walk(node: object) -> "Iterator[RuleValue[object]]":
    if isinstance(node, RuleValue):
        yield node
    elif isinstance(node, Frozen):
        for name in type(node).model_fields:
            yield from _walk(getattr(node, name))
    elif isinstance(node, dict):
        for item in node.values():
            yield from _walk(item)
