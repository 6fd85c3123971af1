"""Snapshots stay as they were, target years bind, the checklist agrees with a hand count; each act leaves its audit line."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.extensions import db
from staffing.indicators.checklist import ItemState
from staffing.indicators.checklist_gathering import gather_checklist
from staffing.indicators.comparison import compare
from staffing.indicators.gathering import assess_county
from staffing.indicators.models import IndicatorSnapshot, IndicatorTarget, SupervisionItem
from staffing.indicators.operations import is_intact
from staffing.indicators.queries import load_targets, reported_items, rules_of
from staffing.indicators.targets import find_target_year
from staffing.rotation_years.models import RotationYear
from staffing.teachers.enums import BackboneLevel
from staffing.teachers.models import BackboneHonour, RotationRecord, TrainingRecord
from tests.factories.plans import create_verdicts
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

HARDWARE = {"teaching_area_m2": 1500, "sports_area_m2": 2400, "equipment_yuan": 700_000, "multimedia_rooms": 8}


@pytest.fixture
def section(county):
    """A primary section of 300 pupils with four teachers, two of them backbone."""
    section = create_section(school=create_school(county=county, name="演示甲小学"), pupils_by_grade=50, **HARDWARE)
    for place in range(4):
        create_teacher(section=section, backbone=BackboneLevel.COUNTY if place < 2 else None, certificate=None if place == 3 else "primary")
    return section


def figures_of(county):
    """Return the figures of the county's school year."""
    return assess_county(county.id, 2026, rules_of(county, 2026))


def last_action() -> str:
    """Return the action of the newest audit line."""
    return db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id.desc())).first()


def the_checklist(county):
    """Return the checklist of the school year."""
    return gather_checklist(figures_of(county), rules_of(county, 2026), reported_items(county.id, 2026), county.id)


def test_snapshot_keeps_its_figures_when_records_change(officer, county, section):
    assert officer.post("/indicators/snapshots?year=2026").status_code == 302
    snapshot = db.session.scalars(select(IndicatorSnapshot)).one()
    content, digest = dict(snapshot.content), snapshot.digest
    assert last_action() == "snapshot_taken"
    third = create_teacher(section=section)
    third.honours.append(BackboneHonour(level=BackboneLevel.CITY, name="演示骨干", granted_on=dt.date(2024, 9, 1)))
    db.session.flush()
    db.session.refresh(snapshot)
    assert (snapshot.content, snapshot.digest) == (content, digest)
    assert is_intact(snapshot)
    change = next(row for row in compare(snapshot.content, figures_of(county).both.host, {}).cells if row.code == "backbone")
    assert [float(value) for value in change.value] == [pytest.approx(2 / 3), 1]
    page = officer.get(f"/indicators/snapshots/{snapshot.id}").get_data(as_text=True)
    assert "0.67" in page
    assert "1.00" in page


def test_tampered_snapshot_is_noticed(officer, county, section):
    officer.post("/indicators/snapshots?year=2026")
    snapshot = db.session.scalars(select(IndicatorSnapshot)).one()
    snapshot.content = {**snapshot.content, "names": {str(section.id): "另一所学校"}}
    assert not is_intact(snapshot)


def test_snapshot_of_a_year_without_figures_is_refused(officer, county):
    officer.post("/indicators/snapshots?year=2019")
    assert db.session.scalars(select(IndicatorSnapshot)).all() == []


def test_same_records_give_the_same_digest_when_frozen_twice(officer, county, section):
    for _ in range(2):
        officer.post("/indicators/snapshots?year=2026")
    digests = set(db.session.scalars(select(IndicatorSnapshot.digest)))
    assert len(digests) == 1


