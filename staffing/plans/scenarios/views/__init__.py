"""Pages of scenarios and of sweeps."""

from staffing.plans.scenarios.blueprint import blueprint
from staffing.plans.scenarios.views import sets, sweeps

__all__ = ["blueprint", "sets", "sweeps"]
