"""Which pages are measured at 50 000 teachers: every list, filter, search, and every figure over the whole county, by set."""

from typing import Final

from staffing.establishment.views import STATES
from staffing.qualifications.codes import Check
from staffing.statistics.pivot import Spec
from staffing.statistics.presets import PRESETS

TEACHERS: Final = (
    "/teachers/", "/teachers/?size=200", "/teachers/?page=500", "/teachers/?page=960", "/teachers/?sort=school", "/teachers/?sort=-name",
    "/teachers/?search=wang", "/teachers/?search=王 数学 小学", "/teachers/?school_id={school}",
    "/teachers/?stage=primary&subject=数学&sex=female&title=first&degree=bachelor", "/find?q=zhang", "/find?q=王", "/schools/",
    "/schools/{school}",
)
QUALIFICATIONS: Final = (
    "/qualifications/", "/qualifications/?stage=primary", "/qualifications/?school_id={school}",
    *(f"/qualifications/{check.value}" for check in Check), *(f"/qualifications/{check.value}?sort=lacking" for check in Check),
    *(f"/qualifications/{check.value}/persons" for check in Check), "/qualifications/training?stage=primary&subject=数学",
    "/qualifications/posts/persons?school_id={school}", "/qualifications/posts/persons?level=senior", "/qualifications/posts/persons",
)


def _address(spec: Spec) -> str:
    return (f"/statistics/table?rows={spec.rows}&columns={spec.columns}&measure={spec.measure.value}" + ("&who=all" if spec.everyone else ""))


STATISTICS: Final = (
    "/statistics/", *(_address(preset.spec) for preset in PRESETS), "/statistics/table?rows=school&columns=title&measure=row_share",
    "/statistics/table?rows=school&columns=subject", "/statistics/table?rows=school&columns=sex&measure=mean_age",
    "/statistics/table?rows=school&columns=institution", "/statistics/table?rows=institution&columns=school", "/statistics/table?rows=school&columns=retires&who=all",
    "/statistics/table?rows=township&columns=subject", "/statistics/table?rows=subject&columns=school&stage=primary",
    "/statistics/persons?rows=school&columns=title", "/statistics/persons?rows=zone&columns=title&title=senior&page=40",
    "/statistics/movements", "/statistics/movements?who=all&at=held", "/statistics/movements?kind=joined",
)
ESTABLISHMENT: Final = ("/establishment/", *(f"/establishment/?state={state}" for state in STATES), "/establishment/loans", "/establishment/proposals")
QUALITY: Final = (
    "/quality/", "/quality/?page=20", "/quality/?state=any", "/quality/?severity=error", "/quality/?text=wang", "/quality/?school={school}", "/quality/?sort=school",
    "/quality/schools", "/quality/catalogue", "/quality/influence",
)
HISTORY: Final = ("/audit/", "/audit/?page=400", "/audit/?actor=演示", "/audit/?object_type=Teacher", "/audit/?action=teacher_changed")
SETS: Final = {"teachers": TEACHERS, "qualifications": QUALIFICATIONS, "statistics": STATISTICS, "establishment": ESTABLISHMENT,
               "quality": QUALITY, "history": HISTORY}
