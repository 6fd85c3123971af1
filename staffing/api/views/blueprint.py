"""The blueprint of the interface."""

from flask import Blueprint

blueprint = Blueprint("api", __name__)
