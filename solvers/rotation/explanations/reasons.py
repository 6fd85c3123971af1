"""Why does this teacher go, and why there? At most three numbered reasons, without any other person's data.

First the rule that made the move necessary or possible, then what it repairs at the new school, then the teacher's own
wish and way. Everything is recomputed from the moves by the checker's definitions: a rule makes a move necessary if the
plan without it breaks that rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from solvers.rotation.check import check_moves
from solvers.rotation.check.goals import extra_commute_km
from solvers.rotation.check.indicators import Counts, counts, is_failing, measured_sections, required
from solvers.rotation.check.plan import Plan, make_plan, school_distance_km
from solvers.rotation.explanations.asking import teacher_of
from solvers.rotation.instance import Instance, Move, Section
from solvers.rotation.vocabulary import ConditionCode, RuleCode, TeacherId, TeacherStatus

MOST_REASONS = 3
# Orders name the reason completely; other rules follow in the order in which officers weigh them.
_ORDERS = (RuleCode.DECIDED_MOVES, RuleCode.PINS, RuleCode.MUST_MOVE)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable code, the places it speaks of, and its figures by name (persons, places of wishes, km).

    Codes: those of rules (without the move the plan breaks that rule), `volunteer` (the move is possible because the
    teacher volunteered), `section_passes` (it fails without the move), `indicator` (before → after, and the need),
    `subject` (teachers of it before → after), `wish`, `no_wish_met`, `no_wish_given`, `distance`.
    """

    code: str
    ids: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MoveReasons:
    """A move with its reasons, the most important first."""

    move: Move
    reasons: tuple[Reason, ...]


def reasons_for_all(instance: Instance, plan: tuple[Move, ...]) -> tuple[MoveReasons, ...]:
    """Return the reasons of every move."""
    facts = _Facts(instance, plan)
    return tuple(MoveReasons(move, facts.reasons(move)) for move in facts.after.moves.values())


def reasons_for(instance: Instance, plan: tuple[Move, ...], teacher: TeacherId) -> MoveReasons | None:
    """Return the reasons of one teacher's move, None if he stays; raises InstanceError if he is unknown."""
    teacher_of(instance, teacher)
    facts = _Facts(instance, plan)
    move = facts.after.moves.get(teacher)
    return None if move is None else MoveReasons(move, facts.reasons(move))


class _Facts:
    """What the reasons of all moves share: the state before and after, counted once."""

    def __init__(self, instance: Instance, plan: tuple[Move, ...]) -> None:
        self.instance = instance
        self.after = make_plan(instance, plan)
        before = Plan(instance, {})
        self._counts: tuple[Counts, Counts] = (counts(before), counts(self.after))
        self._people: tuple[Counter[tuple[str, str]], ...] = (
            Counter(before.people_in_cells()),
            Counter(self.after.people_in_cells()),
        )
        self._known = Counter((row.code, row.ids) for row in check_moves(instance, plan))
        self._measured = {row.id for row in measured_sections(instance)}

    def reasons(self, move: Move) -> tuple[Reason, ...]:
        """Return at most three: one of each kind, then what is left."""
        without = [other for other in self.after.moves.values() if other.teacher != move.teacher]
        kinds = [list(self._rules(move, without)), list(self._repairs(move, without)), list(self._own(move))]
        first = [kind[0] for kind in kinds if kind]
        rest = [reason for kind in kinds for reason in kind[1:]]
        return tuple((first + rest)[:MOST_REASONS])

    def _rules(self, move: Move, without: list[Move]) -> Iterator[Reason]:
        """Yield the rules that the plan breaks without the move, then what made it possible."""
        order = self._order(move)
        if order is not None:
            yield Reason(order)
            return
        for finding in check_moves(self.instance, without):
            # A couple is another person's matter, too.
            if not self._known[finding.code, finding.ids] and finding.code != RuleCode.COUPLES:
                yield Reason(finding.code, finding.ids, finding.numbers)
        teacher = self.after.teacher(move)
        if teacher.volunteer and (teacher.status is TeacherStatus.DEFERRED or self._is_far(move)):
            code = ConditionCode.STATUS if teacher.status is TeacherStatus.DEFERRED else ConditionCode.DISTANCE
            yield Reason("volunteer", (code.value,))

    def _order(self, move: Move) -> str | None:
        teacher = self.after.teacher(move)
        if self.after.is_decided(move):
            return RuleCode.DECIDED_MOVES.value
        if self.instance.index.pin.get(teacher.id) == move.to_section:
            return RuleCode.PINS.value
        return RuleCode.MUST_MOVE.value if teacher.must_move else None

    def _repairs(self, move: Move, without: list[Move]) -> Iterator[Reason]:
        """Yield what the move helps to repair where it leads: the verdict of the section, an indicator, a subject."""
        section = self.instance.index.section[move.to_section]
        if section.id in self._measured:
            yield from self._repairs_of(section, counts(make_plan(self.instance, without)))
        cell = (move.to_section, move.subject)
        least, _ = self.instance.need_range(*cell)
        was, now = (people[cell] for people in self._people)
        # Where others leave as many as come, it is the rule on cover that tells what he is needed for.
        if was < least and now > was:
            yield Reason("subject", cell, {"before": was, "after": now, "need": least})

    def _repairs_of(self, section: Section, without: Counts) -> Iterator[Reason]:
        """Yield the verdict that the move turns, and the missing indicators that it adds to, the heaviest first."""
        before, after = self._counts
        if is_failing(self.instance, section, without) and not is_failing(self.instance, section, after):
            yield Reason("section_passes", (section.id,))
        for row in sorted(self.instance.indicators, key=lambda row: -row.weight):
            key, need = (section.id, row.code), required(section, row)
            if after[key] > without[key] and before[key] < need:
                numbers = {"before": before[key], "after": after[key], "need": need}
                yield Reason("indicator", (section.id, row.code.value), numbers)

    def _own(self, move: Move) -> Iterator[Reason]:
        """Yield the teacher's wish, then the distance of the schools and the way to work."""
        teacher = self.after.teacher(move)
        if move.to_section in teacher.wishes:
            yield Reason("wish", (move.to_section,), {"place": teacher.wishes.index(move.to_section) + 1})
        home, host = self.after.home(move), self.after.host(move)
        numbers = {"km": school_distance_km(self.instance, home.id, host.id)}
        numbers["limit_km"] = float(self.instance.settings.max_distance_km)
        extra = extra_commute_km(self.after, move)
        if extra is not None:
            numbers["extra_commute_km"] = extra
        yield Reason("distance", (home.id, host.id), numbers)
        if move.to_section not in teacher.wishes:
            yield Reason("no_wish_met" if teacher.wishes else "no_wish_given")

    def _is_far(self, move: Move) -> bool:
        km = school_distance_km(self.instance, self.after.home(move).id, self.after.host(move).id)
        return km > self.instance.settings.max_distance_km
