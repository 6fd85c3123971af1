"""数据接口: the county's records as JSON for other systems, read-only, by tokens that reach no further than a person's pages."""
