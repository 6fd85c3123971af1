"""Which word of a foreign sheet stands for which of ours: old titles, codes of the national standards, names of subjects.

The words are data (``data/value_words.csv``) with the standard they come from. A word that is not there is never guessed.
"""

import csv
import functools
from collections.abc import Mapping
from typing import Final

from staffing.imports.cells import SUBJECT_WORDS, plain_word
from staffing.imports.foreign.targets import DATA
from staffing.teachers.subjects import SUBJECTS

STAGE_COLUMNS: Final = frozenset({"stage", "personnel_stage"})
MORE_SUBJECTS: Final[dict[str, str]] = {
    "英": "外语", "语": "语文", "数": "数学", "音": "音乐", "美": "美术", "体": "体育", "思政": "道德与法治", "思品": "道德与法治", "思想品德": "道德与法治", "道德与法制": "道德与法治",
    "信息": "信息科技", "信息技术课": "信息科技", "计算机": "信息科技", "小学英语": "外语", "小学语文": "语文", "小学数学": "数学", "初中语文": "语文", "初中数学": "数学",
    "初中英语": "外语", "体育与健康教育": "体育", "综合": "综合实践", "心育": "心理健康", "自然": "科学", "校本课程": "地方与校本课程", "生物学": "生物",
}


@functools.cache
def _listed() -> Mapping[tuple[str, str], Mapping[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    with (DATA / "value_words.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            sheet, _, column = line["field"].rpartition(".")
            words = found.setdefault((sheet, column), {})
            for word in (line["label"], *line["words"].split()):
                words.setdefault(plain_word(word) or word, line["label"])
                words.setdefault(word.lower(), line["label"])
    return found


def known_words(sheet: str, column: str) -> Mapping[str, str]:
    """Return plain word → our word for a column of a sheet."""
    if column in STAGE_COLUMNS:
        return _listed().get(("", "stage"), {})
    return _listed().get((sheet, column), {})


def subject_words() -> Mapping[str, str]:
    """Return every name of a subject → the name of the curriculum."""
    return {**{subject: subject for subject in SUBJECTS}, **SUBJECT_WORDS, **MORE_SUBJECTS}
