"""What the indicators offer for the page of one school: L1 to L3 of its sections as bullet bars."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l

from staffing.core.panels import Panel
from staffing.indicators.codes import Basis
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.gathering import CountyFigures
from staffing.indicators.matrix import assessment_on, names_of
from staffing.indicators.pictures import BarText, BulletChart, draw_bullets
from staffing.indicators.policy import IndicatorPolicy
from staffing.indicators.results import IndicatorCell, SectionAssessment
from staffing.indicators.wording import threshold_text, value_text
from staffing.schools.enums import Stage
from staffing.schools.panels import SchoolPage

PERSONS = tuple(item for item in QUALITY_INDICATORS if item.counts_persons)


@dataclass(frozen=True, slots=True)
class SectionBars:
    """One section's bars."""

    name: str
    section: SectionAssessment
    chart: BulletChart


def bullet_rows(policy: IndicatorPolicy, cells: Sequence[IndicatorCell], labels: Iterable[Any]) -> BulletChart:
    """Return cells as bullet bars with their thresholds and 85 % lines."""
    share = policy.pass_rule.rest_share if policy.pass_rule else Fraction(1)
    texts = [BarText(str(label), value_text(cell), threshold_text(cell), threshold_text(cell, share))
             for label, cell in zip(labels, cells, strict=True)]
    return draw_bullets(list(zip(cells, texts, strict=True)), share=share)


def indicators_panel(page: SchoolPage) -> Panel | None:
    """Return the panel of L1 to L3; the bars come after the page, because they take the whole county's figures."""
    if not any(section.stage in (Stage.PRIMARY, Stage.JUNIOR) for section in page.school.sections):
        return None
    return Panel("indicators", _l("Indicators L1 to L3"), "indicators/_panel.html", {"school": page.school})


def section_bars(figures: CountyFigures, basis: Basis, school_id: int) -> list[SectionBars]:
    """Return L1 to L3 of a school's sections as bars; empty where it has no figures in the year."""
    assessment, names = assessment_on(figures, basis), names_of(figures.sections)
    bars = []
    for record in figures.sections:
        if record.school.id == school_id:
            section = assessment.section(record.key)
            chart = bullet_rows(figures.policy, [section.cell(item.code) for item in PERSONS], [item.number for item in PERSONS])
            bars.append(SectionBars(names[record.key], section, chart))
    return bars
