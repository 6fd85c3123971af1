"""What plans offer for the page of allotments: whether the newest valid plan keeps the schools' numbers.

Only a plan whose setting says so is bound to the numbers; any other is compared with them after solving.
"""

from collections import Counter

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.allotments.models import AllotmentKind
from staffing.allotments.queries import list_allotments, numbers_of, rows_by_kind
from staffing.core.panels import Panel
from staffing.extensions import db
from staffing.plans.models import Plan, PlanState, SolveRun
from staffing.plans.queries import find_shown_run, list_moves
from staffing.rotation_years.models import RotationYear
from staffing.schools.queries import school_names_of


def allotment_panel(year: RotationYear) -> Panel | None:
    """Return the schools at which the plan differs from their numbers; nothing before there are both."""
    numbers = numbers_of(rows_by_kind(list_allotments(year.id)))
    plan = db.session.scalar(select(Plan).join(SolveRun).where(Plan.rotation_year_id == year.id, Plan.state == PlanState.VALID).order_by(
        SolveRun.finished_at.desc(), SolveRun.id.desc()).limit(1))
    run = find_shown_run(year.county_id, plan.id) if plan else None
    if run is None or AllotmentKind.SEND not in numbers:
        return None
    moves = list_moves(run)
    actual = {
        AllotmentKind.SEND: Counter(move.from_section.school_id for move in moves),
        AllotmentKind.BACKBONE: Counter(move.from_section.school_id for move in moves if move.backbone),
        AllotmentKind.RECEIVE: Counter(move.to_section.school_id for move in moves),
    }
    schools = {school for kind in actual for school in (*numbers.get(kind, {}), *actual[kind])}
    lines = {school: {kind: (numbers.get(kind, {}).get(school, 0), actual[kind][school]) for kind in actual} for school in schools}
    names = school_names_of(year.county_id, schools)
    differing = sorted(((names.get(school, ""), line) for school, line in lines.items() if any(one != other for one, other in line.values())),
                       key=lambda row: row[0])
    return Panel("plan_check", _l("The newest valid plan against these numbers"), "plans/_allotted.html",
                 {"plan": plan, "lines": differing, "kept": len(lines) - len(differing), "kinds": tuple(actual)}, wide=True)
