"""What the worker does for a round: make the books, look at files that came in a zip, merge. Each school is its own
transaction, so that cancelling or a new attempt leaves every school either done or untouched."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.accounts.models import User
from staffing.audit.record import Actor, record
from staffing.collecting import files, queries, taking
from staffing.collecting.books import BookFacts, school_book
from staffing.collecting.choosing import chosen_sheets
from staffing.collecting.models import CollectionRound, Delivery, ReturnState, SchoolReturn
from staffing.collecting.operations import JOB_KIND, MAKE, MERGE, TAKE, subject_of
from staffing.collecting.prefill import known_rows
from staffing.core.columns import SheetColumns
from staffing.core.database import utc_now
from staffing.extensions import db
from staffing.imports import batches
from staffing.imports.catalogue import county_sheets, ruleset_of, words_of
from staffing.imports.models import BatchState
from staffing.jobs.context import JobContext
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind
from staffing.schools.models import County

PHASES = {
    "collect": _l("Reading the records"), MAKE: _l("Making the workbooks"), TAKE: _l("Checking the files"), MERGE: _l("Merging the files"),
}


@dataclass(frozen=True, slots=True)
class MadeBook:
    """A school's book, before it is stored."""

    return_id: int
    content: bytes
    known: dict[str, int]


def run_collection(context: JobContext) -> None:
    """Do what the round's job was asked."""
    round_id = round_of_subject(context.facts.subject)
    {MAKE: make_books, TAKE: take_files, MERGE: merge_files}[str(context.facts.payload["act"])](round_id, context)


def sheets_of(county: County) -> tuple[SheetColumns, ...]:
    """Return the sheets that a school may fill in, in the county's words."""
    return county_sheets(words_of(ruleset_of(county)), bureau=False)


def book_facts(one: CollectionRound, item: SchoolReturn, county: County) -> BookFacts:
    """Return whose book it is and what is asked."""
    return BookFacts(county.name, county.bureau_name, one.name, one.school_year, one.due_on, item.school.name, item.school.code, item.token,
                     one.note, county.synthetic)


def make_books(round_id: int, context: JobContext) -> None:
    """Make the book of every school of the round, with what the records say now."""
    context.report("collect")
    with context.reading():
        one = db.session.get_one(CollectionRound, round_id)
        county = db.session.get_one(County, one.county_id)
        whole = sheets_of(county)
        sheets = chosen_sheets(whole, one.sheets)
        complete = {sheet.code: sheet for sheet in whole}
        known = known_rows(county.id, [complete[sheet.code] for sheet in sheets], one.school_year)
        orders = [(item.id, item.school_id, book_facts(one, item, county)) for item in queries.list_returns(round_id)]
    for done, (return_id, school_id, facts) in enumerate(orders):
        if context.should_stop():
            context.refuse_if_void()
            return
        context.report(MAKE, done=done, total=len(orders))
        rows = {sheet.code: known.of(school_id, sheet, complete[sheet.code]) for sheet in sheets}
        _keep_book(MadeBook(return_id, school_book(facts, sheets, rows), {code: len(lines) for code, lines in rows.items()}), context)
    with context.publish({"books": len(orders)}):
        one = db.session.get_one(CollectionRound, round_id)
        record("collection_books_made", one, county_id=one.county_id, actor=_actor(context), changes={"schools": [None, len(orders)]})


def _keep_book(made: MadeBook, context: JobContext) -> None:
    with context.writing():
        item = db.session.get_one(SchoolReturn, made.return_id)
        files.seal_book(item, made.content)
        item.known_rows, item.made_at = made.known, utc_now()


def take_files(round_id: int, context: JobContext) -> None:
    """Look at every file of the round that waits, check it and note what was found."""
    context.report("collect")
    with context.reading():
        one = db.session.get_one(CollectionRound, round_id)
        looked = taking.look(one, queries.list_waiting_deliveries(round_id))
        db.session.expunge_all()
    for done, item in enumerate(looked):
        if context.should_stop():
            context.refuse_if_void()
            return
        context.report(TAKE, done=done, total=len(looked))
        with context.reading():
            outcome = taking.check(item, one)
            db.session.expunge_all()
        with context.writing():
            who = db.session.get_one(User, context.facts.created_by)
            delivery = db.session.get_one(Delivery, item.delivery_id)
            owner = queries.get_return_by_id(item.owner.id) if item.owner else None
            taking.note(item, outcome, delivery, who=who, owner=owner, actor=_actor(context))


def merge_files(round_id: int, context: JobContext) -> None:
    """Store the confirmed files, school by school; what is not any more what the officer saw waits with its new preview."""
    chosen = {int(number): str(digest) for number, digest in context.facts.payload["chosen"].items()}
    for done, (return_id, digest) in enumerate(chosen.items()):
        if context.should_stop():
            context.refuse_if_void()
            return
        context.report(MERGE, done=done, total=len(chosen))
        merge_file(return_id, digest, context)


def merge_file(return_id: int, digest: str, context: JobContext) -> None:
    """Store one school's file if it is still the one that was confirmed."""
    with context.reading():
        item = queries.get_return_by_id(return_id)
        if item.state is not ReturnState.READY or item.batch is None or queries.seen_digests([item])[item.id] != digest:
            return
        batch_id = item.batch.id
        outcome = batches.check_again(batches.open_upload(batch_id))
        db.session.expunge_all()
    with context.writing():
        item = queries.get_return_by_id(return_id)
        batch = batches.get_content(batch_id)
        # Decisions may have been changed while the rows were checked again.
        if batch.state is not BatchState.READY or queries.seen_digests([item])[item.id] != digest:
            return
        if batches.store_outcome(batch, outcome, actor=_actor(context)):
            item.state, item.merged_at, item.content = ReturnState.MERGED, utc_now(), None
            record("collection_merged", item, county_id=batch.county_id, actor=_actor(context),
                   changes={"state": [ReturnState.READY.value, ReturnState.MERGED.value], "record_count": [None, item.record_count]})
        else:
            item.fault_count = batch.fault_count
            taking.settle_state(item, at_once=True)


def _actor(context: JobContext) -> Actor:
    return Actor(context.facts.created_by, "worker", "system")


def round_of_subject(subject: str) -> int:
    """Return the round a job speaks of."""
    return int(subject.removeprefix(subject_of(0)[:-1]))


def _address(job: Job) -> str:
    return url_for("collecting.show_round", round_id=round_of_subject(job.subject))


COLLECT = JobKind(JOB_KIND, _l("Data collection"), run_collection, PHASES, {}, _address)
