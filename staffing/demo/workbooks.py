"""The invented county's two workbooks: the one that is imported, and one with the duplicate row of the published list."""

from dataclasses import dataclass
from typing import Final

from staffing.core.spreadsheets.layout import ListMeta
from staffing.core.spreadsheets.writing import workbook_bytes
from staffing.demo.parts import DemoCounty
from staffing.demo.person_sheets import person_rows
from staffing.demo.rows import Rows
from staffing.demo.school_sheets import duplicate_row, school_rows
from staffing.imports.catalogue import county_sheets, words_of
from staffing.imports.template import filled_sheets
from staffing.policy.schema import RuleSet

COUNTY_NAME: Final = "演示县"
BUREAU_NAME: Final = "演示县教育局"
FILE_STEM: Final = "演示县_师资数据"
# The published list names this school twice, with two target years; the earlier one is kept (docs/demo.md).
LISTED_TWICE: Final = "市第三小学"
OTHER_TARGET_YEAR: Final = 2028


@dataclass(frozen=True, slots=True)
class DemoWorkbook:
    """A workbook by its file name."""

    name: str
    content: bytes


def main_workbook(county: DemoCounty, rules: RuleSet) -> DemoWorkbook:
    """Return the workbook of the whole county, in the form of the bureau's template."""
    return _write(f"{FILE_STEM}.xlsx", {**school_rows(county), **person_rows(county, words_of(rules))}, county, rules)


def faulty_workbook(county: DemoCounty, rules: RuleSet) -> DemoWorkbook:
    """Return the list of schools as it was published: one school stands in it twice, with different target years."""
    rows = school_rows(county)
    twice = [school.name for school in county.schools if school.name == LISTED_TWICE] or [county.schools[0].name]
    rows["schools"] = [*rows["schools"], duplicate_row(county, twice[0], OTHER_TARGET_YEAR)]
    return _write(f"{FILE_STEM}_含重复学校.xlsx", {code: rows[code] for code in ("schools", "sections", "posts")}, county, rules)


def _write(name: str, rows: Rows, county: DemoCounty, rules: RuleSet) -> DemoWorkbook:
    # A small county may have nothing to tell in some sheet; the import rightly faults a sheet without rows.
    stated = {code: lines for code, lines in rows.items() if lines}
    meta = ListMeta(name.removesuffix(".xlsx"), county=COUNTY_NAME, synthetic=True)
    return DemoWorkbook(name, workbook_bytes(filled_sheets(county_sheets(words_of(rules)), stated), meta=meta))
