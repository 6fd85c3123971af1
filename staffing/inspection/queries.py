"""Questions about evidence packages, and which school year an inspection speaks of."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from staffing.core.school_year import SchoolYear
from staffing.extensions import db
from staffing.inspection.models import EvidencePackage
from staffing.rotation_years.queries import list_rotation_years
from staffing.schools.models import County, School
from staffing.teachers.models import RotationRecord, Teacher

SHOWN: Final = 50


def list_packages(county_id: int) -> list[EvidencePackage]:
    """Return the latest packages, newest first, without their content."""
    statement = select(EvidencePackage).where(EvidencePackage.county_id == county_id).options(
        joinedload(EvidencePackage.asker), joinedload(EvidencePackage.agreer))
    return list(db.session.scalars(statement.order_by(EvidencePackage.id.desc()).limit(SHOWN)))


def get_package(county_id: int, package_id: int) -> EvidencePackage:
    """Return a package with its content; LookupError if the county has none of this number."""
    found = db.session.scalar(select(EvidencePackage).where(EvidencePackage.id == package_id, EvidencePackage.county_id == county_id).options(
        undefer(EvidencePackage.content)))
    if found is None:
        raise LookupError("no such package")
    return found


def list_years(county: County) -> list[int]:
    """Return the school years an inspection may ask about, the latest first: rotation years, and years in which rotations on record began."""
    starts = db.session.scalars(select(RotationRecord.starts_on).join(Teacher, Teacher.id == RotationRecord.teacher_id).where(
        Teacher.county_id == county.id).distinct().order_by(RotationRecord.starts_on))
    years = {year.school_year for year in list_rotation_years(county.id)} | {SchoolYear.containing(day).first for day in starts}
    return sorted(years | {county.school_year}, reverse=True)


def default_year(county: County) -> int:
    """Return the school year that is shown first: of the latest rotation year, else the county's present one."""
    years = list_rotation_years(county.id)
    return years[0].school_year if years else county.school_year


def school_names(county_id: int) -> dict[int, str]:
    """Return the names of the county's schools."""
    return dict(db.session.execute(select(School.id, School.name).where(School.county_id == county_id)).all())
