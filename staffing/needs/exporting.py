"""The lists of need in the bureau's layout: 岗位需求统计表, 教师增减预测表, 编制核算表, 补充需求表."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.errors import StaffingError
from staffing.indicators.definitions import BY_CODE
from staffing.needs.decomposition import Decomposition, ShortageKind, SupplementKind
from staffing.needs.expected import COMING, GOING, LineKind
from staffing.needs.gathering import CountyNeeds, gather_needs
from staffing.needs.post_rows import build_post_rows
from staffing.needs.presenting import NeedTable, Wanted, build_table
from staffing.needs.queries import NeedYear, find_study, need_year
from staffing.needs.study import read_study
from staffing.needs.supplement import supplements_of
from staffing.schools.enums import Stage
from staffing.schools.models import County
from staffing.schools.queries import get_county, section_names

NEED_TITLE: Final = "交流轮岗岗位需求统计表"
EXPECTED_TITLE: Final = "教师增减预测表"
POSTS_TITLE: Final = "编制核算表"
SUPPLEMENT_TITLE: Final = "补充需求表"
SIGNATURES: Final = ("填表人：　　　　　　　审核人：　　　　　　　单位（盖章）：",)
OFFICIAL_STAGE: Final = {"primary": "小学", "junior": "初中"}
OFFICIAL_LINE: Final = {
    LineKind.PRESENT: "现有", LineKind.RETIREMENT: "退休", LineKind.LEAVER: "离职", LineKind.SELECTED_AWAY: "遴选调出",
    LineKind.HOST_END: "交流期满离开", LineKind.RECRUIT: "新招聘", LineKind.RETURNER: "返岗", LineKind.SELECTED_IN: "遴选调入",
}
OFFICIAL_SUPPLEMENT: Final = {
    SupplementKind.RECRUIT: "招聘学科教师", SupplementKind.RECRUIT_PE_ARTS: "招聘或走教体育艺术教师",
    SupplementKind.NAME_BACKBONE: "评选认定骨干教师", SupplementKind.RAISE_DEGREE: "提升学历或招聘高于规定学历教师",
}
OFFICIAL_SHORTAGE: Final = {ShortageKind.SUBJECT: "学科缺口", ShortageKind.INDICATOR: "指标缺口"}


def meta(county: County, title: str, made_by: str = "") -> ListMeta:
    """Return whose list it is."""
    return ListMeta(title, county.bureau_name, today(), made_by, county.synthetic)


def need_sheet(table: NeedTable, needs: CountyNeeds, stage: Stage) -> Sheet:
    """Return sections against subjects: a shortage is negative, a surplus positive, as the bureau writes 余缺."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=26), Column("班级数", Kind.NUMBER, 7), Column("需要（人）", width=10),
               Column("预计到岗", Kind.NUMBER, 8), *(Column(f"{subject}余缺", Kind.NUMBER, 8) for subject in table.subjects),
               Column("缺额合计", Kind.NUMBER, 8), Column("富余合计", Kind.NUMBER, 8), Column("结构性缺编", width=10)]
    note = f"{needs.school_year} 学年 9 月 1 日预计；负数为缺、正数为余；需要人数按班级数、周课时和标准课时量核算。"
    return Sheet(f"{OFFICIAL_STAGE[stage.value]}岗位需求", columns, need_rows(table), notes=(note,), footer=SIGNATURES, freeze_columns=2)


def need_rows(table: NeedTable) -> Iterator[tuple[Cell, ...]]:
    """Return a row for each section and the totals."""
    for number, row in enumerate(table.rows, start=1):
        least, most = row.span
        cells = [row.cells[subject].surplus - row.cells[subject].shortage if subject in row.cells else None for subject in table.subjects]
        yield (number, row.name, row.section.year.classes, f"{least}–{most}", row.present, *cells, row.shortage, row.surplus,
               "是" if row.school.is_structural and row.shortage else "")
    totals = [item.surplus - item.shortage for item in table.totals]
    yield (None, "合计", sum(row.section.year.classes for row in table.rows), f"{table.sum('least')}–{table.sum('most')}", table.sum("present"),
           *totals, table.sum("shortage"), table.sum("surplus"), "")


def need_list(county: County, sheets: Sequence[Sheet], *, made_by: str = "") -> Exported:
    """Return the table of need, ready to leave."""
    return Exported(meta(county, NEED_TITLE, made_by), sheets)


def expected_list(county: County, year: NeedYear, needs: CountyNeeds) -> Exported:
    """Return the lines from those present to those expected, by section and subject."""
    names = section_names(county.id)
    columns = [Column("学校", width=26), Column("学科", width=10),
               *(Column(OFFICIAL_LINE[line], Kind.NUMBER, 8) for line in (LineKind.PRESENT, *GOING, *COMING)),
               Column("9月1日预计", Kind.NUMBER, 9)]
    counts: dict[tuple[str, str], dict[LineKind, int]] = {}
    for entry in needs.staff.state.entries:
        cell = counts.setdefault((entry.section, entry.subject), {})
        cell[entry.kind] = cell.get(entry.kind, 0) + entry.change
    order = {row.key: place for place, row in enumerate(needs.sections)}
    keys = sorted(counts, key=lambda key: (order.get(key[0], len(order)), key[0], key[1]))
    rows = [(names.get(int(key[0]), ""), key[1], *(counts[key].get(line, 0) for line in (LineKind.PRESENT, *GOING, *COMING)),
             sum(counts[key].values())) for key in keys]
    return Exported(meta(county, EXPECTED_TITLE), [Sheet(EXPECTED_TITLE, columns, rows, notes=(f"{year.school_year} 学年。",), freeze_columns=2)])


