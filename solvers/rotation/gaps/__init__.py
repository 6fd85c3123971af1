"""What stays short after a plan, after a further rotation by the same rules, and after a rotation without limits (缺口分解)."""

from __future__ import annotations

from solvers.rotation.gaps.shortages import Shortage, ShortageKind
from solvers.rotation.gaps.study import GapFindings, study_gaps

__all__ = ["GapFindings", "Shortage", "ShortageKind", "study_gaps"]
