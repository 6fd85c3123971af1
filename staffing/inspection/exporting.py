"""The lists of an inspection in official Chinese: the three numbers by school, honesty, flows, agreement with statistics, a sample."""

from collections.abc import Iterable, Sequence
from typing import Final

from staffing.core.exports import Exported
from staffing.core.school_year import SchoolYear, today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.eligibility.exporting import SIGNATURES
from staffing.inspection.codes import Figure, FlowGroup, HonestyCheck, Link, Route, StintSource
from staffing.inspection.flows import Flow
from staffing.inspection.gathering import Judged, Numbers, YearEvidence
from staffing.inspection.reconciling import Reconciliation
from staffing.inspection.sampling import Chain
from staffing.inspection.stints import Stint
from staffing.inspection.wording import CAUSE_WORDS, official_detail, standing_words
from staffing.schools.models import County

TITLES: Final = {
    "numbers": "教师交流轮岗情况统计表", "honesty": "交流轮岗真实性核查表", "flow": "城乡教师净流动情况表", "reconciliation": "教师数据与教育事业统计对账表",
    "sample": "交流轮岗抽查证据链核对表",
}
SOURCE_WORDS: Final = {StintSource.DECIDED: "已批准的方案版本", StintSource.PLAN: "最新方案（未批准）", StintSource.RECORDS: "交流经历记录"}
CHECK_WORDS: Final = {
    HonestyCheck.SAME_ENTITY: "同一法人单位内调整", HonestyCheck.TOO_SHORT: "交流时间不足", HonestyCheck.NOT_FRONT_LINE: "跟岗、借调、集中办公",
    HonestyCheck.NOT_ARRIVED: "接收学校无任教记录", HonestyCheck.REPEATED: "固定几人反复交流", HonestyCheck.WEAKER: "派出教师弱于本校",
    HonestyCheck.SWAPPED_BACK: "互换或返回计为交流", HonestyCheck.OTHER_SUBJECT: "到校后任教学科不符"}
ROUTE_WORDS: Final = {Route.ROTATION: "交流轮岗", Route.RETURN: "交流期满返回", Route.SELECTION: "遴选及其他调动", Route.RECRUITMENT: "新招聘", Route.RETIREMENT: "退休",
                      Route.RESIGNATION: "辞职及其他减少"}
GROUP_WORDS: Final = {FlowGroup.TEACHERS: "专任教师", FlowGroup.BACKBONE: "骨干教师", FlowGroup.PE_ARTS: "体育艺术教师"}
FIGURE_WORDS: Final = {Figure.TEACHERS: "专任教师数", Figure.PUPILS: "在校生数", Figure.ABOVE_DEGREE: "高于规定学历教师数", Figure.BACKBONE: "县级以上骨干教师数",
                       Figure.PE_ARTS: "体育艺术教师数"}
LINK_WORDS: Final = {Link.VERDICT: "资格判定", Link.DECISION: "方案批准", Link.NOTICE: "公示", Link.ORDER: "调令", Link.ARRIVAL: "到岗", Link.ASSESSMENT: "考核"}
NOT_JUDGED: Final = "无名单"
YES, NO, WHOLE_COUNTY, UNKNOWN_SCHOOL = "是", "否", "全县", "（原单位未登记）"
NUMBER_COLUMNS: Final = (
    Column("口径", width=34), Column("符合交流条件教师数", Kind.NUMBER, 10), Column("实际交流教师数", Kind.NUMBER, 10), Column("占比", Kind.PERCENT, 9, 1),
    Column("应交流数", Kind.NUMBER, 9), Column("其中骨干教师数", Kind.NUMBER, 9), Column("骨干占比", Kind.PERCENT, 9, 1), Column("应有骨干数", Kind.NUMBER, 9), Column("是否达到", width=8))
SCHOOL_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("符合交流教师数", Kind.NUMBER, 10), Column("交流总数", Kind.NUMBER, 9), Column("占比", Kind.PERCENT, 9, 1),
    Column("其中骨干", Kind.NUMBER, 9), Column("骨干占比", Kind.PERCENT, 9, 1))
PERSON_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("派出学校", width=26), Column("编号", width=10), Column("交流轮岗教师姓名", width=12), Column("接收学校", width=26),
    Column("交流时间", width=24), Column("交流类型", width=14), Column("骨干", width=6), Column("人事关系", width=8), Column("是否计入", width=16), Column("核查提示", width=30))
FLAG_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("核查项", width=20), Column("编号", width=10), Column("姓名", width=10), Column("派出学校", width=26), Column("接收学校", width=26),
    Column("交流时间", width=24), Column("核查情况", width=40))


def meta_of(county: County, school_year: int, listing: str, made_by: str) -> ListMeta:
    """Return whose list it is and of which school year."""
    return ListMeta(f"{SchoolYear(school_year)}学年{TITLES[listing]}", county.bureau_name, today(), made_by, county.synthetic)


