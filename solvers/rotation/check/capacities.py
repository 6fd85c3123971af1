"""Posts, subjects and outflow: does every school and section keep its limits after the plan?

A limit that decided moves alone exceed is lifted to what they need: the limits are taken from the plan in which
nobody else moves. Without decided moves that plan is the present state, which never lifts anything.
"""

from collections import Counter
from collections.abc import Iterator

from solvers.rotation.check.exact import floor, product
from solvers.rotation.check.plan import Plan, decided_only
from solvers.rotation.instance import Instance
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import Cell, RuleCode, SchoolId, SectionId, TitleLevel


def staff_after(plan: Plan) -> dict[SchoolId, int]:
    """Return the staff that takes a post of each school after the plan, listed or not."""
    staff = {school.id: school.staff for school in plan.instance.schools}
    for move in plan.moves.values():
        if plan.carries_relation(move):
            staff[plan.home(move).id] -= 1
            staff[plan.host(move).id] += 1
    return staff


def holders_after(plan: Plan) -> Counter[tuple[SchoolId, TitleLevel]]:
    """Return how many listed teachers of each title level belong to each school after the plan."""
    holders: Counter[tuple[SchoolId, TitleLevel]] = Counter()
    for teacher in plan.instance.teachers:
        if teacher.title_level is not None:
            move = plan.moves.get(teacher.id)
            follows = move is not None and plan.carries_relation(move)
            section = plan.section_after(teacher) if follows else teacher.section
            holders[plan.instance.school_of(section).id, teacher.title_level] += 1
    return holders


def authorised_posts(plan: Plan) -> Iterator[Finding]:
    """Yield the schools with more staff than posts (编制) and more than today."""
    needed = staff_after(decided_only(plan.instance))
    after = staff_after(plan)
    for school in plan.instance.schools:
        limit = max(school.authorised_posts, school.staff, needed[school.id])
        if after[school.id] > limit:
            text = f"School {school.id} has {after[school.id]} staff after the plan and room for {limit}."
            yield Finding(
                RuleCode.AUTHORISED_POSTS, (school.id,), text, {"after": after[school.id], "limit": limit}
            )


def title_posts(plan: Plan) -> Iterator[Finding]:
    """Yield the schools with more holders of a title level than posts for it and than today."""
    instance = plan.instance
    if not instance.title_posts:
        return
    today, after = holders_after(Plan(instance, {})), holders_after(plan)
    needed = holders_after(decided_only(instance))
    for row in instance.title_posts:
        key = (row.school, row.level)
        limit = max(row.posts, today[key], needed[key])
        if after[key] > limit:
            text = f"School {row.school} has {after[key]} holders of level {row.level} after the plan and {limit} posts."
            yield Finding(
                RuleCode.TITLE_POSTS,
                (row.school, row.level.value),
                text,
                {"after": after[key], "limit": limit},
            )


def cover_range(instance: Instance, cell: Cell, listed: int, needed: int) -> tuple[int, int]:
    """Return least and most teachers of a cell with `listed` today and `needed` by the decided moves alone."""
    least, most = instance.need_range(*cell)
    return min(least, listed, needed), max(most, listed, needed)


def subject_cover(plan: Plan) -> Iterator[Finding]:
    """Yield the cells that end with fewer or more teachers of a subject than the section can do with."""
    instance = plan.instance
    today, after = Plan(instance, {}).people_in_cells(), plan.people_in_cells()
    needed = decided_only(instance).people_in_cells()
    for cell in dict.fromkeys([*today, *after, *instance.index.demand]):
        least, most = cover_range(instance, cell, today[cell], needed[cell])
        if not least <= after[cell] <= most:
            section, subject = cell
            text = f"Section {section} has {after[cell]} teachers of {subject} after the plan, not {least} to {most}."
            numbers = {"after": after[cell], "least": least, "most": most}
            yield Finding(RuleCode.SUBJECT_COVER, (section, subject), text, numbers)


def school_outflow(plan: Plan) -> Iterator[Finding]:
    """Yield the schools that send more than their share of staff; decided moves are not counted."""
    leaving = Counter(plan.home(move).id for move in plan.ordinary_moves())
    for school in plan.instance.schools:
        limit = floor(plan.instance.settings.school_outflow_share, school.staff)
        if leaving[school.id] > limit:
            text = f"School {school.id} sends {leaving[school.id]} teachers and may send {limit}."
            yield _outflow(RuleCode.SCHOOL_OUTFLOW, (school.id,), text, leaving[school.id], limit)


def cell_outflow(plan: Plan) -> Iterator[Finding]:
    """Yield the cells that send more than their share, but at least one may always go."""
    listed = Plan(plan.instance, {}).people_in_cells()
    leaving = Counter(plan.teacher(move).cell for move in plan.ordinary_moves())
    for (section, subject), sent in leaving.items():
        limit = max(1, floor(plan.instance.settings.cell_outflow_share, listed[section, subject]))
        if sent > limit:
            text = f"Section {section} sends {sent} teachers of {subject} and may send {limit}."
            yield _outflow(RuleCode.CELL_OUTFLOW, (section, subject), text, sent, limit)


def donor_floor(plan: Plan) -> Iterator[Finding]:
    """Yield the sections that send somebody although they have too few teachers themselves."""
    share = plan.instance.settings.donor_floor
    if share is None:
        return
    listed = Counter(teacher.section for teacher in plan.instance.teachers)
    least: Counter[SectionId] = Counter()
    for row in plan.instance.demand:
        least[row.section] += row.min
    leaving = Counter(plan.teacher(move).section for move in plan.ordinary_moves())
    for section, sent in leaving.items():
        if listed[section] < product(share, least[section]):
            text = f"Section {section} sends {sent} of {listed[section]} teachers and is too short of staff to send any."
            yield _outflow(RuleCode.DONOR_FLOOR, (section,), text, sent, 0)


def _outflow(code: RuleCode, ids: tuple[str, ...], text: str, sent: int, limit: int) -> Finding:
    return Finding(code, ids, text, {"sent": sent, "limit": limit})


def lifted_capacities(instance: Instance) -> Iterator[Finding]:
    """Yield the posts and subjects whose limit the decided moves alone exceed; not breaches, but worth telling."""
    decided = decided_only(instance)
    staff, holders, people = staff_after(decided), holders_after(decided), decided.people_in_cells()
    nobody = Plan(instance, {})
    listed, titled = nobody.people_in_cells(), holders_after(nobody)
    for school in instance.schools:
        if staff[school.id] > max(school.authorised_posts, school.staff):
            yield _lifted(RuleCode.AUTHORISED_POSTS, (school.id,), staff[school.id])
    for row in instance.title_posts:
        key = (row.school, row.level)
        if holders[key] > max(row.posts, titled[key]):
            yield _lifted(RuleCode.TITLE_POSTS, (row.school, row.level.value), holders[key])
    for cell in dict.fromkeys([*listed, *people]):
        least, most = cover_range(instance, cell, listed[cell], listed[cell])
        if not least <= people[cell] <= most:
            yield _lifted(RuleCode.SUBJECT_COVER, cell, people[cell])


def _lifted(code: RuleCode, ids: tuple[str, ...], needed: int) -> Finding:
    return Finding(
        code, ids, f"Decided moves alone lift the limit of {', '.join(ids)} to {needed}.", {"needed": needed}
    )
