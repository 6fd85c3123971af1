"""Two to four plans side by side at four levels: rules, indicators, schools, persons. Pure over stored runs and moves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from staffing.plans.charts import BarPicture, draw_bars
from staffing.plans.models import Move, Plan, SolveRun
from staffing.plans.names import Names
from staffing.plans.presenting import goal_rows, spread_rows, verdict_line
from staffing.plans.setting_words import differing
from staffing.plans.wording import rule_name

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of all plans; ``differs`` if they do not agree."""

    name: str
    values: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person whom the plans send to different places; an empty place means that he stays."""

    name: str
    number: str
    origin: str
    places: tuple[str, ...]


def verdicts(plans: Sequence[Plan], runs: Sequence[SolveRun]) -> list[str]:
    """Return each plan's verdict in one line."""
    return [verdict_line(plan, run) for plan, run in zip(plans, runs, strict=True)]


def quota_figures(runs: Sequence[SolveRun], names: Mapping[str, str]) -> list[FigureRow]:
    """Return what each plan does for each quota."""
    rows = []
    for code in dict.fromkeys(row["code"] for run in runs for row in run.statistics.get("quotas", ())):
        found = [_by_code(run.statistics.get("quotas", ()), code) for run in runs]
        rows.append(_row(names.get(code, code), [f"{row['moved']} / {row['required']}" if row else "—" for row in found]))
    return rows


def goal_figures(runs: Sequence[SolveRun]) -> list[FigureRow]:
    """Return each goal's amount in each plan."""
    tables = [{row.code: row for row in goal_rows(run)} for run in runs]
    rows = []
    for code in dict.fromkeys(key for table in tables for key in table):
        name = next(table[code].name for table in tables if code in table)
        rows.append(_row(name, [f"{table[code].after:,.{table[code].digits}f}" if code in table else "0" for table in tables]))
    return rows


def spread_figures(runs: Sequence[SolveRun], stages: Mapping[str, str]) -> list[FigureRow]:
    """Return each 差异系数 after each plan."""
    tables = [{(row.stage, row.number): row for row in spread_rows(run)} for run in runs]
    rows = []
    for key in dict.fromkeys(place for table in tables for place in table):
        values = [table[key].cv_after if key in table else None for table in tables]
        rows.append(_row(f"{stages[key[0]]} {key[1]}", ["—" if value is None else f"{value:.4f}" for value in values]))
    return rows


def setting_figures(words: Sequence[Mapping[str, str]]) -> list[FigureRow]:
    """Return the settings of each plan in words."""
    return [_row(name, values) for name, values in differing(words)]


def rule_figures(runs: Sequence[SolveRun]) -> list[FigureRow]:
    """Return how often each plan breaks each rule; rules that no plan breaks are left out."""
    counted = [Counter(item["code"] for item in run.findings) for run in runs]
    return [_row(rule_name(code), [str(found[code]) for found in counted]) for code in dict.fromkeys(key for found in counted for key in found)]


def school_figures(runs: Sequence[SolveRun], names: Names) -> list[FigureRow]:
    """Return who leaves and comes at each school, and what each measured section is after each plan."""
    flows = [{row["id"]: (row["out"], row["in"]) for row in run.statistics.get("schools", ())} for run in runs]
    rows = [_row(names.school(key), [_("out %(out)d, in %(in)d", out=table[key][0], **{"in": table[key][1]}) if key in table else "—" for table in flows])
            for key in dict.fromkeys(key for table in flows for key in table)]
    passes = [{row["id"]: not row["failing"][1] for row in run.statistics.get("sections", ()) if row["measured"]} for run in runs]
    words = {True: _("passes"), False: _("misses the pass rule")}
    rows += [_row(_("%(section)s, pass rule", section=names.section(key)), [words[table[key]] if key in table else "—" for table in passes])
             for key in dict.fromkeys(key for table in passes for key in table)]
    return [row for row in rows if row.differs or set(row.values) != {_("out %(out)d, in %(in)d", out=0, **{"in": 0})}]


def draw_comparison(runs: Sequence[SolveRun]) -> BarPicture:
    """Return the main figures of the plans as bars: moves, persons missing, sections, then the goals."""
    rows: list[tuple[str, Sequence[float], int]] = [
        (_("Moves"), [run.statistics["moved"] for run in runs], 0),
        (_("Persons missing to the thresholds"), [sum(run.statistics["missing"][1].values()) for run in runs], 0)]
    tables = [{row.code: row for row in goal_rows(run)} for run in runs]
    for code in dict.fromkeys(key for table in tables for key in table):
        found = next(table[code] for table in tables if code in table)
        rows.append((found.name, [table[code].after if code in table else 0.0 for table in tables], found.digits))
    return draw_bars(rows)


def different_persons(moves: Sequence[Sequence[Move]], names: Names) -> list[PersonRow]:
    """Return the persons on whom the plans disagree, by origin and name."""
    tables = [{move.teacher_id: move for move in listed} for listed in moves]
    rows = []
    for teacher_id in dict.fromkeys(key for table in tables for key in table):
        found = [table.get(teacher_id) for table in tables]
        ends = {(move.to_section_id, move.subject) if move else None for move in found}
        if len(ends) > 1:
            move = next(item for item in found if item)
            rows.append(PersonRow(move.teacher.name, move.teacher.number, names.section(move.from_section_id), tuple(
                f"{names.section(item.to_section_id)} {item.subject}" if item else "" for item in found)))
    return sorted(rows, key=lambda row: (row.origin, row.number))


def _row(name: str, values: Sequence[str]) -> FigureRow:
    return FigureRow(name, tuple(values), len(set(values)) > 1)


def _by_code(rows: Sequence[Json], code: str) -> Json | None:
    return next((row for row in rows if row["code"] == code), None)
