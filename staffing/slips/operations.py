"""What is done with slips: print, print again, withdraw, enter with a code. Each with its audit line, none with the code."""

import datetime as dt
import logging
from collections.abc import Iterable

from flask import current_app
from flask_babel import lazy_gettext as _l

from staffing.audit.record import BY_SLIP, Actor, record
from staffing.core.database import utc_now
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear
from staffing.slips import titles  # noqa: F401 (tells the log how things are called)
from staffing.slips.codes import code_digest, code_fits, new_code, split_code
from staffing.slips.models import PersonalSlip
from staffing.slips.queries import find_by_handle, handles_in_use, slips_by_teacher
from staffing.slips.sessions import end_sessions_of

logger = logging.getLogger(__name__)
tell_constraint("uq_personal_slip_rotation_year_id_teacher_id", _l("Somebody else has just printed this slip; look at the list again."))
# Codes asked of the database at once while new ones are made.
CHUNK = 500


def print_slips(year: RotationYear, teacher_ids: Iterable[int], *, printed_by: int | None) -> dict[int, str]:
    """Make slips for persons who have none and return the codes by teacher id; nobody can read them again."""
    have = slips_by_teacher(year.id)
    wanted = [one for one in teacher_ids if one not in have]
    codes = dict(zip(wanted, free_codes(len(wanted)), strict=True))
    slips = [PersonalSlip(county_id=year.county_id, rotation_year_id=year.id, teacher_id=teacher_id, handle=handle_of(code),
                          token_hash=code_digest(code), printed_by=printed_by) for teacher_id, code in codes.items()]
    db.session.add_all(slips)
    flush(db.session)
    for slip in slips:
        record("slip_printed", slip, county_id=year.county_id, changes={"teacher_id": [None, slip.teacher_id], "issue": [None, 1]})
    return codes


def reprint_slip(slip: PersonalSlip, *, version: int | None, printed_by: int | None) -> str:
    """Give a slip a new code; the old one and every session it opened end at once."""
    require_version(slip, version)
    code = free_codes(1)[0]
    before = slip.issue
    slip.handle, slip.token_hash = handle_of(code), code_digest(code)
    slip.issue, slip.printed_at, slip.printed_by = before + 1, utc_now(), printed_by
    slip.withdrawn_at, slip.failed_attempts, slip.paused_until = None, 0, None
    end_sessions_of(slip.id)
    flush(db.session)
    record("slip_reprinted", slip, county_id=slip.county_id, changes={
        "teacher_id": [slip.teacher_id, slip.teacher_id], "issue": [before, slip.issue]})
    return code


def withdraw_slip(slip: PersonalSlip, *, version: int | None) -> None:
    """Let a slip open nothing any more (lost, handed to the wrong person); printing it again gives a new code."""
    require_version(slip, version)
    if slip.withdrawn_at is not None:
        raise StaffingError(_l("This slip has been withdrawn already."))
    slip.withdrawn_at = utc_now()
    end_sessions_of(slip.id)
    record("slip_withdrawn", slip, county_id=slip.county_id)
    flush(db.session)


def enter_with(typed: str, *, address: str) -> PersonalSlip | None:
    """Return the slip whose code was typed; a wrong code is counted against the slip it names, and answered like any other.

    The caller commits in both cases: a failed attempt must be remembered.
    """
    parts = split_code(typed)
    slip = find_by_handle(parts[0]) if parts else None
    if parts is None or slip is None:
        logger.warning("a personal code that belongs to no slip was tried from %s", address)
        return None
    now, actor = utc_now(), slip_actor(slip, address)
    if slip.paused_until is not None and slip.paused_until > now:
        return None
    if slip.withdrawn_at is not None or not code_fits(parts[1], slip.token_hash):
        _count_failure(slip, now)
        record("slip_refused", slip, county_id=slip.county_id, changes={}, actor=Actor(None, "", BY_SLIP, address))
        return None
    slip.failed_attempts, slip.paused_until, slip.used_at = 0, None, now
    record("slip_entered", slip, county_id=slip.county_id, changes={"teacher_id": [slip.teacher_id, slip.teacher_id]}, actor=actor)
    return slip


def slip_actor(slip: PersonalSlip, address: str) -> Actor:
    """Return the teacher as the one who acts."""
    return Actor(id=None, name=slip.teacher.name, role=BY_SLIP, address=address)


def handle_of(code: str) -> str:
    """Return the group of a code that finds its slip."""
    return code.split("-", 1)[0]


def free_codes(number: int) -> list[str]:
    """Return new codes whose handles nobody has."""
    codes: dict[str, str] = {}
    while len(codes) < number:
        drawn = {handle_of(code): code for code in (new_code() for _ in range(min(CHUNK, number - len(codes))))}
        for handle in drawn.keys() - handles_in_use(drawn) - codes.keys():
            codes[handle] = drawn[handle]
    return list(codes.values())


def _count_failure(slip: PersonalSlip, now: dt.datetime) -> None:
    config = current_app.config["STAFFING"]
    slip.failed_attempts += 1
    if slip.failed_attempts >= config.login_attempts:
        slip.paused_until, slip.failed_attempts = now + dt.timedelta(minutes=config.login_pause_minutes), 0
