"""Makers of slips, and of clients that came in with one."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from staffing.extensions import db
from staffing.rotation_years.models import RotationYear
from staffing.slips.models import PersonalSlip
from staffing.slips.operations import print_slips
from staffing.slips.sessions import COOKIE, PATH, start_session
from staffing.teachers.models import Teacher


def create_slip(year: RotationYear, teacher: Teacher) -> tuple[PersonalSlip, str]:
    """Store a slip and return it with its code."""
    code = print_slips(year, [teacher.id], printed_by=None)[teacher.id]
    return db.session.scalars(select(PersonalSlip).where(PersonalSlip.teacher_id == teacher.id, PersonalSlip.rotation_year_id == year.id)).one(), code


def client_with_slip(app: Flask, year: RotationYear, teacher: Teacher) -> FlaskClient:
    """Return a client in which the teacher has come in with a slip."""
    slip, _code = create_slip(year, teacher)
    token = start_session(slip)
    db.session.flush()
    client = app.test_client()
    client.set_cookie(COOKIE, token, path=PATH)
    return client
