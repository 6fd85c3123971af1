"""Need policies for tests: the Shandong table as printed, one plain load per subject, no reliefs unless asked for."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

from staffing.needs.policy import (
    ClassRatio,
    Curriculum,
    DemandPolicy,
    DemandRounding,
    EstablishmentPolicy,
    ForecastPolicy,
    HomeroomRule,
    Load,
    LoadTable,
    Rounding,
)
from tests.helpers.published import read_published

TOTALS = "周总课时"
GRADES = range(1, 10)


def read_shandong() -> tuple[Curriculum, dict[int, F]]:
    """Return the printed table and its printed totals by grade."""
    rows = {row["subject"]: {grade: F(row[f"g{grade}"]) for grade in GRADES}
            for row in read_published("weekly_lessons_shandong_trial.csv")}
    totals = rows.pop(TOTALS)
    return Curriculum("shandong", rows, {}), totals


LOADS = LoadTable(
    by_subject={"primary": {subject: Load(F(14), F(14)) for subject in ("语文", "数学")},
                "junior": {subject: Load(F(12), F(12)) for subject in ("语文", "数学", "外语")}},
    others={"primary": Load(F(18), F(18)), "junior": Load(F(14), F(14))},
)
EXACT = DemandRounding(F(0), F(0), None)
PLAIN = DemandPolicy(read_shandong()[0], LOADS, HomeroomRule(F(0), {}), {}, {}, (), EXACT)


def plain_policy(**changes: Any) -> DemandPolicy:
    """Return the plain policy with changes."""
    return replace(PLAIN, **changes)


ESTABLISHMENT = EstablishmentPolicy(
    pupils_per_post={"primary": F(19), "junior": F("13.5"), "senior": F("12.5")},
    class_ratios=(ClassRatio("primary", 200, F("1.7")), ClassRatio("primary", 100, F("2.0"))),
    small_max_pupils=200, small_locations=frozenset({"rural"}), rounding=Rounding.HALF_UP,
    extra_share=F(0), pool_share=F("0.01"))

FORECAST = ForecastPolicy(class_limit={"primary": 45, "junior": 50}, retention=F(1), merge_classes=False)
