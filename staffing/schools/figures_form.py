"""The form of a section's yearly figures: one row per grade of its stage, and the hardware behind L4 to L7."""

from functools import lru_cache
from typing import Any, cast

from wtforms import Field

from staffing.core.conflicts import VersionedForm
from staffing.core.fields import AmountField, WholeNumberField
from staffing.core.forms import between, optional
from staffing.schools.enums import Stage
from staffing.schools.models import SectionYear
from staffing.schools.section_years import GRADES_OF, HARDWARE, GradeFigures, Hardware, facts_of
from staffing.schools.titles import title

MOST_PUPILS, MOST_CLASSES, MOST_IN_CLASS = 5_000, 100, 200
LARGEST = {"teaching_area_m2": 999_999, "sports_area_m2": 999_999, "equipment_yuan": 999_999_999, "multimedia_rooms": 9_999}
LIMITS = {"pupils": MOST_PUPILS, "classes": MOST_CLASSES, "largest_class": MOST_IN_CLASS}


class FiguresForm(VersionedForm):
    """Yearly figures; a grade without pupils and classes is not run."""

    grades: tuple[int, ...] = ()

    def grade_rows(self) -> list[tuple[int, list[Field]]]:
        """Return each grade with its three fields, as the table shows them."""
        return [(grade, [self[f"{name}_{grade}"] for name in LIMITS]) for grade in self.grades]

    def hardware_fields(self) -> list[Field]:
        """Return the fields behind L4 to L7."""
        return [self[name] for name in HARDWARE]

    def figures(self) -> list[GradeFigures]:
        """Return the grades that are run."""
        rows = [(grade, [self[f"{name}_{grade}"].data or 0 for name in LIMITS]) for grade in self.grades]
        return [GradeFigures(grade, *numbers) for grade, numbers in rows if any(numbers)]

    def hardware(self) -> Hardware:
        """Return the figures behind L4 to L7."""
        return Hardware(**{name: self[name].data for name in HARDWARE})


@lru_cache(maxsize=len(Stage))
def form_class(stage: Stage) -> type[FiguresForm]:
    """Return the form of a stage with the grades it may have."""
    fields: dict[str, Any] = {"grades": GRADES_OF[stage], "__doc__": f"Yearly figures, stage {stage.value}."}
    for name, most in LIMITS.items():
        for grade in GRADES_OF[stage]:
            fields[f"{name}_{grade}"] = WholeNumberField(title(SectionYear, f"{name}_{grade}"), validators=[optional(), between(0, most)])
    for name in HARDWARE:
        fields[name] = AmountField(title(SectionYear, name), validators=[optional(), between(0, LARGEST[name])])
    return cast("type[FiguresForm]", type(f"FiguresForm_{stage.value}", (FiguresForm,), fields))


def figures_form(stage: Stage, year: SectionYear | None, **options: Any) -> FiguresForm:
    """Return the form filled from stored figures, empty where there are none."""
    return form_class(stage)(data=facts_of(year) if year is not None else None, **options)
