"""Which version of a rule set decides about a school year, and that nobody else names the day."""

import datetime as dt
import re
from pathlib import Path

import pytest

from staffing.config import PROJECT_ROOT
from staffing.policy import ruleset
from staffing.policy.deciding import deciding_day, rules_for

# Who asks for another day than that of a school year: the reader itself, the page of the rules, and records entered today.
OTHER_DAYS = {"policy/deciding.py", "policy/forms.py", "policy/ruleset.py", "teachers/queries.py"}


def test_version_dated_from_the_first_of_september_decides_about_the_moves_of_that_day() -> None:
    """Tests 北京 2021: its first version begins on 1 September 2021, the day of the first moves under it."""
    assert deciding_day(2021) == dt.date(2021, 9, 1)
    assert rules_for("beijing", 2021).version == "2021"
    with pytest.raises(ruleset.UnknownRuleSetError):
        rules_for("beijing", 2020)


def test_no_other_part_names_the_day_of_a_school_year() -> None:
    """Tests that every other part asks ``rules_for``."""
    folder = PROJECT_ROOT / "staffing"
    callers = {str(path.relative_to(folder)) for path in Path(folder).rglob("*.py") if re.search(r"load_(ruleset|nearest)\(", path.read_text(encoding="utf-8"))}
    assert callers == OTHER_DAYS
