"""Rule `authorised_posts`: no school grows beyond its posts, or beyond today where it has more staff than posts."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.limits import post_limits, staff_after_decided
from solvers.rotation.places import only_where
from solvers.rotation.rules.rule import add_balance_rows
from solvers.rotation.vocabulary import RuleCode


class AuthorisedPosts:
    """staff − outflow + inflow ≤ max(编制, staff) for each school, over the moves that carry the relation."""

    code = RuleCode.AUTHORISED_POSTS.value

    def applies(self, instance: Instance) -> bool:
        """Always."""
        return True

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each school that a candidate leaves or enters."""
        moves, county = draft.candidates, draft.county
        room = post_limits(county, draft.decided) - staff_after_decided(county, draft.decided)
        add_balance_rows(
            draft,
            self.code,
            entering=only_where(moves.host_school, moves.carries_relation),
            leaving=only_where(moves.home_school, moves.carries_relation),
            upper=room,
            name=lambda places: (county.school_ids[places],),
        )
