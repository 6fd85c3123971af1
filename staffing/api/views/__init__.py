"""Addresses of the data interface: the records, the document that describes them, the pages of the tokens."""

from staffing.api.views import records as records, tokens as tokens
from staffing.api.views.blueprint import blueprint as blueprint

__all__ = ["blueprint"]
