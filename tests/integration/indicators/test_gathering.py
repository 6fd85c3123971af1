"""Indicators computed from stored records, with the persons behind each figure."""

import datetime as dt
from fractions import Fraction

from staffing.extensions import db
from staffing.indicators.codes import Basis, Measure
from staffing.indicators.gathering import assess_county
from staffing.policy.ruleset import load_ruleset
from staffing.schools.enums import Stage
from staffing.teachers.enums import AppointmentKind, BackboneLevel
from staffing.teachers.models import Appointment
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

RULESET = load_ruleset("national", dt.date(2026, 9, 1))


def make_two_sections(county):
    return [create_section(school=create_school(county=county), pupils_by_grade=50, stage=Stage.PRIMARY) for _ in range(2)]


def test_persons_are_counted_at_home_and_at_host_when_one_is_on_exchange(county):
    first, second = make_two_sections(county)
    create_teacher(section=first, subject="体育", backbone=BackboneLevel.COUNTY)
    guest = create_teacher(section=first, subject="音乐")
    guest.appointments[0].valid_to = dt.date(2026, 9, 1)
    guest.appointments.append(Appointment(
        valid_from=dt.date(2026, 9, 1), kind=AppointmentKind.EXCHANGE, personnel_school=first.school,
        personnel_stage=Stage.PRIMARY, section=second, subject="音乐"))
    db.session.flush()
    figures = assess_county(county.id, 2026, RULESET)
    rows = {record.section.id: row for row, record in enumerate(figures.sections)}
    counts = figures.counts
    assert counts.persons(Basis.HOME, Measure.PE_ARTS, rows[first.id]) == 2
    assert counts.persons(Basis.HOST, Measure.PE_ARTS, rows[first.id]) == 1
    assert counts.persons(Basis.HOST, Measure.PE_ARTS, rows[second.id]) == 1
    behind = figures.persons_of(counts.counted_services(Basis.HOST, Measure.PE_ARTS, rows[second.id]))
    assert [entry.number for entry, _ in behind] == [guest.number]


def test_value_is_persons_per_hundred_pupils_when_the_county_is_assessed(county):
    first, _ = make_two_sections(county)
    for _ in range(3):
        create_teacher(section=first, backbone=BackboneLevel.COUNTY)
    figures = assess_county(county.id, 2026, RULESET)
    section = next(item for item in figures.both.host.sections if item.key == str(first.id))
    cell = next(cell for cell in section.cells if cell.code == "backbone")
    assert cell.value == Fraction(3, 300) * 100
