"""Pages of rotation plans: lists and forms, one plan, comparison, lists made by hand, downloads."""

from staffing.plans.views import (
    answers,
    comparing,
    downloads,
    editing,
    gaps,
    hand_lists,
    lists,
    marking,
    ordering,
    persons,
    repairing,
    showing,
)
from staffing.plans.views.blueprint import blueprint

__all__ = ["answers", "blueprint", "comparing", "downloads", "editing", "gaps", "hand_lists", "lists", "marking", "ordering", "persons", "repairing", "showing"]
