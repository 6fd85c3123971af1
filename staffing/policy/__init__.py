"""Rules (规则): versioned, effective-dated rule sets as data, each value with its clause and its standing."""
