"""Typed answers as JSON values: keys are the names of their fields, moves as in a solution."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from solvers.rotation.instance import Instance, Move
from solvers.rotation.instance_writing import move_document
from solvers.rotation.solution import Solution
from solvers.rotation.solution_json import solution_document


def document(value: Any) -> Any:  # Any: whatever an answer holds, and any JSON value
    """Return the JSON value of an answer; instances are left out, they have files of their own."""
    for kind, written in _WRITTEN.items():
        if isinstance(value, kind):
            return written(value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((row.name, getattr(value, row.name)) for row in fields(value))
        return {name: document(part) for name, part in parts if not isinstance(part, Instance)}
    return value


# Any: each function takes the kind of value that it stands beside.
_WRITTEN: dict[type, Callable[[Any], Any]] = {
    Move: move_document,
    Solution: solution_document,
    Enum: lambda value: value.value,
    Mapping: lambda value: {str(document(key)): document(part) for key, part in value.items()},
    list: lambda value: [document(part) for part in value],
    tuple: lambda value: [document(part) for part in value],
}
