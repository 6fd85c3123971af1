"""What officers and clerks do: open and close a round, have books made, hand files in, hand over, merge."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.audit.record import record
from staffing.collecting import files, queries, taking, titles as titles
from staffing.collecting.models import (
    CollectionRound,
    Delivery,
    DeliveryWay,
    ReturnState,
    RoundState,
    SchoolReturn,
)
from staffing.collecting.tokens import make_token
from staffing.core.access import Person
from staffing.core.spreadsheets.archives import Member, is_archive_of_files, open_archive
from staffing.core.transactions import flush, tell_constraint
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.jobs.operations import enqueue
from staffing.schools.models import School

JOB_KIND: Final = "collection"
MAKE: Final = "make"
TAKE: Final = "take"
MERGE: Final = "merge"

tell_constraint("uq_collection_round_county_id_name", _l("There is a collection of this name already."), field="name")


def subject_of(round_id: int) -> str:
    """Return what the job ledger calls a round."""
    return f"collection:{round_id}"


def open_round(*, who: Person, name: str, school_year: int, due_on: dt.date, note: str, school_ids: Sequence[int],
               sheets: Mapping[str, Sequence[str]]) -> CollectionRound:
    """Open a round for these schools and have their books made; ``sheets`` holds the chosen columns by sheet code."""
    schools = list(db.session.scalars(select(School).where(School.county_id == who.county_id, School.id.in_(school_ids)).order_by(School.code)))
    if not schools:
        raise StaffingError(_l("Choose at least one school."), field="schools")
    if not sheets:
        raise StaffingError(_l("Choose at least one sheet."), field="sheets")
    one = CollectionRound(county_id=who.county_id, name=name.strip(), school_year=school_year, due_on=due_on, note=note.strip(),
                          sheets={code: list(columns) for code, columns in sheets.items()}, created_by=who.id)
    one.returns = [SchoolReturn(school_id=school.id, token=make_token()) for school in schools]
    db.session.add(one)
    flush(db.session)
    record("collection_opened", one, county_id=who.county_id, changes={
        "name": [None, one.name], "school_year": [None, school_year], "due_on": [None, due_on], "schools": [None, len(schools)],
        "sheets": [None, list(sheets)]})
    make_books(one, who=who)
    return one


def make_books(one: CollectionRound, *, who: Person) -> Job:
    """Have the books of all schools made by the worker, with what the records say by then."""
    _require_open(one)
    return enqueue(JOB_KIND, subject_of(one.id), county_id=one.county_id, created_by=who.id, payload={"act": MAKE})


def close_round(one: CollectionRound) -> None:
    """Take no more files; books and files that are not needed any more go, the list of who handed in stays."""
    _require_open(one)
    one.state = RoundState.CLOSED
    record("collection_closed", one, county_id=one.county_id)
    for item in one.returns:
        item.book = None
        if item.state is ReturnState.MERGED:
            item.content = None
    flush(db.session)


def change_due_day(one: CollectionRound, due_on: dt.date) -> None:
    """Give the schools more or less time."""
    _require_open(one)
    one.due_on = due_on
    record("collection_due_changed", one, county_id=one.county_id)
    flush(db.session)


def hand_in(one: CollectionRound, content: bytes, *, file_name: str, who: Person) -> tuple[list[Delivery], bool]:
    """Keep what an officer uploaded for a round, a workbook or a zip of workbooks; True if the worker looks at it."""
    _require_open(one)
    if not is_archive_of_files(content):
        return [_keep(one, Member(file_name, content), DeliveryWay.SINGLE, who)], False
    deliveries = [_keep(one, member, DeliveryWay.ARCHIVE, who) for member in open_archive(content)]
    enqueue(JOB_KIND, subject_of(one.id), county_id=one.county_id, created_by=who.id, payload={"act": TAKE})
    return deliveries, True


def hand_in_for(one: CollectionRound, owner: SchoolReturn, content: bytes, *, file_name: str, who: Person,
                way: DeliveryWay = DeliveryWay.SINGLE) -> Delivery:
    """Take the file of one school from its own page, look at it and check it at once."""
    _require_open(one)
    if is_archive_of_files(content):
        raise StaffingError(_l("This is a zip. Unpack it and choose the workbook of your school."), field="file")
    delivery = _keep(one, Member(file_name, content), way, who)
    delivery.return_id = owner.id
    look_at_once(one, delivery, who=who, bound_to=owner)
    return delivery


def look_at_once(one: CollectionRound, delivery: Delivery, *, who: Person, bound_to: SchoolReturn | None = None) -> None:
    """Look at one file while the person waits."""
    item = taking.look(one, [delivery], bound_to=bound_to)[0]
    taking.note(item, taking.check(item, one), delivery, who=who, owner=item.owner)
    flush(db.session)


def hand_over(owner: SchoolReturn, one: CollectionRound) -> None:
    """Tell the bureau that the school's file is final."""
    _require_open(one)
    if owner.state is not ReturnState.CHECKED:
        raise StaffingError(_l("Only a file without faults can be handed in."))
    taking.settle_state(owner, at_once=True)
    record("collection_handed_over", owner, county_id=one.county_id)
    flush(db.session)


def ask_to_merge(one: CollectionRound, chosen: Mapping[int, str], *, who: Person) -> Job:
    """Have the chosen schools' files stored; ``chosen`` maps each part to what the officer saw of it: rows and decisions."""
    if not chosen:
        raise StaffingError(_l("Choose at least one school whose file is ready."))
    if chosen.keys() - {item.id for item in one.returns}:
        raise LookupError
    seen = queries.seen_digests(queries.list_ready(one.id))
    if any(seen.get(number) != digest for number, digest in chosen.items()):
        raise StaleVersionError
    record("collection_merge_asked", one, county_id=one.county_id, changes={"schools": [None, len(chosen)]})
    return enqueue(JOB_KIND, subject_of(one.id), county_id=one.county_id, created_by=who.id,
                   payload={"act": MERGE, "chosen": {str(number): digest for number, digest in chosen.items()}})


def _keep(one: CollectionRound, member: Member, way: DeliveryWay, who: Person) -> Delivery:
    delivery = Delivery(round_id=one.id, file_name=member.name[-160:] or "file", way=way, received_by=who.id,
                        file_sha256=hashlib.sha256(member.content).hexdigest())
    db.session.add(delivery)
    flush(db.session)
    files.seal_delivery(delivery, member.content)
    flush(db.session)
    return delivery


def _require_open(one: CollectionRound) -> None:
    if one.state is not RoundState.OPEN:
        raise StaffingError(_l("This collection is closed."))


def take_waiting(one: CollectionRound, *, who: Person) -> Job:
    """Have the worker go on with files that came and were not looked at."""
    _require_open(one)
    return enqueue(JOB_KIND, subject_of(one.id), county_id=one.county_id, created_by=who.id, payload={"act": TAKE})
