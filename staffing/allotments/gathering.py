"""Gather what allotments rest on, school by school, in a fixed number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select

from staffing.allotments.sharing import SchoolFacts, SendRule, bonus_of
from staffing.core.exact import exact
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.eligibility.queries import find_latest_list
from staffing.eligibility.summary import ROTATION_SHARE
from staffing.extensions import db
from staffing.needs.gathering import CountyNeeds, gather_needs
from staffing.needs.people import SchoolStaff
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear
from staffing.schools.enums import GroupKind
from staffing.schools.models import GroupMembership, School, SchoolGroup, SchoolStanding
from staffing.schools.queries import standings_on

BACKBONE_SHARE = "backbone_share"


@dataclass(frozen=True, slots=True)
class Ground:
    """The county's schools that the year's rules speak of, by code, with their facts, standings and zones; ``base`` is its denominator."""

    year: RotationYear
    rules: RuleSet
    listed: EligibilityList | None
    base: int
    schools: tuple[School, ...]
    facts: Mapping[int, SchoolFacts]
    standings: Mapping[int, SchoolStanding]
    zones: Mapping[int, str]

    @property
    def share(self) -> Fraction:
        """Return the county's rotation share, 0 where the rules ask for none."""
        stated = self.rules.quotas.shares.get(ROTATION_SHARE)
        return exact(stated.value.at_least) if stated else Fraction(0)

    @property
    def backbone_share(self) -> Fraction:
        """Return the share of backbone teachers among those who move, 0 where the rules ask for none of the moved."""
        stated = self.rules.quotas.shares.get(BACKBONE_SHARE)
        return exact(stated.value.at_least) if stated and stated.value.of == "moved" else Fraction(0)

    @property
    def send_rule(self) -> SendRule:
        """Return how many a school sends."""
        return SendRule(self.share, exact(self.rules.allotments.surplus_share.value), exact(self.rules.placement.school_outflow_share.value))

    @property
    def ordered(self) -> list[SchoolFacts]:
        """Return the facts in the order of the schools."""
        return [self.facts[school.id] for school in self.schools]

    def bonuses(self) -> dict[int, Fraction]:
        """Return the bonus of each school."""
        return {school.id: bonus_of(self.standings.get(school.id), self.rules.allotments.tilt.value) for school in self.schools}


def gather_ground(year: RotationYear) -> Ground:
    """Return what the year's allotments rest on; without a list nobody qualifies yet."""
    rules = rules_for(year.ruleset, year.school_year)
    needs = gather_needs(year.county_id, year.school_year, rules)
    listed = find_latest_list(year.id)
    counts = count_by_school(listed.id, urban_only=rules.quotas.base.value != "county") if listed else {}
    schools = tuple({row.school.id: row.school for row in needs.sections}.values())
    return Ground(year, rules, listed, sum(one[0] for one in counts.values()), schools, {school.id: _facts(school.id, counts, needs) for school in schools},
                  standings_on(year.county_id, needs.on), zones_by_school(year.county_id, needs))


def _facts(school_id: int, counts: Mapping[int, tuple[int, int, int]], needs: CountyNeeds) -> SchoolFacts:
    base, eligible, backbone = counts.get(school_id, (0, 0, 0))
    balance = next(row for row in needs.schools if row.school == str(school_id))
    return SchoolFacts(school_id, base, eligible, backbone, balance.surplus, balance.shortage,
                       needs.payroll.get(school_id, SchoolStaff()).total, balance.present)


def count_by_school(list_id: int, *, urban_only: bool) -> dict[int, tuple[int, int, int]]:
    """Return by school: persons in the denominator, those who may be sent, backbone teachers among these."""
    row = EligibilityVerdict
    may_go = (row.state == EligibilityState.ELIGIBLE, row.leader.is_(False))
    counted = (row.in_denominator.is_(True), row.in_urban_or_strong.is_(True)) if urban_only else (row.in_denominator.is_(True),)
    statement = select(row.school_id, func.count().filter(*counted), func.count().filter(*may_go),
                       func.count().filter(*may_go, row.backbone.is_(True))).where(row.list_id == list_id, row.school_id.is_not(None))
    return {int(key): (base, eligible, backbone) for key, base, eligible, backbone in db.session.execute(
        statement.group_by(row.school_id).order_by(row.school_id)) if key is not None}


def zones_by_school(county_id: int, needs: CountyNeeds) -> dict[int, str]:
    """Return the zone (学区) of each school that is in one on the day; of several the first by name."""
    statement = select(GroupMembership.school_id, SchoolGroup.name).join(SchoolGroup).where(
        SchoolGroup.county_id == county_id, SchoolGroup.kind == GroupKind.ZONE, GroupMembership.valid_from <= needs.on,
        (GroupMembership.valid_to.is_(None)) | (GroupMembership.valid_to > needs.on)).order_by(SchoolGroup.name.desc(), GroupMembership.id)
    return {row[0]: row[1] for row in db.session.execute(statement)}
