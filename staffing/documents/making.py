"""From a kind and its facts to files: which template counts, Word or PDF, the mark of invented data, many as one zip."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from staffing.documents import queries
from staffing.documents.filling import fill
from staffing.documents.paper import to_pdf
from staffing.documents.registry import DocumentKind, Filled
from staffing.schools.models import County

FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\r\n\t]')
INVENTED: Final = "演示数据：人员与事项均为虚构，不作凭证"
TYPES: Final = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf", "zip": "application/zip"}


class Maker:
    """Makes documents of one kind for a county; templates are read once."""

    def __init__(self, county: County, kind: DocumentKind, members: Sequence[Filled] = ()) -> None:
        """Find the template in use, and those that members ask for by themselves."""
        own = queries.template_in_use(county.id, kind)
        self.synthetic = county.synthetic
        self._shipped = kind.default()
        self._template = own.content if own is not None else self._shipped
        self._others = queries.template_contents(county.id, [one.template_id for one in members if one.template_id is not None])

    def make(self, one: Filled, suffix: str) -> bytes:
        """Return one document."""
        template = self._shipped if one.shipped else self._template
        return finish(fill(self._others.get(one.template_id or 0, template), one.facts), suffix, synthetic=self.synthetic)


def finish(content: bytes, suffix: str, *, synthetic: bool) -> bytes:
    """Return a filled document in the wanted form, marked where its data are invented."""
    content = mark(content) if synthetic else content
    return to_pdf(content) if suffix == "pdf" else content


def mark(content: bytes) -> bytes:
    """Write into the head of every page that the data are invented."""
    document = Document(BytesIO(content))
    for section in document.sections:
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            paragraph = header.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(INVENTED).font.size = Pt(10.5)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def pack(maker: Maker, members: Sequence[Filled], suffix: str, report: Callable[[int], bool]) -> bytes | None:
    """Return all documents as one zip, in their order; None if ``report`` says to stop."""
    target, used = io.BytesIO(), set[str]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(members, start=1):
            if not report(number):
                return None
            name = plain_name(one.name)
            # Two persons of one name must not overwrite each other.
            name = name if name not in used else f"{name}_{number}"
            used.add(name)
            archive.writestr(f"{name}.{suffix}", maker.make(one, suffix))
    return target.getvalue()


def plain_name(text: str) -> str:
    """Return a text as a file's name on every system."""
    return FORBIDDEN.sub("", text).strip(" .")[:100] or "_"
