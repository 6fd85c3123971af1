"""The ledger of posts on a day (编制台账): county, schools, pool. Numbers only; the words stand in the templates."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from staffing.audit.remembering import only_reads
from staffing.core.school_year import SchoolYear
from staffing.establishment.models import CountyPosts, PoolLoan
from staffing.establishment.queries import county_posts_on, list_loans
from staffing.needs.establishment import pool_posts
from staffing.needs.from_ruleset import build_establishment_policy
from staffing.needs.gathering import gather_needs
from staffing.needs.people import SchoolStaff, count_payroll
from staffing.needs.post_rows import build_post_rows
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.schools.models import County, School
from staffing.schools.queries import list_schools_of_county
from staffing.teachers.following import ASIDE, Followed
from staffing.teachers.roster import Roster, load_roster


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One school: authorised posts, those lent to it, established staff, posts by ratio."""

    school: School
    posts: int | None
    lent: int
    established: int
    ratio: int

    @property
    def vacant(self) -> int | None:
        """Return the free posts, lent ones among them; negative where there is more staff than posts (超编)."""
        return None if self.posts is None else self.posts + self.lent - self.established

    @property
    def state(self) -> str:
        """Return vacant, over, full, or unknown where no posts are on record."""
        if self.vacant is None:
            return "unknown"
        return "full" if self.vacant == 0 else "vacant" if self.vacant > 0 else "over"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole county: ``total`` None before one is filed, ``pool`` the posts that the rule set lets it keep."""

    on: dt.date
    rules: RuleSet
    total: CountyPosts | None
    rows: tuple[LedgerRow, ...]
    loans: tuple[PoolLoan, ...]
    pool: int

    @property
    def allotted(self) -> int:
        """Return the posts given to schools."""
        return sum(row.posts or 0 for row in self.rows)

    @property
    def established(self) -> int:
        """Return the established staff of all schools."""
        return sum(row.established for row in self.rows)

    @property
    def lent(self) -> int:
        """Return the posts lent out of the pool on the day."""
        return sum(loan.posts for loan in self.loans if loan.runs_on(self.on))

    @property
    def unallotted(self) -> int | None:
        """Return what of the total is with no school: the pool, lent posts among them; negative where too much was given away."""
        return None if self.total is None else self.total.posts - self.allotted

    @property
    def free_in_pool(self) -> int | None:
        """Return what can still be lent."""
        return None if self.unallotted is None else self.unallotted - self.lent

    @property
    def due(self) -> list[PoolLoan]:
        """Return the loans that are overdue or fall due soon, the earliest first."""
        until = self.on + dt.timedelta(days=self.rules.load.loan_warning_days.value)
        return sorted((loan for loan in self.loans if loan.runs_on(self.on) and loan.due_on <= until), key=lambda loan: (loan.due_on, loan.id))


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """What is counted at one school: authorised posts, established staff, posts by ratio."""

    school_id: int
    posts: int | None
    established: int
    ratio: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of all schools by code, with the roster they were made from and those on it who are not expected to stay."""

    schools: tuple[SchoolCount, ...]
    roster: Roster
    leavers: frozenset[int]

    def payroll(self, roster: Roster, touched: frozenset[int]) -> Mapping[int, SchoolStaff]:
        """Return what some persons add to each school's payroll."""
        return count_payroll(entry for entry in roster.entries if entry.id in touched and entry.id not in self.leavers)

    def follow(self, roster: Roster, touched: frozenset[int]) -> "Counted":
        """Return the counts of a newer roster, on which some persons stand otherwise."""
        before, after, nobody = self.payroll(self.roster, touched), self.payroll(roster, touched), SchoolStaff()
        schools = tuple(replace(row, established=row.established - before.get(row.school_id, nobody).established
                                + after.get(row.school_id, nobody).established) for row in self.schools)
        return Counted(schools, roster, self.leavers)


COUNTED: "Followed[Counted]" = Followed(2, ASIDE - {"SectionYear", "AuthorisedPosts"} | {
    "TrainingRecord", "Appraisal", "Discipline", "Deferral", "RotationRecord", "CountyPosts", "PoolLoan"})


def gather_ledger(county: County, on: dt.date) -> Ledger:
    """Return the ledger of the county on a day."""
    rules = rules_for(county.ruleset, SchoolYear.containing(on).first)
    loans = list_loans(county.id)
    rows = ledger_rows(count_schools(county.id, on, rules), {school.id: school for school in list_schools_of_county(county.id)}, loans, on)
    base = sum(row.established for row in rows)
    return Ledger(on, rules, county_posts_on(county.id, on), tuple(rows), tuple(loans), pool_posts(base, build_establishment_policy(rules)))


def count_schools(county_id: int, on: dt.date, rules: RuleSet) -> tuple[SchoolCount, ...]:
    """Return the counts of the schools that the county staffs, by code; pages that only read share them and follow the log."""
    year = SchoolYear.containing(on)
    if not only_reads():
        return _count(county_id, year, rules).schools
    return COUNTED.find(county_id, (year, rules.digest), lambda: _count(county_id, year, rules),
                        lambda counted, touched: counted.follow(load_roster(county_id, year.starts_on), touched)).schools


def _count(county_id: int, year: SchoolYear, rules: RuleSet) -> Counted:
    needs, roster = gather_needs(county_id, year.first, rules), load_roster(county_id, year.starts_on)
    staying = {entry.id for entry in needs.staff.entries}
    return Counted(
        tuple(SchoolCount(row.school.id, row.posts, row.staff.established, row.ratio.posts) for row in build_post_rows(needs)),
        roster, frozenset(entry.id for entry in roster.entries if entry.id not in staying))


def ledger_rows(counts: Sequence[SchoolCount], schools: Mapping[int, School], loans: Sequence[PoolLoan], on: dt.date) -> list[LedgerRow]:
    """Return a row for each school, in the order of the counts."""
    lent: Counter[int] = Counter()
    for loan in loans:
        lent[loan.school_id] += loan.posts if loan.runs_on(on) else 0
    return [LedgerRow(schools[row.school_id], row.posts, lent[row.school_id], row.established, row.ratio) for row in counts]
