"""Notices to those for whom a step is meant: leaders, whoever submitted, principals."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.decisions.models import DecidedPlan, OpinionRound
from staffing.extensions import db
from staffing.notices.operations import notify
from staffing.notices.wording import tell_notices

tell_notices({
    "decision_reviewed": _l("Version %(number)s of the rotation plan was reviewed and waits for approval."),
    "decision_returned": _l("Version %(number)s of the rotation plan was returned with remarks."),
    "decision_approved": _l("Version %(number)s of the rotation plan was approved."),
    "opinions_asked": _l("Give the opinion of your school about the proposed moves by %(day)s; silence counts as agreeing."),
})


def tell_leaders(one: DecidedPlan) -> None:
    """Tell the county's leaders that a version waits for them."""
    for user in _active(one.county_id, Role.LEADER):
        _tell(user.id, "decision_reviewed", one)


def tell_submitter(one: DecidedPlan, code: str) -> None:
    """Tell whoever submitted a version what became of it."""
    _tell(one.submitted_by, code, one)


def tell_principals(asked: OpinionRound) -> None:
    """Tell the principals of all schools that are asked."""
    schools = {opinion.school_id for opinion in asked.opinions}
    for user in _active(asked.county_id, Role.PRINCIPAL):
        if user.school_id in schools:
            notify(user.id, "opinions_asked", county_id=asked.county_id, day=asked.due_on.isoformat(),
                   address=url_for("decisions.show_round", round_id=asked.id))


def _active(county_id: int, role: Role) -> Iterable[User]:
    return db.session.scalars(select(User).where(User.county_id == county_id, User.role == role, User.active.is_(True)).order_by(User.id))


def _tell(user_id: int, code: str, one: DecidedPlan) -> None:
    notify(user_id, code, county_id=one.county_id, number=one.number, address=url_for("decisions.show_version", decided_plan_id=one.id))
