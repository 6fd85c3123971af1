"""What a verdict rests on, as the person concerned reads it, and its fingerprint.

Pure but for the words: everything comes from the stored verdict and the roster, nothing is judged anew.
"""

import hashlib
import json
from dataclasses import dataclass

from flask_babel import gettext as _

from staffing.core.filters import show_date
from staffing.eligibility import wording
from staffing.eligibility.models import EligibilityVerdict
from staffing.teachers.roster import RosterEntry


@dataclass(frozen=True, slots=True)
class SeenReason:
    """One comparison of the verdict in words."""

    title: str
    effect: str
    kind: str
    comparison: str
    facts: tuple[tuple[str, str], ...]
    clause: str


@dataclass(frozen=True, slots=True)
class SeenFacts:
    """Everything that one person is asked to check: the records used, the verdict, its reasons."""

    records: tuple[tuple[str, str], ...]
    reasons: tuple[SeenReason, ...]


KINDS = {"meets": "good", "out": "none", "defers": "wait", "lifted": "info", "noted": "info", "caution": "warn"}


def seen_facts(verdict: EligibilityVerdict, entry: RosterEntry | None, school: str) -> SeenFacts:
    """Return what is shown to the person and the school."""
    reasons = tuple(SeenReason(
        wording.reason_title(reason), wording.reason_effect(reason), KINDS[str(reason["effect"])], wording.reason_comparison(reason),
        tuple(wording.reason_inputs(reason, verdict.eligibility_list)), str(reason.get("clause") or "")) for reason in verdict.reasons)
    return SeenFacts(tuple(_records(verdict, entry, school)), reasons)


def _records(verdict: EligibilityVerdict, entry: RosterEntry | None, school: str) -> list[tuple[str, str]]:
    since = next((str(reason["inputs"]["since"]) for reason in verdict.reasons if (reason.get("inputs") or {}).get("since")), "")
    years = _("%(years)s, counted since %(day)s", years=verdict.years_at_school, day=since) if since else str(verdict.years_at_school)
    shown = [(_("School"), school), (_("Continuous years at the school"), years)]
    if entry is not None:
        shown += _of_entry(entry)
    return [(str(name), str(value)) for name, value in [*shown, (_("Retires"), show_date(verdict.retirement_on))]]


def _of_entry(entry: RosterEntry) -> list[tuple[str, str]]:
    service = entry.main_service
    honours = "、".join(_("%(level)s, since %(day)s", level=one.level.label, day=show_date(one.granted_on)) for one in entry.honours)
    return [
        (_("Born"), show_date(entry.birth_date)), (_("Kind of employment"), str(entry.employment.label)),
        (_("Category of staff"), str(entry.category.label)), (_("Subject taught"), service.subject if service else "—"),
        (_("At this post since"), show_date(service.since if service else None)),
        (_("Professional title"), str(entry.title.label) if entry.title else "—"), (_("Backbone honours"), honours or "—"),
    ]


def fingerprint(verdict: EligibilityVerdict) -> str:
    """Return the digest of what a verdict rests on: computed state, years, retirement, honour, every reason with its inputs.

    The rule set's name is part of the reasons; an officer's override is not: it is the answer to an objection, not its subject.
    """
    content = {
        "state": verdict.decided_state.value, "years": verdict.years_at_school, "backbone": verdict.backbone, "leader": verdict.leader,
        "retires": verdict.retirement_on.isoformat() if verdict.retirement_on else None, "reasons": verdict.reasons,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()).hexdigest()
