"""Answers as JSON on standard output."""

import json
from typing import Any

from solvers.rotation.explanations.documents import document


def print_answer(value: Any) -> None:  # Any: whatever an answer holds
    """Print an answer as JSON."""
    print(json.dumps(document(value), ensure_ascii=False, indent=1, allow_nan=False))
