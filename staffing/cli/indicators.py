"""``staffing indicators``: L1–L7 of every section, or the county's means and coefficients of variation."""

import argparse
from fractions import Fraction
from typing import Any

from staffing.cli.output import Column, add_format, print_rows
from staffing.cli.running import ExitCode, application, the_county
from staffing.cli.words import _
from staffing.cli.years import add_county_and_year, rules_on_first_day
from staffing.indicators.codes import Basis
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.gathering import CountyFigures, SectionRecord, assess_county
from staffing.indicators.results import CountyAssessment, SectionAssessment
from staffing.schools.enums import Stage

DIGITS = 4


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("indicators", help=_("indicators of sections and county"), description=_(
        "Compute the indicators of a school year from the records: each section, or with --county-figures means and coefficients."))
    add_county_and_year(parser)
    parser.add_argument("--basis", choices=[basis.value for basis in Basis],
                        help=_("where a teacher counts: personnel school (home) or teaching school (host); default: the rule set's choice"))
    parser.add_argument("--county-figures", action="store_true", help=_("the county by stage instead of each section"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compute and print."""
    with application(read_only=True):
        county = the_county(options.county)
        school_year = options.year or county.school_year
        figures = assess_county(county.id, school_year, rules_on_first_day(county, school_year))
        chosen = assessment_of(figures, options.basis)
        if options.county_figures:
            print_rows(county_columns(), county_rows(chosen, table=options.format == "table"), form=options.format)
        else:
            print_rows(section_columns(), section_rows(figures, chosen, table=options.format == "table"), form=options.format)
    return ExitCode.DONE


def assessment_of(figures: CountyFigures, basis: str | None) -> CountyAssessment:
    """Return the assessment on the wished basis; without a wish the deciding one, else the teaching schools'."""
    if basis is None:
        return figures.both.decisive or figures.both.host
    return figures.both.home if basis == Basis.HOME else figures.both.host


def section_columns() -> list[Column]:
    """Return the columns of a section's row."""
    figures = [Column(item.code, item.number) for item in QUALITY_INDICATORS]
    return [Column("school_code", _("School code")), Column("school", _("School")), Column("stage", _("Stage")),
            Column("pupils", _("Pupils")), Column("scope", _("Assessment")), *figures, Column("reached", _("Reached")),
            Column("verdict", _("Verdict"))]


def section_rows(figures: CountyFigures, assessment: CountyAssessment, *, table: bool) -> list[dict[str, Any]]:
    """Return a row for each section, in the order of the records."""
    by_key = {section.key: section for section in assessment.sections}
    return [section_row(record, by_key[record.key], table=table) for record in figures.sections]


def section_row(record: SectionRecord, section: SectionAssessment, *, table: bool) -> dict[str, Any]:
    """Return one section; enums as labels for people, as codes for scripts."""
    values = {cell.code: number(cell.value) for cell in section.cells}
    labels = {"stage": record.section.stage, "scope": section.scope, "verdict": section.verdict}
    shown = {key: str(one.label) if table else one.value for key, one in labels.items()}
    return {"school_code": record.school.code, "school": record.school.name, "pupils": section.pupils, **shown, **values,
            "reached": section.reached}


def county_columns() -> list[Column]:
    """Return the columns of a row of the county."""
    return [Column("stage", _("Stage")), Column("indicator", _("Indicator")), Column("name", _("Official name")), Column("mean", _("Mean")),
            Column("cv", _("Coefficient of variation")), Column("limit", _("Limit")), Column("reached", _("Reached")),
            Column("near", _("At least 85 %")), Column("below", _("Below 85 %")), Column("persons_missing", _("Persons missing"))]


def county_rows(assessment: CountyAssessment, *, table: bool) -> list[dict[str, Any]]:
    """Return a row for each stage and indicator."""
    numbers = {item.code: item for item in QUALITY_INDICATORS}
    return [{
        "stage": str(Stage(stage.stage).label) if table else stage.stage, "indicator": numbers[item.code].number if table else item.code,
        "name": numbers[item.code].official_name, "mean": number(item.spread.mean), "cv": number(item.spread.cv),
        "limit": number(item.limit), "reached": item.reached, "near": item.near, "below": item.below,
        "persons_missing": item.persons_missing,
    } for stage in assessment.stages for item in stage.indicators]


def number(value: Fraction | float | None) -> float | None:
    """Return a figure with as many digits as a script can use."""
    return None if value is None else round(float(value), DIGITS)
