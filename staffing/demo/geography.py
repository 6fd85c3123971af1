"""The invented county's schools: places, sizes, classes, hardware. Real are names, entities and target years (schools.csv)."""

import csv
import math
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np

from staffing.demo.parts import DemoSchool, DemoSection, Hardware
from staffing.schools.enums import Location, Ownership, Remoteness, SchoolKind, Stage, Strength

FILE: Final = Path(__file__).with_name("schools.csv")
CENTRE: Final = (114.30, 29.85)
KM_PER_DEGREE: Final = 111.32
TOWN: Final = "城区"
CODE_PREFIX: Final = {
    SchoolKind.PRIMARY_SCHOOL: "21", SchoolKind.TEACHING_POINT: "21", SchoolKind.JUNIOR_SCHOOL: "31",
    SchoolKind.NINE_YEAR_SCHOOL: "31", SchoolKind.COMPLETE_SECONDARY: "34", SchoolKind.TWELVE_YEAR_SCHOOL: "34",
    SchoolKind.SPECIAL_SCHOOL: "51",
}
STAGES: Final = {
    SchoolKind.PRIMARY_SCHOOL: (Stage.PRIMARY,), SchoolKind.TEACHING_POINT: (Stage.PRIMARY,),
    SchoolKind.SPECIAL_SCHOOL: (Stage.PRIMARY,), SchoolKind.JUNIOR_SCHOOL: (Stage.JUNIOR,),
    SchoolKind.COMPLETE_SECONDARY: (Stage.JUNIOR,), SchoolKind.NINE_YEAR_SCHOOL: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolKind.TWELVE_YEAR_SCHOOL: (Stage.PRIMARY, Stage.JUNIOR),
}
# Codes of schools carry the province; none has this one, so no real school can bear an invented code.
NO_PROVINCE: Final = "00"
GRADES: Final = {Stage.PRIMARY: range(1, 7), Stage.JUNIOR: range(7, 10)}
# Invented pupils per grade (median, spread of the logarithm) and pupils per class, by place.
GRADE_SIZE: Final = {Location.URBAN: (285, 0.22), Location.TOWN: (130, 0.28), Location.RURAL: (36, 0.35)}
CLASS_SIZE: Final = {Stage.PRIMARY: 45, Stage.JUNIOR: 50}
TEACHING_POINT_GRADE: Final = 6
# Invented hardware per pupil, as multiples of a comfortable figure: area, sports area, equipment, rooms per pupil.
HARDWARE: Final = {Stage.PRIMARY: (5.6, 9.4, 2700.0, 0.030), Stage.JUNIOR: (7.2, 12.8, 3300.0, 0.031)}


def build_schools(rng: np.random.Generator, number: int | None = None) -> tuple[DemoSchool, ...]:
    """Return all schools with their sections, or so many of them, spread over the list."""
    rows = pick_schools(list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines())), number)
    townships = place_townships(rng, sorted({row["township"] for row in rows}))
    entity_places: dict[str, tuple[float, float]] = {}
    schools = []
    for place_in_list, row in enumerate(rows, start=1):
        location = Location(row["location"])
        place = place_school(rng, townships[row["township"]], location)
        if row["entity"] != row["name"]:
            place = entity_places.get(row["entity"], place)[0] + 1.1, place[1]
        entity_places[row["name"]] = place
        schools.append(build_school(rng, place_in_list, row, location, place))
    return tuple(schools)


