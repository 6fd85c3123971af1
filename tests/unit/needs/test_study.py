"""A study of gaps survives being stored, and splits what was stored."""

import json
from dataclasses import replace

import pytest

from staffing.needs.decomposition import Bounds, ShortageKey, ShortageKind, SupplementKind
from staffing.needs.exporting import proof_of
from staffing.needs.study import FurtherState, Study, read_study, write_study

PE = ShortageKey("1", ShortageKind.SUBJECT, "体育")
BACKBONE = ShortageKey("2", ShortageKind.INDICATOR, "backbone")


def build_study() -> Study:
    """Return a study in which a plan closes one of three and no rotation the last."""
    return Study({PE: 3, BACKBONE: 4}, {PE: 2, BACKBONE: 4}, {PE: 1, BACKBONE: 2}, {PE: 1, BACKBONE: 1},
                 {"1": "primary", "2": "junior"}, FurtherState.PROVEN,
                 {ShortageKind.SUBJECT: Bounds(1, 1), ShortageKind.INDICATOR: Bounds(0, 1)})


def test_study_is_the_same_when_read_back_from_json():
    study = build_study()
    assert read_study(json.loads(json.dumps(write_study(study)))) == study


def test_parts_add_up_to_today_when_split():
    parts = build_study().split(ShortageKind.SUBJECT)
    row = parts.rows[0]
    assert (row.closed_by_plan, row.closable_by_further, row.closable_without_limits, row.by_no_rotation) == (1, 1, 0, 1)
    assert parts.is_proven
    indicators = build_study().split(ShortageKind.INDICATOR)
    assert (indicators.is_proven, indicators.is_proven_together) == (False, True)


def test_supplement_names_what_no_rotation_closes():
    rows = build_study().supplements(("体育", "音乐"), recruits_are_above_degree=True)
    assert [(row.kind, row.code, row.persons) for row in rows] == [
        (SupplementKind.RECRUIT, "体育", 1), (SupplementKind.NAME_BACKBONE, "backbone", 1)]


@pytest.mark.parametrize(("bounds", "words"), [
    (Bounds(1, 1), "学科缺口共 1 人：已证明任何交流都不能更少。"),
    (Bounds(0, 1), "学科缺口共 1 人：已证明在不增加另一类缺口的前提下，任何交流都不能更少；若以增加另一类缺口为代价，最少 0 人。"),
    (Bounds(0, 0), "学科缺口共 1 人：尚未证明最少；任何交流都不少于 0 人。")])
def test_supplement_says_what_is_proven(bounds, words):
    study = replace(build_study(), bounds={ShortageKind.SUBJECT: bounds})
    assert proof_of(ShortageKind.SUBJECT, study.split(ShortageKind.SUBJECT)) == words
