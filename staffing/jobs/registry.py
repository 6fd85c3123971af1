"""Which kinds of job there are: the function that does the work, and the words in which a page speaks of it.

Features define their kinds; create_app hands them over once. A kind's code stands in stored jobs and is never reused.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app
from flask_babel import LazyString

from staffing.jobs.context import JobContext
from staffing.jobs.models import Job

EXTENSION = "staffing_job_kinds"


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of long work (后台任务类型).

    Parameters
    ----------
    run
        Does the work. Returns normally when it has published its result or needs none; raises JobFault with one of
        the codes of ``faults`` when it cannot.
    phases, faults
        What the page says for the codes a job reports while running and when it fails.
    address
        Where the page of the job's subject stands; None if there is none.
    """

    code: str
    label: LazyString
    run: Callable[[JobContext], None]
    phases: Mapping[str, LazyString] = field(default_factory=dict)
    faults: Mapping[str, LazyString] = field(default_factory=dict)
    address: Callable[[Job], str] | None = None


def register_kinds(app: Flask, kinds: Iterable[JobKind]) -> None:
    """Make the kinds known to an application; a code that stands twice is a programming error."""
    known: dict[str, JobKind] = app.extensions.setdefault(EXTENSION, {})
    for kind in kinds:
        if kind.code in known:
            raise ValueError(f"two kinds of job are called {kind.code}")
        known[kind.code] = kind


def find_kind(code: str) -> JobKind | None:
    """Return the kind of a code, None if this version of the application knows no such kind."""
    return cast("dict[str, JobKind]", current_app.extensions.get(EXTENSION, {})).get(code)
