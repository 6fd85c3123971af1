"""Instances and solutions as JSON text and files, and the fingerprint that ties a solution to its instance."""

import hashlib
import json
from pathlib import Path
from typing import Any

from solvers.rotation.errors import InstanceError
from solvers.rotation.instance import Instance
from solvers.rotation.instance_reading import INSTANCE_FORMAT, instance_from_document
from solvers.rotation.instance_writing import instance_document
from solvers.rotation.json_values import parse_json
from solvers.rotation.solution import Solution
from solvers.rotation.solution_json import SOLUTION_FORMAT, solution_document, solution_from_document

__all__ = [
    "INSTANCE_FORMAT",
    "SOLUTION_FORMAT",
    "format_instance",
    "format_solution",
    "instance_document",
    "instance_sha256",
    "parse_instance",
    "parse_solution",
    "read_instance",
    "read_solution",
    "solution_document",
    "write_instance",
    "write_solution",
]


def parse_instance(text: str) -> Instance:
    """Return the instance of a JSON text; it keeps the text's fingerprint.

    Raises
    ------
    InstanceError
        At the first fault, with its JSON path.
    """
    document = parse_json(text)
    instance = instance_from_document(document)
    object.__setattr__(instance, "document_sha256", _sha256(document))
    return instance


def parse_solution(text: str) -> Solution:
    """Return the solution of a JSON text; raises InstanceError with the JSON path of the first fault."""
    return solution_from_document(parse_json(text))


def read_instance(path: Path) -> Instance:
    """Return the instance of a UTF-8 file; raises InstanceError, or OSError if the file cannot be opened."""
    return parse_instance(_read_text(path))


def read_solution(path: Path) -> Solution:
    """Return the solution of a UTF-8 file; raises InstanceError, or OSError if the file cannot be opened."""
    return parse_solution(_read_text(path))


def format_instance(instance: Instance) -> str:
    """Return the JSON text of an instance, one row per line in the long lists."""
    return _format_by_rows(instance_document(instance))


def format_solution(solution: Solution) -> str:
    """Return the JSON text of a solution, one row per line in the long lists."""
    return _format_by_rows(solution_document(solution))


def write_instance(instance: Instance, path: Path) -> None:
    """Write the instance as a UTF-8 file."""
    path.write_text(format_instance(instance), encoding="utf-8")


def write_solution(solution: Solution, path: Path) -> None:
    """Write the solution as a UTF-8 file."""
    path.write_text(format_solution(solution), encoding="utf-8")


def instance_sha256(instance: Instance) -> str:
    """Return the fingerprint of the document the instance was read from, else of the one it would be written as."""
    return instance.document_sha256 or _sha256(instance_document(instance))


def _sha256(document: Any) -> str:
    """Return the SHA-256 of the canonical form; 20 and 20.0 differ, the order of keys does not matter."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InstanceError("$", "a string holds half a surrogate pair") from error


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InstanceError("$", f"no UTF-8: {error.reason} at byte {error.start}") from error


def _format_by_rows(document: dict[str, Any]) -> str:
    """Return JSON with one line per key and per row of a list: small, and readable in a text difference."""
    parts = [f"{json.dumps(key)}: {_format_value(value)}" for key, value in document.items()]
    return "{" + ",\n ".join(parts) + "}\n"


def _format_value(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[" + ",\n  ".join(_dump(row) for row in value) + "]"
    return _dump(value)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
