"""The list of teachers as it stands on the page, as a file: same persons, same columns, same order, same day."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext as _

from staffing.core.exports import Exported
from staffing.core.filters import show_date
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.finding.facets import ANY, BY_CODE, word_of
from staffing.finding.listed_columns import ListColumn, cell_text, shown_columns
from staffing.finding.listing import Finder
from staffing.finding.persons import Person, Places
from staffing.finding.wish import Wish
from staffing.schools.models import County

CODE: Final = "teacher_list"
# Names of schools in one line: a list of five thousand persons in narrow columns takes twice the pages.
WIDTHS: Final = {"school": 28, "personnel_school": 28, "number": 9, "sex": 6, "birth_date": 10, "backbone": 8, "certificate": 24, "subject": 12}


def exported_list(finder: Finder, county: County, *, made_by: str) -> Exported:
    """Return the whole list of a wish, ready to leave."""
    picture, columns = finder.picture, shown_columns(finder.wish.columns)
    meta = ListMeta(str(_("List of teachers")), county=county.bureau_name, made_on=today(), made_by=made_by, synthetic=county.synthetic,
                    extra=(str(_("as of %(day)s", day=show_date(picture.on))), *filter_words(finder.wish, picture.places)))
    sheet = Sheet(str(_("Teachers")), [Column("#", Kind.NUMBER, 6), *(Column(str(column.label), column.kind, WIDTHS.get(column.code)) for column in columns)],
                  [(place, *_cells(columns, person, finder)) for place, person in enumerate(finder.persons(), start=1)],
                  footer=[" · ".join(total for total in finder.totals(columns) if total)], freeze_columns=2)
    return Exported(meta, [sheet])


def filter_words(wish: Wish, places: Places) -> list[str]:
    """Return in words what a wish narrows to."""
    words = [str(_("search: %(text)s", text=wish.search))] if wish.search else []
    for code, chosen in wish.chosen.items():
        facet = BY_CODE[code]
        known = [str(word) for one in chosen if (word := _word(one, code, places))]
        if known:
            words.append(f"{facet.label}：{'、'.join(known)}")
    for name, label in (("age", _("Age")), ("years", _("Years at school"))):
        least, most = wish.ranges.get(f"{name}_from"), wish.ranges.get(f"{name}_to")
        if least is not None or most is not None:
            words.append(f"{label}：{least if least is not None else 0}–{most if most is not None else ''}")
    return words


def _word(code: str, facet: str, places: Places) -> str:
    """Return the word of a chosen code, empty for one that this county does not know."""
    if code == ANY:
        return str(_("everyone, also who left"))
    try:
        return str(word_of(code, BY_CODE[facet], places))
    except (KeyError, ValueError):
        return ""


def _cells(columns: Sequence[ListColumn], person: Person, finder: Finder) -> list[Cell]:
    on = finder.picture.on
    return [column.key(person, on) if column.number else cell_text(column, person, on) for column in columns]
