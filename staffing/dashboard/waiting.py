"""What waits for one person (待我办理): gathered from every feature, by the person's role."""

import datetime as dt
from typing import Final

from staffing.attachments.queries import count_due
from staffing.changes.queries import count_returned, count_waiting, list_returned, list_waiting
from staffing.collecting.queries import list_outstanding
from staffing.core.access import SCHOOL_ROLES, Person, Role
from staffing.core.database import utc_now
from staffing.core.school_year import today
from staffing.dashboard import queries, steps
from staffing.dashboard.steps import Task
from staffing.dashboard.year_waiting import list_handed_on
from staffing.rotation_years.queries import find_current_year
from staffing.warnings.queries import count_open

FAILED_JOBS_SHOWN: Final = dt.timedelta(days=7)
LONG_AGO: Final = dt.datetime.min.replace(tzinfo=dt.UTC)


def list_tasks(person: Person, *, unread: int) -> list[Task]:
    """Return everything that waits for a person, what waits longest first; what has no day stands on top."""
    tasks = steps.notice_tasks(unread)
    if person.role is Role.OFFICER:
        tasks += officer_tasks(queries.year_facts(person.county_id), person, each=True)
    elif person.role is Role.LEADER:
        tasks += leader_tasks(person)
    elif person.role in SCHOOL_ROLES and person.school_id is not None:
        tasks += school_tasks(person, person.school_id, each=True)
    return sorted(tasks, key=lambda task: task.since or LONG_AGO)


def officer_tasks(facts: queries.YearFacts, person: Person, *, each: bool) -> list[Task]:
    """Return what waits for an officer; ``each`` lists the change requests one by one, else their number stands in one line."""
    county_id = person.county_id
    failed = queries.list_failed_jobs(county_id, since=utc_now() - FAILED_JOBS_SHOWN)
    plans = queries.list_open_plans(facts.year.id) if facts.year else []
    changes = (steps.change_tasks(list_waiting(county_id, except_of=person.id)) if each
               else steps.change_summary(count_waiting(county_id, except_of=person.id), returned=False))
    collections = steps.collection_tasks(list_outstanding(county_id), today(), school=False)
    return [*steps.handed_on_tasks(list_handed_on(facts.year, person)), *changes, *steps.batch_tasks(queries.list_open_batches(county_id, school_id=None)),
            *collections, *steps.deadline_tasks(facts.standing), *steps.year_tasks(facts.year, facts.listed), *steps.plan_tasks(plans),
            *steps.warning_tasks(count_open(county_id)), *steps.job_tasks(failed), *steps.evidence_tasks(count_due(county_id, on=today()))]


def leader_tasks(person: Person) -> list[Task]:
    """Return what waits for a leader: versions to be decided."""
    return steps.handed_on_tasks(list_handed_on(find_current_year(person.county_id), person))


def school_tasks(person: Person, school_id: int, *, each: bool) -> list[Task]:
    """Return what waits for the people of a school."""
    county_id = person.county_id
    changes = (steps.change_tasks(list_returned(county_id, school_id)) if each
               else steps.change_summary(count_returned(county_id, school_id), returned=True))
    collections = steps.collection_tasks(list_outstanding(county_id, school_id=school_id), today(), school=True)
    return [*steps.handed_on_tasks(list_handed_on(find_current_year(county_id), person)), *changes, *collections, *steps.batch_tasks(queries.list_open_batches(county_id, school_id=school_id)),
            *steps.warning_tasks(count_open(county_id, school_id=school_id))]
