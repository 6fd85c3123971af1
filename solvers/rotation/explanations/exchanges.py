"""Missed exchanges: teachers who could trade places so that two or more are better off and nobody is worse.

An exchange is a cycle: each takes the place where the next one ends (staying is a place, too). Only burdens decide what
is an exchange; conditions, rules and goals 1 to 3 then tell what stops it. Where nothing does, the plan missed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from solvers.rotation.check import amounts, check_moves
from solvers.rotation.check.goals import burden
from solvers.rotation.check.plan import make_plan
from solvers.rotation.explanations.asking import broken_conditions
from solvers.rotation.instance import Instance, Move, Teacher
from solvers.rotation.vocabulary import GOAL_LEVEL, Cell, GoalCode, TeacherId, TeacherStatus

LONGEST_CYCLE = 3
MOST_EXCHANGES = 200
LEAST_WINNERS = 2
KEPT_LEVELS = frozenset({1, 2, 3})
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Trade:
    """One teacher's part: where he ends by the plan and in the exchange, and his burden in both."""

    teacher: TeacherId
    now: Cell
    then: Cell
    burden_now: float
    burden_then: float


@dataclass(frozen=True, slots=True)
class Exchange:
    """A cycle of trades; `stopped_by` are codes of conditions, rules and goals that stand against it.

    Nothing there: the plan should have taken it. `gain` is the burden that the members save together.
    """

    trades: tuple[Trade, ...]
    gain: float
    stopped_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchanges:
    """All cycles up to `longest` members, the largest gains first; `found` counts also those beyond the list."""

    exchanges: tuple[Exchange, ...]
    found: int
    longest: int

    @property
    def missed(self) -> tuple[Exchange, ...]:
        """Return those that nothing stops."""
        return tuple(row for row in self.exchanges if not row.stopped_by)


def missed_exchanges(
    instance: Instance, plan: tuple[Move, ...], *, longest: int = LONGEST_CYCLE, most: int = MOST_EXCHANGES
) -> Exchanges:
    """Return the improving cycles among movers, and between movers and those who may be sent in their place."""
    market = _Market(instance, plan)
    cycles = sorted(market.cycles(longest), key=lambda cycle: (-market.gain(cycle), cycle))
    judge = _Judge(instance, plan)
    listed = tuple(
        Exchange(trades, market.gain(cycle), judge.stopped_by(trades))
        for cycle in cycles[:most]
        for trades in [market.trades(cycle)]
    )
    return Exchanges(listed, len(cycles), longest)


