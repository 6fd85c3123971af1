"""docs/data-quality.md lists every check as the catalogue and its words have it, in the same order."""

import re

from staffing.quality.catalogue import RULES
from staffing.quality.rule_words import RULE_WORDS
from tests.helpers.house import ROOT

ROW = re.compile(r"^\| `(?P<code>\w+)` \| (?P<severity>\w+) \| (?P<looks_at>\w+) \| (?P<title>[^|]+) \| (?P<remedy>[^|]+) \|$", re.MULTILINE)


def test_the_document_lists_the_catalogue() -> None:
    text = (ROOT / "docs" / "data-quality.md").read_text(encoding="utf-8")
    documented = [tuple(part.strip() for part in found.groups()) for found in ROW.finditer(text)]
    assert documented == [
        (rule.code, rule.severity.value, rule.looks_at.value, english(RULE_WORDS[rule.code].title), english(RULE_WORDS[rule.code].remedy))
        for rule in RULES]


def english(words) -> str:
    """Return the source of a message."""
    return words._args[0]
