"""The workbench: for the bureau the whole year, for a school its own part, for others where their work lies."""

from typing import Any

from flask import Blueprint, g, render_template, request
from flask_login import current_user

from staffing.core.access import (
    COUNTY_READERS,
    EVERYONE,
    SCHOOL_ROLES,
    Person,
    Role,
    own_school_id,
    person,
    requires_role,
)
from staffing.dashboard import numbers, queries, waiting
from staffing.dashboard.forms import TaskFilterForm
from staffing.eligibility.queries import count_list
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.quality.panels import quality_note
from staffing.schools.queries import get_school

blueprint = Blueprint("dashboard", __name__)


@blueprint.get("/")
@requires_role(EVERYONE)
def show_workbench() -> str:
    """Show where the year stands, and what waits for the reader."""
    role = person().role
    if role in COUNTY_READERS:
        return render_template("dashboard/workbench.html", **county_frame(person()))
    if role in SCHOOL_ROLES and own_school_id() is not None:
        return render_template("dashboard/school.html", **school_frame(person(), own_school_id() or 0))
    return render_template("dashboard/elsewhere.html", name=current_user.name)


@blueprint.get("/tasks/")
@requires_role(EVERYONE)
def list_tasks() -> str:
    """Show everything that waits for the reader, narrowed by kind, school and words."""
    form = TaskFilterForm(request.args)
    tasks = waiting.list_tasks(person(), unread=g.unread_notices)
    form.offer(tasks)
    form.validate()
    return render_template("dashboard/tasks.html", form=form, tasks=form.narrow(tasks), total=len(tasks))


def county_frame(reader: Person) -> dict[str, Any]:
    """Return what the bureau's workbench shows; ``tasks`` is None for whom nothing waits by duty."""
    county_id, facts = reader.county_id, queries.year_facts(reader.county_id)
    tasks = {Role.OFFICER: lambda: waiting.officer_tasks(facts, reader, each=False), Role.LEADER: lambda: waiting.leader_tasks(reader)}.get(reader.role)
    return {
        "facts": facts, "standing": facts.standing, "tasks": tasks() if tasks else None,
        "numbers": numbers.plan_numbers(facts.run), "needed": numbers.needed_numbers(facts.listed),
        "overview": queries.OVERVIEWS.find(facts.county), "indicators": QUALITY_INDICATORS,
        "batches": queries.list_open_batches(county_id, school_id=None), "jobs": queries.list_running_jobs(county_id),
        "quality": quality_note(county_id, reader=reader.id, role=reader.role),
    }


def school_frame(reader: Person, school_id: int) -> dict[str, Any]:
    """Return what a school's own workbench shows; nothing of any other school."""
    county_id, facts = reader.county_id, queries.year_facts(reader.county_id)
    school = get_school(county_id, school_id)
    overview = queries.OVERVIEWS.find(facts.county)
    own = [section for section in overview.own if section.school == str(school_id)] if overview else []
    return {
        "school": school, "year": facts.year, "own": own, "overview": overview, "indicators": QUALITY_INDICATORS,
        "counts": count_list(facts.listed.id, school_id=school_id) if facts.listed else None,
        "tasks": waiting.school_tasks(reader, school_id, each=False),
        "quality": quality_note(county_id, reader=reader.id, role=reader.role, school_id=school_id),
    }
