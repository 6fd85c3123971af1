"""What a flag found, causes and standings in official Chinese, for lists; and the rule behind each check, for pages."""

from fractions import Fraction
from typing import Final

from staffing.eligibility.numerator import MoveStanding
from staffing.inspection.codes import Cause, HonestyCheck
from staffing.inspection.gathering import YearEvidence
from staffing.inspection.honesty import Flag
from staffing.policy.schema import RuleSet
from staffing.policy.values import RuleValue

CAUSE_WORDS: Final = {
    Cause.LENT_OUT: "人事关系在本校、在外校任教", Cause.FROM_ELSEWHERE: "在本校任教、人事关系在外校", Cause.CAME_SINCE: "统计日以后调入", Cause.LEFT_SINCE: "统计日以后调出或减少",
    Cause.NOT_COUNTED_EMPLOYMENT: "用人形式或类别不计专任教师", Cause.NOT_AT_WORK: "在册不在岗", Cause.OTHER_YEAR: "填报数为上一学年数"}
STANDING_WORDS: Final = {
    MoveStanding.COUNTED: "计入", MoveStanding.SAME_ENTITY: "不计：同一法人单位", MoveStanding.KIND: "不计：类型不计", MoveStanding.PART_TIME: "不计：非全职",
    MoveStanding.TOO_SHORT: "不计：时间不足", MoveStanding.NOT_NEW: "不计：非当年新交流", MoveStanding.LEADER: "不计：校级干部", MoveStanding.PERSON: "不计：不属于对象"}


def standing_words(standing: MoveStanding) -> str:
    """Return whether a stint counts, and if not why."""
    return STANDING_WORDS[standing]


def number_words(number: Fraction | None) -> str:
    """Return a number with at most two digits."""
    if number is None:
        return ""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.2f}"


def official_detail(flag: Flag, evidence: YearEvidence) -> str:
    """Return what a check found of a stint."""
    number, bound = number_words(flag.number), number_words(flag.bound)
    if flag.check is HonestyCheck.SWAPPED_BACK:
        return f"与{evidence.names[flag.other][0]}在两校间互换" if flag.other is not None else "返回原学校又登记为一次交流"
    return {
        HonestyCheck.SAME_ENTITY: "两校属同一法人单位", HonestyCheck.TOO_SHORT: f"交流 {number} 个月，规定不少于 {bound} 个月",
        HonestyCheck.NOT_FRONT_LINE: "期间为跟岗、借调或集中办公，不在一线教学", HonestyCheck.NOT_ARRIVED: "期间接收学校没有其任教记录",
        HonestyCheck.REPEATED: f"近年已交流 {number} 次，核查线 {bound} 次", HonestyCheck.WEAKER: f"派出教师平均 {number} 项，本校平均 {bound} 项（满分 4 项）",
        HonestyCheck.OTHER_SUBJECT: "到校后任教学科既不是原任教学科，也不在资格证学科内"}[flag.check]


def rules_behind(check: HonestyCheck, rules: RuleSet) -> list[RuleValue[object]]:
    """Return the rule values that a check rests on, to be shown with their clauses."""
    kinds = [rules.exchange_kinds[code] for code in ("regular_exchange",) if code in rules.exchange_kinds]
    found: dict[HonestyCheck, list[RuleValue[object]]] = {
        HonestyCheck.TOO_SHORT: [rules.placement.stint_months, *kinds], HonestyCheck.NOT_FRONT_LINE: [rules.inspection.not_front_line],
        HonestyCheck.SWAPPED_BACK: [rules.inspection.swap_back_months], HonestyCheck.REPEATED: [rules.inspection.repeats], HonestyCheck.WEAKER: [rules.inspection.weaker_outgoing],
        HonestyCheck.OTHER_SUBJECT: [rules.qualifications.subject_matches]}
    return found.get(check, [])
