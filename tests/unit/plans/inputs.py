"""Makers of plain inputs of a plan for tests without database."""

import datetime as dt
from fractions import Fraction

from staffing.eligibility.enums import EligibilityState
from staffing.plans.bridge.inputs import PlanInputs, SchoolInput, SectionInput, TeacherInput
from staffing.policy.ruleset import load_ruleset
from staffing.schools.enums import Location, SchoolKind, Stage
from staffing.teachers.enums import CertificateKind, DegreeLevel, Sex

DAY = dt.date(2026, 9, 1)
ENOUGH = {"teaching_area": Fraction(10**6), "sports_area": Fraction(10**6), "equipment_value": Fraction(10**9),
          "multimedia_rooms": Fraction(10**4)}


def school(key: int, **changes) -> SchoolInput:
    """Return a town school at a place of its own."""
    fields = {"id": key, "name": f"演示{key}小学", "entity_id": key, "location": Location.TOWN, "strength": None, "township": "演示镇",
              "zone": None, "longitude": 114.3 + key / 100, "latitude": 29.8, "posts": 20, "established": 20, "staff": 20}
    return SchoolInput(**{**fields, **changes})


def section(key: int, school_id: int | None = None, **changes) -> SectionInput:
    """Return a measured primary section of a hundred pupils with enough of everything."""
    fields = {"id": key, "school_id": school_id or key, "stage": Stage.PRIMARY, "kind": SchoolKind.PRIMARY_SCHOOL, "pupils": 100,
              "counted": True, "hardware": ENOUGH}
    return SectionInput(**{**fields, **changes})


def teacher(key: str, section_id: int = 1, **changes) -> TeacherInput:
    """Return an eligible teacher of Chinese with a primary certificate."""
    fields = {"pseudonym": key, "section_id": section_id, "subject": "语文", "certificates": ((CertificateKind.PRIMARY, "语文"),),
              "degree": DegreeLevel.BACHELOR, "title": None, "backbone": False, "graduating_class": False, "leader": False,
              "state": EligibilityState.ELIGIBLE, "sex": Sex.FEMALE, "age": 40, "home_township": ""}
    return TeacherInput(**{**fields, **changes})


def inputs(teachers, schools=None, sections=None, *, ruleset: str = "demo", **changes) -> PlanInputs:
    """Return the inputs of a plan over two schools."""
    fields = {"name": "test", "school_year": 2026, "synthetic": True, "on": DAY, "rules": load_ruleset(ruleset, DAY),
              "eligible_count": len(teachers), "schools": tuple(schools or (school(1), school(2))),
              "sections": tuple(sections or (section(1), section(2))), "demand": (), "teachers": tuple(teachers)}
    return PlanInputs(**{**fields, **changes})
