"""Questions about what stands beside the figures: rule set, targets, snapshots, reported items, groups of schools."""

import datetime as dt
from collections import defaultdict
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from staffing.core.dated import in_force
from staffing.extensions import db
from staffing.indicators.from_ruleset import build_targets
from staffing.indicators.models import IndicatorSnapshot, IndicatorTarget, SupervisionItem
from staffing.indicators.targets import Target
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.schools.models import County, GroupMembership, School, SchoolGroup, Section, SectionYear

# How a stored target says that it means the pass rule as a whole and not one indicator.
WHOLE: Final = "all"


def rules_of(county: County, school_year: int) -> RuleSet:
    """Return the county's rule set in the version that decides about the school year."""
    return rules_for(county.ruleset, school_year)


def list_reported_years(county_id: int) -> list[int]:
    """Return the school years for which sections have reported figures, the latest first."""
    statement = (select(SectionYear.school_year).join(Section, Section.id == SectionYear.section_id)
                 .where(Section.county_id == county_id, SectionYear.forecast.is_(False)).distinct())
    return list(db.session.scalars(statement.order_by(SectionYear.school_year.desc())))


def groups_by_school(county_id: int, on: dt.date) -> dict[int, dict[int, str]]:
    """Return the groups (学区, 集团 …) each school is in on the day: {school: {group: name}}."""
    statement = (select(GroupMembership.school_id, SchoolGroup.id, SchoolGroup.name).join(SchoolGroup)
                 .where(SchoolGroup.county_id == county_id, in_force(GroupMembership, on)).order_by(SchoolGroup.name, SchoolGroup.id))
    groups: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for school_id, group_id, name in db.session.execute(statement):
        groups[school_id][group_id] = name
    return dict(groups)


def list_target_rows(county_id: int) -> list[IndicatorTarget]:
    """Return the stored target years: those of the county first, then by school."""
    statement = select(IndicatorTarget).where(IndicatorTarget.county_id == county_id)
    return sorted(db.session.scalars(statement), key=lambda row: (row.school_id or 0, row.indicator))


def find_target_row(county_id: int, school_id: int | None, indicator: str) -> IndicatorTarget | None:
    """Return the stored target of this reach."""
    school = IndicatorTarget.school_id.is_(None) if school_id is None else IndicatorTarget.school_id == school_id
    return db.session.scalar(select(IndicatorTarget).where(
        IndicatorTarget.county_id == county_id, school, IndicatorTarget.indicator == indicator))


def load_targets(county_id: int, rules: RuleSet) -> tuple[Target, ...]:
    """Return all target years (达标年度): of the rule set, replaced by the county's own, and of the schools."""
    stored = list_target_rows(county_id)
    replaced = {row.indicator for row in stored if row.school_id is None}
    stated = [target for target in build_targets(rules) if target.indicator not in replaced]
    own = [Target(row.target_year, str(row.school_id) if row.school_id else None, None if row.indicator == WHOLE else row.indicator)
           for row in stored]
    named = {(target.school, target.indicator) for target in own}
    statement = select(School.id, School.target_year).where(School.county_id == county_id, School.target_year.is_not(None))
    schools = [Target(int(year), str(school_id)) for school_id, year in db.session.execute(statement.order_by(School.id))
               if year is not None and (str(school_id), None) not in named]
    return (*stated, *own, *schools)


def list_snapshots(county_id: int) -> list[IndicatorSnapshot]:
    """Return the county's snapshots without their content, the latest first."""
    statement = select(IndicatorSnapshot).where(IndicatorSnapshot.county_id == county_id).options(defer(IndicatorSnapshot.content))
    return list(db.session.scalars(statement.order_by(IndicatorSnapshot.id.desc())))


def get_snapshot(county_id: int, snapshot_id: int) -> IndicatorSnapshot:
    """Return a snapshot of the county; LookupError if there is none."""
    found = db.session.scalar(select(IndicatorSnapshot).where(
        IndicatorSnapshot.id == snapshot_id, IndicatorSnapshot.county_id == county_id))
    if found is None:
        raise LookupError("no such snapshot")
    return found


def reported_items(county_id: int, school_year: int) -> dict[str, SupervisionItem]:
    """Return what was reported for items of the checklist, by code."""
    statement = select(SupervisionItem).where(SupervisionItem.county_id == county_id, SupervisionItem.school_year == school_year)
    return {row.code: row for row in db.session.scalars(statement.order_by(SupervisionItem.id))}


def sections_of_school(county_id: int, school_id: int) -> list[Section]:
    """Return a school's sections."""
    statement = select(Section).where(Section.county_id == county_id, Section.school_id == school_id)
    return list(db.session.scalars(statement.options(joinedload(Section.school)).order_by(Section.id)))
