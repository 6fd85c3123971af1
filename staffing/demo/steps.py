"""The steps in which the invented county is stored; each leaves what is there already as it is."""

from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from staffing.accounts.operations import ensure_administrator, open_account
from staffing.accounts.queries import find_user
from staffing.audit.record import record, values_of
from staffing.core.access import SCHOOL_ROLES, Role
from staffing.core.transactions import flush
from staffing.demo.county import RULESET
from staffing.demo.parts import DemoChange, DemoCounty
from staffing.demo.workbooks import BUREAU_NAME, COUNTY_NAME, DemoWorkbook
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.imports import batches
from staffing.imports.models import BatchState, ImportBatch
from staffing.indicators.models import IndicatorTarget
from staffing.needs.models import ChangeKind, ExpectedChange
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.operations import advance, open_rotation_year
from staffing.rotation_years.queries import list_rotation_years
from staffing.schools.enums import Ownership
from staffing.schools.models import County, School, Section
from staffing.teachers.models import Teacher

REAL_RECORDS = _l("The database holds the records of a bureau; the demonstration county needs a database of its own.")
# No county of the national list has this code.
COUNTY_CODE: Final = "000000"
ACCOUNTS: Final = (
    (Role.OFFICER, "officer", "演示人事干部"), (Role.CLERK, "clerk", "演示学校干事"), (Role.PRINCIPAL, "principal", "演示校长"),
    (Role.LEADER, "leader", "演示分管局长"), (Role.INSPECTOR, "inspector", "演示督导员"), (Role.AUDITOR, "auditor", "演示审计员"),
)


def find_county() -> County | None:
    """Return the demonstration county."""
    return db.session.scalar(select(County).where(County.code == COUNTY_CODE))


def count_counties() -> int:
    """Return how many counties the database holds."""
    return db.session.scalar(select(func.count()).select_from(County)) or 0


def make_county(school_year: int) -> County:
    """Return the demonstration county's row, made where it is absent."""
    county = find_county()
    if county is None:
        county = County(code=COUNTY_CODE, name=COUNTY_NAME, bureau_name=BUREAU_NAME, ruleset=RULESET, school_year=school_year, synthetic=True)
        db.session.add(county)
        flush(db.session)
        record("county_made", county, county_id=county.id, changes=values_of(county))
    return county


def open_year(county: County, school_year: int) -> RotationYear:
    """Return the rotation year, opened where it is not yet."""
    known = {year.school_year: year for year in list_rotation_years(county.id)}
    return known.get(school_year) or open_rotation_year(county, school_year=school_year)


def hand_in(county: County, workbook: DemoWorkbook) -> ImportBatch | None:
    """Keep a workbook as a batch to be checked; None if the same file was handed in before."""
    digest = batches.digest_of_file(workbook.content)
    same = select(ImportBatch.id).where(ImportBatch.county_id == county.id, ImportBatch.file_sha256 == digest,
                                        ImportBatch.state.in_((BatchState.STORED, BatchState.FAULTY)))
    if db.session.scalar(same.limit(1)) is not None:
        return None
    batch = ImportBatch(county_id=county.id, file_name=workbook.name, file_sha256=digest, state=BatchState.READING)
    db.session.add(batch)
    flush(db.session)
    batches.seal_file(batch, workbook.content)
    flush(db.session)
    return batch


def check(batch: ImportBatch, progress: batches.Progress) -> batches.Outcome:
    """Read the batch's file back and check it, as for every file that an officer hands in."""
    outcome = batches.check_file(batches.open_upload(batch.id), progress)
    batches.note_outcome(batch, outcome)
    flush(db.session)
    return outcome


def store(batch: ImportBatch, outcome: batches.Outcome) -> None:
    """Store a checked batch; an invented county with a fault would be a mistake of ours, so it is told loudly."""
    if batch.state is not BatchState.READY:
        raise RuntimeError(f"the invented county is faulty: {batch.faults[:3]}")
    outcome.head = batches.audit_head(batch.county_id)
    if not batches.store_outcome(batch, outcome):
        raise RuntimeError("the records changed while the invented county was stored")
    flush(db.session)


def expect_changes(county: County, made: DemoCounty) -> int:
    """Store the expected changes of staff; returns how many there are."""
    stored = select(func.count()).select_from(ExpectedChange).where(ExpectedChange.county_id == county.id)
    if db.session.scalar(stored):
        return db.session.scalar(stored) or 0
    persons = {row.number: row.id for row in db.session.execute(select(Teacher.number, Teacher.id).where(Teacher.county_id == county.id))}
    statement = select(School.name, Section.stage, Section.id).join(School).where(Section.county_id == county.id)
    sections = {(row.name, row.stage): row.id for row in db.session.execute(statement)}
    rows = [_change_row(county, change, persons, sections, made.school_year + 1) for change in made.changes]
    db.session.add_all(rows)
    flush(db.session)
    record("changes_expected", county, county_id=county.id, changes={"changes": [None, len(rows)]})
    return len(rows)


def _change_row(county: County, change: DemoChange, persons: dict[str, int], sections: dict[tuple[str, object], int],
                school_year: int) -> ExpectedChange:
    recruited = change.kind is ChangeKind.RECRUIT
    return ExpectedChange(
        county_id=county.id, school_year=school_year, kind=change.kind, teacher_id=persons.get(change.person),
        section_id=sections[change.school, change.stage], subject=change.subject if recruited else "", remark=change.remark)


def set_targets(county: County, rules: RuleSet) -> int:
    """Store the county's target year of each indicator as its rule set states it; the schools' own came with the list."""
    stated = rules.indicators.target_years
    known = set(db.session.scalars(select(IndicatorTarget.indicator).where(IndicatorTarget.county_id == county.id)))
    missing = {code: year for code, year in stated.value.items() if code not in known}
    db.session.add_all(IndicatorTarget(county_id=county.id, school_id=None, indicator=code, target_year=year, source=stated.citation[:160])
                       for code, year in missing.items())
    flush(db.session)
    if missing:
        record("targets_set", county, county_id=county.id, changes={"target_years": [None, missing]})
    return len(stated.value)


def open_accounts(county: County) -> dict[str, str]:
    """Open one account per duty and return the one-time passwords by login; who has an account keeps it."""
    school_id = db.session.scalar(select(School.id).where(School.county_id == county.id).order_by(School.code).join(School.standings)
                                  .where(School.standings.any(ownership=Ownership.COUNTY)).limit(1))
    opened: dict[str, str] = {}
    administrator = ensure_administrator(county_id=county.id)
    if administrator is not None:
        opened["admin"] = administrator
    for role, login, name in ACCOUNTS:
        if find_user(login) is None:
            _user, opened[login] = open_account(county_id=county.id, login=login, name=name, role=role,
                                                school_id=school_id if role in SCHOOL_ROLES else None)
    return opened


def advance_to(year: RotationYear, step: YearStep) -> None:
    """Move the year on, never back."""
    order = list(YearStep)
    for following in order[order.index(year.step) + 1:order.index(step) + 1]:
        advance(year, step=following)


def refuse_other_counties() -> None:
    """Raise StaffingError if the database holds records of a bureau: invented persons must never stand beside real ones."""
    if count_counties() and find_county() is None:
        raise StaffingError(REAL_RECORDS)
