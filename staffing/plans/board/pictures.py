"""The run a draft stands on as the board needs it, kept in the memory of the process by the fingerprint of its texts.

A run never changes once it is finished, so what is kept never grows old; another process makes its own.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from solvers.rotation.check.indicators import Counts
from solvers.rotation.instance import Instance
from solvers.rotation.io import parse_instance, parse_solution
from staffing.plans.board.judging import Judgement, Known, counts_today, judge
from staffing.plans.board.steps import Standing, Step, begin
from staffing.plans.models import SolveRun

KEPT = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """A run's instance, its standing before the first step, and how nobody moving and the run itself are judged.

    ``known`` grows with every judgement; its entries follow from the instance alone. ``judged`` are the last standings, so that
    looking about on the board judges nothing anew.
    """

    instance: Instance
    base: Standing
    today: Counts
    known: Known
    nobody: Judgement
    unchanged: Judgement
    judged: OrderedDict[tuple[Step, ...], Judgement]

    def judgement(self, steps: tuple[Step, ...], standing: Standing) -> Judgement:
        """Return how what stands after the steps is judged."""
        if not steps:
            return self.unchanged
        found = self.judged.get(steps)
        if found is None:
            found = judge(self.instance, standing, self.today, self.known)
            with _lock:
                self.judged[steps] = found
                while len(self.judged) > KEPT:
                    self.judged.popitem(last=False)
        return found


_pictures: OrderedDict[tuple[int, str, str], Picture] = OrderedDict()
_lock = threading.Lock()


def picture_of(run: SolveRun) -> Picture:
    """Return the picture of a finished run; read and judged once in each process."""
    key = (run.id, run.instance_sha256, run.solution_sha256)
    with _lock:
        if key in _pictures:
            _pictures.move_to_end(key)
            return _pictures[key]
    made = _make(run)
    with _lock:
        _pictures[key] = made
        while len(_pictures) > KEPT:
            _pictures.popitem(last=False)
    return made


def _make(run: SolveRun) -> Picture:
    instance = parse_instance(run.instance_text)
    base = begin(instance, parse_solution(run.solution_text).moves if run.solution_text else ())
    today = counts_today(instance)
    nobody = Standing({}, base.pins, base.forbids)
    known: Known = {}
    return Picture(instance, base, today, known, judge(instance, nobody, today, known), judge(instance, base, today, known), OrderedDict())
