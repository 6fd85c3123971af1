"""The three numbers against 10 % and 20 %: who qualifies, who would move, how many of them backbone. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from staffing.eligibility.models import EligibilityList
from staffing.plans.models import SolveRun


@dataclass(frozen=True, slots=True)
class QuotaNumber:
    """One number of the newest valid plan with what is required of it; ``share`` is reached, ``at_least`` asked for."""

    code: str
    number: int
    required: int
    share: float | None
    at_least: float

    @property
    def met(self) -> bool:
        """True if the plan reaches what is required."""
        return self.number >= self.required


def plan_numbers(run: SolveRun | None) -> list[QuotaNumber]:
    """Return the quotas of a run as numbers; none without a run."""
    quotas: list[Mapping[str, Any]] = run.statistics.get("quotas", []) if run else []
    return [QuotaNumber(row["code"], row["moved"], row["required"], row["moved"] / row["base"] if row["base"] else None, row["at_least"])
            for row in quotas]


def needed_numbers(listed: EligibilityList | None) -> list[Mapping[str, Any]]:
    """Return what the list says is needed, for a year without a valid plan."""
    return list(listed.summary.get("quotas", [])) if listed else []
