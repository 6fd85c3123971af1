"""Rule `title_posts`: no school gets more holders of a title level than it has posts for (岗位职数), or than today."""

from __future__ import annotations

import numpy as np

from solvers.rotation.candidates import Candidates
from solvers.rotation.county import NONE, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.limits import net_arrivals
from solvers.rotation.places import only_where
from solvers.rotation.rules.rule import add_balance_rows
from solvers.rotation.vocabulary import RuleCode, TitleLevel

_LEVELS = tuple(TitleLevel)


class TitlePosts:
    """Holders after the plan ≤ max(posts, today) for each school and level that the bureau limits."""

    code = RuleCode.TITLE_POSTS.value

    def applies(self, instance: Instance) -> bool:
        """True if the bureau gave any title posts."""
        return bool(instance.title_posts)

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each limited school and level that a candidate touches."""
        county, moves = draft.county, draft.candidates
        levels = _levels(draft.instance)
        limited = np.full(county.school_ids.size * len(_LEVELS), NONE, dtype=np.int64)
        for row in draft.instance.title_posts:
            limited[county.school_at[row.school] * len(_LEVELS) + _LEVELS.index(row.level)] = row.posts
        today = np.bincount(*_held(county.teacher_school, levels), minlength=limited.size)
        after_decided = today + _net(draft.decided, levels, limited.size)
        room = np.maximum(np.maximum(limited, today), after_decided) - after_decided
        entered, left = _places(moves, levels)
        add_balance_rows(
            draft,
            self.code,
            entering=only_where(entered, (entered != NONE) & (limited[entered] != NONE)),
            leaving=only_where(left, (left != NONE) & (limited[left] != NONE)),
            upper=room,
            name=lambda places: (
                county.school_ids[places // len(_LEVELS)],
                [_LEVELS[at].value for at in (places % len(_LEVELS)).tolist()],
            ),
        )


def _levels(instance: Instance) -> IntArray:
    levels = [NONE if row.title_level is None else _LEVELS.index(row.title_level) for row in instance.teachers]
    return np.array(levels, dtype=np.int64)


def _held(schools: IntArray, levels: IntArray) -> tuple[IntArray]:
    holds = levels != NONE
    return (schools[holds] * len(_LEVELS) + levels[holds],)


def _places(moves: Candidates, levels: IntArray) -> tuple[IntArray, IntArray]:
    """Return the school-and-level that each move enters and leaves, NONE where it touches none."""
    level = levels[moves.teacher]
    concerned = (level != NONE) & moves.carries_relation
    entered = only_where(moves.host_school * len(_LEVELS) + level, concerned)
    return entered, only_where(moves.home_school * len(_LEVELS) + level, concerned)


def _net(moves: Candidates, levels: IntArray, size: int) -> IntArray:
    entered, left = _places(moves, levels)
    return net_arrivals(entered, left, size, entered != NONE)
