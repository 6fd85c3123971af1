"""Engines: one frozen problem in, one Outcome out. The only package that touches OR-Tools."""

from solvers.linear.engines.clp import has_clp, solve_clp
from solvers.linear.engines.continuous import solve_continuous
from solvers.linear.engines.cpsat import solve_cpsat
from solvers.linear.engines.glop import solve_glop
from solvers.linear.engines.highs import solve_highs
from solvers.linear.engines.versions import engine_versions

__all__ = ["engine_versions", "has_clp", "solve_clp", "solve_continuous", "solve_cpsat", "solve_glop", "solve_highs"]
