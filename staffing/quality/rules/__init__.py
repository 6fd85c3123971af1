"""The rules of data quality, by what they look at; each is one pure function. The ordered list is staffing.quality.catalogue."""
