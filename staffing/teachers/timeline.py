"""The timeline of a person: where each span and event stands in the picture. Pure: days in, coordinates out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 960
LEFT: Final = 84
RIGHT: Final = 12
TOP: Final = 24
ROW: Final = 24
BAR: Final = 18
CHARACTER: Final = 12.5  # width of a Chinese character in the chart's letter size; others are narrower
NARROW: Final = 7.0
PADDING: Final = 6
MOST_TICKS: Final = 12
POINT: Final = 4.0


@dataclass(frozen=True, slots=True)
class Item:
    """A span (end None = still running) or, where ``point`` is set, an event; ``text`` is written on it."""

    start: dt.date
    end: dt.date | None
    text: str
    point: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the picture with its name; ``tone`` chooses the colour."""

    label: str
    tone: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn item. ``anchor`` says at which end of ``text_x`` the text stands."""

    x: float
    y: float
    width: float
    text: str
    text_x: float
    anchor: str
    tone: str
    point: bool
    item: Item


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: size, bars, years along the top, lane names, where today stands, and the day asked about where it is another."""

    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    labels: tuple[tuple[float, str], ...]
    today_x: float
    asked_x: float | None = None
    width: int = WIDTH
    left: int = LEFT


def draw(lanes: Sequence[Lane], *, on: dt.date, today: dt.date | None = None) -> Timeline | None:
    """Return the picture of all lanes that hold something, None if none does; ``on`` is the day asked about.

    What still runs is drawn up to today.
    """
    asked, on = on, today or on
    filled = [lane for lane in lanes if lane.items]
    if not filled:
        return None
    first = min(item.start for lane in filled for item in lane.items)
    first = min(first, asked)
    last = max([on, asked, *(item.end or on for lane in filled for item in lane.items)])
    scale = Scale(dt.date(first.year, 1, 1), dt.date(last.year + 1, 1, 1))
    bars: list[Bar] = []
    labels: list[tuple[float, str]] = []
    y = float(TOP)
    for lane in filled:
        labels.append((y + BAR - 5, lane.label))
        rows = 0
        for bar, row in _placed(lane, scale, y, on):
            bars.append(bar)
            rows = max(rows, row + 1)
        y += rows * ROW + PADDING
    return Timeline(int(y), tuple(bars), scale.ticks(), tuple(labels), scale.x(on), scale.x(asked) if asked != on else None)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days between the left and the right border of the picture."""

    first: dt.date
    last: dt.date

    def x(self, day: dt.date) -> float:
        """Return where the day stands."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def ticks(self) -> tuple[tuple[float, int], ...]:
        """Return position and number of the years that are written, at most a dozen."""
        years = range(self.first.year, self.last.year + 1)
        step = next(step for step in (1, 2, 5, 10, 20, 50) if len(years) / step <= MOST_TICKS)
        return tuple((self.x(dt.date(year, 1, 1)), year) for year in years if year % step == 0)


def text_width(text: str) -> float:
    """Return about how wide a text is."""
    return sum(CHARACTER if ord(character) > 255 else NARROW for character in text)


def _placed(lane: Lane, scale: Scale, top: float, on: dt.date) -> list[tuple[Bar, int]]:
    """Return the lane's bars, each in the first row where neither bar nor text meets another."""
    ends: list[float] = []
    placed: list[tuple[Bar, int]] = []
    for item in sorted(lane.items, key=lambda item: (item.start, item.end or dt.date.max)):
        x = scale.x(item.start)
        width = 0.0 if item.point else max(3.0, scale.x(item.end or max(on, item.start)) - x)
        begins, text_x, anchor = _text_place(x, width, item)
        row = next((number for number, end in enumerate(ends) if end <= begins), len(ends))
        until = max(x + width, text_x + (text_width(item.text) if anchor == "start" else 0)) + PADDING
        ends[row:row + 1] = [until]
        placed.append((Bar(x, top + row * ROW, width, item.text, text_x, anchor, lane.tone, item.point, item), row))
    return placed


def _text_place(x: float, width: float, item: Item) -> tuple[float, float, str]:
    """Return where the item with its text begins, where the text is set, and by which end.

    The text stands in its bar if it fits, else behind it, or before it where the picture ends.
    """
    needed, border = text_width(item.text), WIDTH - RIGHT
    if width >= needed + 2 * PADDING:
        return x, x + PADDING, "start"
    begins = x - (POINT if item.point else 0)
    behind = x + width + PADDING
    if behind + needed <= border:
        return begins, behind, "start"
    return min(begins, x - PADDING - needed), x - PADDING, "end"
