"""Which settings can be swept, over what, and the values between two ends. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import LazyString, gettext as _, lazy_gettext as _l

from staffing.errors import StaffingError
from staffing.plans.settings import PlanDifferences, PlanSettings

FEWEST_POINTS, MOST_POINTS = 3, 9
QUOTA_PREFIX = "quotas."
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Sweepable:
    """A setting of which a sweep can be made; shares are shown as percentages."""

    label: LazyString
    is_share: bool
    most: Decimal


SETTINGS: Mapping[str, Sweepable] = {
    "max_distance_km": Sweepable(_l("Largest distance (km)"), False, Decimal(500)),
    "couple_distance_km": Sweepable(_l("Largest distance between couples' schools (km)"), False, Decimal(500)),
    "school_outflow_share": Sweepable(_l("Most that a school sends (% of its staff)"), True, Decimal(100)),
    "cell_outflow_share": Sweepable(_l("Most that a subject sends (% of its teachers)"), True, Decimal(100)),
}


def is_share(setting: str) -> bool:
    """True if the setting is a share, shown as a percentage."""
    return setting.startswith(QUOTA_PREFIX) or SETTINGS[setting].is_share


def setting_name(setting: str, quota_names: Mapping[str, str]) -> str:
    """Return what a swept setting is called, with its unit."""
    if setting.startswith(QUOTA_PREFIX):
        code = setting.removeprefix(QUOTA_PREFIX)
        return str(_("%(quota)s (%%)", quota=quota_names.get(code, code)))
    return str(SETTINGS[setting].label)


def points_between(setting: str, first: Decimal, last: Decimal, number: int) -> list[Decimal]:
    """Return the values of a sweep as stored (shares as fractions), evenly spaced, both ends included.

    ``first`` and ``last`` are as shown: kilometres, or percent. StaffingError where they make no range.
    """
    most = HUNDRED if is_share(setting) else SETTINGS[setting].most
    if not 0 <= first < last <= most:
        raise StaffingError(_l("The range must go from a smaller to a larger number, at most %(most)s.", most=most), field="last")
    step = (last - first) / (number - 1)
    shown = [(first + step * place).quantize(CENT) for place in range(number)]
    if len(set(shown)) < number:
        raise StaffingError(_l("The ends lie too close together for so many points."), field="last")
    return [value / HUNDRED if is_share(setting) else value for value in shown]


def shown_value(setting: str, value: float) -> float:
    """Return a stored value as shown: percent for shares."""
    return round(value * 100, 4) if is_share(setting) else value


def with_value(differences: PlanDifferences, setting: str, value: Decimal) -> PlanDifferences:
    """Return a plan's differences with the swept setting at a value."""
    if setting.startswith(QUOTA_PREFIX):
        return differences.model_copy(update={"quotas": {**differences.quotas, setting.removeprefix(QUOTA_PREFIX): value}})
    return differences.model_copy(update={setting: value})


def value_in(settings: PlanSettings, setting: str) -> float | None:
    """Return the value that the plan itself has, None where it has none."""
    if setting.startswith(QUOTA_PREFIX):
        code = setting.removeprefix(QUOTA_PREFIX)
        rule = settings.quotas.get(code)
        return None if rule is None else float(rule.at_least)
    return float(getattr(settings, setting))
