"""Bullet bars: a value against its threshold and the 85 % line, as coordinates of a picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from staffing.indicators.codes import CellState
from staffing.indicators.results import IndicatorCell

WIDTH: Final = 320
LABEL: Final = 150
ROW: Final = 44
TOP: Final = 6
HEADROOM: Final = 1.18
TONES: Final = {CellState.REACHED: "good", CellState.NEAR: "warn", CellState.BELOW: "bad"}


@dataclass(frozen=True, slots=True)
class Bullet:
    """One drawn bar: where the bar ends, where both lines stand, and what is written."""

    y: int
    label: str
    bar: float
    tone: str
    value: str
    threshold: float | None
    floor: float | None
    threshold_text: str
    floor_text: str


@dataclass(frozen=True, slots=True)
class BulletChart:
    """All bars of a picture, one below the other."""

    bullets: tuple[Bullet, ...]
    height: int
    width: int = LABEL + WIDTH
    start: int = LABEL


@dataclass(frozen=True, slots=True)
class BarText:
    """What is written at one bar: its label, the value, the threshold, the 85 % line."""

    label: str
    value: str
    threshold: str
    floor: str


def draw_bullets(cells: Sequence[tuple[IndicatorCell, BarText]], *, share: Fraction) -> BulletChart:
    """Return one bar per cell; every bar has its own scale, so that its threshold is comparable in distance, not in unit."""
    bullets = []
    for row, (cell, text) in enumerate(cells):
        value, threshold = float(cell.value or 0), float(cell.threshold or 0)
        scale = WIDTH / (max(value, threshold, 0.001) * HEADROOM)
        line = LABEL + round(threshold * scale, 1) if cell.threshold is not None else None
        floor = LABEL + round(threshold * float(share) * scale, 1) if cell.threshold is not None else None
        bullets.append(Bullet(TOP + row * ROW, text.label, round(value * scale, 1), TONES.get(cell.state, "none"), text.value, line, floor,
                              text.threshold, text.floor))
    return BulletChart(tuple(bullets), TOP + ROW * len(bullets) + 4)
