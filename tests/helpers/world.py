"""A small county with one of everything that an address can name, for tests that open every page."""

import datetime as dt
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from solvers.rotation.io import format_instance
from staffing.attachments.operations import add_file
from staffing.attachments.subjects import subject_kind
from staffing.changes.enums import ChangeAct
from staffing.changes.models import ChangeItem, ChangeRequest
from staffing.changes.secrets import seal_item
from staffing.cities.models import CityRun, CityRunCounty, Refusal
from staffing.cities.operations import join_city, make_city
from staffing.collecting.books import school_book
from staffing.collecting.files import seal_book, seal_content
from staffing.collecting.filling import asked_sheets
from staffing.collecting.jobs import book_facts
from staffing.collecting.models import (
    CollectionRound,
    Delivery,
    DeliveryState,
    DeliveryWay,
    ReturnState,
    SchoolReturn,
)
from staffing.collecting.operations import JOB_KIND as COLLECTION, subject_of as collection_subject
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.core.import_report import CellFault
from staffing.core.spreadsheets.book import Book, RawSheet
from staffing.extensions import db
from staffing.finding.operations import keep_list
from staffing.imports.batches import keep_original
from staffing.imports.mapped import look_at_book
from staffing.imports.models import BatchState, ImportBatch
from staffing.imports.operations import JOB_KIND, subject_of
from staffing.indicators.gathering import assess_county
from staffing.indicators.operations import take_snapshot
from staffing.indicators.queries import rules_of
from staffing.jobs.models import Job, JobState
from staffing.needs.models import ChangeKind, ExpectedChange
from staffing.notices.operations import notify
from staffing.plans.bridge import build_instance
from staffing.plans.bridge.figures import plan_figures
from staffing.plans.bridge.results import goal_rows
from staffing.plans.loading import load_inputs
from staffing.plans.models import MarkKind, PlanMark, SolveRun
from staffing.plans.operations import plan_basis
from staffing.quality.enums import LooksAt, Severity
from staffing.quality.models import QualityFinding
from staffing.releases.models import ExportRequest, RequestState
from staffing.schools.enums import GroupKind
from staffing.schools.models import County, GroupMembership, School, SchoolAlias, SchoolGroup, TitlePosts
from staffing.statistics.models import SavedTable
from staffing.teachers.models import Deferral, Teacher
from staffing.teachers.personal import set_content
from tests.factories.accounts import create_user
from tests.factories.attachments import picture
from tests.factories.plans import TinyCounty, create_plan, create_tiny_county
from tests.helpers import world_rooms as rooms

# Arguments that name no stored record.
FIXED_ARGUMENTS: Mapping[str, object] = {
    "name": "bootstrap.min.css", "filename": "staffing.css", "locale": "en", "active": 1, "column": "phone", "code": "eligible", "kind": "csv",
    "wanted": "csv", "indicator": "backbone", "listing": "matrix", "item": "certificates", "subject": "语文", "check": "training", "step": "needs", "record": "degree", "section": "changes",
}
SINCE = dt.date(2020, 9, 1)


@dataclass(frozen=True)
class World:
    """The county, the school of its school roles, and a value for each argument of an address.

    Where one name means different things on different pages, ``special`` has (endpoint, name).
    """

    county: County
    school: School
    arguments: Mapping[str, object]
    special: Mapping[tuple[str, str], object]

    def knows(self, endpoint: str, name: str) -> bool:
        """True if there is a value for an argument."""
        return (endpoint, name) in self.special or name in self.arguments

    def value(self, endpoint: str, name: str) -> object:
        """Return the value of an argument."""
        return self.special.get((endpoint, name), self.arguments.get(name))


def build_world() -> World:
    """Store the county; every id belongs to it, and every person to its first school."""
    tiny = create_tiny_county()
    city_run = create_city_run(tiny)
    school, teacher = tiny.schools[0], tiny.teachers[0]
    tiny.verdicts.verdicts[0].school_id = school.id
    ids = {
        "school_id": school.id, "section_id": tiny.sections[0].id, "school_year": tiny.year.school_year, "teacher_id": teacher.id,
        "county_id": tiny.county.id, "city_run_id": city_run.id,
        "verdict_id": tiny.verdicts.verdicts[0].id, "user_id": create_user(county=tiny.county, role=Role.ADMINISTRATOR).id,
        **change_records(tiny), **file_of_evidence(tiny),
        **school_records(tiny), **plan_records(tiny), **file_records(tiny), **need_records(tiny), **quality_records(tiny),
        **collecting_records(tiny),
        "saved_id": create_saved_table(tiny.county).id,
        **export_records(tiny),
    }
    special: dict[tuple[str, str], object] = special_values(school, teacher)
    for room in world_rooms():
        found, more = room.build(tiny, ids)
        ids.update(found)
        special.update(more)
    return World(tiny.county, school, {**FIXED_ARGUMENTS, **ids}, special)


def world_rooms() -> list[ModuleType]:
    """Return what the files of tests/helpers/world_rooms add, by name: ``build(tiny, ids)`` gives values for all pages and
    values for one page, keyed (endpoint, argument)."""
    return [importlib.import_module(f"{rooms.__name__}.{found.name}") for found in sorted(
        pkgutil.iter_modules(rooms.__path__), key=lambda module: module.name)]


