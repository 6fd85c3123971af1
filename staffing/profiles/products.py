"""What was computed from the records of a teacher or a school, when, and about which day: lists, plans, snapshots of figures."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from staffing.core.school_year import SchoolYear
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.extensions import db
from staffing.indicators.gathering import data_day
from staffing.indicators.models import IndicatorSnapshot
from staffing.plans.models import Plan, SolveRun
from staffing.rotation_years.models import RotationYear

LISTED: Final = 5


@dataclass(frozen=True, slots=True)
class Product:
    """A result that rests on the records as they were known at a moment, about a day."""

    title: str
    moment: dt.datetime
    about: dt.date
    address: str


def list_products(county_id: int, *, teacher_id: int | None = None) -> list[Product]:
    """Return the newest lists, plans and snapshots of the county, the newest first (three statements).

    With a teacher only the lists that judge this teacher; plans and figures rest on everybody.
    """
    found = [*_lists(county_id, teacher_id), *_plans(county_id), *_snapshots(county_id)]
    return sorted(found, key=lambda product: product.moment, reverse=True)


def _lists(county_id: int, teacher_id: int | None) -> list[Product]:
    columns: list[Any] = [EligibilityList.decided_at, EligibilityList.fixed_at, RotationYear.cut_off_on, RotationYear.school_year]
    if teacher_id is None:
        statement = select(*columns)
    else:
        statement = select(*columns, EligibilityVerdict.id).join(EligibilityVerdict, EligibilityVerdict.list_id == EligibilityList.id).where(
            EligibilityVerdict.teacher_id == teacher_id)
    statement = statement.join(RotationYear, RotationYear.id == EligibilityList.rotation_year_id).where(EligibilityList.county_id == county_id)
    rows: Any = db.session.execute(statement.order_by(EligibilityList.decided_at.desc(), EligibilityList.id.desc()).limit(LISTED))
    products = []
    for decided_at, fixed_at, cut_off_on, year, *verdict in rows:
        words = _("Fixed eligibility list of %(year)s", year=year) if fixed_at else _("Eligibility list of %(year)s", year=year)
        address = url_for("eligibility.show_verdict", verdict_id=verdict[0]) if verdict else url_for("eligibility.list_verdicts")
        products.append(Product(words, decided_at, cut_off_on, address))
    return products


def _plans(county_id: int) -> list[Product]:
    statement = select(Plan.id, Plan.name, SolveRun.created_at, RotationYear.school_year).join(Plan, Plan.id == SolveRun.plan_id).join(
        RotationYear, RotationYear.id == Plan.rotation_year_id).where(Plan.county_id == county_id, SolveRun.finished_at.is_not(None))
    rows: Any = db.session.execute(statement.order_by(SolveRun.created_at.desc(), SolveRun.id.desc()).limit(LISTED))
    return [Product(_("Rotation plan “%(name)s”", name=name), moment, SchoolYear(year).starts_on, url_for("plans.show_plan", plan_id=number))
            for number, name, moment, year in rows]


def _snapshots(county_id: int) -> list[Product]:
    statement = select(IndicatorSnapshot.id, IndicatorSnapshot.school_year, IndicatorSnapshot.taken_at).where(IndicatorSnapshot.county_id == county_id)
    rows: Any = db.session.execute(statement.order_by(IndicatorSnapshot.taken_at.desc(), IndicatorSnapshot.id.desc()).limit(LISTED))
    return [Product(_("Snapshot of the indicators of %(year)s", year=SchoolYear(year)), moment, data_day(year),
                    url_for("indicators.show_snapshot", snapshot_id=number)) for number, year, moment in rows]
