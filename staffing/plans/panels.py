"""What plans offer for the page of one teacher: where each plan of the newest year sends him or her, with the way to the reasons."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.core.access import COUNTY_READERS
from staffing.core.panels import Panel
from staffing.extensions import db
from staffing.plans.models import Move, Plan, SolveRun
from staffing.plans.queries import list_plans, shown_runs
from staffing.schools.queries import section_names_of
from staffing.teachers.panels import TeacherPage


def plans_panel(page: TeacherPage) -> Panel | None:
    """Return what the plans of the newest rotation year do with the teacher; nothing for whom plans are closed."""
    if page.role not in COUNTY_READERS:
        return None
    listed = list_plans(page.teacher.county_id)
    plans = [plan for plan in listed if plan.rotation_year_id == listed[0].rotation_year_id]
    runs = {plan_id: run for plan_id, run in shown_runs(plans).items() if run.cost is not None} if plans else {}
    if not runs:
        return None
    targets = _targets(list(runs.values()), page.teacher.id)
    names = section_names_of(page.teacher.county_id, targets.values())
    rows = [(plan, names.get(targets.get(runs[plan.id].id, 0), "")) for plan in plans if plan.id in runs]
    return Panel("plans", _l("Rotation plans"), "plans/answers/_panel.html", {"teacher": page.teacher, "rows": rows})


def _targets(runs: list[SolveRun], teacher_id: int) -> dict[int, int]:
    """Return {run: section that it sends the teacher to}."""
    statement = select(Move.run_id, Move.to_section_id).join(SolveRun, SolveRun.id == Move.run_id).join(
        Plan, Plan.id == SolveRun.plan_id).where(Move.run_id.in_([run.id for run in runs]), Move.teacher_id == teacher_id)
    return dict(db.session.execute(statement.order_by(Move.run_id)).all())
