"""How fields of inspection are called, once for forms and the log; and how the log calls what is done."""

from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.inspection.codes import Figure
from staffing.inspection.models import EvidencePackage, ReportedFigures

OF_COUNTY: Final = {"id": _l("Record number"), "county_id": _l("County"), "school_year": _l("School year")}
TITLES: Final[dict[type[Any], dict[str, LazyString]]] = {
    ReportedFigures: OF_COUNTY | {figure.value: figure.label for figure in Figure} | {"school_id": _l("School"), "explanation": _l("Explanation")},
    EvidencePackage: OF_COUNTY | {
        "state": _l("State"), "ruleset": _l("Rule set"), "rows": _l("Number of rows"), "sha256": _l("SHA-256"), "manifest": _l("Manifest"),
        "message": _l("Answer to the officer"), "content": _l("Content (encrypted)"), "asked_by": _l("Asked by"), "agreed_by": _l("Agreed by"),
        "made_at": _l("Made at"), "seed": _l("Seed"), "size": _l("Persons")},
}
RECORD_TITLES: Final[dict[type[Any], LazyString]] = {
    ReportedFigures: _l("Figures of the education statistics"), EvidencePackage: _l("Evidence package"),
}
for _model, _fields in TITLES.items():
    tell_record(_model, RECORD_TITLES[_model], _fields)
tell_actions({
    "figures_reported": _l("Figures of the statistics entered"), "package_asked": _l("Evidence package asked for"), "package_made": _l("Evidence package made"),
    "package_agreed": _l("Evidence package agreed to"), "package_taken": _l("Evidence package downloaded"),
})
