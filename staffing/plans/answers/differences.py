"""Two plans side by side as an answer holds them, in words: goals, indicators, sections, persons; and what is proven."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _, ngettext

from staffing.plans.names import Names
from staffing.plans.settings import Goal
from staffing.plans.wording import GOAL_DIGITS, INDICATOR_NAMES, goal_name

Json = Mapping[str, Any]
SAME = 1e-9
PERCENT = 100


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after; ``look`` says whether it got better (good), worse (bad) or neither (none)."""

    name: str
    before: str
    after: str
    look: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person who ends elsewhere: where he works, and where he ends under the two plans; empty if he stays."""

    name: str
    home: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What changes from one plan to another."""

    goals: tuple[FigureChange, ...]
    indicators: tuple[FigureChange, ...]
    failing: tuple[str, ...]
    passing: tuple[str, ...]
    persons: tuple[PersonChange, ...]


def view_difference(difference: Json, names: Names) -> DifferenceView:
    """Return a difference of the solver in words."""
    return DifferenceView(
        tuple(_goal(row) for row in difference["goals"] if abs(row["after"] - row["before"]) > SAME),
        tuple(_indicator(row, names) for row in difference["indicators"]),
        tuple(names.section(one) for one in difference["newly_failing"]),
        tuple(names.section(one) for one in difference["newly_passing"]),
        tuple(PersonChange(names.teacher(row["teacher"]), _cell(row["home"], names), _end(row, "before", names), _end(row, "after", names))
              for row in difference["displaced"]))


def goal_change(row: Json) -> str:
    """Return one goal's change as a sentence."""
    view = _goal(row)
    return str(_("%(goal)s: %(before)s → %(after)s", goal=view.name, before=view.before, after=view.after))


def _goal(row: Json) -> FigureChange:
    digits = GOAL_DIGITS.get(Goal(row["code"]), 0)
    # An amount that changes must not be told as the same figure twice.
    while digits < 6 and f"{row['before']:.{digits}f}" == f"{row['after']:.{digits}f}":
        digits += 1
    return FigureChange(goal_name(row["code"]), f"{row['before']:,.{digits}f}", f"{row['after']:,.{digits}f}",
                        "bad" if row["after"] > row["before"] else "good")


def _indicator(row: Json, names: Names) -> FigureChange:
    missing_before, missing_after = (max(0, row["need"] - row[when]) for when in ("before", "after"))
    look = "none" if missing_before == missing_after else "bad" if missing_after > missing_before else "good"
    name = _("%(place)s · %(indicator)s", place=names.section(row["section"]), indicator=str(INDICATOR_NAMES[row["code"]]))
    return FigureChange(str(name), f"{row['before']} / {row['need']}", f"{row['after']} / {row['need']}", look)


def _cell(cell: Any, names: Names) -> str:
    return f"{names.section(cell[0])} {cell[1]}"


def _end(row: Json, when: str, names: Names) -> str:
    return "" if row[when] == row["home"] else _cell(row[when], names)


def proof_lines(nearest: Json) -> list[str]:
    """Return what is proven about the nearest plan: how few changes, and how cheap."""
    if nearest["cost"] is None:
        return []
    changes, fewest = nearest["changes"], nearest["fewest"]
    told = [str(ngettext("%(num)d person ends elsewhere.", "%(num)d persons end elsewhere.", changes))]
    if changes == fewest:
        told.append(str(_("Proven: no plan that keeps all rules changes fewer.")))
    elif fewest is not None:
        told.append(str(ngettext("Proven: %(num)d change at least is needed.", "Proven: %(num)d changes at least are needed.", fewest)))
    if nearest["status"] == "optimal":
        told.append(str(_("Proven: none with as few changes reaches the goals better.")))
    elif nearest["gap"] is not None:
        told.append(str(_("Among the plans with as few changes, a better one could be better by at most %(gap)s %%.",
                          gap=f"{nearest['gap'] * PERCENT:.3f}")))
    if nearest["findings"]:
        told.append(str(_("The second check found fault with it; do not use it.")))
    else:
        told.append(str(_("The second check found no fault.")))
    return told
