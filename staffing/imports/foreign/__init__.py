"""Foreign workbooks (外来表): which column means what, which word means what, who is meant; then the rows go the template's way."""