class _Market:
    """Who would take whose place, by burden alone."""

    def __init__(self, instance: Instance, plan: tuple[Move, ...]) -> None:
        self._instance, self._plan = instance, make_plan(instance, plan)
        traders = [row for row in instance.teachers if self._may_trade(row)]
        self._teacher = {row.id: row for row in traders}
        self._now = {row.id: self._burden(row, self._plan.cell_after(row)) for row in traders}
        self._takers: dict[TeacherId, list[TeacherId]] = {row.id: [] for row in traders}
        holders: defaultdict[Cell, list[TeacherId]] = defaultdict(list)
        for row in traders:
            holders[self._plan.cell_after(row)].append(row.id)
        for row in traders:
            self._takers[row.id] = [other for cell in self._wanted(row, holders) for other in holders[cell]]

    def cycles(self, longest: int) -> Iterator[tuple[TeacherId, ...]]:
        """Yield each cycle once, beginning with its member listed first, with at least two who gain."""
        order = {key: at for at, key in enumerate(self._teacher)}
        for first in self._teacher:
            stack: list[tuple[TeacherId, ...]] = [(first,)]
            while stack:
                path = stack.pop()
                for other in self._takers[path[-1]]:
                    if other == first and len(path) > 1 and self._winners(path) >= LEAST_WINNERS:
                        yield path
                    elif order[other] > order[first] and other not in path and len(path) < longest:
                        stack.append((*path, other))

    def gain(self, cycle: tuple[TeacherId, ...]) -> float:
        """Return how much burden the members save together."""
        return sum(trade.burden_now - trade.burden_then for trade in self.trades(cycle))

    def trades(self, cycle: tuple[TeacherId, ...]) -> tuple[Trade, ...]:
        """Return each member's part."""
        return tuple(
            Trade(one, self._cell(one), self._cell(other), self._now[one], self._then(one, other))
            for one, other in zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        )

    def _winners(self, cycle: tuple[TeacherId, ...]) -> int:
        return sum(row.burden_then < row.burden_now - _ROUNDING for row in self.trades(cycle))

    def _may_trade(self, teacher: Teacher) -> bool:
        """True for movers of this plan and for those who stay and could be sent."""
        if teacher.id in self._instance.index.decided:
            return False
        waived = teacher.status is TeacherStatus.DEFERRED and teacher.volunteer
        may_be_sent = teacher.status is TeacherStatus.ELIGIBLE or waived
        return teacher.id in self._plan.moves or (may_be_sent and not teacher.must_stay)

    def _wanted(self, teacher: Teacher, holders: dict[Cell, list[TeacherId]]) -> Iterator[Cell]:
        """Yield the places that are no heavier for the teacher than his own, in subjects he may teach."""
        own, limit = self._plan.cell_after(teacher), self._now[teacher.id] + _ROUNDING
        # A mover always has his own place back to want; others are places of movers or of those who stay.
        for cell in holders:
            if cell != own and self._can_teach(teacher, cell) and self._burden(teacher, cell) <= limit:
                yield cell

    def _can_teach(self, teacher: Teacher, cell: Cell) -> bool:
        """True if subject, certificate and stage fit; without them there is no trade that a rule could stop."""
        section, subject = cell
        settings, sections = self._instance.settings, self._instance.index.section
        stage = sections[section].stage
        return (
            (subject == teacher.subject or subject in teacher.more_subjects)
            and (settings.cross_stage or stage is sections[teacher.section].stage)
            and (cell == teacher.cell or stage in settings.certificate_covers.stages(teacher.certificate))
        )

    def _burden(self, teacher: Teacher, cell: Cell) -> float:
        if cell == teacher.cell:
            return 0.0
        return float(burden(self._plan, Move(teacher.id, teacher.section, *cell)))

    def _cell(self, teacher: TeacherId) -> Cell:
        return self._plan.cell_after(self._teacher[teacher])

    def _then(self, one: TeacherId, other: TeacherId) -> float:
        return self._burden(self._teacher[one], self._cell(other))


class _Judge:
    """What stands against an exchange: conditions of its moves, rules of the whole plan, goals of levels 1 to 3."""

    def __init__(self, instance: Instance, plan: tuple[Move, ...]) -> None:
        self._instance, self._plan = instance, plan
        self._known = {(row.code, row.ids) for row in check_moves(instance, plan)}
        self._amounts = amounts(instance, plan)

    def stopped_by(self, trades: tuple[Trade, ...]) -> tuple[str, ...]:
        """Return the codes in order: conditions first, then rules, then goals; each once."""
        moves = [move for row in trades if (move := self._move(row)) is not None]
        conditions = [code for move in moves for code in broken_conditions(self._instance, move)]
        if conditions:
            return tuple(dict.fromkeys(conditions))
        changed = self.exchanged(trades)
        rules = [
            row.code for row in check_moves(self._instance, changed) if (row.code, row.ids) not in self._known
        ]
        if rules:
            return tuple(dict.fromkeys(rules))
        after = amounts(self._instance, changed)
        worse = (code for code in GoalCode if GOAL_LEVEL[code] in KEPT_LEVELS and self._is_worse(code, after))
        return tuple(code.value for code in worse)

    def exchanged(self, trades: tuple[Trade, ...]) -> tuple[Move, ...]:
        """Return the plan with the exchange."""
        members = {row.teacher for row in trades}
        moves = [move for row in trades if (move := self._move(row)) is not None]
        return (*(move for move in self._plan if move.teacher not in members), *moves)

    def _move(self, trade: Trade) -> Move | None:
        teacher = self._instance.index.teacher[trade.teacher]
        return None if trade.then == teacher.cell else Move(teacher.id, teacher.section, *trade.then)

    def _is_worse(self, code: GoalCode, after: dict[GoalCode, float]) -> bool:
        return after[code] > self._amounts[code] + _ROUNDING * max(1.0, abs(self._amounts[code]))
