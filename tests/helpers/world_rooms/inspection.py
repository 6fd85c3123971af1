"""Inspection's part of the world: figures a school reported, and a package that is ready."""

from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.extensions import db
from staffing.inspection.codes import PackageState
from staffing.inspection.models import EvidencePackage, ReportedFigures
from staffing.teachers.personal import field_cipher
from tests.factories.accounts import create_user
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store them."""
    county = tiny.county
    db.session.add(ReportedFigures(county_id=county.id, school_id=tiny.schools[0].id, school_year=tiny.year.school_year, teachers=6, explanation="演示"))
    package = EvidencePackage(county_id=county.id, school_year=tiny.year.school_year, state=PackageState.READY, made_at=utc_now(),
                              asked_by=create_user(county=county, role=Role.OFFICER).id, manifest={})
    db.session.add(package)
    db.session.flush()
    package.content = field_cipher().seal(b"PK", place=f"{county.id}:evidence_package:{package.id}")
    return {"package_id": package.id}, {("inspection.export_list", "listing"): "numbers", ("inspection.show_check", "check"): "repeated", ("inspection.take_report", "wanted"): "docx"}
