"""What is done about warnings: a check opens, refreshes and closes lines; officers settle measure, responsible and due day.

Nobody closes a line by hand: only a check that no longer sees any warning on it does.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.accounts.models import User
from staffing.audit.record import Actor, record, values_of
from staffing.core.access import SCHOOL_ROLES, Role
from staffing.core.transactions import flush
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.jobs.operations import enqueue
from staffing.notices.operations import notify
from staffing.policy.schema_warnings import WarningRules
from staffing.schools.enums import Stage
from staffing.warnings.gathering import Checked
from staffing.warnings.judging import Found
from staffing.warnings.models import IndicatorWarning, LineState, RectificationLine, WarningLevel, WarningRun
from staffing.warnings.queries import open_lines
from staffing.warnings.titles import LINE as LINE

_CLOSED: Final = _l("The figure was reached and the line is closed; a new warning opens a new line.")
JOB_KIND: Final = "check_warnings"
SUBJECT: Final = "warnings:"
ADDRESS: Final = "/warnings/"


def ask_check(county_id: int, *, asked_by: int | None) -> Job:
    """Ask for a check of the county's indicators in the background."""
    return enqueue(JOB_KIND, f"{SUBJECT}{county_id}", county_id=county_id, created_by=asked_by)


def store_check(county_id: int, checked: Checked, *, on: dt.date, actor: Actor | None = None) -> WarningRun:
    """Settle what a check found against the open lines; a second check of the same figures changes nothing."""
    opened: list[RectificationLine] = []
    lines = open_lines(county_id)
    schools = {row.key: row.school.id for row in checked.figures.sections}
    for (place, indicator), found in _by_place(checked.found).items():
        line = lines.pop((place, indicator), None)
        if line is None:
            line = _open(county_id, found, schools, checked.rules.warnings, on)
            opened.append(line)
        _refresh(line, found, on)
    for line in lines.values():
        _close(line, on)
    flush(db.session)
    counts = Counter(one.kind.value for one in checked.found)
    run = WarningRun(county_id=county_id, school_year=checked.school_year, compared_with=checked.compared_with,
                     ruleset_digest=checked.rules.digest, checked_on=on,
                     counts={"kinds": dict(sorted(counts.items())), "opened": len(opened), "closed": len(lines), "warnings": len(checked.found)})
    db.session.add(run)
    flush(db.session)
    record("warnings_checked", run, county_id=county_id, changes=values_of(run), actor=actor)
    _tell(county_id, opened)
    return run


def _by_place(found: Iterable[Found]) -> dict[tuple[str, str], list[Found]]:
    grouped: dict[tuple[str, str], list[Found]] = {}
    for one in found:
        grouped.setdefault((one.place, one.indicator), []).append(one)
    return grouped


def _open(county_id: int, found: Sequence[Found], schools: dict[str, int], rules: WarningRules, on: dt.date) -> RectificationLine:
    one, days = found[0], rules.due_days.value
    red = any(item.level is WarningLevel.RED for item in found)
    line = RectificationLine(
        county_id=county_id, place=one.place, stage=Stage(one.stage), section_id=None if one.is_county else int(one.place),
        school_id=schools.get(one.place), indicator=one.indicator, state=LineState.OPEN, opened_on=on,
        due_on=on + dt.timedelta(days=days.red if red else days.yellow))
    db.session.add(line)
    return line


def _refresh(line: RectificationLine, found: Sequence[Found], on: dt.date) -> None:
    """Bring the line and its warnings to what is seen now; the worst warning tells level and figures."""
    worst = min(found, key=lambda one: (one.level is not WarningLevel.RED, -one.missing))
    line.level, line.value, line.threshold, line.missing = worst.level, worst.value, worst.threshold, max(one.missing for one in found)
    running = {one.kind: one for one in line.running}
    for one in found:
        row = running.pop(one.kind, None)
        if row is None:
            row = IndicatorWarning(kind=one.kind, since=on)
            line.warnings.append(row)
        row.level, row.value, row.before, row.threshold, row.missing, row.year = one.level, one.value, one.before, one.threshold, one.missing, one.year
    for row in running.values():
        row.gone_on = on


def _close(line: RectificationLine, on: dt.date) -> None:
    line.state, line.closed_on = LineState.CLOSED, on
    for row in line.running:
        row.gone_on = on


def _tell(county_id: int, opened: Sequence[RectificationLine]) -> None:
    """Send a notice about new lines: to officers about all, to a school's people about its own."""
    if not opened:
        return
    users = db.session.scalars(select(User).where(User.county_id == county_id, User.active.is_(True), User.role.in_(
        {Role.OFFICER, *SCHOOL_ROLES})).order_by(User.id))
    for user in users:
        own = [line for line in opened if user.role is Role.OFFICER or line.school_id == user.school_id]
        if own:
            notify(user.id, "warnings_new", county_id=county_id, address=ADDRESS, number=len(own),
                   red=sum(line.level is WarningLevel.RED for line in own))


def settle_line(line: RectificationLine, *, version: int | None, measure: str, responsible: str, due_on: dt.date) -> None:
    """Settle what is done about a line, by whom and until when; its state is not the officer's to change."""
    require_version(line, version)
    if line.state is LineState.CLOSED:
        raise StaffingError(_CLOSED)
    line.measure, line.responsible, line.due_on = measure.strip(), responsible.strip(), due_on
    record("line_settled", line, county_id=line.county_id)
    flush(db.session)
