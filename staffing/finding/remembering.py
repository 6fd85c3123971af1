"""Pictures of the staff that are remembered and follow the audit log (``staffing.teachers.following``)."""

import datetime as dt
from typing import Final

from staffing.finding.gathering import persons_of, places_of
from staffing.finding.picture import Picture
from staffing.teachers.following import ASIDE, Followed

KEPT: Final = 4
WITHOUT_EFFECT: Final = ASIDE | {"TrainingRecord", "Appraisal", "Discipline", "Deferral", "RotationRecord"}
"""Records that no column of the list shows."""


class Pictures:
    """The last pictures of this process."""

    def __init__(self, number: int = KEPT) -> None:
        """Begin with none."""
        self._followed = Followed[Picture](number, WITHOUT_EFFECT)

    def find(self, county_id: int, on: dt.date) -> Picture:
        """Return the county's picture of the day, as the records are now."""

        def follow(picture: Picture, touched: frozenset[int]) -> Picture:
            return picture.with_persons(persons_of(county_id, picture.places, on, sorted(touched)), picture.places)

        return self._followed.find(county_id, (on,), lambda: draw(county_id, on), follow)


def draw(county_id: int, on: dt.date) -> Picture:
    """Return the picture made from all records of the county."""
    places = places_of(county_id, on)
    return Picture.of(on, places, persons_of(county_id, places, on))


PICTURES: Final = Pictures()
