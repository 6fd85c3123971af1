"""The large county of the measurements: complete, readable by the pages, the same again from the same seed."""

import datetime as dt

from sqlalchemy import func, select

from staffing.extensions import db
from staffing.finding.remembering import draw
from staffing.teachers.models import Appointment, Employment, Teacher
from staffing.teachers.personal import read_id_number
from staffing.teachers.queries import find_by_id_number
from tests.benchmarks.large_county import make_large_county

ON = dt.date(2026, 11, 1)


def test_every_person_serves_and_is_found_by_identity_number(app):
    """Bulk insertion stores what the operations would: cipher texts at their place, indexes, running facts."""
    county = make_large_county(130)
    teachers = db.session.scalars(select(Teacher).where(Teacher.county_id == county.id)).all()
    assert len(teachers) == 130
    assert len(draw(county.id, ON).persons) == 130
    for teacher in teachers[:20]:
        number = read_id_number(teacher)
        assert find_by_id_number(county.id, number, on=ON) is teacher
    assert all(db.session.get(Teacher, teacher.partner_id).partner_id == teacher.id for teacher in teachers if teacher.partner_id)
    for facts in (Employment, Appointment):
        assert db.session.scalar(select(func.count(facts.teacher_id.distinct())).where(facts.valid_to.is_(None))) == 130


def test_same_seed_gives_the_same_persons(app):
    """Figures measured today and next year speak of the same county; a second county stands beside the first."""
    one, other = make_large_county(60, seed=4), make_large_county(60, seed=4)
    names = [list(db.session.scalars(select(Teacher.name).where(Teacher.county_id == county.id).order_by(Teacher.number))) for county in (one, other)]
    assert names[0] == names[1]
    assert len(set(names[0])) > 30
