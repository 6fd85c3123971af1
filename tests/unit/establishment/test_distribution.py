"""Sharing posts out: inside the total, nobody below the staff in post, in proportion to the ratio, by largest remainders."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from staffing.errors import StaffingError
from staffing.establishment.distribution import Allotment, Claim, Grounds, distribute

claims_of = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), min_size=1, max_size=12).map(
    lambda pairs: [Claim(number, ratio, floor) for number, (ratio, floor) in enumerate(pairs)])


def test_everybody_gets_the_ratio_when_the_total_suffices():
    assert distribute(100, [Claim(1, 40, 30), Claim(2, 50, 55)]) == [Allotment(1, 40, Grounds.RATIO), Allotment(2, 55, Grounds.STAFF)]


def test_what_is_short_is_shared_in_proportion_and_whole_posts_go_to_the_largest_remainders():
    # 60 posts for 40 + 30 + 20: exact shares 26.67, 20, 13.33.
    found = distribute(60, [Claim(1, 40, 0), Claim(2, 30, 0), Claim(3, 20, 0)])
    assert [one.posts for one in found] == [27, 20, 13]
    assert {one.grounds for one in found} == {Grounds.SHARE}


def test_a_school_with_more_staff_than_its_share_keeps_its_staff_and_the_others_share_the_rest():
    # Without floors 30 each; school 1 keeps 42, so 18 are left for the other.
    found = distribute(60, [Claim(1, 50, 42), Claim(2, 50, 0)])
    assert found == [Allotment(1, 42, Grounds.STAFF), Allotment(2, 18, Grounds.SHARE)]


def test_a_total_below_the_staff_in_post_is_refused_with_both_numbers():
    with pytest.raises(StaffingError):
        distribute(10, [Claim(1, 5, 6), Claim(2, 5, 5)])


@given(claims=claims_of, spare=st.integers(0, 600))
def test_any_sharing_out_keeps_total_floors_and_mosts(claims, spare):
    total = sum(claim.floor for claim in claims) + spare
    found = distribute(total, claims)
    assert [one.school for one in found] == [claim.school for claim in claims]
    assert sum(one.posts for one in found) == min(total, sum(claim.most for claim in claims))
    for one, claim in zip(found, claims, strict=True):
        assert claim.floor <= one.posts <= claim.most


@given(claims=claims_of, spare=st.integers(0, 300), chance=st.randoms())
def test_the_order_of_schools_changes_nothing(claims, spare, chance):
    total = sum(claim.floor for claim in claims) + spare
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert sorted(distribute(total, shuffled), key=lambda one: one.school) == distribute(total, claims)


@given(claims=claims_of, spare=st.integers(0, 300))
def test_of_two_schools_without_floor_the_larger_ratio_gets_no_less(claims, spare):
    free = [Claim(claim.school, claim.ratio, 0) for claim in claims]
    posts = {one.school: one.posts for one in distribute(spare, free)}
    for one in free:
        for other in free:
            if one.ratio > other.ratio:
                assert posts[one.school] >= posts[other.school]


@given(claims=claims_of, spare=st.integers(0, 300))
def test_shares_lie_within_one_post_of_the_exact_proportion(claims, spare):
    free = [Claim(claim.school, claim.ratio, 0) for claim in claims]
    asked = sum(claim.ratio for claim in free)
    if asked <= spare:
        return
    for one, claim in zip(distribute(spare, free), free, strict=True):
        assert abs(one.posts - Fraction(claim.ratio * spare, asked)) < 1
