"""Pinyin of names: surnames that are read differently, initials, length, what was typed."""

import pytest

from staffing.teachers.pinyin import LONGEST, name_pinyin, typed_pinyin


@pytest.mark.parametrize(("name", "stored"), [
    ("张伟", "zhang wei|zhangwei|zw"), ("单雄信", "shan xiong xin|shanxiongxin|sxx"), ("曾巩", "zeng gong|zenggong|zg"),
    ("仇英", "qiu ying|qiuying|qy"), ("解缙", "xie jin|xiejin|xj"), ("查良镛", "zha liang yong|zhaliangyong|zly"),
    ("区大相", "ou da xiang|oudaxiang|odx"), ("朴英", "piao ying|piaoying|py"), ("翟让", "zhai rang|zhairang|zr"),
    ("尉迟恭", "yu chi gong|yuchigong|ycg"), ("欧阳修", "ou yang xiu|ouyangxiu|oyx"), ("吕布", "lv bu|lvbu|lb"),
    ("阿依古丽·买买提", "a yi gu li mai mai ti|ayigulimaimaiti|ayglmmt"), ("", ""),
])
def test_pinyin_reads_surname_as_surname_when_name_is_given(name, stored):
    assert name_pinyin(name) == stored


def test_pinyin_reads_a_character_as_usual_when_it_is_no_surname():
    assert name_pinyin("王单").startswith("wang dan|")


def test_pinyin_fits_its_column_when_name_is_very_long():
    stored = name_pinyin("庄双" * 30)
    assert len(stored) <= LONGEST
    assert stored.count("|") == 2


@pytest.mark.parametrize(("typed", "read"), [("Zhang Wei", "zhangwei"), ("Lü Bu", "lvbu"), ("LYU", "lv"), ("xi'an", "xian"), ("zw", "zw")])
def test_typed_letters_are_compared_without_blanks_and_case(typed, read):
    assert typed_pinyin(typed) == read


@pytest.mark.parametrize("typed", ["张伟", "T0012", "1234", ""])
def test_typed_text_is_no_pinyin_when_it_holds_other_signs(typed):
    assert typed_pinyin(typed) is None
