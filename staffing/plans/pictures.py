"""Geometry of the pictures on a plan's page, drawn on the server so that they print and need no script.

Pure: figures of a run in, positions and sizes in picture units out; templates write them as SVG.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

WIDTH, MARGIN = 900.0, 40.0
LEAST_HEIGHT, MOST_HEIGHT = 260.0, 640.0
POINT, MOST_POINT = 4.0, 13.0
THICKEST, THINNEST = 9.0, 1.2
BEND = 0.12
LABELS = 18
LETTER = 12.0
BAR_WIDTH, BAR_HEIGHT = 130.0, 16.0
BAR_SCALE = 1.6


@dataclass(frozen=True, slots=True)
class SchoolPoint:
    """One school in the picture of flows; ``balance`` is gives, takes, even or none (no move)."""

    id: int
    name: str
    x: float
    y: float
    radius: float
    location: str
    balance: str
    sent: int
    received: int
    labelled: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class FlowArrow:
    """The moves from one school to another as one bent arrow."""

    from_id: int
    to_id: int
    title: str
    path: str
    width: float
    number: int
    faded: bool


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """The county by its schools' coordinates with the moves between them; ``scale_km`` belongs to ``scale_width``."""

    width: float
    height: float
    points: tuple[SchoolPoint, ...]
    arrows: tuple[FlowArrow, ...]
    scale_km: int
    scale_width: float


def draw_flows(schools: Sequence[Json], flows: Sequence[Sequence[int]], names: Mapping[int, str], *,
               chosen: int | None = None) -> FlowPicture | None:
    """Return the picture of flows; None without schools. A chosen school's arrows stand out, the rest fade."""
    if not schools:
        return None
    per_km, height, left, top = _frame(schools)
    places = {row["id"]: (MARGIN + (row["x"] - left) * per_km, MARGIN + (top - row["y"]) * per_km) for row in schools}
    busiest = max((row["out"] + row["in"] for row in schools), default=0) or 1
    ranked = sorted(schools, key=lambda row: (-(row["out"] + row["in"]), row["id"]))
    labelled = _labelled(ranked, places, names, chosen)
    points = tuple(_point(row, places[row["id"]], names, busiest, labelled, chosen) for row in schools)
    most = max((flow[2] for flow in flows), default=1)
    arrows = tuple(_arrow(flow, places, names, most, chosen) for flow in reversed(flows)
                   if flow[0] in places and flow[1] in places)
    scale_km = _round_km(WIDTH / per_km / 5)
    return FlowPicture(WIDTH, round(height, 1), points, arrows, scale_km, round(scale_km * per_km, 1))


def _labelled(ranked: Sequence[Json], places: Mapping[int, tuple[float, float]], names: Mapping[int, str],
              chosen: int | None) -> set[int]:
    """Return the schools whose names fit: the chosen one, then the busiest, none over another's name."""
    boxes: list[tuple[float, float, float]] = []
    labelled: set[int] = set()
    for row in sorted(ranked, key=lambda row: row["id"] != chosen):
        if len(labelled) == LABELS or not (row["out"] + row["in"] or row["id"] == chosen):
            continue
        x, y = places[row["id"]]
        end = x + MOST_POINT + LETTER * len(names.get(row["id"], ""))
        if end < WIDTH and all(end < left or x > right or abs(y - line) > LETTER * 1.3 for left, right, line in boxes):
            boxes.append((x, end, y))
            labelled.add(row["id"])
    return labelled


def _frame(schools: Sequence[Json]) -> tuple[float, float, float, float]:
    """Return picture units per kilometre, the height, and the western and northern edge."""
    xs, ys = [row["x"] for row in schools], [row["y"] for row in schools]
    wide, high = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
    per_km = min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / high)
    height = max(LEAST_HEIGHT, high * per_km + 2 * MARGIN)
    left = min(xs) - (WIDTH - 2 * MARGIN - wide * per_km) / 2 / per_km
    return per_km, height, left, max(ys) + (height - 2 * MARGIN - high * per_km) / 2 / per_km


def _point(row: Json, place: tuple[float, float], names: Mapping[int, str], busiest: int, labelled: set[int],
           chosen: int | None) -> SchoolPoint:
    sent, received = row["out"], row["in"]
    balance = "none" if not sent + received else "gives" if sent > received else "takes" if received > sent else "even"
    radius = POINT + (MOST_POINT - POINT) * math.sqrt((sent + received) / busiest)
    return SchoolPoint(row["id"], names.get(row["id"], str(row["id"])), round(place[0], 1), round(place[1], 1), round(radius, 1),
                       row["location"], balance, sent, received, row["id"] in labelled, row["id"] == chosen)


def _arrow(flow: Sequence[int], places: Mapping[int, tuple[float, float]], names: Mapping[int, str], most: int,
           chosen: int | None) -> FlowArrow:
    origin, target, number = flow
    (x1, y1), (x2, y2) = places[origin], places[target]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    # Bent to the right of its direction, so that moves to and fro do not cover each other.
    middle = (x1 + x2) / 2 - (y2 - y1) * BEND, (y1 + y2) / 2 + (x2 - x1) * BEND
    short = min(MOST_POINT + 3, length / 3)
    end = x2 - (x2 - middle[0]) / length * short, y2 - (y2 - middle[1]) / length * short
    path = f"M{x1:.1f} {y1:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    width = THINNEST + (THICKEST - THINNEST) * (number - 1) / max(1, most - 1)
    title = f"{names.get(origin, origin)} → {names.get(target, target)} · {number}"
    return FlowArrow(origin, target, title, path, round(width, 1), number, chosen is not None and chosen not in (origin, target))


def _round_km(km: float) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50 … kilometres that is not longer."""
    best = 1
    for power in range(5):
        for step in (1, 2, 5):
            if step * 10**power <= km:
                best = step * 10**power
    return best


@dataclass(frozen=True, slots=True)
class Bar:
    """Persons counted before and after against the threshold, as lengths; ``state`` is good, warn or bad after the plan."""

    width: float
    height: float
    before: float
    after: float
    need: float
    need_85: float
    state: str


def draw_bar(before: int, after: int, need: int, need_85: int) -> Bar:
    """Return the bar of one indicator of one section; the scale ends beyond the threshold or the largest figure."""
    end = max(need * BAR_SCALE, before, after, 1)
    state = "good" if after >= need else "warn" if after >= need_85 else "bad"

    def length(persons: float) -> float:
        return round(BAR_WIDTH * persons / end, 1)

    return Bar(BAR_WIDTH, BAR_HEIGHT, length(before), length(after), length(need), length(need_85), state)
