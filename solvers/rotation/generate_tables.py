"""The figures an invented county is made of: sizes, subjects, and how town and countryside differ.

Calibrated on published counties: backbone and sports-and-arts teachers per 100 pupils a little below the thresholds,
差异系数 of 0.4 to 0.5 (鸠江区 2023), three quarters of the schools outside the city.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt


class SizeName(StrEnum):
    """Sizes of invented counties."""

    S = "S"
    M = "M"
    L = "L"
    XL = "XL"


@dataclass(frozen=True, slots=True)
class CountySize:
    """How many schools, of which so many with both stages or the junior one only, teachers, and how wide in kilometres."""

    schools: int
    both_stages: int
    junior_only: int
    teachers: int
    radius_km: float
    seats: int


COUNTY_SIZES = {
    SizeName.S: CountySize(20, 3, 4, 1_000, 8.5, 1),
    SizeName.M: CountySize(83, 14, 14, 5_000, 29.0, 1),
    SizeName.L: CountySize(300, 53, 50, 20_000, 44.0, 3),
    SizeName.XL: CountySize(1_000, 180, 165, 100_000, 100.0, 12),
}


@dataclass(frozen=True, slots=True)
class StageTable:
    """Subjects of a stage with their weekly share of the teachers and the subject taught beside."""

    subjects: tuple[str, ...]
    shares: tuple[float, ...]
    beside: tuple[str, ...]
    teachers_per_pupil: float
    teachers_per_class: float


PRIMARY = StageTable(
    ("语文", "数学", "英语", "体育", "音乐", "美术", "科学", "道德与法治", "信息科技"),
    (0.31, 0.22, 0.09, 0.080, 0.036, 0.036, 0.08, 0.10, 0.048),
    ("道德与法治", "科学", "语文", "音乐", "美术", "音乐", "数学", "语文", "数学"),
    0.059,
    2.3,
)
JUNIOR = StageTable(
    (
        "语文",
        "数学",
        "英语",
        "体育",
        "音乐",
        "美术",
        "物理",
        "化学",
        "生物",
        "历史",
        "地理",
        "道德与法治",
        "信息科技",
    ),
    (0.16, 0.16, 0.16, 0.070, 0.027, 0.027, 0.09, 0.05, 0.05, 0.06, 0.05, 0.07, 0.026),
    (
        "历史",
        "物理",
        "语文",
        "音乐",
        "美术",
        "音乐",
        "化学",
        "生物",
        "化学",
        "道德与法治",
        "历史",
        "历史",
        "数学",
    ),
    0.074,
    3.3,
)
PE_ARTS_POSITIONS = (3, 4, 5)

# One entry each for urban, town, rural.
LOCATION_SHARES = (0.22, 0.33, 0.45)
SCATTER_KM = (2.5, 1.5, 5.0)
PRIMARY_PUPILS = (1300.0, 620.0, 190.0)
JUNIOR_PUPILS = (1400.0, 800.0, 380.0)
CLASS_SIZE = (45.0, 39.0, 25.0)
PE_ARTS_BIAS = (1.30, 0.90, 0.55)
BACKBONE_WEIGHT = (1.9, 1.0, 0.55)
ABOVE_DEGREE_PRIMARY = (0.97, 0.94, 0.89)
ABOVE_DEGREE_JUNIOR = (0.93, 0.86, 0.77)
SMALLEST_COUNTED = 50
BACKBONE_PER_PUPIL = 0.0089
ELIGIBLE_SHARE = 0.4892
DEFERRED_SHARE = 0.055


def by_location(
    values: tuple[float, float, float], location: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Return the entry of each location rank."""
    table: npt.NDArray[np.float64] = np.array(values)
    return table[location]
