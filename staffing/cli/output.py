"""How commands answer: rows on standard output as a table, JSON or CSV; words and progress on standard error."""

import argparse
import csv
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from staffing.cli.words import _

FORMATS = ("table", "json", "csv")
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key in JSON and CSV (stable), the heading in tables (translated)."""

    key: str
    heading: str


def add_format(parser: argparse.ArgumentParser) -> None:
    """Give a command that prints rows its ``--format``."""
    parser.add_argument("--format", choices=FORMATS, default="table", help=_("how rows are printed (default: table)"))


def print_rows(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], *, form: str, to: TextIO | None = None) -> None:
    """Print rows in the wished form; JSON and CSV carry keys and plain values, tables carry headings."""
    writers: dict[str, Callable[[Sequence[Column], Iterable[Mapping[str, Any]], TextIO], None]]
    writers = {"table": write_table, "json": write_json, "csv": write_csv}
    writers[form](columns, rows, to or sys.stdout)


def write_json(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], to: TextIO) -> None:
    """Write a list of objects; what JSON does not know (dates, exact fractions) is written as text."""
    chosen = [{column.key: row.get(column.key) for column in columns} for row in rows]
    json.dump(chosen, to, ensure_ascii=False, indent=2, default=str)
    to.write("\n")


def write_csv(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], to: TextIO) -> None:
    """Write comma-separated rows under the keys."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    writer.writerows([plain(row.get(column.key)) for column in columns] for row in rows)


def write_table(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], to: TextIO) -> None:
    """Write aligned columns; a Chinese character takes two places."""
    grid = [[column.heading for column in columns]]
    grid += [[plain(row.get(column.key)) or NOTHING for column in columns] for row in rows]
    widths = [max(width(line[place]) for line in grid) for place in range(len(columns))]
    for line in grid:
        cells = (cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True))
        to.write("  ".join(cells).rstrip() + "\n")


def plain(value: Any) -> str:
    """Return a value as one line of text."""
    return "" if value is None else str(value).replace("\n", " ")


def width(text: str) -> int:
    """Return how many places a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def tell(message: str) -> None:
    """Say something on standard error, so that standard output stays clean for scripts."""
    print(message, file=sys.stderr, flush=True)


class Progress:
    """One line on standard error that is rewritten on a terminal, and written anew where the answer is kept in a file."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to standard error unless told otherwise."""
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.last = ""

    def show(self, message: str) -> None:
        """Show where the work stands; a message that did not change is not repeated."""
        if message == self.last:
            return
        blank = " " * max(0, width(self.last) - width(message))
        self.stream.write(f"\r{message}{blank}" if self.terminal else f"{message}\n")
        self.stream.flush()
        self.last = message

    def end(self) -> None:
        """Leave the last line standing."""
        if self.terminal and self.last:
            self.stream.write("\n")
            self.stream.flush()
        self.last = ""
