"""Which teachers a page of qualifications shows, and in which order. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from staffing.qualifications.codes import Check, Reason, Standing
from staffing.qualifications.gathering import Holder
from staffing.schools.enums import Stage

# What asks for action stands on top.
URGENCY: Final = {Standing.SHORT: 0, Standing.UNKNOWN: 1, Standing.WARNED: 2, Standing.MET: 3, Standing.NOT_ASKED: 4}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page is narrowed to."""

    stage: Stage | None = None
    group_id: int | None = None
    school_id: int | None = None
    subject: str = ""
    standing: Standing | None = None
    reason: Reason | None = None


def within(holders: Iterable[Holder], wish: Wish, schools: frozenset[int] | None) -> list[Holder]:
    """Return the teachers of the wished stage, subject and school; ``schools`` None: of any school."""
    return [holder for holder in holders
            if (wish.stage is None or holder.stage is wish.stage) and (not wish.subject or holder.subject == wish.subject)
            and (wish.school_id is None or holder.school_id == wish.school_id)
            and (schools is None or holder.school_id in schools)]


def standing_so(check: Check, holders: Iterable[Holder], wish: Wish) -> list[Holder]:
    """Return those who stand as wished; without a wish those who fall short, are unknown or to be watched."""
    found = []
    for holder in holders:
        finding = holder.findings[check]
        if wish.reason is not None:
            shown = finding.reason is wish.reason
        elif wish.standing is not None:
            shown = finding.standing is wish.standing
        else:
            shown = finding.standing in (Standing.SHORT, Standing.UNKNOWN, Standing.WARNED)
        if shown:
            found.append(holder)
    return found


def in_order(check: Check, holders: Iterable[Holder], school_order: Mapping[int, int]) -> list[Holder]:
    """Return the teachers by urgency, then by school and staff number."""
    return sorted(holders, key=lambda holder: (
        URGENCY[holder.findings[check].standing], -(holder.findings[check].missing or 0),
        school_order.get(holder.school_id, len(school_order)), holder.entry.number))
