"""What is done in inspection: figures of the statistics entered, packages asked for, made, agreed to and taken. Each with its audit line."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.audit.record import Actor, pending_changes, record, values_of
from staffing.core.access import DECIDERS, Person, demand_role
from staffing.core.database import utc_now
from staffing.core.transactions import flush
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.inspection import titles as titles
from staffing.inspection.codes import PackageState
from staffing.inspection.models import EvidencePackage, ReportedFigures
from staffing.inspection.packing import Packed
from staffing.inspection.pasting import PastedRow
from staffing.inspection.reconciling import find_reported, list_reported
from staffing.jobs.operations import enqueue
from staffing.releases.operations import too_many
from staffing.schools.models import School
from staffing.teachers.personal import field_cipher

JOB_KIND: Final = "evidence_package"


def enter_figures(school: School, *, school_year: int, version: int | None, figures: Mapping[str, Any]) -> ReportedFigures:
    """Enter or correct what a school reported to the statistics of a school year."""
    row = find_reported(school.county_id, school.id, school_year)
    if row is None:
        row = ReportedFigures(county_id=school.county_id, school_id=school.id, school_year=school_year, **figures)
        db.session.add(row)
        flush(db.session)
        record("figures_reported", row, county_id=school.county_id, changes=values_of(row))
        return row
    require_version(row, version)
    for name, value in figures.items():
        setattr(row, name, value)
    if pending_changes(row):
        record("figures_reported", row, county_id=school.county_id)
        flush(db.session)
    return row


def enter_table(county_id: int, school_year: int, rows: Iterable[PastedRow]) -> int:
    """Enter the figures of many schools at once; return how many changed. Explanations stay."""
    known = {row.school_id: row for row in list_reported(county_id, school_year)}
    schools = {school.id: school for school in db.session.scalars(select(School).where(School.county_id == county_id).order_by(School.id))}
    changed = 0
    for row in rows:
        before = known.get(row.school_id)
        wanted = {figure.value: value for figure, value in row.figures.items()}
        if before is not None and all(getattr(before, name) == value for name, value in wanted.items()):
            continue
        enter_figures(schools[row.school_id], school_year=school_year, version=before.version if before else None, figures=wanted)
        changed += 1
    return changed


def subject_of(package_id: int) -> str:
    """Return what the job ledger calls a package."""
    return f"evidence_package:{package_id}"


def ask_package(county_id: int, school_year: int, *, who: Person) -> EvidencePackage:
    """Ask the worker for the evidence package of a school year."""
    package = EvidencePackage(county_id=county_id, school_year=school_year, state=PackageState.MAKING, asked_by=who.id)
    db.session.add(package)
    flush(db.session)
    record("package_asked", package, county_id=county_id, changes={"school_year": [None, school_year]})
    enqueue(JOB_KIND, subject_of(package.id), county_id=county_id, created_by=who.id)
    return package


def keep_package(package: EvidencePackage, packed: Packed, *, actor: Actor) -> None:
    """Keep a package that was made, encrypted; a large one waits for a second person's word."""
    package.content = field_cipher().seal(packed.content, place=_place(package))
    package.sha256, package.rows, package.manifest, package.ruleset = packed.sha256, packed.rows, packed.manifest, packed.ruleset
    package.made_at = utc_now()
    package.state = PackageState.WAITING if too_many(packed.rows) else PackageState.READY
    record("package_made", package, county_id=package.county_id, actor=actor,
           changes={"rows": [None, packed.rows], "sha256": [None, packed.sha256], "state": [None, package.state.value]})
    flush(db.session)


def fail_package(package: EvidencePackage, message: str) -> None:
    """Note why a package could not be made."""
    package.state, package.message = PackageState.FAILED, message[:400]


def agree(package: EvidencePackage, *, who: Person) -> None:
    """Agree that a large package leaves; never the person who asked for it."""
    demand_role(who, DECIDERS)
    if package.asked_by == who.id:
        raise StaffingError(_l("Somebody else must agree, not the person who asked."))
    if package.state is not PackageState.WAITING:
        raise StaffingError(_l("This package waits for no decision."))
    package.agreed_by, package.state = who.id, PackageState.READY
    record("package_agreed", package, county_id=package.county_id, changes={"rows": [None, package.rows], "state": [PackageState.WAITING.value, PackageState.READY.value]})
    flush(db.session)


def take(package: EvidencePackage) -> bytes:
    """Return a package that may leave; each taking leaves a line in the log."""
    if package.state is not PackageState.READY or package.content is None:
        raise StaffingError(_l("This package cannot be downloaded."))
    record("package_taken", package, county_id=package.county_id, changes={"rows": [None, package.rows], "sha256": [None, package.sha256]})
    return field_cipher().unseal(package.content, place=_place(package))


def _place(package: EvidencePackage) -> str:
    return f"{package.county_id}:evidence_package:{package.id}"
