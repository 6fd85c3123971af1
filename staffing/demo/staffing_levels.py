"""How many persons of which kind each invented section has: the head count, subjects, backbone, sports and arts.

Set so that a rotation matters: county means and differences of L2 and L3 are set to published ones, backbone teachers
gather in town, sports and arts are short in the countryside.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from staffing.demo.parts import DemoSchool, DemoSection
from staffing.schools.enums import Location, SchoolKind, Stage

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

PE_ARTS: Final = ("体育", "音乐", "美术")
# Invented teachers per 100 pupils at the median, by stage and place.
STAFF_RATE: Final = {
    (Stage.PRIMARY, Location.URBAN): 5.45, (Stage.PRIMARY, Location.TOWN): 6.3, (Stage.PRIMARY, Location.RURAL): 8.4,
    (Stage.JUNIOR, Location.URBAN): 6.6, (Stage.JUNIOR, Location.TOWN): 7.6, (Stage.JUNIOR, Location.RURAL): 8.6,
}
BACKBONE_RATE: Final = {Location.URBAN: 1.02, Location.TOWN: 0.66, Location.RURAL: 0.36}
PE_ARTS_RATE: Final = {Location.URBAN: 0.98, Location.TOWN: 0.68, Location.RURAL: 0.42}
# County means and weighted 差异系数 that the draw is set to, by stage. Primary: 鸠江区 2023, the one published county with
# all seven indicators; junior figures are published nowhere and lie close to the limit of 0.45.
BACKBONE_AIM: Final = {Stage.PRIMARY: (0.8876, 0.5018), Stage.JUNIOR: (0.8876, 0.46)}
PE_ARTS_AIM: Final = {Stage.PRIMARY: (0.8793, 0.4020), Stage.JUNIOR: (0.8793, 0.38)}
WIDEST_SPREAD: Final = 1.2
HALVINGS: Final = 30
# Invented shares of the other subjects in a section's staff, near what its lessons need.
SUBJECT_SHARES: Final = {
    Stage.PRIMARY: {"语文": 0.465, "数学": 0.300, "外语": 0.045, "科学": 0.065, "道德与法治": 0.075, "信息科技": 0.025, "心理健康": 0.025},
    Stage.JUNIOR: {"语文": 0.270, "数学": 0.230, "外语": 0.165, "物理": 0.050, "化学": 0.032, "生物": 0.045, "历史": 0.050, "地理": 0.038,
                   "道德与法治": 0.075, "信息科技": 0.023, "心理健康": 0.022},
}
PE_ARTS_SHARES: Final = {Stage.PRIMARY: (0.46, 0.27, 0.27), Stage.JUNIOR: (0.56, 0.22, 0.22)}


@dataclass(frozen=True, slots=True)
class StaffLevel:
    """The staff of one section: teachers by subject, and how many of them are backbone."""

    section: DemoSection
    subjects: dict[str, int]
    backbone: int

    @property
    def persons(self) -> int:
        """Teachers of all subjects."""
        return sum(self.subjects.values())


def set_levels(rng: np.random.Generator, schools: tuple[DemoSchool, ...]) -> list[StaffLevel]:
    """Return the staff of every section; the means of each stage are set to the published ones."""
    places = [(school, section) for school in schools for section in school.sections]
    backbone = draw_numbers(rng, places, BACKBONE_RATE, BACKBONE_AIM)
    arts = draw_numbers(rng, places, PE_ARTS_RATE, PE_ARTS_AIM)
    return [set_level(rng, school, section, backbone=backbone[index], arts=arts[index])
            for index, (school, section) in enumerate(places)]


def draw_numbers(rng: np.random.Generator, places: list[tuple[DemoSchool, DemoSection]], rates: dict[Location, float],
                 aims: dict[Stage, tuple[float, float]]) -> list[int]:
    """Return persons per section, so that each stage has the mean and the 差异系数 that are aimed at."""
    chance = rng.normal(0, 1, len(places))
    numbers = np.zeros(len(places), dtype=int)
    for stage, (mean, variation) in aims.items():
        chosen = np.array([section.stage is stage for _, section in places])
        if not chosen.any():
            continue
        members = [place for place, is_member in zip(places, chosen, strict=True) if is_member]
        numbers[chosen] = scatter(members, np.array([rates[school.location] for school, _ in members]), chance[chosen], mean, variation)
    return [int(number) for number in numbers]


def scatter(places: list[tuple[DemoSchool, DemoSection]], rates: FloatArray, chance: FloatArray, mean: float, variation: float) -> IntArray:
    """Return numbers with the mean, scattered just as much as the 差异系数 asks: the spread is found by halving."""
    pupils = np.array([section.pupils for _, section in places], dtype=float)
    counted = np.array([school.counted for school, _ in places])

    def draw(spread: float) -> IntArray:
        drawn = pupils / 100 * rates * np.exp(spread * chance)
        drawn *= mean * pupils[counted].sum() / 100 / drawn[counted].sum()
        return np.rint(drawn).astype(int)

    low, high = 0.0, WIDEST_SPREAD
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if weighted_variation(draw(middle)[counted], pupils[counted]) < variation else (low, middle)
    return draw((low + high) / 2)


def weighted_variation(numbers: IntArray, pupils: FloatArray) -> float:
    """Return the 差异系数 of numbers per pupil, weighted by pupils."""
    values = numbers / pupils
    mean = numbers.sum() / pupils.sum()
    return float(np.sqrt((pupils / pupils.sum() * (values - mean) ** 2).sum()) / mean) if mean else 0.0


def set_level(rng: np.random.Generator, school: DemoSchool, section: DemoSection, *, backbone: int, arts: int) -> StaffLevel:
    """Return the staff of one section."""
    rate = STAFF_RATE[section.stage, school.location]
    persons = max(section.classes + 1, round(section.pupils / 100 * rate * math.exp(rng.normal(0, 0.05))))
    if school.kind in (SchoolKind.TEACHING_POINT, SchoolKind.SPECIAL_SCHOOL):
        arts, backbone = min(arts, 1), min(backbone, 1)
    arts = min(arts, persons // 3)
    subjects = share_out(rng, persons - arts, SUBJECT_SHARES[section.stage])
    shares = dict(zip(PE_ARTS, PE_ARTS_SHARES[section.stage], strict=True))
    subjects.update(share_out(rng, arts, shares))
    return StaffLevel(section, {subject: number for subject, number in subjects.items() if number}, min(backbone, persons // 2))


def share_out(rng: np.random.Generator, persons: int, shares: dict[str, float]) -> dict[str, int]:
    """Return whole persons by subject, near their shares, adding up."""
    weights = np.array(list(shares.values())) * np.exp(rng.normal(0, 0.12, len(shares)))
    wanted = weights / weights.sum() * persons
    whole = np.floor(wanted).astype(int)
    for index in np.argsort(whole - wanted, kind="stable")[: persons - int(whole.sum())]:
        whole[index] += 1
    return dict(zip(shares, whole.tolist(), strict=True))