def pick_schools(rows: list[dict[str, str]], number: int | None) -> list[dict[str, str]]:
    """Return evenly spread rows of each location in turn, so that a small county still has town and countryside."""
    if number is None or number >= len(rows):
        return rows
    ordered = sorted(rows, key=lambda row: (row["location"], row["kind"] != SchoolKind.PRIMARY_SCHOOL.value))
    chosen = [ordered[place * len(ordered) // number] for place in range(number)]
    return [row for row in rows if row in chosen]


def place_townships(rng: np.random.Generator, names: list[str]) -> dict[str, tuple[float, float]]:
    """Return the centre of each township in kilometres from the town: a ring around it, each in its own direction."""
    outer = [name for name in names if name != TOWN]
    turn = rng.uniform(0, 2 * math.pi)
    places = {TOWN: (0.0, 0.0)}
    for index, name in enumerate(outer):
        angle = turn + 2 * math.pi * index / len(outer) + rng.uniform(-0.15, 0.15)
        distance = rng.uniform(10, 21)
        places[name] = (distance * math.cos(angle), distance * math.sin(angle))
    return places


def place_school(rng: np.random.Generator, centre: tuple[float, float], location: Location) -> tuple[float, float]:
    """Return a school's place: close together in town, scattered in the countryside."""
    reach = {Location.URBAN: 2.6, Location.TOWN: 0.8, Location.RURAL: 4.5}[location]
    return centre[0] + rng.normal(0, reach), centre[1] + rng.normal(0, reach)


def to_degrees(x_km: float, y_km: float) -> tuple[float, float]:
    """Return longitude and latitude of a place given in kilometres from the town."""
    longitude = CENTRE[0] + x_km / (KM_PER_DEGREE * math.cos(math.radians(CENTRE[1])))
    return round(longitude, 5), round(CENTRE[1] + y_km / KM_PER_DEGREE, 5)


def build_school(rng: np.random.Generator, number: int, row: dict[str, str], location: Location,
                 place: tuple[float, float]) -> DemoSchool:
    """Return one school of the file."""
    kind = SchoolKind(row["kind"])
    quality = rng.normal({Location.URBAN: 0.7, Location.TOWN: 0.0, Location.RURAL: -0.7}[location], 0.45)
    strength = Strength.STRONG if quality > 0.75 else Strength.WEAK if quality < -0.35 else Strength.AVERAGE
    longitude, latitude = to_degrees(*place)
    remote = location is Location.RURAL and math.hypot(*place) > 20
    return DemoSchool(
        code=f"{CODE_PREFIX[kind]}{NO_PROVINCE}{number:06}", name=row["name"], entity=row["entity"], kind=kind, location=location,
        ownership=Ownership(row["ownership"]), remoteness=Remoteness.REMOTE if remote else Remoteness.ORDINARY,
        strength=strength, township=row["township"], longitude=longitude, latitude=latitude, target_year=int(row["target_year"]),
        sections=tuple(build_section(rng, row["name"], kind, stage, location) for stage in STAGES[kind]),
    )


def build_section(rng: np.random.Generator, school: str, kind: SchoolKind, stage: Stage, location: Location) -> DemoSection:
    """Return one section with pupils and classes by grade, and next year's forecast."""
    median, spread = GRADE_SIZE[location]
    size = median * math.exp(rng.normal(0, spread)) * (0.8 if kind is SchoolKind.NINE_YEAR_SCHOOL else 1.0)
    if kind in (SchoolKind.TEACHING_POINT, SchoolKind.SPECIAL_SCHOOL):
        size = TEACHING_POINT_GRADE
    grades = {grade: split_classes(max(3, round(size * rng.uniform(0.93, 1.07))), stage) for grade in GRADES[stage]}
    trend = {Location.URBAN: 1.01, Location.TOWN: 0.98, Location.RURAL: 0.95}[location]
    forecast = shift_grades(grades, stage, trend)
    pupils = sum(pupils for pupils, _ in grades.values())
    return DemoSection(school, stage, grades, forecast, build_hardware(rng, stage, pupils))


def split_classes(pupils: int, stage: Stage) -> tuple[int, int]:
    """Return pupils and the number of classes they form."""
    return pupils, -(-pupils // CLASS_SIZE[stage])


def shift_grades(grades: dict[int, tuple[int, int]], stage: Stage, trend: float) -> dict[int, tuple[int, int]]:
    """Return next year's grades: each moves up, the first grows or shrinks by the trend."""
    first = min(grades)
    moved = {grade: split_classes(grades[grade - 1][0], stage) for grade in grades if grade != first}
    return {first: split_classes(max(3, round(grades[first][0] * trend)), stage), **moved}


def build_hardware(rng: np.random.Generator, stage: Stage, pupils: int) -> Hardware:
    """Return hardware that mostly suffices; about one section in seven misses one figure."""
    factors = np.exp(rng.normal(0.06, 0.10, 4))
    if rng.random() < 0.14:
        factors[rng.integers(4)] *= rng.uniform(0.70, 0.86)
    area, sports, equipment, rooms = (base * factor * pupils for base, factor in zip(HARDWARE[stage], factors, strict=True))
    return Hardware(Decimal(round(area)), Decimal(round(sports)), Decimal(round(equipment, -2)), Decimal(math.ceil(rooms)))
