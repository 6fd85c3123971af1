"""The daily warnings of deadlines: a notice to everybody who has to do something, once for each step, day and stage."""

import datetime as dt
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.accounts.models import User
from staffing.core.transactions import flush
from staffing.extensions import db
from staffing.notices.operations import notify
from staffing.notices.wording import tell_notices, tell_params
from staffing.rotation_years.calendar import Due, stage_of
from staffing.rotation_years.models import DeadlineWarning, RotationYear, WarningStage, YearStep
from staffing.rotation_years.standing import Standing, standing_of
from staffing.rotation_years.steps import holders_of

# The daily run has no request, and so no way to ask for the address.
ADDRESS: Final = "/rotation-year/"
NOTICE: Final = {WarningStage.SOON: "deadline_soon", WarningStage.LATE: "deadline_late"}
tell_notices({
    "deadline_soon": _l("Rotation year %(year)s: “%(step)s” is due on %(day)s."),
    "deadline_late": _l("Rotation year %(year)s: “%(step)s” was due on %(day)s and has not ended."),
})
tell_params("step", {step.value: step.label for step in YearStep})


def warn_of_deadlines(year: RotationYear, *, on: dt.date) -> int:
    """Send the warnings due on a day and return how many notices went out; a second run on the same day sends none."""
    standing = standing_of(year, on=on)
    told = {(row.step, row.due_on, row.stage) for row in db.session.scalars(
        select(DeadlineWarning).where(DeadlineWarning.rotation_year_id == year.id).order_by(DeadlineWarning.id))}
    sent = 0
    for line in standing.warned:
        assert line.due is not None
        stage = stage_of(line.due.on, on, standing.rules.calendar.warning_days.value)
        if stage is None or (line.step, line.due.on, stage) in told or not _is_near(standing, line.due):
            continue
        sent += _warn(year, line.due, stage)
    return sent


def _is_near(standing: Standing, due: Due) -> bool:
    """True if the step is the present one or the next: nobody can work on a later one yet."""
    order = [line.step for line in standing.lines]
    return order.index(due.step) - order.index(standing.year.step) <= 1


def _warn(year: RotationYear, due: Due, stage: WarningStage) -> int:
    holders = list(db.session.scalars(select(User).where(
        User.county_id == year.county_id, User.role.in_(holders_of(due.step)), User.active.is_(True)).order_by(User.id)))
    for user in holders:
        notify(user.id, NOTICE[stage], county_id=year.county_id, address=f"{ADDRESS}?year={year.school_year}",
               year=year.school_year, step=due.step.value, day=due.on.isoformat())
    db.session.add(DeadlineWarning(rotation_year_id=year.id, step=due.step, due_on=due.on, stage=stage, persons=len(holders)))
    flush(db.session)
    return len(holders)
