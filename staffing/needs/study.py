"""A study of what rotation can close, as stored JSON and back: today's shortages and what each of three runs leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.needs.decomposition import (
    Bounds,
    Decomposition,
    Remainders,
    ShortageKey,
    ShortageKind,
    SupplementRow,
    decompose,
    list_supplements,
)

RUNS = ("today", "plan", "further", "unlimited")
Json = dict[str, Any]


class FurtherState(LabelledEnum):
    """What is known about the rotation that could follow the plan by the county's rules (再次交流)."""

    PROVEN = "proven", _l("A further rotation was found; proven: none by the rules leaves fewer persons short in all")
    FOUND = "found", _l("A further rotation was found; not proven that it leaves the fewest short")
    IMPOSSIBLE = "impossible", _l("Proven: the rules allow no further rotation after this plan")
    NOT_FOUND = "not_found", _l("No further rotation was found in the time given")


@dataclass(frozen=True, slots=True)
class Study:
    """Today's shortages and what three runs leave; ``stages`` names the stage of every section."""

    today: Remainders
    plan: Remainders
    further: Remainders
    unlimited: Remainders
    stages: Mapping[str, str]
    further_state: FurtherState
    bounds: Mapping[ShortageKind, Bounds]

    def split(self, kind: ShortageKind) -> Decomposition:
        """Return the shortages of one kind split by what closes them."""
        return decompose((self.today, self.plan, self.further, self.unlimited), kind=kind, stages=self.stages,
                         bounds=self.bounds.get(kind, Bounds()))

    def supplements(self, arts: tuple[str, ...], *, recruits_are_above_degree: bool) -> tuple[SupplementRow, ...]:
        """Return the 补充需求表."""
        return list_supplements(self.split(ShortageKind.SUBJECT), self.split(ShortageKind.INDICATOR), pe_arts_subjects=arts,
                                recruits_are_above_degree=recruits_are_above_degree)


def write_study(study: Study) -> Json:
    """Return a study as JSON."""
    return {**{name: _rows(getattr(study, name)) for name in RUNS}, "stages": dict(study.stages),
            "further_state": study.further_state.value,
            "bounds": {kind.value: [bounds.alone, bounds.together] for kind, bounds in study.bounds.items()}}


def read_study(content: Mapping[str, Any]) -> Study:
    """Return the study of stored JSON."""
    today, plan, further, unlimited = (_remainders(content[name]) for name in RUNS)
    return Study(today, plan, further, unlimited, dict(content["stages"]), FurtherState(content["further_state"]),
                 {ShortageKind(kind): Bounds(*numbers) for kind, numbers in content["bounds"].items()})


def _rows(remainders: Remainders) -> list[list[Any]]:
    return [[key.section, key.kind.value, key.code, left] for key, left in sorted(remainders.items()) if left]


def _remainders(rows: list[list[Any]]) -> dict[ShortageKey, int]:
    return {ShortageKey(section, ShortageKind(kind), code): left for section, kind, code, left in rows}
