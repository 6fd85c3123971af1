"""Collects from the records what one plan is made from: the county as it is expected on 1 September."""

from staffing.plans.loading.collect import load_inputs

__all__ = ["load_inputs"]
