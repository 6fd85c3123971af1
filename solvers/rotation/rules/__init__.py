"""RULES: the ordered catalogue of hard rules. One rule, one file, one code, one test file, one line in the document.

Conditions of single moves (distance, certificate, zone …) stand in candidates.py: they leave no choice to a row.
"""

from __future__ import annotations

from solvers.rotation.rules.authorised_posts import AuthorisedPosts
from solvers.rotation.rules.cell_outflow import CellOutflow
from solvers.rotation.rules.couples import Couples
from solvers.rotation.rules.donor_floor import DonorFloor
from solvers.rotation.rules.keep_compliant import KeepCompliant
from solvers.rotation.rules.must_move import MustMove
from solvers.rotation.rules.one_destination import OneDestination
from solvers.rotation.rules.pins import Pins
from solvers.rotation.rules.quotas import Quotas
from solvers.rotation.rules.rule import Rule
from solvers.rotation.rules.school_limits import SchoolLimits
from solvers.rotation.rules.school_outflow import SchoolOutflow
from solvers.rotation.rules.subject_cover import SubjectCover
from solvers.rotation.rules.title_posts import TitlePosts

__all__ = ["RULES", "Rule"]

RULES: tuple[Rule, ...] = (
    OneDestination(),
    Quotas(),
    AuthorisedPosts(),
    TitlePosts(),
    SubjectCover(),
    SchoolOutflow(),
    SchoolLimits(),
    CellOutflow(),
    DonorFloor(),
    Couples(),
    MustMove(),
    Pins(),
    KeepCompliant(),
)
