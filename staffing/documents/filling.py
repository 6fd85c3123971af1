"""Fill a template with facts, and look for its faults: docxtpl joins what Word has split, our own language decides what is allowed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from flask_babel import lazy_gettext as _l
from jinja2 import TemplateError
from lxml import etree

from staffing.documents.language import Fault, find_faults, make_environment
from staffing.documents.registry import DocumentField
from staffing.errors import StaffingError

# Word keeps what is written below the paper in parts of their own.
NOTES: Final = re.compile(r"/(footnotes|endnotes|comments)\.xml$")


def fill(template: bytes, facts: Mapping[str, Any]) -> bytes:
    """Return the document; StaffingError if the template does not fit the facts."""
    document = DocxTemplate(BytesIO(template))
    try:
        document.render(tidy(facts), jinja_env=make_environment(), autoescape=True)
    except (TemplateError, etree.XMLSyntaxError, TypeError) as error:
        raise StaffingError(_l("The template cannot be filled: its lists, conditions or tables do not close where they should.")) from error
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def template_faults(template: bytes, fields: tuple[DocumentField, ...]) -> list[Fault]:
    """Return every fault of a template, in the order of body, heads and feet."""
    return [fault for source in _sources(template) for fault in find_faults(source, fields)]


def _sources(template: bytes) -> Iterator[str]:
    """Yield the parts of a template as docxtpl gives them to Jinja, each paragraph on a line of its own."""
    try:
        document = DocxTemplate(BytesIO(template))
        document.init_docx()
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise StaffingError(_l("This is no .docx file. Open the template in Word or WPS and save it as .docx."), field="file") from error
    parts = [document.get_xml()]
    for address in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
        parts += [document.get_part_xml(part) for _, part in document.get_headers_footers(address)]
    for part in parts:
        # A paragraph is told by its own words: what stands between tags must not carry it over several lines.
        yield re.sub(r"<w:p([ >])", r"\n<w:p\1", document.patch_xml(part.replace("\n", " ")))


def tidy(value: Any) -> Any:
    """Return facts as a document can hold them: no signs that Word cannot read, nothing for None."""
    if isinstance(value, Mapping):
        return {key: tidy(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [tidy(item) for item in value]
    if value is None:
        return ""
    return "".join(sign for sign in str(value) if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
