"""Who is in a list that somebody has on the screen, for rooms that do something with all of them."""

from staffing.core.school_year import today
from staffing.finding.addresses import wish_from_query
from staffing.finding.exporting import filter_words
from staffing.finding.listing import Finder
from staffing.finding.remembering import PICTURES


def listed_teachers(county_id: int, query: str, own_school_id: int | None) -> tuple[list[int], list[str]]:
    """Return the teachers of a list as it is today, in its order, and its filters in words; ``own_school_id`` bounds what is seen."""
    picture = PICTURES.find(county_id, today())
    finder = Finder(picture, wish_from_query(query), own_school_id=own_school_id)
    return [person.id for person in finder.persons()], filter_words(finder.wish, picture.places)
