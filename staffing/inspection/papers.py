"""The papers of an evidence package: the report of the year, and every order that holds, as Word files."""

from collections.abc import Iterator
from typing import Final

from staffing.documents.making import Maker, plain_name
from staffing.documents.registry import DocumentKind, Filled, get_kind
from staffing.inspection.gathering import find_year
from staffing.inspection.report import CODE
from staffing.orders.queries import orders_of_year
from staffing.schools.models import County

FOLDER: Final = "10_文书"


def papers_of(county: County, school_year: int) -> Iterator[tuple[str, bytes, str]]:
    """Yield (name in the package, content, source) of every paper of a school year."""
    report = get_kind(CODE)
    for name, content in _made(county, report, report.gather(county.id, [school_year])):
        yield f"{FOLDER}/{name}", content, "系统文书"
    year = find_year(county.id, school_year)
    for order in orders_of_year(year.id) if year is not None else []:
        kind = get_kind(order.kind.value)
        filled = Filled(f"{order.full_number}_{order.title}", order.facts, order.template_id, shipped=order.template_id is None)
        for name, content in _made(county, kind, [filled]):
            yield f"{FOLDER}/{kind.title}/{name}", content, f"发文登记簿 {order.full_number}"


def _made(county: County, kind: DocumentKind, members: list[Filled]) -> Iterator[tuple[str, bytes]]:
    maker = Maker(county, kind, members)
    for one in members:
        yield f"{plain_name(one.name)}.docx", maker.make(one, "docx")
