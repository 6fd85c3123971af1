"""The evidence package (佐证材料包): every list an inspection asks for as a workbook, what was decided, papers, and the manifest, in one zip."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from flask_babel import force_locale

from staffing.collecting.packing import packed, plain_name
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.core.downloads import list_bytes
from staffing.core.exports import Exported, get_export, mark_text
from staffing.core.school_year import COUNTY_TIME, SchoolYear, today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.core.spreadsheets.writing import workbook_bytes
from staffing.decisions.queries import find_in_force
from staffing.errors import StaffingError
from staffing.inspection.exporting import (
    flow_list,
    honesty_list,
    numbers_list,
    reconciliation_list,
    sample_list,
)
from staffing.inspection.flows import gather_flow
from staffing.inspection.gathering import YearEvidence, find_year, gather_year
from staffing.inspection.national import national_list
from staffing.inspection.papers import papers_of
from staffing.inspection.queries import default_year, school_names
from staffing.inspection.reconciling import gather_reconciliation
from staffing.inspection.sampling import chains_of, draw
from staffing.schools.models import County

MANIFEST: Final = "00_材料清单"
LATEST: Final = "最近一个轮岗年度或生成当日的资料"
OTHER_YEAR: Final = "注意：为最近一个轮岗年度或生成当日的资料，不是本包所述学年"
# The lists of other features that belong to the evidence, by folder; one that cannot be made yet is named in the manifest with the reason.
LISTS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("02_资格名册", ("eligibility_eligible", "eligibility_deferred", "eligibility_out", "eligibility_leaders")),
    ("03_需求与编制", ("needs_table", "needs_posts", "establishment_ledger")),
    ("04_方案与公示", ("decision_notice", "decision_changes", "order_register", "order_changes", "postings", "returns")),
    ("06_优质均衡指标", ("indicators_matrix", "indicators_county")),
    ("07_师资资质", ("qualifications_certificate", "qualifications_degree", "qualifications_honour", "qualifications_training")),
    ("08_服务台账", ("service_ledger", "service_payments")),
)
MANIFEST_COLUMNS: Final = (Column("序号", Kind.NUMBER, 6), Column("文件", width=50), Column("行数", Kind.NUMBER, 8), Column("来源", width=34), Column("SHA-256", width=66),
                           Column("生成时间", width=17), Column("规则集", width=18), Column("说明", width=40))


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the package; ``content`` None with a note where it could not be made."""

    name: str
    content: bytes | None
    rows: int
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A finished package."""

    content: bytes
    sha256: str
    rows: int
    manifest: dict[str, Any]
    ruleset: str


def make_package(county: County, school_year: int, *, role: Role, who: str, tell: Callable[[int, int], None] = lambda _done, _total: None) -> Packed:
    """Return the evidence package of a school year; ``tell`` learns how many files are made of how many."""
    with force_locale("zh"):
        evidence, mark = gather_year(county, school_year), mark_text(who)
        note = LATEST if default_year(county) == school_year else OTHER_YEAR
        makers = [*((folder, make, "") for folder, make in _own(evidence)),
                  *((folder, _known(code, role, county.id), note) for folder, codes in LISTS for code in codes)]
        members: list[Member] = []
        for done, (folder, make, words) in enumerate(makers):
            tell(done, len(makers))
            members.append(_member(folder, make, mark, words))
        members.extend(_decision(county, school_year))
        members.extend(Member(name, content, 0, source) for name, content, source in papers_of(county, school_year))
        return _pack(county, school_year, members, evidence)


def _own(evidence: YearEvidence) -> list[tuple[str, Callable[[], Exported]]]:
    county, year = evidence.county, evidence.school_year
    seed = str(year)

    def sample() -> Exported:
        return sample_list(evidence, chains_of(evidence, draw(evidence.judged, evidence.rules.inspection.sample_size.value, seed)), seed)

    return [("01_交流轮岗", lambda: numbers_list(evidence)), ("01_交流轮岗", lambda: national_list(county)), ("05_真实性与流动", lambda: honesty_list(evidence)),
            ("05_真实性与流动", lambda: flow_list(county, gather_flow(county, year), dict(evidence.names), school_names(county.id))),
            ("05_真实性与流动", sample), ("09_对账", lambda: reconciliation_list(county, gather_reconciliation(county, year)))]


def _known(code: str, role: Role, county_id: int) -> Callable[[], Exported]:
    def make() -> Exported:
        try:
            return get_export(code, role).make(county_id)
        except LookupError as error:
            raise StaffingError(code) from error

    return make


def _member(folder: str, make: Callable[[], Exported], mark: str, note: str) -> Member:
    try:
        exported = make().settled()
    except StaffingError as refusal:
        return Member(f"{folder}/（未生成）", None, 0, "系统清单", str(refusal.message))
    meta = replace(exported.meta, mark=mark)
    content, suffix = list_bytes(exported.sheets, meta=meta, kind="xlsx")
    return Member(f"{folder}/{plain_name(exported.meta.title)}.{suffix}", content, exported.rows, "系统清单", note)


def _decision(county: County, school_year: int) -> Iterator[Member]:
    year = find_year(county.id, school_year)
    decided = find_in_force(year.id) if year is not None else None
    if decided is None:
        yield Member("04_方案与公示/（未生成）", None, 0, "已批准方案", "本学年没有已批准的方案版本")
        return
    content = decided.content.encode("utf-8")
    yield Member(f"04_方案与公示/方案第{decided.number}版_原文.json", content, 0, f"已批准方案，内容指纹 {decided.content_sha256}")


def _pack(county: County, school_year: int, members: Sequence[Member], evidence: YearEvidence) -> Packed:
    ruleset, moment = f"{evidence.rules.code} {evidence.rules.version}", utc_now().astimezone(COUNTY_TIME)
    files = _with_names_once([member for member in members if member.content is not None])
    listed = [{"file": name, "rows": member.rows, "source": member.source, "sha256": hashlib.sha256(member.content or b"").hexdigest(),
               "made_at": moment.isoformat(timespec="minutes"), "ruleset": ruleset, "note": member.note} for name, member in files]
    missing = [{"file": member.name, "note": member.note, "source": member.source} for member in members if member.content is None]
    numbers = evidence.numbers()
    manifest = {"county": county.bureau_name, "school_year": str(SchoolYear(school_year)), "made_at": moment.isoformat(timespec="minutes"), "ruleset": ruleset,
                "ruleset_digest": evidence.rules.digest, "numbers": {"eligible": numbers.eligible, "rotated": numbers.rotated, "backbone": numbers.backbone},
                "files": listed, "missing": missing}
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8")
    zipped = packed([(f"{MANIFEST}.xlsx", _manifest_book(county, school_year, manifest, moment)), (f"{MANIFEST}.json", text),
                     *((name, member.content or b"") for name, member in files)])
    return Packed(zipped, hashlib.sha256(zipped).hexdigest(), sum(member.rows for member in members), manifest, ruleset)


def _with_names_once(members: Sequence[Member]) -> list[tuple[str, Member]]:
    """Return each file with a name that stands once in the zip."""
    taken: dict[str, Member] = {}
    for member in members:
        name, number = member.name, 2
        while name in taken:
            stem, _dot, suffix = member.name.rpartition(".")
            name, number = f"{stem}（{number}）.{suffix}", number + 1
        taken[name] = member
    return list(taken.items())


def _manifest_book(county: County, school_year: int, manifest: dict[str, Any], moment: dt.datetime) -> bytes:
    rows: list[tuple[Cell, ...]] = [(number, one["file"], one["rows"], one["source"], one["sha256"], f"{moment:%Y-%m-%d %H:%M}", one["ruleset"], one["note"])
            for number, one in enumerate(manifest["files"], start=1)]
    rows += [(None, one["file"], None, one["source"], "", "", "", one["note"]) for one in manifest["missing"]]
    numbers = manifest["numbers"]
    note = f"符合交流条件教师 {numbers['eligible']} 人，实际交流 {numbers['rotated']} 人，其中骨干教师 {numbers['backbone']} 人。"
    meta = ListMeta(f"{SchoolYear(school_year)}学年交流轮岗督导佐证材料清单", county.bureau_name, today(), synthetic=county.synthetic)
    return workbook_bytes([Sheet("材料清单", MANIFEST_COLUMNS, rows, notes=(note,), freeze_columns=2)], meta=meta)
