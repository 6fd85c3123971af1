"""Column generation over the linear engines (docs/rotation-model.md, section 7), and the choice by size."""

from __future__ import annotations

from solvers.rotation.columns.engine import solve_auto, solve_columns

__all__ = ["solve_auto", "solve_columns"]