def create_city_run(tiny: TinyCounty) -> CityRun:
    """Store a city of this one county with a run that could not ask it."""
    city = make_city(code="420000", name="演示市")
    join_city(tiny.county, city)
    run = CityRun(city_id=city.id, school_year=tiny.year.school_year, name="全市方案")
    run.entries.append(CityRunCounty(county_id=tiny.county.id, refusal=Refusal.NO_LIST))
    db.session.add(run)
    db.session.flush()
    return run


def school_records(tiny: TinyCounty) -> dict[str, object]:
    """Store what a school's page leads to."""
    school = tiny.schools[0]
    group = SchoolGroup(county_id=tiny.county.id, name="演示学区", kind=GroupKind.ZONE)
    db.session.add(group)
    db.session.flush()
    alias = SchoolAlias(school_id=school.id, name="演示旧校名")
    membership = GroupMembership(school_id=school.id, group_id=group.id, valid_from=SINCE)
    db.session.add_all([alias, membership])
    db.session.flush()
    return {"alias_id": alias.id, "membership_id": membership.id, "group_id": group.id}


def create_title_posts(school: School) -> TitlePosts:
    """Store the school's posts by level of titles."""
    row = TitlePosts(school_id=school.id, valid_from=SINCE, senior=5, middle=9)
    db.session.add(row)
    db.session.flush()
    return row


def create_saved_table(county: County) -> SavedTable:
    """Store a kept table."""
    saved = SavedTable(county_id=county.id, name="演示统计表", query="rows=school&columns=title")
    db.session.add(saved)
    db.session.flush()
    return saved


def change_records(tiny: TinyCounty) -> dict[str, object]:
    """Store what the pages of requests lead to: a request for a deferral with a hidden reason, and a notice about it."""
    school, teacher = tiny.schools[0], tiny.teachers[0]
    clerk = create_user(county=tiny.county, role=Role.CLERK, school=school)
    request = ChangeRequest(county_id=tiny.county.id, school_id=school.id, teacher_id=teacher.id, record="deferral", act=ChangeAct.ADD,
                            owner_id=teacher.id, reason="演示理由", asked_by=clerk.id, asked_role=Role.CLERK)
    request.items = [ChangeItem(field="ground", new_text="illness"), ChangeItem(field="restricted_text")]
    db.session.add(request)
    db.session.flush()
    seal_item(request, request.items[1], "演示内容")
    notice = notify(clerk.id, "change_returned", county_id=tiny.county.id, address=f"/changes/{request.id}", number=request.id)
    return {"request_id": request.id, "item_id": request.items[1].id, "notice_id": notice.id}


def file_of_evidence(tiny: TinyCounty) -> dict[str, object]:
    """Store a picture as evidence of a teacher's degree."""
    kind = subject_kind("degree")
    fact = tiny.teachers[0].degrees[0]
    file = add_file(tiny.county.id, kind, fact.id, name="毕业证.png", content=picture(), uploaded_by=None)
    return {"attachment_id": file.id, "subject_id": fact.id}


def need_records(tiny: TinyCounty) -> dict[str, object]:
    """Store what the pages of need lead to: an expected change."""
    change = ExpectedChange(county_id=tiny.county.id, school_year=tiny.year.school_year, kind=ChangeKind.RECRUIT,
                            section_id=tiny.sections[0].id, subject="音乐")
    db.session.add(change)
    db.session.flush()
    return {"change_id": change.id}


def quality_records(tiny: TinyCounty) -> dict[str, object]:
    """Store what the pages of data quality lead to: a finding about somebody of the first school."""
    finding = QualityFinding(county_id=tiny.county.id, fingerprint="0" * 64, rule="certificate_missing", severity=Severity.WARNING,
                             looks_at=LooksAt.TEACHER, teacher_id=tiny.teachers[0].id, school_id=tiny.schools[0].id)
    db.session.add(finding)
    db.session.flush()
    return {"finding_id": finding.id}