def basis_note(evidence: YearEvidence) -> str:
    """Return where the figures come from."""
    listed = evidence.listed
    list_words = f"资格名单判定日期 {listed.decided_on.isoformat()}" if listed is not None else "本学年没有资格名单，符合条件人数为 0"
    shares = evidence.rules.quotas.shares
    clause = "；".join(rule.citation for code, rule in shares.items() if code in ("rotation_share", "backbone_share"))
    return f"交流人员取自{SOURCE_WORDS[evidence.source]}；{list_words}；依据{clause}。"


def numbers_list(evidence: YearEvidence, made_by: str = "") -> Exported:
    """Return the three numbers of the county with and without what looks met on paper, those of each school, and every person."""
    listed = evidence.listed is not None
    variants = [(WHOLE_COUNTY, evidence.numbers()), *((f"剔除：{CHECK_WORDS[check]}", evidence.numbers([check])) for check in HonestyCheck),
                ("剔除以上全部", evidence.numbers(list(HonestyCheck)))]
    schools: list[tuple[Cell, ...]] = [(number, school_words(evidence, key), *_school_cells(found)) for number, (key, found) in enumerate(evidence.by_school().items(), start=1)]
    schools.append((None, WHOLE_COUNTY, *_school_cells(evidence.numbers())))
    note = basis_note(evidence)
    return Exported(meta_of(evidence.county, evidence.school_year, "numbers", made_by), [
        Sheet("三个数", NUMBER_COLUMNS, [(name, *_number_cells(found, listed=listed)) for name, found in variants], notes=(note,), footer=SIGNATURES),
        Sheet("各校情况", SCHOOL_COLUMNS, schools, notes=("按派出学校统计；比例要求是对全县的。",), footer=SIGNATURES, freeze_columns=2),
        Sheet("交流轮岗教师名单", PERSON_COLUMNS, [_person_row(number, one, evidence) for number, one in enumerate(in_order(evidence.judged, evidence), start=1)],
              notes=(note,), footer=SIGNATURES, freeze_columns=4)])


def _number_cells(found: Numbers, *, listed: bool) -> tuple[Cell, ...]:
    met = (YES if found.met else NO) if listed else NOT_JUDGED
    return (found.eligible, found.rotated, found.share, found.needed, found.backbone, found.backbone_share, found.backbone_needed, met)


def _school_cells(found: Numbers) -> tuple[Cell, ...]:
    return found.eligible, found.rotated, found.share, found.backbone, found.backbone_share


def school_words(evidence: YearEvidence, key: int | None) -> str:
    """Return a school's name, or that none is on record."""
    school = evidence.schools.get(key or 0)
    return school.name if school is not None else UNKNOWN_SCHOOL


def span_words(stint: Stint) -> str:
    """Return from when to when, as lists write it."""
    start = f"{stint.start.year}年{stint.start.month}月"
    return f"{start}至{stint.end.year}年{stint.end.month}月" if stint.end is not None else f"{start}起"


def kind_words(evidence: YearEvidence, code: str) -> str:
    """Return the official name of a kind of exchange."""
    stated = evidence.rules.exchange_kinds.get(code)
    return stated.value.name if stated is not None else code


def in_order(judged: Iterable[Judged], evidence: YearEvidence) -> list[Judged]:
    """Return stints by the sending school's code and staff number."""
    place = {key: number for number, key in enumerate(evidence.schools)}
    return sorted(judged, key=lambda one: (place.get(one.stint.from_school or 0, len(place)), evidence.names[one.stint.teacher_id][1], one.stint.start))


def _person_row(number: int, one: Judged, evidence: YearEvidence) -> tuple[Cell, ...]:
    stint, (name, staff_number) = one.stint, evidence.names[one.stint.teacher_id]
    return (number, school_words(evidence, stint.from_school), staff_number, name, school_words(evidence, stint.to_school), span_words(stint),
            kind_words(evidence, stint.kind), YES if one.backbone else NO, "随迁" if stint.relation_moved else "不动", standing_words(one.standing),
            "、".join(CHECK_WORDS[check] for check in one.flags))


def honesty_list(evidence: YearEvidence, made_by: str = "") -> Exported:
    """Return every check with its rule and what the shares are without what it found, and every flag."""
    rows = [(number, CHECK_WORDS[check], len(evidence.flags_of(check)), *_number_cells(evidence.numbers([check]), listed=evidence.listed is not None)[1:])
            for number, check in enumerate(HonestyCheck, start=1)]
    columns = (Column("序号", Kind.NUMBER, 6), Column("核查项", width=24), Column("涉及人次", Kind.NUMBER, 9), *NUMBER_COLUMNS[2:])
    flags = [(number, CHECK_WORDS[flag.check], evidence.names[flag.stint.teacher_id][1], evidence.names[flag.stint.teacher_id][0],
              school_words(evidence, flag.stint.from_school), school_words(evidence, flag.stint.to_school), span_words(flag.stint), official_detail(flag, evidence))
             for number, flag in enumerate(evidence.flags, start=1)]
    return Exported(meta_of(evidence.county, evidence.school_year, "honesty", made_by), [
        Sheet("核查汇总", columns, rows, notes=(basis_note(evidence), "后几列为剔除该项涉及人员后的数字；提示供核查，不等于认定违规。"), footer=SIGNATURES),
        Sheet("核查明细", FLAG_COLUMNS, flags, freeze_columns=4)])


