"""The stored tables of intents and wishes as facts of sheets fill them."""

from typing import Final

from staffing.core.facts import FactTable, Field
from staffing.rotation_years.models import RotationIntent, RotationWish
from staffing.teachers.fact_tables import OF_TEACHER

OF_YEAR: Final = Field("rotation_year", "轮岗年度", reference="rotation_year")

INTENT = FactTable("intent", RotationIntent, (OF_YEAR, OF_TEACHER), (
    Field("volunteer", "自愿交流", False), Field("must_move", "必须交流", False), Field("must_stay", "必须留任", False), Field("reason", "原因", ""),
))
WISH = FactTable("wish", RotationWish, (OF_YEAR, OF_TEACHER, Field("place", "志愿")), (Field("section", "志愿学部", reference="section"),))
INTENT_TABLES: Final = (INTENT, WISH)
