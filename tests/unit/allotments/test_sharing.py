"""Places are shared out completely, fairly, and within every school's most."""

from fractions import Fraction

from hypothesis import given, strategies as st

from staffing.allotments.sharing import (
    Claim,
    SchoolFacts,
    SendRule,
    backbone_to_send,
    places_to_receive,
    places_to_send,
    share_out,
)

RULE = SendRule(Fraction(1, 10), Fraction(1, 2), Fraction(15, 100))


def facts(school_id=1, **fields) -> SchoolFacts:
    return SchoolFacts(**{"school_id": school_id, "base": 0, "eligible": 0, "backbone": 0, "surplus": 0, "shortage": 0, "staff": 100, "teachers": 90, **fields})


CLAIMS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), min_size=1, max_size=12).map(
    lambda rows: [Claim(place, Fraction(weight), most) for place, (weight, most) in enumerate(rows)])


@given(total=st.integers(0, 60), claims=CLAIMS)
def test_places_are_given_away_as_far_as_schools_can_take_them(total, claims):
    given_away = share_out(total, claims)
    room = sum(claim.most for claim in claims if claim.weight > 0)
    assert sum(given_away.values()) == min(total, room)
    assert all(given_away[claim.school_id] <= claim.most for claim in claims)
    assert all(given_away[claim.school_id] == 0 for claim in claims if claim.weight == 0)


@given(total=st.integers(0, 60), claims=CLAIMS)
def test_one_more_place_takes_none_from_any_school(total, claims):
    before, after = share_out(total, claims), share_out(total + 1, claims)
    assert all(after[key] >= number for key, number in before.items())


@given(total=st.integers(0, 60), claims=CLAIMS)
def test_the_heavier_school_never_gets_fewer_unless_it_is_full(total, claims):
    found = share_out(total, claims)
    for one in claims:
        for other in claims:
            if one.weight > other.weight and found[one.school_id] < one.most:
                assert found[one.school_id] >= found[other.school_id]


def test_proportion_by_hand():
    """Weights 6, 3, 1 and five places: 6, 3, 2, 1.2, 1 are the five highest quotients of 6/1 6/3 6/5 3/1 3/3 1/1."""
    assert share_out(5, [Claim(1, Fraction(6), 9), Claim(2, Fraction(3), 9), Claim(3, Fraction(1), 9)]) == {1: 3, 2: 2, 3: 0}


def test_sending_is_a_share_rounded_up_or_half_the_surplus_within_the_limits():
    assert places_to_send(facts(base=41, eligible=40), RULE) == 5
    assert places_to_send(facts(base=41, eligible=40, surplus=15), RULE) == 8
    assert places_to_send(facts(base=41, eligible=40, surplus=15, staff=40), RULE) == 6, "no more than 15 % of the staff"
    assert places_to_send(facts(base=41, eligible=3, surplus=15), RULE) == 3, "no more than may be sent"
    assert places_to_send(facts(), RULE) == 0


def test_backbone_places_stay_within_what_a_school_sends_and_has():
    schools = [facts(1, backbone=8), facts(2, backbone=1), facts(3)]
    assert backbone_to_send(5, schools, {1: 3, 2: 4, 3: 5}) == {1: 3, 2: 1, 3: 0}


def test_receiving_fills_what_is_short_first_and_adds_up_to_what_is_sent():
    schools = [facts(1, shortage=0), facts(2, shortage=4)]
    assert places_to_receive(7, schools, {1: 5, 2: 2}) == {1: 2, 2: 5}
    assert places_to_receive(3, schools, {1: 2, 2: 1}) == {1: 0, 2: 3}
