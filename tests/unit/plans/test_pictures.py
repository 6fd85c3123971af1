"""Geometry of the pictures: north is up, thickness grows with the number, bars meet their thresholds."""

import pytest

from staffing.plans.pictures import BAR_WIDTH, MARGIN, WIDTH, draw_bar, draw_flows

NAMES = {1: "甲校", 2: "乙校", 3: "丙校"}


def school(key: int, x: float, y: float, sent: int = 0, received: int = 0) -> dict:
    return {"id": key, "x": x, "y": y, "location": "town", "out": sent, "in": received}


SCHOOLS = [school(1, 0, 0, 3, 1), school(2, 40, 10, 1, 3), school(3, 10, 5)]


def test_north_is_up_and_everything_inside_when_a_county_is_drawn():
    picture = draw_flows(SCHOOLS, [[1, 2, 3], [2, 1, 1]], NAMES)
    points = {point.id: point for point in picture.points}
    assert points[2].y < points[3].y < points[1].y
    assert points[1].x < points[3].x < points[2].x
    assert all(MARGIN - 1 <= point.x <= WIDTH - MARGIN + 1 and 0 < point.y < picture.height for point in picture.points)
    assert [points[key].balance for key in (1, 2, 3)] == ["gives", "takes", "none"]


def test_arrow_is_thicker_when_more_move_and_fades_when_another_school_is_chosen():
    arrows = {(arrow.from_id, arrow.to_id): arrow for arrow in draw_flows(SCHOOLS, [[1, 2, 3], [2, 1, 1]], NAMES, chosen=3).arrows}
    assert arrows[1, 2].width > arrows[2, 1].width
    assert all(arrow.faded for arrow in arrows.values())
    assert arrows[1, 2].path != arrows[2, 1].path


@pytest.mark.parametrize("schools", [[school(1, 5, 5)], [school(1, 5, 5), school(2, 5, 5)]])
def test_picture_is_drawn_when_all_schools_lie_at_one_place(schools):
    assert len(draw_flows(schools, [], NAMES).points) == len(schools)


def test_there_is_no_picture_when_there_is_no_school():
    assert draw_flows([], [], NAMES) is None


@pytest.mark.parametrize(("after", "state"), [(10, "good"), (9, "warn"), (8, "bad")])
def test_bar_tells_its_state_on_the_line_when_the_threshold_is_ten(after, state):
    bar = draw_bar(4, after, 10, 9)
    assert bar.state == state
    assert 0 < bar.need_85 < bar.need < BAR_WIDTH


def test_bar_fits_when_figures_lie_far_above_the_threshold():
    bar = draw_bar(100, 90, 3, 3)
    assert bar.before == BAR_WIDTH
    assert bar.need < bar.after < bar.before


def test_names_do_not_cover_each_other_when_schools_lie_close_together():
    near = [school(key, 0.1 * key, 0, sent=key) for key in range(1, 20)] + [school(20, 60, 30, 1)]
    names = dict.fromkeys(range(1, 21), "演示实验小学")
    labelled = {point.id for point in draw_flows(near, [], names).points if point.labelled}
    assert 19 in labelled
    assert 18 not in labelled
    assert {point.id for point in draw_flows(near, [], names, chosen=3).points if point.labelled} >= {3}
