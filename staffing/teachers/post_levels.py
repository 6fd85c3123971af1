"""Which level of posts (岗位层级) a professional title takes. Pure; system of 2015: 一级 is a middle post, 二级 and 三级 junior ones."""

from typing import Final

from staffing.schools.enums import PostLevel
from staffing.teachers.enums import TitleLevel

POST_LEVELS: Final = {
    TitleLevel.FULL_SENIOR: PostLevel.FULL_SENIOR, TitleLevel.SENIOR: PostLevel.SENIOR, TitleLevel.FIRST: PostLevel.MIDDLE,
    TitleLevel.SECOND: PostLevel.JUNIOR, TitleLevel.THIRD: PostLevel.JUNIOR,
}


def post_level(title: TitleLevel | None) -> PostLevel | None:
    """Return the level of posts that a title takes; None without a title."""
    return POST_LEVELS.get(title) if title is not None else None
