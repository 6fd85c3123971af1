"""The certificate of rural service says the months of the ledger: one rule, one number, on paper and on the page.

The room of documents lies below the ledger and fills its papers from the records alone; here its kinds that speak of rural
service get the ledger's stretches and months instead, with the rule they were counted by.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from staffing.core.school_year import today
from staffing.documents.persons import chinese_month
from staffing.documents.registry import DocumentField, DocumentKind, Filled
from staffing.eligibility.exporting import OFFICIAL_STAGE
from staffing.policy.schema import RuleSet
from staffing.service.history import History, Records, load_records
from staffing.service.judging import Stretch, served_months, stretches_of
from staffing.teachers.queries import county_rules, names_and_numbers

SPELLS, MONTHS, RULE = "农村任教经历", "农村任教月数", "农村任教计算办法"
RULE_FIELD: Final = DocumentField(RULE, "规则集里任教不足整月的计算办法", "一个日历月内满 15 日的计 1 个月")


def by_ledger(kinds: Iterable[DocumentKind]) -> tuple[DocumentKind, ...]:
    """Return the kinds, those that speak of rural service filled from the ledger."""
    return tuple(_filled(kind) if any(field.name == MONTHS for field in kind.fields) else kind for kind in kinds)


def _filled(kind: DocumentKind) -> DocumentKind:
    def gather(county_id: int, ids: Sequence[int]) -> list[Filled]:
        on = today()
        rules, records = county_rules(county_id, on), load_records(county_id, on)
        told = kind.gather(county_id, ids)
        known = names_and_numbers(county_id, ids)
        # The room leaves out who is not of the county; the same persons stand in both, in one order.
        found = [records.persons.get(number, History()) for number in ids if number in known]
        return [replace(one, facts={**one.facts, **rural_facts(history, records, rules)}) for one, history in zip(told, found, strict=True)]

    return replace(kind, gather=gather, fields=(*kind.fields, RULE_FIELD))


def rural_facts(history: History, records: Records, rules: RuleSet) -> Mapping[str, Any]:
    """Return what the ledger says of a person's service in rural schools, in the words of the papers."""
    rule = rules.service.month_rule
    months = served_months(history, records, rule.value, rules.service.counted_schools.value.locations, ())
    return {SPELLS: [_spell(one, history, records) for one in stretches_of(months)], MONTHS: str(len(months)), RULE: rule.clause}


def _spell(one: Stretch, history: History, records: Records) -> dict[str, str]:
    school = records.schools[one.school_id]
    stay = next((stay for stay in history.stays if stay.school_id == one.school_id and stay.start <= one.ends_on and stay.end > one.starts_on), None)
    return {"起": chinese_month(one.starts_on), "止": chinese_month(one.ends_on), "学校": school.name, "乡镇": school.township, "学段": OFFICIAL_STAGE[stay.stage.value] if stay else "",
            "学科": stay.subject if stay else "", "性质": "交流" if stay and stay.kind.value == "exchange" else "任职", "月数": str(one.months), "农村": "是"}
