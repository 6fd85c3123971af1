"""Makers of jobs and of kinds of job that tests run."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from flask_babel import lazy_gettext as _l

from staffing.extensions import db
from staffing.jobs.context import JobContext
from staffing.jobs.models import Job
from staffing.jobs.registry import EXTENSION, JobKind

_numbers = itertools.count(1)


def create_job(*, county, kind: str = "test", subject: str | None = None, **fields) -> Job:
    """Store a waiting job."""
    job = Job(county_id=county.id, kind=kind, subject=subject or f"thing:{next(_numbers)}", **fields)
    db.session.add(job)
    db.session.flush()
    return job


@contextmanager
def kind_of_job(app: Flask, run: Callable[[JobContext], None], code: str = "test") -> Iterator[None]:
    """Let the application know a kind of job for the length of a test."""
    app.extensions[EXTENSION][code] = JobKind(code, _l("State"), run, faults={"no_luck": _l("State")})
    try:
        yield
    finally:
        del app.extensions[EXTENSION][code]
