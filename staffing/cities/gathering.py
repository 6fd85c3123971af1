"""Gather how far a run is, and what a city's figures are made of: statistics of each county's run, rooms and equipment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from staffing.cities import queries
from staffing.cities.figures import PlaceFigures, city_figures, county_figures
from staffing.cities.models import CityRun, CityRunCounty
from staffing.cities.progress import CountyLine, county_line
from staffing.extensions import db
from staffing.needs.gathering import HARDWARE_COLUMNS, load_section_years
from staffing.plans.models import SolveRun
from staffing.schools.models import Section, SectionYear


@dataclass(frozen=True, slots=True)
class CountyFigures:
    """One county's figures with the run they come from."""

    entry: CityRunCounty
    solved: SolveRun
    place: PlaceFigures


@dataclass(frozen=True, slots=True)
class CityFigures:
    """The city over the counties that have a plan, each of these beside it, and the counties that are not in the sums."""

    whole: PlaceFigures
    counties: tuple[CountyFigures, ...]
    lacking: tuple[CityRunCounty, ...]


def lines_of(run: CityRun) -> list[CountyLine]:
    """Return the counties of a run as they stand (two statements)."""
    entries = queries.list_entries(run.id)
    solved = queries.solved_runs(entries)
    return [county_line(entry, solved.get(entry.county_id)) for entry in entries]


def figures_of(run: CityRun) -> CityFigures:
    """Return the figures of a run's counties and of the whole (four statements)."""
    entries = queries.list_entries(run.id)
    solved = {key: one for key, one in queries.solved_runs(entries, with_statistics=True).items() if one.cost is not None}
    hardware = load_hardware(solved.values(), run.school_year)
    counties = tuple(CountyFigures(entry, solved[entry.county_id], county_figures(solved[entry.county_id].statistics, hardware))
                     for entry in entries if entry.county_id in solved)
    lacking = tuple(entry for entry in entries if entry.county_id not in solved)
    return CityFigures(city_figures(one.place for one in counties), counties, lacking)


def load_hardware(runs: Iterable[SolveRun], school_year: int) -> dict[int, Mapping[str, Fraction | None]]:
    """Return the resources behind L4-L7 by section id, from the same reports that a plan is made from."""
    ids = [row["id"] for run in runs for row in run.statistics["sections"] if row["measured"]]
    sections = db.session.scalars(select(Section).where(Section.id.in_(ids)).order_by(Section.id))
    years = load_section_years(sections, school_year)
    return {section_id: _resources(reported) for section_id, (_pupils, reported) in years.items()}


def _resources(year: SectionYear) -> dict[str, Fraction | None]:
    amounts = {code: getattr(year, column) for code, column in HARDWARE_COLUMNS.items()}
    return {code: None if amount is None else Fraction(str(amount)) for code, amount in amounts.items()}
