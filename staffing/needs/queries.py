"""Questions about need: the year it is asked for and its rules, expected changes, figures set by hand, studies."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from staffing.extensions import db
from staffing.needs.models import ExpectedChange, GapStudy, NeedOverride
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear
from staffing.rotation_years.queries import find_current_year
from staffing.schools.models import County, Section


@dataclass(frozen=True, slots=True)
class NeedYear:
    """The school year that need is asked for, and the rule set that decides; ``rotation`` None before a year is opened."""

    school_year: int
    rules: RuleSet
    rotation: RotationYear | None


def need_year(county: County) -> NeedYear:
    """Return the latest rotation year with the rules the plan also goes by; before there is one, the county's school year."""
    rotation = find_current_year(county.id)
    if rotation is not None:
        return NeedYear(rotation.school_year, rules_for(rotation.ruleset, rotation.school_year), rotation)
    return NeedYear(county.school_year, rules_for(county.ruleset, county.school_year), None)


def get_change(county_id: int, change_id: int) -> ExpectedChange:
    """Return an expected change of the county; LookupError if there is none."""
    found = db.session.scalar(select(ExpectedChange).where(ExpectedChange.id == change_id, ExpectedChange.county_id == county_id)
                              .options(joinedload(ExpectedChange.teacher)))
    if found is None:
        raise LookupError("no such change")
    return found


def find_override(section_id: int, school_year: int, subject: str) -> NeedOverride | None:
    """Return the need that was set by hand for a cell."""
    return db.session.scalar(select(NeedOverride).where(
        NeedOverride.section_id == section_id, NeedOverride.school_year == school_year, NeedOverride.subject == subject))


def get_county_section(county_id: int, section_id: int, *, own_school_id: int | None = None) -> Section:
    """Return a section of the county with its school; LookupError if there is none, or not of the own school."""
    found = db.session.scalar(select(Section).where(Section.id == section_id, Section.county_id == county_id)
                              .options(joinedload(Section.school)))
    if found is None or own_school_id not in (None, found.school_id):
        raise LookupError("no such section")
    return found


def find_study(county_id: int, school_year: int | None = None, plan_id: int | None = None) -> GapStudy | None:
    """Return the latest study of a school year, or of one plan of any year where it is named."""
    wanted = GapStudy.school_year == school_year if plan_id is None else GapStudy.plan_id == plan_id
    statement = select(GapStudy).where(GapStudy.county_id == county_id, wanted)
    return db.session.scalar(statement.order_by(GapStudy.id.desc()).limit(1))


def list_studies(county_id: int, school_year: int) -> list[GapStudy]:
    """Return the studies of a school year, the latest first."""
    statement = select(GapStudy).where(GapStudy.county_id == county_id, GapStudy.school_year == school_year)
    return list(db.session.scalars(statement.order_by(GapStudy.id.desc())))
