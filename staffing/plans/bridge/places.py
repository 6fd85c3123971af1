"""Schools and sections of the records as the rotation model wants them: kilometres, posts, strength, hardware."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from solvers.rotation.instance import School, Section
from solvers.rotation.vocabulary import (
    Location as ModelLocation,
    SchoolId,
    SectionId,
    Stage as ModelStage,
)
from staffing.indicators.definitions import list_definitions
from staffing.indicators.formulas import amount_needed
from staffing.indicators.policy import IndicatorPolicy
from staffing.plans.bridge.faults import InputFault, InputFaultCode
from staffing.plans.bridge.inputs import SchoolInput, SectionInput
from staffing.schools.enums import Stage, Strength

KM_PER_DEGREE_OF_LATITUDE = 110.574
KM_PER_DEGREE_OF_LONGITUDE_AT_EQUATOR = 111.320
METRES = 3
QUARTILES = (25, 50, 75)
STRONGEST, WEAKEST = 3, 0


@dataclass(frozen=True, slots=True)
class Projection:
    """A flat picture of the county: kilometres east and north of its middle. Errors stay below 0.1 % within 100 km."""

    longitude: float
    latitude: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> "Projection":
        """Return the picture around the middle of (longitude, latitude) points; of none, around the origin."""
        listed = list(points)
        if not listed:
            return cls(0.0, 0.0)
        return cls(*(math.fsum(axis) / len(listed) for axis in zip(*listed, strict=True)))

    def km(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return kilometres east and north of the middle, to the metre."""
        per_degree = KM_PER_DEGREE_OF_LONGITUDE_AT_EQUATOR * math.cos(math.radians(self.latitude))
        return (round((longitude - self.longitude) * per_degree, METRES),
                round((latitude - self.latitude) * KM_PER_DEGREE_OF_LATITUDE, METRES))


def project_schools(schools: Sequence[SchoolInput]) -> dict[int, tuple[float, float]]:
    """Return every school's place; InputFault naming the schools without coordinates, because no distance is invented."""
    missing = [school.id for school in schools if school.longitude is None or school.latitude is None]
    if missing:
        raise InputFault(InputFaultCode.NO_COORDINATES, missing)
    points = {school.id: (school.longitude or 0.0, school.latitude or 0.0) for school in schools}
    projection = Projection.around(points.values())
    return {school_id: projection.km(*point) for school_id, point in points.items()}


def township_centres(schools: Sequence[SchoolInput], places: Mapping[int, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return the middle of each township's schools; a teacher's home is never known finer than that."""
    grouped: dict[str, list[tuple[float, float]]] = {}
    for school in schools:
        if school.township:
            grouped.setdefault(school.township, []).append(places[school.id])
    return {name: (round(math.fsum(x for x, _ in points) / len(points), METRES),
                   round(math.fsum(y for _, y in points) / len(points), METRES)) for name, points in grouped.items()}


def build_schools(schools: Sequence[SchoolInput], places: Mapping[int, tuple[float, float]],
                  listed: Mapping[int, int]) -> tuple[School, ...]:
    """Return the model's schools.

    The model compares posts with all staff, but contract teachers hold no post (编制): they are added to both sides,
    which leaves the room of the school as it is. ``listed`` counts the listed teachers of each school.
    """
    unknown = [school.id for school in schools if school.posts is None and listed.get(school.id)]
    if unknown:
        raise InputFault(InputFaultCode.NO_POSTS, unknown)
    rows = []
    for school in schools:
        staff = max(school.staff, listed.get(school.id, 0))
        without_post = staff - school.established
        x_km, y_km = places[school.id]
        rows.append(School(
            id=SchoolId(str(school.id)), name=school.name, entity=str(school.entity_id),
            location=ModelLocation(school.location.value), zone=school.zone, x_km=x_km, y_km=y_km,
            authorised_posts=max(0, (school.posts or 0) + without_post), staff=staff))
    return tuple(rows)


def build_sections(sections: Sequence[SectionInput], schools: Sequence[SchoolInput], policy: IndicatorPolicy,
                   backbone: Mapping[int, int]) -> tuple[Section, ...]:
    """Return the model's sections; ``backbone`` counts the backbone teachers of each section."""
    standing = {school.id: school.strength for school in schools}
    strengths = find_strengths(sections, standing, backbone)
    rows = []
    for section in sections:
        below, below_rest = hardware_below(section, policy)
        rows.append(Section(
            id=SectionId(str(section.id)), school=SchoolId(str(section.school_id)), stage=ModelStage(section.stage.value),
            pupils=section.pupils, counted=section.counted, strength=strengths[section.id], hardware_below=below,
            hardware_below_85=below_rest))
    return tuple(rows)


def find_strengths(sections: Sequence[SectionInput], standing: Mapping[int, Strength | None],
                   backbone: Mapping[int, int]) -> dict[int, int]:
    """Return how strong each section is, from 0 (weakest) to 3.

    The bureau's list of 优质 / 薄弱 schools decides the ends. A section it does not name takes the number of quartile
    points of L2 among the measured sections of its stage that lie strictly below its own L2; one it calls average
    stays between the ends.
    """
    quartiles = {stage: _quartile_points(sections, stage, backbone) for stage in Stage}
    strengths = {}
    for section in sections:
        own = _per_hundred(section, backbone)
        place = 0 if own is None else sum(point < float(own) for point in quartiles[section.stage])
        listed = standing.get(section.school_id)
        if listed is Strength.STRONG:
            place = STRONGEST
        elif listed is Strength.WEAK:
            place = WEAKEST
        elif listed is Strength.AVERAGE:
            place = min(max(place, WEAKEST + 1), STRONGEST - 1)
        strengths[section.id] = place
    return strengths


def _quartile_points(sections: Sequence[SectionInput], stage: Stage, backbone: Mapping[int, int]) -> list[float]:
    values = [float(value) for section in sections if section.stage is stage and section.counted
              if (value := _per_hundred(section, backbone)) is not None]
    return [float(point) for point in np.percentile(values, QUARTILES)] if values else []


def _per_hundred(section: SectionInput, backbone: Mapping[int, int]) -> Fraction | None:
    return Fraction(100 * backbone.get(section.id, 0), section.pupils) if section.pupils else None


def hardware_below(section: SectionInput, policy: IndicatorPolicy) -> tuple[int, int]:
    """Return how many of L4 to L7 lie below their threshold, and how many below the pass rule's share of it (85 %).

    A figure that nobody reported counts as reached: teachers cannot mend it, and it must not make a section a lost one.
    """
    if not section.counted or section.pupils == 0 or policy.pass_rule is None:
        return 0, 0
    below = below_rest = 0
    for definition in list_definitions(policy.scheme):
        threshold = policy.threshold(definition.code, section.stage.value)
        resource = section.hardware.get(definition.code)
        if definition.measure is not None or threshold is None or resource is None:
            continue
        needed = amount_needed(threshold, section.pupils, scale=definition.scale)
        below += resource < needed
        below_rest += resource < needed * policy.pass_rule.rest_share
    return below, below_rest
