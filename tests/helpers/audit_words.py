"""Every audit line that any test causes must be readable: its action, its record and each of its fields have words."""

from typing import Any

from sqlalchemy import event

from staffing.audit.models import AuditEvent
from staffing.audit.titles import ACTION_TITLES, FIELD_TITLES, OBJECT_TITLES

# What tests of the log itself call their lines.
MADE_UP = frozenset({"trial", "forged"})


class UnreadableLineError(AssertionError):
    """A line of the log that would be shown to the auditor as codes."""


def demand_words() -> None:
    """From now on refuse to store a line that has no words; staffing.audit.titles tells how to give it some."""
    event.listen(AuditEvent, "before_insert", _demand)


def _demand(_mapper: Any, _connection: Any, line: AuditEvent) -> None:
    fields = [(line.object_type, field) for field in line.changes]
    unknown = [word for word, known in ((line.action, ACTION_TITLES), (line.object_type, OBJECT_TITLES)) if word not in known]
    unknown += [".".join(field) for field in fields if field not in FIELD_TITLES]
    if unknown and line.action not in MADE_UP:
        raise UnreadableLineError(f"no words in the log for {', '.join(unknown)}: tell them in the titles.py of the feature")
