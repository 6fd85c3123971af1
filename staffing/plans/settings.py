"""The settings of a plan (方案设置): what the rule set says, with the differences an officer chose for this plan.

Only differences are stored, so that a plan follows its rule set in everything else; the run freezes the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from staffing.policy.schema import RuleSet
from staffing.policy.schema_rotation import QuotaRule, StintMonths

Kilometres = Annotated[Decimal, Field(ge=0, le=500)]
Share = Annotated[Decimal, Field(ge=0, le=1)]
Weight = Annotated[Decimal, Field(ge=0, le=100_000_000)]


class Goal(StrEnum):
    """The goals of a plan in the order in which every report lists them; codes of the rotation model."""

    SHORTFALL = "shortfall"
    FAILING_SECTIONS = "failing_sections"
    CV_EXCESS = "cv_excess"
    INEQUALITY = "inequality"
    DIRECTION = "direction"
    BURDEN = "burden"
    EXTRA_MOVES = "extra_moves"
    CHANGES = "changes"


class Allotted(StrEnum):
    """How far a plan keeps to the allotments (名额) of its year: not at all, none above its number, or just as allotted."""

    OFF = "off"
    MOST = "most"
    EXACT = "exact"


# Default costs of one unit of each goal; the rotation model (docs/rotation-model.md, section 3) gives the reasons.
DEFAULT_WEIGHTS: Mapping[Goal, Decimal] = {
    Goal.SHORTFALL: Decimal(20_000), Goal.FAILING_SECTIONS: Decimal(40_000), Goal.CV_EXCESS: Decimal(2_000_000),
    Goal.INEQUALITY: Decimal(1_000_000), Goal.DIRECTION: Decimal(200), Goal.BURDEN: Decimal(1),
    Goal.EXTRA_MOVES: Decimal(300), Goal.CHANGES: Decimal(0),
}
DEFAULT_KIND = "regular_exchange"
DEFAULT_SEED = 1
DEFAULT_GAP = Decimal("0.00001")


class PlanDifferences(BaseModel):
    """What a plan sets otherwise than its rule set; None means that the rule set decides."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    quotas: dict[str, Share] = Field(default_factory=dict)
    max_distance_km: Kilometres | None = None
    couple_distance_km: Kilometres | None = None
    school_outflow_share: Share | None = None
    cell_outflow_share: Share | None = None
    zone_limit: Literal["none", "ordinary", "all"] | None = None
    zone_kind: Literal["zone", "education_group", "union_merged", "union_co_built", "union_cooperative"] | None = None
    relation_moves: Literal["always", "never", "to_urban"] | None = None
    keep_compliant: bool | None = None
    donor_floor: Annotated[Decimal, Field(ge=0, le=10)] | None = None
    cross_stage: bool | None = None
    allotments: Allotted | None = None
    carried_weight: Annotated[Decimal, Field(ge=0, le=1000)] | None = None
    weights: dict[Goal, Weight] = Field(default_factory=dict)
    goal_order: Literal["weighted", "lexicographic"] | None = None
    level_tolerance: Share | None = None
    kind: str | None = Field(default=None, max_length=40)
    keep_close_to: int | None = None
    time_limit_s: Annotated[Decimal, Field(gt=0, le=3600)] | None = None
    gap: Annotated[Decimal, Field(ge=0, lt=1)] | None = None
    seed: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    engine: Literal["auto", "columns", "highs", "cpsat"] | None = None

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Return the stored differences; ValueError if an older version stored what is no setting any more."""
        try:
            return cls.model_validate(dict(stored))
        except ValidationError as error:
            places = ", ".join(".".join(map(str, item["loc"])) for item in error.errors(include_input=False))
            raise ValueError(f"plan settings cannot be read: {places}") from None

    def stored(self) -> dict[str, Any]:
        """Return what is stored: the differences alone."""
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """Everything that decides a plan besides the records: rules with their numbers, goals, limits of the search."""

    quotas: Mapping[str, QuotaRule]
    max_distance_km: Decimal
    couple_distance_km: Decimal
    school_outflow_share: Decimal
    cell_outflow_share: Decimal
    zone_limit: str
    zone_kind: str
    relation_moves: str
    keep_compliant: bool
    donor_floor: Decimal | None
    cross_stage: bool
    weights: Mapping[Goal, Decimal]
    goal_order: str
    level_tolerance: Decimal
    kind: str
    stint_months: StintMonths
    keep_close_to: int | None
    time_limit_s: Decimal
    gap: Decimal
    seed: int
    engine: str
    soft_quotas: Mapping[str, QuotaRule] = field(default_factory=dict)
    allotments: Allotted = Allotted.OFF
    carried_weight: Decimal = Decimal(0)


def effective_settings(rules: RuleSet, differences: PlanDifferences, *, time_limit_s: float) -> PlanSettings:
    """Return the rule set's values with the plan's differences; ``time_limit_s`` is the installation's default."""
    placement = rules.placement
    firm, soft = _quotas(rules, differences)
    return PlanSettings(
        quotas=firm, soft_quotas=soft,
        max_distance_km=_first(differences.max_distance_km, placement.max_distance_km.value),
        couple_distance_km=_first(differences.couple_distance_km, placement.couple_distance_km.value),
        school_outflow_share=_first(differences.school_outflow_share, placement.school_outflow_share.value),
        cell_outflow_share=_first(differences.cell_outflow_share, placement.cell_outflow_share.value),
        zone_limit=_first(differences.zone_limit, placement.zone_limit.value),
        zone_kind=differences.zone_kind or "zone",
        relation_moves=_first(differences.relation_moves, placement.relation_moves.value),
        keep_compliant=_first(differences.keep_compliant, placement.keep_compliant.value),
        donor_floor=_first(differences.donor_floor, placement.donor_floor.value),
        cross_stage=_first(differences.cross_stage, placement.cross_stage.value),
        weights={**DEFAULT_WEIGHTS, **differences.weights},
        goal_order=differences.goal_order or "weighted",
        level_tolerance=_first(differences.level_tolerance, Decimal(0)),
        kind=differences.kind or DEFAULT_KIND,
        stint_months=placement.stint_months.value,
        keep_close_to=differences.keep_close_to,
        time_limit_s=_first(differences.time_limit_s, Decimal(str(time_limit_s))),
        gap=_first(differences.gap, DEFAULT_GAP), seed=_first(differences.seed, DEFAULT_SEED),
        engine=differences.engine or "auto",
        allotments=differences.allotments or Allotted.OFF,
        carried_weight=_first(differences.carried_weight, Decimal(0)),
    )


def _quotas(rules: RuleSet, differences: PlanDifferences) -> tuple[dict[str, QuotaRule], dict[str, QuotaRule]]:
    """Return the quotas that a plan must keep, and those the rules only call for in principle (原则上).

    A share that the officer sets for the plan is meant: it makes a soft quota firm.
    """
    firm: dict[str, QuotaRule] = {}
    soft: dict[str, QuotaRule] = {}
    for code, stated in rules.quotas.shares.items():
        chosen = differences.quotas.get(code)
        rule = stated.value if chosen is None else stated.value.model_copy(update={"at_least": chosen, "firm": True})
        (firm if rule.firm else soft)[code] = rule
    return firm, soft


def _first(chosen: Any, stated: Any) -> Any:  # any kind of setting
    return stated if chosen is None else chosen
