"""Surfaces that no live model serves any more: since when, and where the jobs go that went there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from advisor.errors import InputError
from advisor.evaluate import View
from advisor.facts import Facts, Job, close_job, facts_of
from advisor.freshness import Knowledge
from advisor.notes import Notes
from advisor.routing import route
from advisor.rulebook import RouteRow

__all__ = ["row_closed", "surface_closed"]


def surface_closed(knowledge: Knowledge, surface: str) -> str:
    """That no live model serves a surface on the day, and since when, where that is known; empty where one may."""
    if knowledge.is_live(surface) is not False:
        return ""
    served = [card.id for card in knowledge.book.cards.values() if knowledge.serves(card.id, surface) is True]
    ends = [knowledge.value(f"model:{model}", "shutdown") for model in served]
    days = [end for end in ends if isinstance(end, date)]
    since = f" since {max(days)}" if days and len(days) == len(ends) else ""
    return f"closed{since}: no live model serves it"


def row_closed(knowledge: Knowledge, row: RouteRow) -> str:
    """The same of the surface of a row of the route table, with the surface to which its jobs go instead."""
    closed = surface_closed(knowledge, row.surface)
    instead = _instead(knowledge, row) if closed else ""
    return f"{closed}; such a job goes to {instead}" if instead else closed


def _instead(knowledge: Knowledge, row: RouteRow) -> str:
    """Where the plainest job of a row goes on the day; empty where nowhere else, or where the row tells no one job."""
    told = row.when.when if isinstance(row.when.when, Mapping) else {}
    job = {name.removeprefix("job."): value for name, value in told.items() if name.startswith("job.")}
    if not job or not job.keys() <= facts_of(Job).keys():
        return ""
    try:
        view = View(knowledge, Facts(as_of=knowledge.as_of, job=close_job(Job(**job))))
        surface = route(view, Notes()).surface
    except InputError:
        return ""
    return surface if surface != row.surface else ""
