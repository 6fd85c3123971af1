"""Who is expected at each section on 1 September: present - going + coming, each line a list one can open.

Pure: who retires, leaves or returns is decided elsewhere and given here as entries. A person goes once: of several
reasons the earliest date counts, the others are reported.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum

Cell = tuple[str, str]


class LineKind(LabelledEnum):
    """A line of the expected state."""

    PRESENT = "present", _l("Present")
    RETIREMENT = "retirement", _l("Retire")
    LEAVER = "leaver", _l("Leave the service")
    SELECTED_AWAY = "selected_away", _l("Selected into other schools or offices")
    HOST_END = "host_end", _l("End their stay at the host school")
    RECRUIT = "recruit", _l("Recruited")
    RETURNER = "returner", _l("Return to their own school")
    SELECTED_IN = "selected_in", _l("Selected from other schools")


GOING = (LineKind.RETIREMENT, LineKind.LEAVER, LineKind.SELECTED_AWAY, LineKind.HOST_END)
COMING = (LineKind.RECRUIT, LineKind.RETURNER, LineKind.SELECTED_IN)


class FaultKind(LabelledEnum):
    """Why an entry could not be used as it stands."""

    NOT_PRESENT = "not_present", _l("Goes, but is not among those present")
    SUPERSEDED = "superseded", _l("Goes already for another reason")
    AFTER_DATE = "after_date", _l("Takes effect after the date")
    GONE_BEFORE = "gone_before", _l("Would come, but leaves the service before")
    STILL_PRESENT = "still_present", _l("Comes, but is still counted elsewhere")


@dataclass(frozen=True, slots=True)
class Presence:
    """One teacher at one section and subject today."""

    teacher: str
    section: str
    subject: str


@dataclass(frozen=True, slots=True)
class Going:
    """A teacher who goes, when and why."""

    kind: LineKind
    teacher: str
    effective: date

    def __post_init__(self) -> None:
        """Refuse a kind that does not take anybody away."""
        if self.kind not in GOING:
            raise ValueError(f"{self.kind} takes nobody away")


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes to a section; recruits who are not named yet come as a number without teacher."""

    kind: LineKind
    section: str
    subject: str
    effective: date
    teacher: str | None = None
    number: int = 1

    def __post_init__(self) -> None:
        """Refuse a kind that brings nobody, and a named person who comes more than once."""
        if self.kind not in COMING:
            raise ValueError(f"{self.kind} brings nobody")
        if self.number < 1 or (self.teacher is not None and self.number != 1):
            raise ValueError("a named person comes once, unnamed ones at least one")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a line: who, where, how many (negative for those who go), when."""

    kind: LineKind
    teacher: str | None
    section: str
    subject: str
    change: int
    effective: date | None


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that was left out, and why."""

    kind: FaultKind
    line: LineKind
    teacher: str
    effective: date


@dataclass(frozen=True, slots=True)
class ExpectedState:
    """The lines that lead from those present to those expected, and the entries left out."""

    on: date
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]

    def line(self, kind: LineKind, *, section: str | None = None, subject: str | None = None) -> tuple[Entry, ...]:
        """Return the rows of a line, of one section or subject if asked."""
        return tuple(entry for entry in self.entries if entry.kind is kind
                     and section in (None, entry.section) and subject in (None, entry.subject))

    def total(self, kind: LineKind) -> int:
        """Return the persons of a line, negative for those who go."""
        return sum(entry.change for entry in self.entries if entry.kind is kind)

    def by_cell(self) -> dict[Cell, int]:
        """Return the expected teachers of every section and subject, in stable order."""
        counts: Counter[Cell] = Counter()
        for entry in self.entries:
            counts[entry.section, entry.subject] += entry.change
        return dict(sorted(counts.items()))


def expect_state(present: Sequence[Presence], going: Iterable[Going], coming: Iterable[Coming], *,
                 on: date) -> ExpectedState:
    """Return the expected state on a date.

    Raises ValueError if somebody is present twice: shares of a week are folded to the main section before.
    """
    places = {row.teacher: row for row in present}
    if len(places) != len(present):
        raise ValueError("somebody is present twice")
    entries = [Entry(LineKind.PRESENT, row.teacher, row.section, row.subject, 1, None) for row in present]
    gone, going_entries, going_faults = _apply_going(places, going, on)
    coming_entries, coming_faults = _apply_coming(places, gone, coming, on)
    return ExpectedState(on, tuple(entries + going_entries + coming_entries), tuple(going_faults + coming_faults))


def _apply_going(places: Mapping[str, Presence], going: Iterable[Going],
                 on: date) -> tuple[dict[str, LineKind], list[Entry], list[Fault]]:
    gone: dict[str, LineKind] = {}
    entries, faults = [], []
    for item in sorted(going, key=lambda row: (row.effective, GOING.index(row.kind), row.teacher)):
        place = places.get(item.teacher)
        if item.effective > on:
            faults.append(Fault(FaultKind.AFTER_DATE, item.kind, item.teacher, item.effective))
        elif place is None:
            faults.append(Fault(FaultKind.NOT_PRESENT, item.kind, item.teacher, item.effective))
        elif item.teacher in gone:
            faults.append(Fault(FaultKind.SUPERSEDED, item.kind, item.teacher, item.effective))
            if gone[item.teacher] is LineKind.HOST_END:
                gone[item.teacher] = item.kind  # the stay ended first, but the person still leaves the service
        else:
            gone[item.teacher] = item.kind
            entries.append(Entry(item.kind, item.teacher, place.section, place.subject, -1, item.effective))
    return gone, entries, faults


def _apply_coming(places: Mapping[str, Presence], gone: Mapping[str, LineKind], coming: Iterable[Coming],
                  on: date) -> tuple[list[Entry], list[Fault]]:
    entries, faults = [], []
    arrived: set[str] = set()
    for item in sorted(coming, key=lambda row: (row.effective, COMING.index(row.kind), row.section, row.subject,
                                                row.teacher or "")):
        fault = None if item.teacher is None else _find_fault(item.teacher, places, gone, arrived)
        if item.effective > on:
            fault = FaultKind.AFTER_DATE
        if fault is not None:
            faults.append(Fault(fault, item.kind, item.teacher or "", item.effective))
            continue
        if item.teacher is not None:
            arrived.add(item.teacher)
        entries.append(Entry(item.kind, item.teacher, item.section, item.subject, item.number, item.effective))
    return entries, faults


def _find_fault(teacher: str, places: Mapping[str, Presence], gone: Mapping[str, LineKind],
                arrived: set[str]) -> FaultKind | None:
    if gone.get(teacher) in (LineKind.RETIREMENT, LineKind.LEAVER):
        return FaultKind.GONE_BEFORE
    if teacher in arrived or (teacher in places and teacher not in gone):
        return FaultKind.STILL_PRESENT
    return None
