"""The influence of a record as one figure: what its doubt would change, by how much that matters, by how grave the doubt is.

Explained with an example in docs/data-quality.md, which a test holds against these tables.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from staffing.quality.catalogue import BY_CODE
from staffing.quality.enums import Severity
from staffing.quality.influence.effects import Effect

# Points of one changed result: what the county is judged by before what concerns one school, and that before one person.
POINTS: Final[Mapping[str, int]] = {
    "stage": 100, "spread": 80, "quota": 60, "section": 40, "cell": 20, "may_be_sent": 12, "state": 6, "shortage": 6, "backbone": 4,
    "places": 4, "denominator": 3, "surplus": 2,
}
# Per cent of the points that count: a contradiction is likelier to be wrong than a mere doubt.
LIKELIHOOD: Final[Mapping[Severity, int]] = {Severity.ERROR: 100, Severity.WARNING: 80, Severity.HINT: 50}


def influence_of(doubt: str, effects: Iterable[Effect]) -> int:
    """Return the influence in tenths of a point, so that it stays a whole number; plain doubts weigh as hints."""
    severity = BY_CODE[doubt].severity if doubt in BY_CODE else Severity.HINT
    return sum(POINTS[effect.kind] for effect in effects) * LIKELIHOOD[severity] // 10
