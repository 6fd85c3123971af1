"""How fields of establishment are called, once for forms and the log; and how the log calls what is done."""

from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.establishment.models import CountyPosts, PoolLoan, PostProposal, PostProposalRow

OF_COUNTY: Final = {"id": _l("Record number"), "county_id": _l("County")}
TITLES: Final[dict[type[Any], dict[str, LazyString]]] = {
    CountyPosts: OF_COUNTY | {"valid_from": _l("First day"), "valid_to": _l("Until (not included)"), "posts": _l("Total of posts"), "source": _l("Document")},
    PoolLoan: OF_COUNTY | {
        "school_id": _l("School"), "posts": _l("Posts lent"), "lent_on": _l("Lent on"), "due_on": _l("Due on"), "returned_on": _l("Returned on"),
        "reason": _l("Reason"), "source": _l("Document"),
    },
    PostProposal: OF_COUNTY | {
        "name": _l("Name of the proposal"), "school_year": _l("School year"), "ruleset_digest": _l("Fingerprint of the rules"),
        "total": _l("Posts to share out"), "state": _l("State"), "effective_on": _l("Holds from"), "source": _l("Document"),
        "created_by": _l("Made by"), "adopted_by": _l("Adopted by"),
    },
    PostProposalRow: {
        "id": _l("Record number"), "proposal_id": _l("Proposal to share out posts"), "school_id": _l("School"), "before": _l("Posts at present"),
        "by_ratio": _l("Posts by ratio"), "staff": _l("In established posts"), "computed": _l("Computed"), "posts": _l("Posts in the proposal"),
        "grounds": _l("Grounds"),
    },
}
RECORD_TITLES: Final[dict[type[Any], LazyString]] = {
    CountyPosts: _l("County's total of posts"), PoolLoan: _l("Loan from the pool"), PostProposal: _l("Proposal to share out posts"),
    PostProposalRow: _l("School in a proposal"),
}
for _model, _fields in TITLES.items():
    tell_record(_model, RECORD_TITLES[_model], _fields)
tell_actions({
    "county_posts_filed": _l("County's total filed"), "posts_lent": _l("Posts lent"), "loan_changed": _l("Loan changed"),
    "posts_proposed": _l("Sharing out proposed"), "proposal_adjusted": _l("Proposal adjusted"), "proposal_adopted": _l("Proposal adopted"),
    "proposal_discarded": _l("Proposal discarded"),
})


def title(model: type[Any], field: str) -> LazyString:
    """Return how a field of a stored class is called."""
    return TITLES[model][field]