def test_target_is_set_changed_and_removed_and_the_narrowest_binds(officer, county, section):
    def set_target(year: str, school: str = "0", indicator: str = "backbone") -> int:
        return officer.post("/indicators/targets/set", data={"school": school, "indicator": indicator, "target_year": year,
                                                             "source": "演示规划"}).status_code

    assert set_target("2027") == 302
    assert set_target("2025", school=str(section.school_id)) == 302
    targets = load_targets(county.id, rules_of(county, 2026))
    assert find_target_year(targets, school=str(section.school_id), indicator="backbone") == 2025
    assert find_target_year(targets, school="0", indicator="backbone") == 2027
    page = officer.get("/indicators/targets").get_data(as_text=True)
    assert re.search(r"演示甲小学", page)
    assert set_target("2028") == 302
    assert last_action() == "target_changed"
    assert set_target("", school=str(section.school_id)) == 302
    assert [row.target_year for row in db.session.scalars(select(IndicatorTarget))] == [2028]
    assert set_target("1999") == 200


def test_checklist_counts_certificates_hours_and_classes_by_hand(county, section):
    entries = figures_of(county).roster.entries
    for entry, hours in zip(entries, (360, 359, 400), strict=False):
        db.session.add(TrainingRecord(teacher_id=entry.id, year=2024, kind="", hours=Decimal(hours)))
    db.session.add(TrainingRecord(teacher_id=entries[1].id, year=2020, kind="", hours=Decimal(50)))
    db.session.flush()
    results = the_checklist(county).results
    assert (results["certificates"].numerator, results["certificates"].denominator) == (3, 4)
    assert results["certificates"].failing == (entries[3].number,)
    assert results["training_hours"].failing == (entries[1].number,)
    assert results["training_hours"].unknown == (entries[3].number,)
    assert results["class_size"].state is ItemState.NOT_MET
    assert len(results["class_size"].failing) == 6
    assert results["school_size"].state is ItemState.MET


def test_rotation_items_count_new_moves_of_eligible_persons(county, section):
    year = RotationYear(county_id=county.id, school_year=2026, ruleset=county.ruleset, cut_off_on=dt.date(2026, 8, 31))
    db.session.add(year)
    db.session.flush()
    teachers = [create_teacher(section=section) for _ in range(5)]
    listed = create_verdicts(year, teachers)
    listed.summary = {"denominator": 5}
    other = create_school(county=county)
    for teacher, kind in ((teachers[0], "regular_exchange"), (teachers[1], "no_such_kind")):
        db.session.add(RotationRecord(teacher_id=teacher.id, kind=kind, from_school_id=section.school_id, to_school_id=other.id,
                                      starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2029, 8, 31)))
    db.session.flush()
    checklist = the_checklist(county)
    assert (checklist.results["rotation_share"].numerator, checklist.results["rotation_share"].denominator) == (1, 5)
    assert list(checklist.rotation.left_out) == [teachers[1].id]


def test_reported_item_needs_evidence_and_is_audited(officer, county, section):
    address = "/indicators/checklist/pay/report?year=2026"
    assert officer.post(address, data={"value": "1.02", "evidence": "", "state": "met"}).status_code == 200
    assert officer.post(address, data={"value": "1.02", "evidence": "演示文件〔2026〕1号", "state": "met"}).status_code == 302
    assert last_action() == "checklist_item_reported"
    assert the_checklist(county).results["pay"].state is ItemState.MET
    assert officer.post(address, data={"value": "0.98", "evidence": "演示文件〔2026〕2号", "state": "met"}).status_code == 302
    assert the_checklist(county).results["pay"].state is ItemState.NOT_MET
    assert len(db.session.scalars(select(SupervisionItem)).all()) == 1
    assert officer.get("/indicators/checklist/certificates/report").status_code == 404


def test_inspector_reads_but_does_not_write(client_as, section):
    inspector = client_as(Role.INSPECTOR)
    for page in ("checklist", "checklist/certificates", "targets", "snapshots", "county"):
        assert inspector.get(f"/indicators/{page}").status_code == 200
    assert inspector.post("/indicators/snapshots").status_code == 403
    assert inspector.get("/indicators/targets/set").status_code == 403
