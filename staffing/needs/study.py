"""A study of what rotation can close, as stored JSON and back: today's shortages and what each of three runs leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from staffing.indicators.codes import Measure
from staffing.needs.decomposition import (
    Decomposition,
    Remainders,
    Run,
    ShortageKey,
    ShortageKind,
    SupplementRow,
    decompose,
    list_supplements,
)

RUNS = ("plan", "further", "unlimited")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Study:
    """Today's shortages and the three runs; ``stages`` names the stage of every section."""

    today: Remainders
    plan: Run
    further: Run
    unlimited: Run
    stages: Mapping[str, str]

    def split(self, kind: ShortageKind) -> Decomposition:
        """Return the shortages of one kind split by what closes them."""
        return decompose(self.today, self.plan, self.further, self.unlimited, kind=kind, stages=self.stages)

    def supplements(self, arts: tuple[str, ...], *, recruits_are_above_degree: bool) -> tuple[SupplementRow, ...]:
        """Return the 补充需求表."""
        return list_supplements(self.split(ShortageKind.SUBJECT), self.split(ShortageKind.INDICATOR), pe_arts_subjects=arts,
                                recruits_are_above_degree=recruits_are_above_degree)


def write_study(study: Study) -> Json:
    """Return a study as JSON."""
    return {"today": _rows(study.today), "stages": dict(study.stages),
            **{name: {"rows": _rows(run.remainders), "proven": run.is_proven}
               for name, run in zip(RUNS, (study.plan, study.further, study.unlimited), strict=True)}}


def read_study(content: Mapping[str, Any]) -> Study:
    """Return the study of stored JSON."""
    plan, further, unlimited = (Run(_remainders(content[name]["rows"]), bool(content[name]["proven"])) for name in RUNS)
    return Study(_remainders(content["today"]), plan, further, unlimited, dict(content["stages"]))


def counted_codes() -> tuple[str, ...]:
    """Return the indicators whose shortages a study splits: those that a person can close."""
    return (Measure.ABOVE_DEGREE.value, Measure.BACKBONE.value, Measure.PE_ARTS.value)


def _rows(remainders: Remainders) -> list[list[Any]]:
    return [[key.section, key.kind.value, key.code, left] for key, left in sorted(remainders.items()) if left]


def _remainders(rows: list[list[Any]]) -> dict[ShortageKey, int]:
    return {ShortageKey(section, ShortageKind(kind), code): left for section, kind, code, left in rows}
