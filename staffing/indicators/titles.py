"""How fields of indicator records are called, and how the log calls what is done; loaded with the operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_fields, tell_record, tell_values
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.models import IndicatorSnapshot, IndicatorTarget, SupervisionItem
from staffing.schools.models import County

TARGET: Final = {"id": _l("Record number"), "county_id": _l("County"), "school_id": _l("School"), "indicator": _l("Indicator"),
                 "target_year": _l("Target year"), "source": _l("Document")}
ITEM: Final = {"id": _l("Record number"), "county_id": _l("County"), "school_year": _l("School year"), "code": _l("Item"),
               "value": _l("Value"), "evidence": _l("Evidence"), "state": _l("State")}
SNAPSHOT: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "school_year": _l("School year"), "taken_at": _l("Taken at"),
    "taken_by": _l("Taken by"), "counts_at": _l("Where a teacher counts"), "ruleset": _l("Rule set"),
    "ruleset_digest": _l("Digest of the rule set"), "formula_version": _l("Version of the formulas"), "digest": _l("Digest"), "content": _l("Content"),
}

tell_record(IndicatorTarget, _l("Target year"), TARGET)
tell_record(SupervisionItem, _l("Item of the staff checklist"), ITEM)
tell_record(IndicatorSnapshot, _l("Snapshot of indicators"), SNAPSHOT)
tell_fields(County, {"target_years": _l("Target years of the county")})
tell_values(County, "target_years", {item.code: item.label for item in QUALITY_INDICATORS})
tell_values(IndicatorTarget, "indicator", {item.code: item.label for item in QUALITY_INDICATORS})
tell_actions({
    "targets_set": _l("Target years of the county stored"),
    "target_set": _l("Target year set"), "target_changed": _l("Target year changed"), "target_removed": _l("Target year removed"),
    "checklist_item_reported": _l("Item of the checklist reported"), "snapshot_taken": _l("Snapshot taken"),
})
