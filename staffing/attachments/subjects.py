"""What evidence may belong to: kinds of records that the features above offer, each saying who may see and add."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, current_app
from flask_babel import LazyString

EXTENSION: Final = "staffing_attachment_subjects"


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """One record as evidence sees it.

    ``restricted``: only readers of reasons (officers, leaders) and who uploaded a file may read it. ``schools_add``: the
    record's school may add and remove; ``open``: anything may be added at all.
    """

    label: str
    address: str
    restricted: bool = False
    schools_add: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of record. ``find`` answers by county, id and the only school the person may see; LookupError where there is none.

    ``retention`` names how long its evidence is kept.
    """

    code: str
    title: LazyString
    retention: str
    find: Callable[[int, int, int | None], SubjectFacts]


def register_subjects(app: Flask, kinds: Iterable[SubjectKind]) -> None:
    """Make the kinds known to an application; a code that stands twice is a programming error."""
    known: dict[str, SubjectKind] = app.extensions.setdefault(EXTENSION, {})
    for kind in kinds:
        if kind.code in known:
            raise ValueError(f"two kinds of record with evidence are called {kind.code}")
        known[kind.code] = kind


def subject_kind(code: str) -> SubjectKind:
    """Return a kind of record; LookupError if no feature offers it."""
    kind = cast("dict[str, SubjectKind]", current_app.extensions.get(EXTENSION, {})).get(code)
    if kind is None:
        raise LookupError("no such kind of record with evidence")
    return kind
