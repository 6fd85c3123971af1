"""Questions about notices, objections and appeals."""

import datetime as dt
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.extensions import db
from staffing.public_notices.models import Appeal, AppealChannel, CaseState, NoticeObjection, PublicNotice

OF_NOTICE = (joinedload(PublicNotice.decided_plan).joinedload(DecidedPlan.year), selectinload(PublicNotice.objections))


def get_notice(county_id: int, notice_id: int) -> PublicNotice:
    """Return a notice of the county; LookupError if there is none."""
    found: PublicNotice = _one(select(PublicNotice).where(PublicNotice.id == notice_id, PublicNotice.county_id == county_id).options(*OF_NOTICE))
    return found


def list_notices(county_id: int) -> list[PublicNotice]:
    """Return the notices of the county, newest first."""
    statement = select(PublicNotice).where(PublicNotice.county_id == county_id).options(*OF_NOTICE)
    return list(db.session.scalars(statement.order_by(PublicNotice.starts_on.desc(), PublicNotice.id.desc())))


def find_notice_of(decided_plan_id: int) -> PublicNotice | None:
    """Return the notice of a version."""
    return db.session.scalar(select(PublicNotice).where(PublicNotice.decided_plan_id == decided_plan_id).options(*OF_NOTICE))


def find_by_token(token: str) -> PublicNotice | None:
    """Return the notice behind a public address."""
    return db.session.scalar(select(PublicNotice).where(PublicNotice.token == token).options(*OF_NOTICE))


def is_shown(notice: PublicNotice, on: dt.date) -> bool:
    """True if everybody may read the list on a day: within its days, not closed, of a version that nothing has replaced."""
    return (notice.starts_on <= on <= notice.ends_on and notice.closed_on is None
            and notice.decided_plan.state is DecisionState.PUBLISHED)


def get_objection(county_id: int, objection_id: int) -> NoticeObjection:
    """Return an objection of the county; LookupError if there is none."""
    found: NoticeObjection = _one(select(NoticeObjection).where(NoticeObjection.id == objection_id, NoticeObjection.county_id == county_id).options(
        joinedload(NoticeObjection.notice).joinedload(PublicNotice.decided_plan), joinedload(NoticeObjection.teacher)))
    return found


def list_objections(county_id: int) -> list[NoticeObjection]:
    """Return all objections of the county with the persons they are about, by the day they came."""
    statement = select(NoticeObjection).where(NoticeObjection.county_id == county_id).options(
        joinedload(NoticeObjection.teacher), joinedload(NoticeObjection.notice).joinedload(PublicNotice.decided_plan).joinedload(DecidedPlan.year))
    return list(db.session.scalars(statement.order_by(NoticeObjection.received_on, NoticeObjection.id)))


def get_appeal(county_id: int, appeal_id: int) -> Appeal:
    """Return an appeal of the county; LookupError if there is none."""
    found: Appeal = _one(select(Appeal).where(Appeal.id == appeal_id, Appeal.county_id == county_id).options(
        joinedload(Appeal.teacher), joinedload(Appeal.decided_plan).joinedload(DecidedPlan.year)))
    return found


def list_appeals(county_id: int) -> list[Appeal]:
    """Return the appeals of the county, those that wait first, then by the last day of their term."""
    statement = select(Appeal).where(Appeal.county_id == county_id).options(
        joinedload(Appeal.teacher), joinedload(Appeal.decided_plan).joinedload(DecidedPlan.year))
    return list(db.session.scalars(statement.order_by(Appeal.state != CaseState.OPEN, Appeal.due_on, Appeal.id)))


def find_review_of(decided_plan_id: int, teacher_id: int) -> Appeal | None:
    """Return the decided review that an appeal of the same person can follow."""
    statement = select(Appeal).where(Appeal.decided_plan_id == decided_plan_id, Appeal.teacher_id == teacher_id,
                                     Appeal.channel == AppealChannel.REVIEW, Appeal.answered_on.is_not(None))
    return db.session.scalar(statement.order_by(Appeal.id.desc()).limit(1))


def list_cases(rotation_year_id: int) -> list[NoticeObjection | Appeal]:
    """Return the objections and appeals of a rotation year, objections first, each by the day it came."""
    of_year = select(DecidedPlan.id).where(DecidedPlan.rotation_year_id == rotation_year_id)
    objections = select(NoticeObjection).join(PublicNotice).where(PublicNotice.decided_plan_id.in_(of_year)).options(joinedload(NoticeObjection.notice))
    appeals = select(Appeal).where(Appeal.decided_plan_id.in_(of_year))
    return [*db.session.scalars(objections.order_by(NoticeObjection.received_on, NoticeObjection.id)),
            *db.session.scalars(appeals.order_by(Appeal.received_on, Appeal.id))]


def notices_by_person(one: DecidedPlan) -> dict[int, PublicNotice]:
    """Return for every person of a version the first notice on which the very same move stood: its own, or that of a version it amends."""
    places = {move.teacher_id: move.to_section_id for move in one.moves}
    found: dict[int, PublicNotice] = {}
    version: DecidedPlan | None = one
    while version is not None:
        notice = find_notice_of(version.id)
        if notice is not None:
            found |= {move.teacher_id: notice for move in version.moves if places.get(move.teacher_id) == move.to_section_id}
        version = version.supersedes
    return found


def versions_of_plans(plan_ids: set[int]) -> dict[int, DecidedPlan]:
    """Return the newest version made of each plan."""
    statement = select(DecidedPlan).where(DecidedPlan.plan_id.in_(sorted(plan_ids))).order_by(DecidedPlan.number)
    return {one.plan_id: one for one in db.session.scalars(statement)} if plan_ids else {}


def _one(statement: Select[Any]) -> Any:
    found = db.session.scalar(statement)
    if found is None:
        raise LookupError
    return found