def plan_records(tiny: TinyCounty) -> dict[str, object]:
    """Store a plan with a mark, a finished run in which nobody moves, and a job that waits."""
    plan = create_plan(tiny)
    basis = plan_basis(plan, time_limit_s=10)
    instance = build_instance(load_inputs(plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings)
    mark = PlanMark(plan_id=plan.id, teacher_id=tiny.teachers[0].id, section_id=tiny.sections[1].id, kind=MarkKind.FORBID)
    run = SolveRun(plan_id=plan.id, instance_text=format_instance(instance), instance_sha256="0" * 64, ruleset="demo",
                   ruleset_digest="0" * 64, status="feasible", cost=0.0, bound=0.0, gap=0.0, finished_at=utc_now(),
                   goals=goal_rows(instance, ())[0], statistics=plan_figures(instance, ()))
    job = Job(county_id=tiny.county.id, kind="test", subject="test:1")
    db.session.add_all([mark, run, job])
    db.session.flush()
    return {"plan_id": plan.id, "mark_id": mark.id, "run_id": run.id, "job_id": job.id, "year_id": tiny.year.id}


def file_records(tiny: TinyCounty) -> dict[str, object]:
    """Store a file of the county's school with a fault, and a snapshot of the indicators."""
    fault = CellFault("教师", 3, 2, "姓名", "", "required")
    batch = ImportBatch(county_id=tiny.county.id, school_id=tiny.schools[0].id, file_name="演示.xlsx", file_sha256="0" * 64,
                        state=BatchState.FAULTY, counts={"sheets": {}, "faults": {"教师": 1}}, fault_count=1, faults=[fault.as_json()])
    db.session.add(batch)
    db.session.flush()
    keep_original(batch, "姓名,性别\n演示张三,男\n".encode())
    foreign = look_at_book(Book("csv", "UTF-8", [RawSheet("名册", [["姓名", "性别", "民族"], ["演示张三", "男", "汉族"]])]), tiny.county.id)
    assert foreign is not None
    batch.mapping, shown = foreign[0].as_json(), foreign[1]
    batch.counts = {**batch.counts, "shown": shown, "words": {"teachers.sex": [["男", 1]]}}
    db.session.flush()
    db.session.add(Job(county_id=tiny.county.id, kind=JOB_KIND, subject=subject_of(batch.id), state=JobState.DONE))
    school_year = tiny.year.school_year
    rules = rules_of(tiny.county, school_year)
    snapshot = take_snapshot(tiny.county, assess_county(tiny.county.id, school_year, rules), rules, taken_by=None)
    return {"batch_id": batch.id, "snapshot_id": snapshot.id}


def export_records(tiny: TinyCounty) -> dict[str, object]:
    """Store a request for a large list that waits for a second person."""
    asker = create_user(county=tiny.county, role=Role.OFFICER)
    one = ExportRequest(county_id=tiny.county.id, code="records", wanted="xlsx", state=RequestState.WAITING, rows=9999, asked_by=asker.id)
    db.session.add(one)
    db.session.flush()
    return {"release_id": one.id}


def collecting_records(tiny: TinyCounty) -> dict[str, object]:
    """Store an open collection that asks the school, with its book made, handed in with a fault, and a file that was refused."""
    school = tiny.schools[0]
    one = CollectionRound(county_id=tiny.county.id, name="演示采集", school_year=tiny.year.school_year, due_on=SINCE, sheets={"teachers": ["remark"]})
    part = SchoolReturn(school_id=school.id, token="2222-3333-4444", state=ReturnState.FAULTY, made_at=utc_now(), fault_count=1)
    one.returns.append(part)
    db.session.add(one)
    db.session.flush()
    content = school_book(book_facts(one, part, tiny.county), asked_sheets(one), {})
    seal_book(part, content)
    seal_content(part, content)
    db.session.add_all([
        Delivery(round_id=one.id, file_name="演示.xlsx", file_sha256="0" * 64, way=DeliveryWay.SINGLE, state=DeliveryState.REFUSED, reason="no_number"),
        Job(county_id=tiny.county.id, kind=COLLECTION, subject=collection_subject(one.id), state=JobState.DONE, payload={"act": "make"})])
    db.session.flush()
    return {"round_id": one.id}


def special_values(school: School, teacher: Teacher) -> dict[tuple[str, str], object]:
    """Return the arguments whose meaning depends on the page."""
    owner = create_user(county=db.session.get_one(County, school.county_id), role=Role.OFFICER)
    saved = keep_list(county_id=school.county_id, owner_id=owner.id, name="演示列表", query="", shared=True)
    deferral = Deferral(teacher_id=teacher.id, ground="illness", valid_from=SINCE)
    db.session.add(deferral)
    db.session.flush()
    set_content(teacher.county_id, deferral, "演示内容")
    db.session.flush()
    facts = {(f"{pages}.{name}_fact", key): value for pages in ("teachers", "changes") for name in ("add", "edit", "end", "withdraw")
             for key, value in (("kind", "appointment"), ("fact_id", teacher.appointments[0].id))}
    return {
        ("collecting.fill_sheet", "code"): "teachers", ("collecting.save_sheet", "code"): "teachers",
        **facts, ("finding.change", "list_id"): saved.id, ("finding.change", "act"): "first",
        ("teachers.show_content", "kind"): "deferral", ("teachers.show_content", "fact_id"): deferral.id,
        ("indicators.report_item", "item"): "pay", ("attachments.list_files", "subject"): "degree", ("handbook.show_chapter", "code"): "4-changing",
        ("handbook.show_picture", "name"): "changes.png", ("needs.export_list", "listing"): "table",
        ("plans.show_answer", "code"): "fairness", ("plans.ask_plan", "code"): "fairness", ("plans.ask_person", "code"): "person",
        ("plans.export_list", "code"): "notice", ("statistics.download", "code"): "plan_notice",
        ("tables.export_table", "listing"): "table",
        ("schools.correct_posts", "row_id"): school.posts[0].id, ("schools.correct_title_posts", "row_id"): create_title_posts(school).id,
        ("schools.correct_standing", "row_id"): school.standings[0].id,
    }
