"""One word per notion: every stored class, closed list, rule, goal, indicator and checklist item stands in the glossary."""

import re

import pytest

from solvers.rotation.vocabulary import GoalCode, RuleCode
from staffing.core.database import Base
from staffing.core.enums import LabelledEnum
from staffing.indicators.checklist import ITEMS
from staffing.indicators.definitions import BY_CODE
from tests.helpers.house import ROOT, import_everything, subclasses_of

GLOSSARY = ROOT / "docs" / "glossary.md"
COLUMNS = 5
# Bases of closed lists, no list of their own.
WITHOUT_MEMBERS = {"RankedEnum"}

import_everything()
TERMS = {
    "stored class": [one.__name__ for one in subclasses_of(Base) if one.__module__.startswith("staffing.")],
    "closed list": [one.__name__ for one in subclasses_of(LabelledEnum) if one.__name__ not in WITHOUT_MEMBERS],
    "rule": [code.value for code in RuleCode],
    "goal": [code.value for code in GoalCode],
    "indicator": list(BY_CODE),
    "checklist item": [item.code for item in ITEMS],
}


def rows() -> list[list[str]]:
    """Return the rows of the glossary's tables, without headings and rules."""
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in cells if not set(row[0]) <= {"-", ":"} and row[0] != "中文"]


def identifiers() -> set[str]:
    """Return every word in back-quotes of the columns of identifier and meaning."""
    return {word for row in rows() for cell in row[1:3] for word in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("kind", sorted(TERMS))
def test_every_term_of_the_code_stands_in_the_glossary(kind):
    known = identifiers()
    assert [term for term in TERMS[kind] if term not in known] == []


def test_every_row_is_complete():
    assert [row for row in rows() if len(row) != COLUMNS] == []
    groups = [row for row in rows() if row[0].startswith("**")]
    assert [row for row in rows() if row not in groups and not all(row)] == []


def test_no_chinese_term_is_explained_twice():
    terms = [row[0] for row in rows()]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_terms_are_found():
    assert all(TERMS.values())
