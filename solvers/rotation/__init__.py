"""The yearly rotation of teachers (交流轮岗): instance, plan, solver and independent check.

Only the light data classes stand here: solve.solve, check.check and explain.explain are imported from their modules, so
that reading an instance loads no engine.
"""

from solvers.rotation.errors import InstanceError
from solvers.rotation.instance import Instance
from solvers.rotation.solution import Solution

__all__ = ["Instance", "InstanceError", "Solution"]
