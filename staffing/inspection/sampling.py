"""Random sample (抽查): persons drawn by a seed from a year's counted stints, each with the chain of evidence and its gaps.

The same seed, size and stints give the same persons on every machine. Links come from the features that keep them
(``LINKS``): each answers for all drawn persons at once.
"""

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select

from staffing.core.school_year import COUNTY_TIME, SchoolYear, today
from staffing.decisions.queries import find_in_force
from staffing.extensions import db
from staffing.inspection.codes import Link
from staffing.inspection.gathering import Judged, YearEvidence, find_year, load_verdicts
from staffing.inspection.stints import Stint
from staffing.orders.models import OrderKind
from staffing.orders.queries import orders_of_year
from staffing.postings.models import Arrival, Posting, StintAssessment
from staffing.postings.queries import list_postings
from staffing.public_notices.models import PublicNotice
from staffing.public_notices.queries import find_notice_of, notices_by_person
from staffing.service.history import History, Records, Stay, load_records
from staffing.teachers.enums import AppointmentKind
from staffing.teachers.models import Appraisal


@dataclass(frozen=True, slots=True)
class Proof:
    """A link of the chain: whether it is there, what it says, and where it stands; ``expected`` False where it is not due yet."""

    link: Link
    present: bool
    text: str
    endpoint: str = ""
    record_id: int = 0
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Chain:
    """One drawn person with the whole chain."""

    judged: Judged
    proofs: tuple[Proof, ...]

    @property
    def gaps(self) -> list[Link]:
        """Return the links that are due and missing."""
        return [proof.link for proof in self.proofs if proof.expected and not proof.present]


Offer = Callable[[YearEvidence, Sequence[Stint]], Mapping[int, Proof]]


def draw(judged: Collection[Judged], size: int, seed: str) -> list[Judged]:
    """Return so many of the counted stints, drawn by the seed, in the order in which they were drawn."""
    listed = sorted((one for one in judged if one.counts), key=lambda one: (one.stint.teacher_id, one.stint.start))
    return random.Random(f"{seed}:{len(listed)}").sample(listed, min(size, len(listed)))


def chains_of(evidence: YearEvidence, drawn: Sequence[Judged]) -> list[Chain]:
    """Return the chain of evidence of every drawn person."""
    stints = [one.stint for one in drawn]
    offered = [offer(evidence, stints) for offer in LINKS.values()]
    return [Chain(one, tuple(found[one.stint.teacher_id] for found in offered if one.stint.teacher_id in found)) for one in drawn]


def verdict_links(evidence: YearEvidence, stints: Sequence[Stint]) -> dict[int, Proof]:
    """Return each person's verdict in the year's list."""
    verdicts = load_verdicts(evidence.listed)
    found = {}
    for one in stints:
        row = verdicts.get(one.teacher_id)
        found[one.teacher_id] = Proof(Link.VERDICT, row is not None, str(row.state.label) if row else _("no verdict in a list of this year"),
                                      "eligibility.show_verdict" if row else "", row.id if row else 0)
    return found


def decision_links(evidence: YearEvidence, stints: Sequence[Stint]) -> dict[int, Proof]:
    """Return whether the move stands in a decided version."""
    decided = evidence.source.value == "decided"
    return {one.teacher_id: Proof(Link.DECISION, decided, str(evidence.source.label)) for one in stints}


def order_links(evidence: YearEvidence, stints: Sequence[Stint]) -> dict[int, Proof]:
    """Return whether a transfer order holds for the person; due once a version is decided."""
    year = find_year(evidence.county.id, evidence.school_year)
    orders = {one.teacher_id: one for one in orders_of_year(year.id) if one.kind is OrderKind.TRANSFER} if year is not None else {}
    found = {}
    for one in stints:
        order = orders.get(one.teacher_id)
        found[one.teacher_id] = Proof(Link.ORDER, order is not None, order.full_number if order else _("no transfer order that holds"))
    return found


