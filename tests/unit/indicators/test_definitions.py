"""The catalogue: seven and eight indicators, complete, unique, each with its source."""

from staffing.indicators.codes import CountReason, Measure, Scheme
from staffing.indicators.definitions import BY_CODE, CATALOGUE, COMPOSITES, get_definition, list_definitions
from staffing.indicators.wording import REASON_TEXTS


def test_schemes_have_seven_and_eight_indicators_in_published_order() -> None:
    assert [item.number for item in list_definitions(Scheme.QUALITY)] == [f"L{number}" for number in range(1, 8)]
    assert [item.number for item in list_definitions(Scheme.BASIC)] == [f"B{number}" for number in range(1, 9)]
    assert set(COMPOSITES) == set(Scheme) == set(CATALOGUE)


def test_codes_are_unique_and_every_definition_is_complete() -> None:
    assert len(BY_CODE) == 15
    for code, item in BY_CODE.items():
        assert get_definition(code) is item
        assert all((item.official_name, item.unit, item.source, str(item.label), str(item.formula))), code
        assert item.good_direction == "higher"


def test_persons_are_counted_for_the_first_three_of_the_seven() -> None:
    quality = list_definitions(Scheme.QUALITY)
    assert [item.measure for item in quality[:3]] == [Measure.ABOVE_DEGREE, Measure.BACKBONE, Measure.PE_ARTS]
    assert not any(item.counts_persons for item in quality[3:])
    assert [item.scale for item in quality] == [100, 100, 100, 1, 1, 1, 100]


def test_every_reason_has_words() -> None:
    assert set(REASON_TEXTS) == set(CountReason)
    assert len({str(text) for text in REASON_TEXTS.values()}) == len(CountReason)
