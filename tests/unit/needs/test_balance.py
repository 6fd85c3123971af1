"""Balance: shortage and surplus by cell, over, under and structural shortage by school."""

from fractions import Fraction as F

import pytest

from staffing.needs.balance import (
    CellBalance,
    EstablishmentState,
    balance_cells,
    balance_school,
    fold_aliases,
)
from staffing.needs.demand import CellDemand


def make_demand(subject: str, low: str, minimum: int, maximum: int, section: str = "s") -> CellDemand:
    return CellDemand(section, subject, F(0), (), F(low), F(low), minimum, maximum)


@pytest.mark.parametrize(("present", "shortage", "surplus", "lacking"), [
    (2, 1, 0, F("1.33")), (3, 0, 0, F("0.33")), (4, 0, 0, F(0)), (6, 0, 2, F(0))])
def test_cell_is_short_below_its_minimum_and_in_surplus_above_its_maximum(present: int, shortage: int, surplus: int,
                                                                         lacking: F) -> None:
    (cell,) = balance_cells([make_demand("体育", "3.33", 3, 4)], {("s", "体育"): present})
    assert (cell.shortage, cell.surplus, cell.lacking) == (shortage, surplus, lacking)


def test_subject_without_need_is_all_surplus_and_need_without_people_all_shortage() -> None:
    cells = balance_cells([make_demand("音乐", "2", 2, 2)], {("s", "历史"): 2, ("s", "化学"): 0})
    assert [(cell.subject, cell.shortage, cell.surplus) for cell in cells] == [("音乐", 2, 0), ("历史", 0, 2)]


def make_cells(music: int, chinese: int) -> list[CellBalance]:
    return [CellBalance("s", "音乐", music, F(2), F(2), 2, 2), CellBalance("s", "语文", chinese, F(9), F(9), 9, 9)]


@pytest.mark.parametrize(("posts", "established", "music", "chinese", "state", "structural"), [
    (11, 11, 2, 9, EstablishmentState.EVEN, False),
    (11, 12, 0, 12, EstablishmentState.OVER, True),
    (11, 11, 1, 10, EstablishmentState.EVEN, True),
    (11, 10, 1, 9, EstablishmentState.UNDER, False),
    (None, 11, 1, 10, EstablishmentState.UNKNOWN, True),
    (None, 10, 1, 9, EstablishmentState.UNKNOWN, False),
])
def test_school_is_structurally_short_when_filled_and_yet_lacking_a_subject(
        posts: int | None, established: int, music: int, chinese: int, state: EstablishmentState, structural: bool) -> None:
    school = balance_school("s", make_cells(music, chinese), posts=posts, established=established)
    assert (school.state, school.is_structural) == (state, structural)
    assert (school.present, school.minimum, school.maximum) == (music + chinese, 11, 11)
    assert school.shortage - school.surplus == 11 - music - chinese


def test_other_names_of_a_subject_fold_into_the_curriculums() -> None:
    present = {("s", "英语"): 2, ("s", "日语"): 1, ("s", "外语"): 1, ("s", "语文"): 3}
    assert fold_aliases(present, {"英语": "外语", "日语": "外语"}) == {("s", "外语"): 4, ("s", "语文"): 3}