def flow_list(county: County, flow: Flow, names: dict[int, tuple[str, str]], schools: dict[int, str], made_by: str = "") -> Exported:
    """Return in, out and net of the countryside by route for each group, and every person who crossed."""
    columns = (Column("途径", width=20), *(Column(f"{GROUP_WORDS[group]}{word}", Kind.NUMBER, 11) for group in FlowGroup for word in ("流入乡村", "流出乡村", "净增减")))
    rows = [(name, *(cell for group in FlowGroup for cell in (flow.number(group, route, inward=True), flow.number(group, route, inward=False), flow.net(group, route))))
            for name, route in [*((ROUTE_WORDS[route], route) for route in Route), ("合计", None)]]
    persons = [(number, names[one.teacher_id][1], names[one.teacher_id][0], "流入乡村" if one.inward else "流出乡村", ROUTE_WORDS[one.route],
                schools.get(one.from_school or 0, ""), schools.get(one.to_school or 0, ""), YES if FlowGroup.BACKBONE in one.groups else NO,
                YES if FlowGroup.PE_ARTS in one.groups else NO) for number, one in enumerate(flow.crossings, start=1)]
    person_columns = (Column("序号", Kind.NUMBER, 6), Column("编号", width=10), Column("姓名", width=10), Column("方向", width=10), Column("途径", width=16),
                      Column("原任教学校", width=26), Column("现任教学校", width=26), Column("骨干", width=6), Column("体艺", width=6))
    note = f"比较 {flow.first.isoformat()} 与 {flow.last.isoformat()} 两日的任教学校；专任教师。"
    return Exported(meta_of(county, flow.school_year, "flow", made_by), [
        Sheet("净流动", columns, rows, notes=(note,), footer=SIGNATURES), Sheet("人员明细", person_columns, persons, freeze_columns=3)])


def reconciliation_list(county: County, found: Reconciliation, made_by: str = "") -> Exported:
    """Return each school's figures by the records and as reported, the differences, the causes and the explanation."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28)]
    for figure in Figure:
        columns += [Column(f"{FIGURE_WORDS[figure]}（系统）", Kind.NUMBER, 10), Column("事业统计", Kind.NUMBER, 9), Column("差异", Kind.NUMBER, 7)]
    columns += [Column("可能原因（人）", width=44), Column("学校说明", width=30)]
    rows: list[Sequence[Cell]] = []
    for number, line in enumerate(found.lines, start=1):
        figures = [cell for figure in Figure for cell in (line.counted[figure], line.told(figure), line.difference(figure))]
        causes = "；".join(f"{CAUSE_WORDS[cause]} {count}" for cause, count in line.causes.items()) if line.differs else ""
        rows.append((number, line.name, *figures, causes, line.reported.explanation if line.reported else ""))
    sums = [cell for figure in Figure for cell in (*found.total(figure), found.total(figure)[0] - found.total(figure)[1])]
    rows.append((None, "已报学校合计", *sums, "", ""))
    note = f"系统数为 {found.on.isoformat()} 的资料，教师按人事关系所在学校统计；差异 = 系统数 − 事业统计数。"
    return Exported(meta_of(county, found.school_year, "reconciliation", made_by), [Sheet("对账表", columns, rows, notes=(note,), footer=SIGNATURES, freeze_columns=2)])


def sample_list(evidence: YearEvidence, chains: Sequence[Chain], seed: str, made_by: str = "") -> Exported:
    """Return the drawn persons with every link of their chains and what is missing."""
    links = [link for link in Link if any(proof.link is link for chain in chains for proof in chain.proofs)]
    columns = (Column("序号", Kind.NUMBER, 6), Column("编号", width=10), Column("姓名", width=10), Column("派出学校", width=24), Column("接收学校", width=24),
               Column("交流时间", width=24), *(Column(LINK_WORDS[link], width=22) for link in links), Column("缺失环节", width=20), Column("核查意见", width=20))
    rows = [(number, evidence.names[one.judged.stint.teacher_id][1], evidence.names[one.judged.stint.teacher_id][0],
             school_words(evidence, one.judged.stint.from_school), school_words(evidence, one.judged.stint.to_school), span_words(one.judged.stint),
             *(_proof_words(one, link) for link in links), "、".join(LINK_WORDS[gap] for gap in one.gaps), "") for number, one in enumerate(chains, start=1)]
    note = f"抽查种子“{seed}”，从 {evidence.numbers().rotated} 名计入交流的教师中随机抽取 {len(chains)} 名；同一种子抽到的人相同。"
    return Exported(meta_of(evidence.county, evidence.school_year, "sample", made_by), [
        Sheet("抽查名单", columns, rows, notes=(note,), footer=("核查人：　　　　　　　　　　核查日期：",), freeze_columns=3)])


def _proof_words(chain: Chain, link: Link) -> str:
    proof = next((proof for proof in chain.proofs if proof.link is link), None)
    if proof is None:
        return ""
    return f"{'有' if proof.present else '缺' if proof.expected else '未到期'}：{proof.text}"