def notice_links(evidence: YearEvidence, stints: Sequence[Stint]) -> dict[int, Proof]:
    """Return whether the very move stood on a public notice: that of the version in force, or of one that it amends.

    A version made public without a notice of this system is known by the day of that step alone.
    """
    year = find_year(evidence.county.id, evidence.school_year)
    decided = find_in_force(year.id) if year is not None else None
    notices = notices_by_person(decided) if decided is not None else {}
    day = decided.published_at.astimezone(COUNTY_TIME).date() if decided is not None and decided.published_at is not None else None
    elsewhere = _("made public on %(day)s", day=day.isoformat()) if decided is not None and day and find_notice_of(decided.id) is None else ""
    return {one.teacher_id: _notice_proof(notices.get(one.teacher_id), elsewhere) for one in stints}


def _notice_proof(notice: PublicNotice | None, elsewhere: str) -> Proof:
    if notice is None:
        return Proof(Link.NOTICE, bool(elsewhere), elsewhere or _("not made public"))
    text = _("made public from %(first)s to %(last)s", first=notice.starts_on.isoformat(), last=(notice.closed_on or notice.ends_on).isoformat())
    return Proof(Link.NOTICE, notice.starts_on <= today(), text, "public_notices.show_notice", notice.id)


def arrival_links(evidence: YearEvidence, stints: Sequence[Stint]) -> dict[int, Proof]:
    """Return whether the receiving school confirmed the arrival, or without a posting whether an appointment there covers the stint.

    Not due before it begins.
    """
    records, posted = load_records(evidence.county.id, today()), postings_of(evidence)
    found = {}
    for one in stints:
        posting = posted.get(one.teacher_id)
        if posting is not None:
            present, text = posting.arrival is Arrival.ARRIVED, str(posting.arrival.label)
        else:
            stays = _stays_there(one, records)
            present = bool(stays)
            text = _("teaches there since %(day)s", day=stays[0].start.isoformat()) if stays else _("no appointment there on record")
        found[one.teacher_id] = Proof(Link.ARRIVAL, present, text, expected=one.start <= today())
    return found


def _stays_there(one: Stint, records: Records) -> list[Stay]:
    history = records.persons.get(one.teacher_id, History())
    return [stay for stay in history.stays if stay.school_id == one.to_school and stay.kind is not AppointmentKind.SECONDMENT
            and stay.start <= (one.end or stay.start) and stay.end > one.start]


def postings_of(evidence: YearEvidence) -> dict[int, Posting]:
    """Return the standing postings of the year by person."""
    year = find_year(evidence.county.id, evidence.school_year)
    return {one.teacher_id: one for one in list_postings(year.id)} if year is not None else {}


def assessment_links(evidence: YearEvidence, stints: Sequence[Stint]) -> dict[int, Proof]:
    """Return how the receiving school assessed the year, else the appraisal of the calendar year in which it ends; due when that is over."""
    year, ids = SchoolYear(evidence.school_year).ends_on.year, [one.teacher_id for one in stints]
    rows = db.session.execute(select(Appraisal.teacher_id, Appraisal.grade).where(
        Appraisal.year == year, Appraisal.teacher_id.in_(ids)).order_by(Appraisal.teacher_id))
    grades = dict(rows.all())
    assessed = db.session.execute(select(Posting.teacher_id, StintAssessment.grade).join(Posting, Posting.id == StintAssessment.posting_id).where(
        Posting.county_id == evidence.county.id, StintAssessment.school_year == evidence.school_year, Posting.teacher_id.in_(ids)).order_by(StintAssessment.id))
    grades |= dict(assessed.all())
    return {one.teacher_id: Proof(
        Link.ASSESSMENT, one.teacher_id in grades, str(grades[one.teacher_id].label) if one.teacher_id in grades else _("no appraisal of %(year)s", year=year),
        expected=today().year > year) for one in stints}


# What offers each link; the order is that of the chain. Features above the records add theirs here.
LINKS: Final[dict[Link, Offer]] = {
    Link.VERDICT: verdict_links, Link.DECISION: decision_links, Link.NOTICE: notice_links, Link.ORDER: order_links,
    Link.ARRIVAL: arrival_links, Link.ASSESSMENT: assessment_links,
}
