"""Terms of notice and appeal, all from the rule set: last day of a notice, last day to decide, whether an appeal came late. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from staffing.core.working_days import add_working_days, is_known
from staffing.policy.schema_rotation import ProcedureRules
from staffing.public_notices.models import AppealChannel

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """First and last day of a notice, and whether the holidays of every year touched were announced."""

    first: dt.date
    last: dt.date
    working_days: int
    is_certain: bool


def notice_period(first: dt.date, rules: ProcedureRules) -> NoticePeriod:
    """Return the days of a notice that begins on a day, itself counted if it is a working day (公示不少于若干个工作日)."""
    days = rules.notice_working_days.value
    last = add_working_days(first - ONE_DAY, days)
    return NoticePeriod(first, last, days, all(is_known(year) for year in range(first.year, last.year + 1)))


def reply_days(channel: AppealChannel, rules: ProcedureRules) -> int:
    """Return within how many days an appeal must be decided (教师法 第三十九条; 事业单位工作人员申诉规定)."""
    return _replies(rules)[channel]


def due_day(channel: AppealChannel, received_on: dt.date, rules: ProcedureRules) -> dt.date:
    """Return the last day to decide an appeal, counted from the day after it was received."""
    return received_on + reply_days(channel, rules) * ONE_DAY


def is_late(channel: AppealChannel, received_on: dt.date, known_on: dt.date, rules: ProcedureRules) -> bool:
    """True if an appeal came after the days to lodge it; ``known_on`` is the day of the act, or of the review's decision."""
    days = {AppealChannel.REVIEW: rules.review_request_days.value, AppealChannel.PERSONNEL: rules.appeal_request_days.value}.get(channel)
    return days is not None and received_on > known_on + days * ONE_DAY


def _replies(rules: ProcedureRules) -> Mapping[AppealChannel, int]:
    return {AppealChannel.TEACHER: rules.teacher_appeal_reply_days.value, AppealChannel.REVIEW: rules.review_decision_days.value,
            AppealChannel.PERSONNEL: rules.appeal_decision_days.value}
