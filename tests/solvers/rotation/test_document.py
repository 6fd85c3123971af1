"""The model document has a heading for every code that a plan, a finding or a solution can carry."""

import re
from pathlib import Path

import pytest

from solvers.rotation.vocabulary import ClaimCode, ConditionCode, GoalCode, RuleCode

DOCUMENT = (Path(__file__).parents[3] / "docs" / "rotation-model.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^### `(\w+)`$", DOCUMENT, flags=re.MULTILINE)
QUOTAS = ["rotation_share", "backbone_share"]
CODES = [*RuleCode, *ConditionCode, *ClaimCode, *GoalCode, *QUOTAS]


@pytest.mark.parametrize("code", CODES)
def test_document_when_code_is_looked_up(code: str) -> None:
    """Tests that the code has exactly one heading."""
    assert HEADINGS.count(code) == 1


def test_document_when_headings_are_looked_up() -> None:
    """Tests that no heading speaks of a code that is gone."""
    assert set(HEADINGS) == set(CODES)


def test_codes_when_compared_with_each_other() -> None:
    """Tests that no code means two things."""
    assert len(set(CODES)) == len(CODES)
