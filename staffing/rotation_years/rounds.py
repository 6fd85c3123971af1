"""The rounds of 县管校聘: who competes in which round, what is entered, and how whoever is not placed comes into the plan.

Whoever is not placed within the school competes across schools; whoever is not placed there either is assigned by the bureau,
which the rotation plan does: he or she must move.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.audit.record import record, values_of
from staffing.core.school_year import today
from staffing.core.transactions import flush
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.rotation_years.models import (
    EngagementResult,
    RotationIntent,
    RotationYear,
    RoundKind,
    RoundOutcome,
)
from staffing.rotation_years.queries import intents_by_teacher, results_of_round
from staffing.teachers.enums import EmploymentKind
from staffing.teachers.roster import RosterEntry, load_roster

ORDER: Final = tuple(RoundKind)
# The reason stands in the official list of who must move, and tells the intents that came from here.
REASON: Final = "县管校聘竞聘未聘上，由组织调剂"


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """How a round stands."""

    kind: RoundKind
    candidates: int
    placed: int
    unplaced: int

    @property
    def open(self) -> int:
        """Return those without a result."""
        return self.candidates - self.placed - self.unplaced


@dataclass(frozen=True, slots=True)
class HandOver:
    """What handing over to the plan changed: who must move now, who no longer, and who cannot because he or she must stay."""

    added: int
    taken_back: int
    kept_back: int


def list_candidates(year: RotationYear, kind: RoundKind, *, school_id: int | None = None) -> list[RosterEntry]:
    """Return who competes: in the first round the school's established staff, later whoever was not placed in the round before."""
    roster = load_roster(year.county_id, today())
    entries = [entry for entry in roster.entries if entry.employment is EmploymentKind.ESTABLISHED and entry.main_service is not None
               and school_id in (None, entry.main_service.personnel_school_id)]
    if kind is not ORDER[0]:
        before = results_of_round(year.id, ORDER[ORDER.index(kind) - 1])
        entries = [entry for entry in entries if entry.id in before and before[entry.id].outcome is RoundOutcome.UNPLACED]
    return sorted(entries, key=lambda entry: entry.number)


def count_rounds(year: RotationYear, *, school_id: int | None = None) -> list[RoundCounts]:
    """Return how every round stands, of one school where it is named."""
    counts = []
    for kind in ORDER:
        ids = {entry.id for entry in list_candidates(year, kind, school_id=school_id)}
        outcomes = [row.outcome for key, row in results_of_round(year.id, kind, school_id=school_id).items() if key in ids]
        counts.append(RoundCounts(kind, len(ids), outcomes.count(RoundOutcome.PLACED), outcomes.count(RoundOutcome.UNPLACED)))
    return counts


def enter_results(year: RotationYear, kind: RoundKind, outcomes: Mapping[int, RoundOutcome | None], *, school_id: int | None = None) -> int:
    """Enter, correct or (with None) take back the results of candidates; return how many changed."""
    candidates = {entry.id: entry for entry in list_candidates(year, kind, school_id=school_id)}
    if not outcomes.keys() <= candidates.keys():
        raise StaffingError(_l("Somebody on this list does not compete in this round any more. It is shown as it stands now."))
    stored = results_of_round(year.id, kind)
    changed = {key: outcome for key, outcome in outcomes.items() if outcome is not (stored[key].outcome if key in stored else None)}
    for key, outcome in changed.items():
        _enter(year, kind, candidates[key], stored.get(key), outcome)
    if changed:
        flush(db.session)
        told = {outcome.value if outcome else "none": list(changed.values()).count(outcome) for outcome in dict.fromkeys(changed.values())}
        record("engagement_results_set", year, county_id=year.county_id, changes={
            "round": [None, kind.value], "persons": [None, len(changed)], "outcomes": [None, told]})
    return len(changed)


def _enter(year: RotationYear, kind: RoundKind, entry: RosterEntry, row: EngagementResult | None, outcome: RoundOutcome | None) -> None:
    if outcome is None:
        db.session.delete(row)
    elif row is not None:
        row.outcome = outcome
    else:
        assert entry.main_service is not None
        db.session.add(EngagementResult(rotation_year_id=year.id, teacher_id=entry.id, school_id=entry.main_service.personnel_school_id,
                                        round=kind, outcome=outcome))


def list_unplaced(year: RotationYear) -> list[int]:
    """Return the teachers whose last result is that they were not placed, by id."""
    last: dict[int, RoundOutcome] = {}
    for kind in ORDER:
        last |= {key: row.outcome for key, row in results_of_round(year.id, kind).items()}
    return sorted(key for key, outcome in last.items() if outcome is RoundOutcome.UNPLACED)


def hand_over(year: RotationYear) -> HandOver:
    """Let whoever is not placed move by the plan, and no longer whoever was placed since; a second time changes nothing."""
    unplaced, intents = list_unplaced(year), intents_by_teacher(year.id)
    kept_back = [key for key in unplaced if key in intents and intents[key].must_stay]
    new = [key for key in unplaced if key not in kept_back and not (key in intents and intents[key].must_move)]
    over = [intent for key, intent in intents.items() if intent.must_move and intent.reason == REASON and key not in unplaced]
    for key in new:
        intent = intents.get(key) or RotationIntent(rotation_year_id=year.id, teacher_id=key)
        db.session.add(intent)
        intent.must_move, intent.reason = True, REASON
    for intent in over:
        intent.must_move, intent.reason = False, ""
    flush(db.session)
    for intent in [*over, *db.session.scalars(select(RotationIntent).where(
            RotationIntent.rotation_year_id == year.id, RotationIntent.teacher_id.in_(new)).order_by(RotationIntent.teacher_id))]:
        record("intent_settled", intent, county_id=year.county_id, changes=values_of(intent))
    record("unplaced_handed_over", year, county_id=year.county_id, changes={"persons": [len(over), len(new)]})
    return HandOver(len(new), len(over), len(kept_back))
