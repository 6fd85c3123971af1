"""What is done with indicators: freeze a yearly snapshot, set target years, report items of the staff checklist."""

from typing import Any

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record, values_of
from staffing.core.transactions import flush
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.indicators import titles  # noqa: F401 (tells the log how things are called)
from staffing.indicators.checklist_gathering import REPORTED
from staffing.indicators.codes import Basis
from staffing.indicators.documents import build_document, digest
from staffing.indicators.formulas import FORMULA_VERSION
from staffing.indicators.gathering import CountyFigures
from staffing.indicators.matrix import assessment_on, names_of
from staffing.indicators.models import IndicatorSnapshot, IndicatorTarget, SupervisionItem, SupervisionState
from staffing.indicators.queries import find_target_row, reported_items
from staffing.policy.schema import RuleSet
from staffing.schools.models import County

UNDECIDED = "none"


def take_snapshot(county: County, figures: CountyFigures, rules: RuleSet, *, taken_by: int | None) -> IndicatorSnapshot:
    """Freeze the figures of a school year by both ways to count (指标快照); later changes of records do not reach it."""
    if not figures.sections:
        raise StaffingError(_l("There are no figures for this school year to freeze."))
    content: dict[str, Any] = {basis.value: build_document(assessment_on(figures, basis), year=figures.school_year, policy_sha256=rules.digest)
                               for basis in Basis}
    content["names"] = names_of(figures.sections)
    deciding = figures.both.deciding
    snapshot = IndicatorSnapshot(
        county_id=county.id, school_year=figures.school_year, taken_by=taken_by, counts_at=deciding.value if deciding else UNDECIDED,
        ruleset=f"{rules.code} {rules.version}", ruleset_digest=rules.digest, formula_version=FORMULA_VERSION, digest=digest(content),
        content=content)
    db.session.add(snapshot)
    flush(db.session)
    told = {key: change for key, change in values_of(snapshot).items() if key != "content"}
    record("snapshot_taken", snapshot, county_id=county.id, changes=told)
    return snapshot


def is_intact(snapshot: IndicatorSnapshot) -> bool:
    """True if the stored content still has the digest it was stored with."""
    return digest(snapshot.content) == snapshot.digest


def set_target(county_id: int, *, school_id: int | None, indicator: str, year: int | None, source: str) -> None:
    """Set, change or (without a year) remove the target year of the county or one school for an indicator."""
    row = find_target_row(county_id, school_id, indicator)
    if year is None:
        if row is None:
            raise StaffingError(_l("There is no target year to remove; enter a year."), field="target_year")
        record("target_removed", row, county_id=county_id, changes={"target_year": [row.target_year, None], "indicator": [indicator, None],
                                                                     "school_id": [row.school_id, None]})
        db.session.delete(row)
        flush(db.session)
        return
    if row is not None:
        row.target_year, row.source = year, source.strip()
        record("target_changed", row, county_id=county_id)
        flush(db.session)
        return
    row = IndicatorTarget(county_id=county_id, school_id=school_id, indicator=indicator, target_year=year, source=source.strip())
    db.session.add(row)
    flush(db.session)
    record("target_set", row, county_id=county_id, changes=values_of(row))


def report_item(county_id: int, school_year: int, code: str, *, value: str, evidence: str, state: SupervisionState) -> SupervisionItem:
    """Report an item of the checklist that the records do not tell; whoever calls it fulfilled names the evidence."""
    if code not in REPORTED:
        raise LookupError("computed from the records")
    if state is SupervisionState.MET and not evidence.strip():
        raise StaffingError(_l("Name the evidence; an inspector will ask for it."), field="evidence")
    item = reported_items(county_id, school_year).get(code)
    if item is None:
        item = SupervisionItem(county_id=county_id, school_year=school_year, code=code, value=value.strip(), evidence=evidence.strip(), state=state)
        db.session.add(item)
        flush(db.session)
        record("checklist_item_reported", item, county_id=county_id, changes=values_of(item))
        return item
    item.value, item.evidence, item.state = value.strip(), evidence.strip(), state
    record("checklist_item_reported", item, county_id=county_id)
    flush(db.session)
    return item
