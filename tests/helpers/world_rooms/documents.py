"""The documents' part of the world: a version of a template, and a batch that can be taken by whoever looks at the pages."""

import hashlib

from staffing.core.access import Role
from staffing.documents.certificates import employment
from staffing.documents.models import DocumentBatch, DocumentTemplate
from staffing.documents.operations import JOB_KIND, subject_of
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from tests.factories.accounts import create_user
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store them; every page names the certificate of employment."""
    content = employment()
    template = DocumentTemplate(county_id=tiny.county.id, kind="employment", number=1, file_name="演示模板.docx", content=content,
                                sha256=hashlib.sha256(content).hexdigest(), active=True)
    asker = create_user(county=tiny.county, role=Role.OFFICER)
    batch = DocumentBatch(county_id=tiny.county.id, kind="employment", suffix="docx", members=[tiny.teachers[0].id], asked_by=asker.id)
    db.session.add_all([template, batch])
    db.session.flush()
    db.session.add(Job(county_id=tiny.county.id, kind=JOB_KIND, subject=subject_of(batch.id), state=JobState.DONE))
    db.session.flush()
    pages = ("show_kind", "upload", "use_template", "download_template", "preview", "choose", "make")
    codes: dict[tuple[str, str], object] = {(f"documents.{page}", "code"): "employment" for page in pages}
    return {"document_batch_id": batch.id, "number": 1}, codes
