"""One plan's instance of the rotation problem as text, for tools that solve or measure it outside the application."""

from solvers.rotation.io import format_instance
from staffing.plans.bridge import build_instance
from staffing.plans.loading import load_inputs
from staffing.plans.models import Plan
from staffing.plans.operations import plan_basis


def instance_text(plan: Plan, *, time_limit_s: float) -> str:
    """Return the instance that a proposal of the plan would solve now, pseudonymous as every stored one."""
    basis = plan_basis(plan, time_limit_s=time_limit_s)
    return format_instance(build_instance(load_inputs(plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings))
