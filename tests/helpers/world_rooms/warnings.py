"""The warnings' part of the world: an open line of the first school."""

import datetime as dt

from staffing.extensions import db
from staffing.warnings.models import IndicatorWarning, LineState, RectificationLine, WarningKind, WarningLevel
from tests.factories.plans import TinyCounty

SINCE = dt.date(2026, 9, 1)


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store it; the export names its listing."""
    section = tiny.sections[0]
    line = RectificationLine(county_id=tiny.county.id, place=str(section.id), stage=section.stage, section_id=section.id, school_id=section.school_id,
                             indicator="backbone", level=WarningLevel.RED, state=LineState.OPEN, missing=1, opened_on=SINCE, due_on=dt.date(2027, 1, 31))
    line.warnings = [IndicatorWarning(kind=WarningKind.BELOW_FLOOR, level=WarningLevel.RED, value=0.1, threshold=1.0, missing=1, since=SINCE)]
    db.session.add(line)
    db.session.flush()
    return {"line_id": line.id}, {("warnings.export_list", "listing"): "ledger"}
