"""The benchmark runs, and a province-sized county is counted and assessed in the time the product promises."""

import datetime as dt
import time

import numpy as np
import pytest

from staffing.indicators.benchmark import SUBJECTS, County, generate_county, main, time_county
from staffing.indicators.columns import FULL_SHARE
from staffing.indicators.from_ruleset import build_quality_policy, build_vocabularies
from staffing.indicators.lookups import Vocabularies
from staffing.indicators.policy import IndicatorPolicy
from staffing.policy.ruleset import load_ruleset

PROMISED_S = 2.0


def test_benchmark_reports_medians_when_run(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="staffing.indicators.benchmark"):
        assert main(["--teachers", "500", "--repeat", "2"]) == 0
    assert [text.split(",")[0] for text in caplog.messages] == ["500 teachers", "counting", "assessment"]


def test_county_is_the_same_when_the_seed_is() -> None:
    words = build_vocabularies(SUBJECTS)
    first, second, other = (generate_county(300, seed, words) for seed in (1, 1, 2))
    assert np.array_equal(first.services.section, second.services.section)
    assert not np.array_equal(first.services.section, other.services.section)
    assert first.services.at_home.sum() == first.services.at_host.sum() == 300
    assert int(first.services.share_permille[first.services.at_home].sum()) == 300 * FULL_SHARE


@pytest.mark.slow
def test_hundred_thousand_teachers_are_assessed_in_the_promised_time() -> None:
    words = build_vocabularies(SUBJECTS)
    policy = build_quality_policy(load_ruleset("national", dt.date(2027, 9, 1)))
    county = generate_county(100_000, 1, words)
    # Processor time, best of three: a machine that is busy with something else says nothing about this code.
    assert min(processor_seconds(county, policy, words) for _ in range(3)) < PROMISED_S


def processor_seconds(county: County, policy: IndicatorPolicy, words: Vocabularies) -> float:
    """Return the processor seconds of one whole assessment."""
    start = time.process_time()
    time_county(county, policy, words)
    return time.process_time() - start
