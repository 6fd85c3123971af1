"""The bridge between the county's records and the rotation model: records in, instance out; solution in, moves out.

Pure: staffing.plans.loading collects the records. Scaling, defaults and pseudonyms are made here and nowhere else.
"""

from staffing.plans.bridge.inputs import PlanInputs
from staffing.plans.bridge.instance import build_instance

__all__ = ["PlanInputs", "build_instance"]
