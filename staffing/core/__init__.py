"""Things with no HR meaning that every feature builds on."""
