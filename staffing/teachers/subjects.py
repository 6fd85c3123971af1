"""Subjects (学科) that a teacher may be recorded for, as the curriculum and the load tables name them.

They are names and stay Chinese in every language. A record may hold another name from a bureau's own sheet.
"""

from typing import Final

SUBJECTS: Final[tuple[str, ...]] = (
    "语文", "数学", "外语", "道德与法治", "历史", "地理", "物理", "化学", "生物", "科学", "信息科技", "体育", "音乐", "美术", "艺术",
    "书法", "舞蹈", "劳动", "综合实践", "通用技术", "心理健康", "人工智能", "地方与校本课程", "特殊教育", "其他",
)


def subject_choices(*present: str) -> list[tuple[str, str]]:
    """Return the subjects as form choices, with those of a record that are not in the list at the end."""
    more = [subject for subject in dict.fromkeys(present) if subject and subject not in SUBJECTS]
    return [(subject, subject) for subject in (*SUBJECTS, *more)]
