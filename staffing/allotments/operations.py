"""What is done with allotments: compute them by the rules, share places out, settle numbers by hand with a reason; each with its audit line."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from staffing.allotments.gathering import Ground
from staffing.allotments.models import (
    PLACE_KINDS,
    ROTATION_KINDS,
    AllotmentKind,
    AllotmentTotal,
    SchoolAllotment,
)
from staffing.allotments.queries import list_allotments, rows_by_kind, stamp_of, totals_by_kind
from staffing.allotments.sharing import backbone_to_send, places_to_receive, places_to_send, tilted_places
from staffing.allotments.titles import ALLOTMENT as ALLOTMENT
from staffing.audit.record import record, values_of
from staffing.core.exact import ceil_exact
from staffing.core.transactions import flush
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear

MOST_PLACES = 9999
Numbers = Mapping[AllotmentKind, Mapping[int, int]]


def compute_rotation(ground: Ground) -> dict[AllotmentKind, dict[int, int]]:
    """Return what the rules give every school: how many to send, how many of them backbone, how many to receive."""
    sent = {one.school_id: places_to_send(one, ground.send_rule) for one in ground.ordered}
    total = sum(sent.values())
    return {
        AllotmentKind.SEND: sent,
        AllotmentKind.BACKBONE: backbone_to_send(ceil_exact(ground.backbone_share * total), ground.ordered, sent),
        AllotmentKind.RECEIVE: places_to_receive(total, ground.ordered, sent),
    }


def allot_rotation(ground: Ground) -> int:
    """Store the computed numbers; what was set by hand stays. Return how many numbers stayed so."""
    if ground.listed is None:
        raise StaffingError(_l("Decide who qualifies first: allotments rest on the eligibility list."))
    return _store(ground, compute_rotation(ground))


def share_places(ground: Ground, kind: AllotmentKind, total: int) -> int:
    """Share the county's places of a kind out with the bonus for remote schools; what was set by hand stays."""
    if kind not in PLACE_KINDS:
        raise LookupError("no places to share out")
    if not 0 <= total <= MOST_PLACES:
        raise StaffingError(_l("Enter a number from %(min)s to %(max)s.", min=0, max=MOST_PLACES), field="total")
    row = totals_by_kind(ground.year.id).get(kind)
    if row is None:
        row = AllotmentTotal(rotation_year_id=ground.year.id, kind=kind, total=total)
        db.session.add(row)
        flush(db.session)
        record("allotment_total_set", row, county_id=ground.year.county_id, changes=values_of(row))
    else:
        row.total = total
        record("allotment_total_set", row, county_id=ground.year.county_id)
    return _store(ground, {kind: tilted_places(total, ground.ordered, ground.bonuses())})


def _store(ground: Ground, computed: Numbers) -> int:
    stored = rows_by_kind(list_allotments(ground.year.id))
    kept = 0
    for kind, numbers in computed.items():
        for school_id, number in numbers.items():
            row = stored.get(kind, {}).get(school_id)
            if row is None:
                db.session.add(SchoolAllotment(rotation_year_id=ground.year.id, kind=kind, school_id=school_id, computed=number, places=number))
                continue
            row.computed = number
            if row.reason:
                kept += 1
            else:
                row.places = number
        for school_id, row in stored.get(kind, {}).items():
            if school_id not in numbers:
                db.session.delete(row)
    flush(db.session)
    record("allotments_computed", ground.year, county_id=ground.year.county_id, changes={
        f"allotted_{kind.value}": [None, sum(numbers.values())] for kind, numbers in computed.items()})
    return kept


def settle_numbers(year: RotationYear, wanted: Numbers, *, reason: str, stamp: int | None) -> int:
    """Settle numbers by hand; one that equals the computed number again loses its reason. Return how many changed."""
    rows = list_allotments(year.id)
    if stamp is not None and stamp != stamp_of(rows):
        raise StaleVersionError
    changed = [row for row in rows if row.kind in wanted and wanted[row.kind].get(row.school_id, row.places) != row.places]
    if changed and not reason.strip():
        raise StaffingError(_l("Give the reason; schools will ask."), field="reason")
    for row in changed:
        row.places = wanted[row.kind][row.school_id]
        row.reason = "" if row.places == row.computed else reason.strip()
        record("allotment_settled", row, county_id=year.county_id)
    flush(db.session)
    return len(changed)


def kinds_of(tab: str) -> tuple[AllotmentKind, ...]:
    """Return the kinds that stand on one tab; LookupError if there is no such tab."""
    if tab == "rotation":
        return ROTATION_KINDS
    if tab in [kind.value for kind in PLACE_KINDS]:
        return (AllotmentKind(tab),)
    raise LookupError("no such tab")
