"""The ledger of posts on a day (编制台账): county, schools, pool. Numbers only; the words stand in the templates."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from staffing.core.school_year import SchoolYear
from staffing.establishment.models import CountyPosts, PoolLoan
from staffing.establishment.queries import county_posts_on, list_loans
from staffing.needs.establishment import pool_posts
from staffing.needs.from_ruleset import build_establishment_policy
from staffing.needs.gathering import gather_needs
from staffing.needs.post_rows import PostRow, build_post_rows
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.schools.models import County, School


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


def gather_ledger(county: County, on: dt.date) -> Ledger:
    """Return the ledger of the county on a day."""
    year = SchoolYear.containing(on)
    rules = rules_for(county.ruleset, year.first)
    needs = gather_needs(county.id, year.first, rules)
    loans = list_loans(county.id)
    rows = ledger_rows(build_post_rows(needs), loans, on)
    base = sum(row.established for row in rows)
    return Ledger(on, rules, county_posts_on(county.id, on), tuple(rows), tuple(loans), pool_posts(base, build_establishment_policy(rules)))


def ledger_rows(rows: Sequence[PostRow], loans: Sequence[PoolLoan], on: dt.date) -> list[LedgerRow]:
    """Return a row for each school, in the order of the need's schools."""
    lent: Mapping[int, int] = {row.school.id: sum(loan.posts for loan in loans if loan.school_id == row.school.id and loan.runs_on(on)) for row in rows}
    return [LedgerRow(row.school, row.posts, lent[row.school.id], row.staff.established, row.ratio.posts) for row in rows]
