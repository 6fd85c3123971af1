"""An assessment as a plain document for yearly snapshots, and its digest.

The document is canonical: the same records and rules give the same bytes on every machine. Fractions are written as
"n/d"; floats with twelve significant digits, so that the last bit of a square root cannot change a digest.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Final

from staffing.indicators.formulas import FORMULA_VERSION
from staffing.indicators.results import CountyAssessment

DOCUMENT_FORMAT: Final = "county-assessment/1"

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


def to_plain(value: object) -> Plain:
    """Return a value of an assessment as JSON knows it."""
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Fraction | float):
        return _number(value)
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"an assessment holds no {type(value).__name__}")


def _number(value: Fraction | float) -> str:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return f"{value:.12g}"


def build_document(assessment: CountyAssessment, *, year: int, policy_sha256: str) -> dict[str, Plain]:
    """Return the snapshot document of a year: what was found, by which rules and by which version of the formulas."""
    return {"format": DOCUMENT_FORMAT, "year": year, "policy_sha256": policy_sha256,
            "formula_version": FORMULA_VERSION, "assessment": to_plain(assessment)}


def digest(document: Plain) -> str:
    """Return the SHA-256 of a document in its canonical bytes."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
