"""What the page of the board is given, and the step that a form of it sends."""

from typing import Any

from flask import request
from flask_babel import gettext as _, lazy_gettext as _l

from solvers.rotation.vocabulary import SectionId, Subject, TeacherId
from staffing.core.pages import Page, asked_page
from staffing.errors import StaffingError
from staffing.plans.board import consequences, lines, queries
from staffing.plans.board.models import StepKind
from staffing.plans.board.operations import Board
from staffing.plans.board.steps import Step
from staffing.plans.board.targets import choose
from staffing.plans.names import Names, load_names
from staffing.plans.operations import rules_of
from staffing.plans.queries import find_shown_run, get_year

SHOWN_STEPS = 12


def asked() -> lines.Wanted:
    """Return what the address asks for."""
    arguments = request.args
    by = arguments.get("by", lines.BY_SCHOOL)
    return lines.Wanted(
        by=by if by in (lines.BY_SCHOOL, lines.BY_SUBJECT) else lines.BY_SCHOOL, stage=arguments.get("stage", ""),
        school=arguments.get("school", type=int), subject=arguments.get("subject", ""), broken=arguments.get("broken") == "1",
        text=arguments.get("text", "").strip(), section=arguments.get("section", type=int), teacher=arguments.get("teacher", type=int))


def board_frame(board: Board, wanted: lines.Wanted) -> dict[str, Any]:
    """Return everything the page shows; a fixed number of statements whatever the county's size."""
    county_id, instance = board.plan.county_id, board.picture.instance
    names = load_names(county_id)
    subjects = lines.subjects_of(instance)
    if wanted.by == lines.BY_SUBJECT and wanted.subject not in subjects and subjects:
        wanted = lines.replace_subject(wanted, subjects[0])
    now = board.picture.judgement(tuple(board.steps), board.standing)
    sections = lines.section_lines(board, now, names, wanted)
    wanted = lines.with_section(wanted, sections)
    found = queries.find_persons(county_id, wanted.text) if wanted.text else None
    people = lines.person_lines(board, now, names, wanted, found)
    page = asked_page(sortable=(), default_sort="")
    shown = Page(people[page.offset:page.offset + page.size], len(people), page)
    findings = consequences.shown_findings(board, now)
    steps = board.steps
    chosen = queries.get_person(county_id, wanted.teacher) if wanted.teacher is not None else None
    persons = queries.persons_of(county_id, {*(line.key for line in shown.rows), *consequences.persons_in_steps(steps[-SHOWN_STEPS:]),
                                             *(str(one) for finding in findings for one in finding.ids), *((chosen.key,) if chosen else ())})
    worded = Names(names.sections, names.schools, {key: row.name for key, row in persons.items()})
    quotas = rules_of(get_year(county_id, board.plan.rotation_year_id)).quotas.shares
    return {
        "board": board, "plan": board.plan, "wanted": wanted, "now": now, "subjects": subjects, "sections": sections,
        "stages": lines.stages_of(instance), "schools": [(int(row.id), names.school(row.id)) for row in instance.schools],
        "subject_lines": lines.subject_lines(board, now, wanted.section, wanted.subject) if wanted.section else [],
        "section_name": names.section(wanted.section) if wanted.section else "", "people": shown, "persons": persons,
        "chosen": choose(board, now, names, TeacherId(chosen.key)) if chosen else None, "chosen_person": chosen,
        "main": consequences.main_changes(board, now), "spreads": consequences.spread_changes(board, now),
        "quotas": consequences.quota_rows(board, now, {code: stated.value.name for code, stated in quotas.items()}),
        "broken": consequences.broken_rules(board, findings, worded, persons),
        "steps": [consequences.word_step(step, worded, persons) for step in reversed(steps[-SHOWN_STEPS:])],
        "outdated": _is_outdated(board), "kinds": StepKind,
    }


def _is_outdated(board: Board) -> bool:
    """True if the plan has a newer result than the one the draft stands on."""
    run = find_shown_run(board.plan.county_id, board.plan.id)
    return run is not None and run.id != board.run.id


def step_of(board: Board) -> Step:
    """Return the step that the form sends; StaffingError where something is missing."""
    form, county_id = request.form, board.plan.county_id
    try:
        kind = StepKind(form.get("kind", ""))
    except ValueError:
        raise StaffingError(_l("Choose what to do.")) from None
    teacher_id, other_id = form.get("teacher_id", type=int), form.get("other_id", type=int)
    if teacher_id is None:
        raise StaffingError(_l("Choose a person first."))
    where, subject = _place(form.get("place", ""))
    wanted = [queries.get_person(county_id, one) for one in (teacher_id, other_id) if one is not None]
    return Step(kind, TeacherId(wanted[0].key), SectionId(where) if where else None, Subject(subject) if subject else None,
                TeacherId(wanted[1].key) if len(wanted) > 1 else None)


def _place(text: str) -> tuple[str, str]:
    """Return section and subject of a choice; the subject may be missing."""
    where, _sign, subject = text.partition(":")
    if where and not where.isdecimal():
        raise StaffingError(_("Choose where to."))
    return where, subject
