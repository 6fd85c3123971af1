"""The decisions' part of the world: a version that waits, a round of opinions, a move decided elsewhere."""

import datetime as dt

from staffing.core.access import Role
from staffing.decisions.elsewhere import enter
from staffing.decisions.opinions import ask_opinions
from tests.factories.accounts import create_user
from tests.factories.decisions import create_decided_plan, create_stored_run
from tests.factories.plans import TinyCounty, create_plan


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store them."""
    one = create_decided_plan(tiny, name="演示送审方案")
    plan = create_plan(tiny, "演示征求意见方案")
    run = create_stored_run(tiny, plan)
    asked = ask_opinions(plan, run, on=dt.date.today(), who=create_user(county=tiny.county, role=Role.OFFICER))  # noqa: DTZ011
    sending = next(row for row in asked.opinions if row.school_id == tiny.schools[0].id)
    move = enter(tiny.year, tiny.teacher(2, 0), {
        "kind": "support_teaching", "from_school_id": tiny.schools[2].id, "to_school_id": tiny.schools[1].id, "role": None,
        "starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2027, 8, 31), "basis": "演示教〔2026〕1号"})
    values = {"decided_plan_id": one.id, "opinion_id": sending.id, "move_id": move.id}
    pages = ("decisions.submit_plan", "decisions.ask_schools")
    return values, {("decisions.show_round", "round_id"): asked.id, ("decisions.export_list", "code"): "changes",
                    **{(page, "plan_id"): plan.id for page in pages}}