def posts_list(county: County, year: NeedYear, needs: CountyNeeds) -> Exported:
    """Return posts by ratio against authorised posts and established staff."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=26), Column("学生数", Kind.NUMBER, 8), Column("班级数", Kind.NUMBER, 8),
               Column("按标准核算编制", Kind.NUMBER, 10), Column("适用标准", width=10), Column("核定编制", Kind.NUMBER, 9),
               Column("在编人数（预计）", Kind.NUMBER, 10), Column("空编（负为超编）", Kind.NUMBER, 10), Column("结构性缺编", width=10)]
    rows = [(number, row.school.name, row.pupils, row.classes, row.ratio.posts, "班师比" if row.by_classes else "生师比", row.posts,
             row.staff.established, row.vacancies, "是" if row.balance.is_structural else "")
            for number, row in enumerate(build_post_rows(needs), start=1)]
    return Exported(meta(county, POSTS_TITLE), [Sheet(POSTS_TITLE, columns, rows, notes=(f"{year.school_year} 学年。",), footer=SIGNATURES, freeze_columns=2)])


def supplement_list(county: County, year: NeedYear, needs: CountyNeeds, *, plan_id: int | None = None) -> Exported:
    """Return who must be recruited or named because no rotation closes the gap, by the latest study, or that of a plan.

    StaffingError before there is a study.
    """
    stored = find_study(county.id, year.school_year, plan_id)
    if stored is None:
        raise StaffingError(_l("No study of gaps yet: open a plan and ask for one, because only then is known what no rotation closes."))
    names, study = section_names(county.id), read_study(stored.content)
    columns = [Column("补充方式", width=22), Column("学段", width=8), Column("学科或指标", width=26), Column("人数", Kind.NUMBER, 8), Column("学校及人数", width=60)]
    rows = [(OFFICIAL_SUPPLEMENT[row.kind], OFFICIAL_STAGE[row.stage], BY_CODE[row.code].official_name if row.code in BY_CODE else row.code,
             row.persons, "、".join(f"{names.get(int(section), '')}{number}" for section, number in row.sections))
            for row in supplements_of(study, year.rules)]
    note = f"{stored.school_year} 学年；以方案“{stored.plan_name}”测算：取消名额、距离、编制等全部限制的交流也不能解决的缺口。"
    notes = (note, *(proof_of(kind, study.split(kind)) for kind in ShortageKind))
    return Exported(meta(county, SUPPLEMENT_TITLE), [Sheet(SUPPLEMENT_TITLE, columns, rows, notes=notes, footer=SIGNATURES)])


def proof_of(kind: ShortageKind, parts: Decomposition) -> str:
    """Return what is proven about the shortage of a kind, as the official list says it."""
    found = f"{OFFICIAL_SHORTAGE[kind]}共 {parts.total(lambda row: row.by_no_rotation)} 人"
    if parts.is_proven:
        return f"{found}：已证明任何交流都不能更少。"
    if parts.is_proven_together:
        return f"{found}：已证明在不增加另一类缺口的前提下，任何交流都不能更少；若以增加另一类缺口为代价，最少 {parts.bounds.alone} 人。"
    return f"{found}：尚未证明最少；任何交流都不少于 {parts.bounds.alone} 人。"


Maker = Callable[[County, NeedYear, CountyNeeds], Exported]
COUNTY_LISTS: Final[Mapping[str, Maker]] = {"expected": expected_list, "posts": posts_list, "supplement": supplement_list}


def whole_table(county: County, year: NeedYear, needs: CountyNeeds) -> Exported:
    """Return the need of both stages."""
    sheets = [need_sheet(build_table(needs, Wanted(stage), {}), needs, stage) for stage in (Stage.PRIMARY, Stage.JUNIOR)]
    return need_list(county, sheets)


def _of_present(make: Maker) -> Callable[[int], Exported]:
    def made(county_id: int) -> Exported:
        county = get_county(county_id)
        year = need_year(county)
        return make(county, year, gather_needs(county.id, year.school_year, year.rules))

    return made


NEED_EXPORTS: Final = (
    ExportKind("needs_table", NEED_TITLE, COUNTY_READERS, _of_present(whole_table), _l("Surplus and shortage of every section by subject"),
               personal=False),
    ExportKind("needs_expected", EXPECTED_TITLE, COUNTY_READERS, _of_present(expected_list),
               _l("How those present become those expected on 1 September"), personal=False),
    ExportKind("needs_posts", POSTS_TITLE, COUNTY_READERS, _of_present(posts_list), _l("Posts by ratio, authorised posts, established staff"),
               personal=False),
    ExportKind("needs_supplement", SUPPLEMENT_TITLE, COUNTY_READERS, _of_present(supplement_list),
               _l("Who must be recruited or named, because no rotation closes the gap"), personal=False),
)
