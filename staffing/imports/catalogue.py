"""Every sheet and every stored table an import knows, in the order in which they are read and stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from staffing.core.columns import Choice, SheetColumns
from staffing.core.facts import FactTable, Findings, SheetImport
from staffing.extensions import db
from staffing.indicators.formulas import split_amount
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.rotation_years.columns import INTENT_SHEETS
from staffing.rotation_years.fact_tables import INTENT_TABLES
from staffing.rotation_years.importing import IntentSheets
from staffing.schools.columns import SCHOOL_SHEETS
from staffing.schools.directory import SchoolDirectory
from staffing.schools.enums import Stage
from staffing.schools.fact_tables import CENT, SCHOOL_TABLES
from staffing.schools.importing import SchoolSheets
from staffing.schools.models import County, School
from staffing.teachers.columns import DEFERRALS, ROTATIONS, TEACHER_SHEETS
from staffing.teachers.directory import TeacherDirectory
from staffing.teachers.fact_importing import TeacherFactSheets, with_choices
from staffing.teachers.fact_tables import TEACHER_TABLES
from staffing.teachers.importing import TeacherSheets

TABLES: Final[dict[str, FactTable]] = {table.name: table for table in (*SCHOOL_TABLES, *TEACHER_TABLES, *INTENT_TABLES)}
ALL_SHEETS: Final[tuple[SheetColumns, ...]] = (*SCHOOL_SHEETS, *TEACHER_SHEETS, *INTENT_SHEETS)


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a file is read: the county, and the school of a clerk (None: the whole county)."""

    county_id: int
    school_id: int | None = None


@dataclass(frozen=True, slots=True)
class CountyWords:
    """The words of the county's rule set that sheets may use."""

    exchange_kinds: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    split_weights: Mapping[Stage, Fraction]


def ruleset_of(county: County) -> RuleSet:
    """Return the rule set that decides in the county's school year."""
    return rules_for(county.ruleset, county.school_year)


def words_of(rules: RuleSet) -> CountyWords:
    """Return kinds of exchange, grounds of deferral and the weights of the split, as the rule set names them."""
    weights = rules.indicators.split_weights.value
    return CountyWords(
        exchange_kinds=tuple(Choice(code, kind.value.name) for code, kind in rules.exchange_kinds.items()),
        grounds=tuple(Choice(code, rule.value.name) for code, rule in rules.deferrals.items() if rule.value.trigger == "record"),
        split_weights={stage: Fraction(getattr(weights, stage.value)) for stage in Stage},
    )


def county_sheets(words: CountyWords, *, bureau: bool = True) -> tuple[SheetColumns, ...]:
    """Return the sheets with the county's own words; a clerk's without those that the bureau fills in."""
    completed = {
        "rotations": with_choices(ROTATIONS, "kind", words.exchange_kinds), "deferrals": with_choices(DEFERRALS, "ground", words.grounds),
    }
    hidden = frozenset() if bureau else frozenset({"posts", "title_posts", "groups", "distances", "disciplines"})
    return tuple(completed.get(sheet.code, sheet) for sheet in ALL_SHEETS if sheet.code not in hidden)


@dataclass(frozen=True, slots=True)
class Importing:
    """How each sheet becomes facts, in the order of reading, and the directories that are filled on the way."""

    sheets: tuple[SheetImport, ...]
    schools: SchoolDirectory
    teachers: TeacherDirectory
    words: CountyWords
    county_id: int = 0


def prepare_importing(scope: Scope, findings: Findings) -> Importing:
    """Return how a file of this scope is read."""
    county = db.session.get_one(County, scope.county_id)
    words = words_of(ruleset_of(county))
    own = db.session.get_one(School, scope.school_id).code if scope.school_id is not None else None

    def split(amount: Decimal, pupils: Mapping[Stage, int]) -> dict[Stage, Decimal]:
        parts = split_amount(amount, {stage.value: count for stage, count in pupils.items()},
                             {stage.value: weight for stage, weight in words.split_weights.items()})
        return {stage: _cents(parts[stage.value]) for stage in pupils}

    schools = SchoolSheets(scope.county_id, findings, SchoolDirectory(scope.county_id), split, own)
    teachers = TeacherSheets(scope.county_id, findings, schools, own)
    facts = TeacherFactSheets(teachers, words.exchange_kinds, words.grounds)
    sheets = (*schools.imports(), *teachers.imports(), *facts.imports(), *IntentSheets(teachers).imports())
    return Importing(sheets, schools.directory, teachers.persons, words, scope.county_id)


def _cents(part: Fraction) -> Decimal:
    return (Decimal(part.numerator) / Decimal(part.denominator)).quantize(CENT, rounding=ROUND_HALF_UP)
