"""A frozen snapshot beside the present figures of the same year: county rows, and sections whose cells changed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from staffing.indicators.codes import CellState, Judgement
from staffing.indicators.documents import to_plain
from staffing.indicators.results import CountyAssessment

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CountyChange:
    """One indicator of one stage then and now."""

    stage: str
    code: str
    mean: tuple[float | None, float | None]
    cv: tuple[float | None, float | None]
    below: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that has another value or state now; None where the section was or is absent."""

    section: str
    name: str
    stage: str
    code: str
    value: tuple[Fraction | None, Fraction | None]
    state: tuple[CellState | None, CellState | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs."""

    county: tuple[CountyChange, ...]
    cells: tuple[CellChange, ...]
    verdict: tuple[Judgement, Judgement]


def compare(content: Json, present: CountyAssessment, names: Mapping[str, str]) -> Comparison:
    """Return how the present differs from a snapshot by the same way to count."""
    before: Json = content[present.basis.value]["assessment"]
    now: Any = to_plain(present)
    frozen_names: Mapping[str, str] = content["names"]
    return Comparison(
        tuple(county_changes(before, now)),
        tuple(cell_changes(before, now, {**frozen_names, **names})),
        (Judgement(before["verdict"]), present.verdict))


def county_changes(before: Json, now: Json) -> list[CountyChange]:
    """Return every indicator of every stage then and now."""
    then = {(stage["stage"], item["code"]): item for stage in before["stages"] for item in stage["indicators"]}
    changes = []
    for stage in now["stages"]:
        for item in stage["indicators"]:
            old = then.get((stage["stage"], item["code"]))
            if old is None:
                continue
            changes.append(CountyChange(stage["stage"], item["code"], (number(old["spread"]["mean"]), number(item["spread"]["mean"])),
                                        (number(old["spread"]["cv"]), number(item["spread"]["cv"])),
                                        (old["near"] + old["below"], item["near"] + item["below"])))
    return changes


def cell_changes(before: Json, now: Json, names: Mapping[str, str]) -> list[CellChange]:
    """Return the cells that differ, in the order of the sections."""
    then, present = cells_of(before), cells_of(now)
    stages = {section["key"]: section["stage"] for one in (before, now) for section in one["sections"]}
    changes = []
    for key in dict.fromkeys((*present, *then)):
        old, new = then.get(key), present.get(key)
        pair = [(one["value"], one["state"]) if one else None for one in (old, new)]
        if pair[0] != pair[1]:
            section, code = key
            changes.append(CellChange(section, names.get(section, section), stages[section], code,
                                      (fraction(old), fraction(new)), (state(old), state(new))))
    return changes


def cells_of(assessment: Json) -> dict[tuple[str, str], Json]:
    """Return the cells of a document by section and indicator."""
    return {(section["key"], cell["code"]): cell for section in assessment["sections"] for cell in section["cells"]}


def fraction(cell: Json | None) -> Fraction | None:
    """Return a cell's value."""
    return None if cell is None or cell["value"] is None else Fraction(cell["value"])


def state(cell: Json | None) -> CellState | None:
    """Return a cell's state."""
    return None if cell is None else CellState(cell["state"])


def number(text: str | None) -> float | None:
    """Return a figure of the document."""
    return None if text is None else float(text)
