"""Which surface a job goes to: the first row of the route table that holds, if the organization allows it."""

from __future__ import annotations

from advisor.answer import Unmet
from advisor.errors import InputError
from advisor.evaluate import View, decide
from advisor.facts import ABSENT
from advisor.freshness import Settled
from advisor.notes import Notes
from advisor.rulebook import RouteRow, Surface
from advisor.wording import worded

__all__ = ["forbidding", "route"]

_RULE = "surface-not-allowed"
"""The rule that speaks of surfaces an organization does not allow."""


def route(view: View, notes: Notes) -> RouteRow:
    """The row that decides; an earlier one that might hold is told as lacking, a wish lost on the way as unmet.

    Raises:
        InputError: no row is left.
    """
    decision = decide(view.knowledge.book.routes, view)
    row = decision.row
    if row is None:
        raise InputError("no row of the route table holds; expected a last row with an empty `when`")
    for earlier in decision.undecided:
        facts = ", ".join(sorted(decision.missing))
        notes.lack(f"routes/{earlier.id}", f"no source tells {facts}; if it holds, the route is {earlier.surface}")
    forbidden = forbidding(view, row.surface)
    if forbidden is None:
        notes.reason(f"routes/{row.id}", row.because, _sources(view, row, notes))
        return row
    return _detour(view, row, forbidden, notes)


def forbidding(view: View, surface: str) -> Settled | None:
    """The organization's word that it does not allow a surface; None where it allows it or says nothing."""
    settled = view.knowledge.settle(f"surface:{surface}", "allowed")
    return settled if settled.value is False else None


def _sources(view: View, row: RouteRow, notes: Notes) -> tuple[str, ...]:
    """The sources of a row, first the one that recommends the surface for this kind of job, as read by the day."""
    recommending: tuple[str, ...] = ()
    if row.recommended_as:
        settled = view.knowledge.recommendation(row.recommended_as, row.surface)
        recommending = view.knowledge.cited(settled)
        notes.rests_on(settled)
        if settled.reading is None:
            notes.lack(f"routes/{row.id}", f"no page recommends the surface for this job: {settled.because}")
    return view.knowledge.read((*recommending, *row.sources))


# -- where the organization does not allow the surface ---------------------------------------------------------------


def _detour(view: View, wanted: RouteRow, forbidden: Settled, notes: Notes) -> RouteRow:
    """The allowed row that loses the fewest wishes: the next that holds, or a model with the image tool."""
    book = view.knowledge.book
    allowed = [row for row in book.routes if forbidding(view, row.surface) is None]
    with_tool = [row for row in allowed if book.surfaces[row.surface].tool]
    holding = decide(allowed, view).row
    choices = [*([holding] if holding else []), *with_tool[:1]]
    if not choices:
        raise InputError(f"your organization allows no surface for this job: {wanted.surface} is not allowed")
    row = min(choices, key=lambda one: len(_lost(view, wanted, one)))
    text = worded(book.rules_by_id[_RULE].message, lambda _: wanted.surface) if _RULE in book.rules_by_id else ""
    text = f"{text} {row.surface} is what it leaves for this job.".strip()
    notes.rests_on(forbidden)
    notes.reason(_RULE, text, view.knowledge.cited(forbidden))
    for fact in _lost(view, wanted, row):
        notes.unmet.append(Unmet(fact, getattr(view.facts.job, fact), False, _RULE, text))
    return row


def _lost(view: View, wanted: RouteRow, row: RouteRow) -> list[str]:
    """What the wanted row serves of the job and another does not, in order."""
    lost = _served(view, wanted) - _served(view, row)
    return sorted(fact for fact in lost if getattr(view.facts.job, fact) not in (ABSENT, False, 0))


def _served(view: View, row: RouteRow) -> set[str]:
    """What the fields of a row's surface carry, and what the row stands for: a flow, but not a task by its name."""
    flags = {name.removeprefix("job.") for name in row.when.names if view(name) in (True, False)}
    return _carried(view.knowledge.book.surfaces[row.surface]) | flags


def _carried(surface: Surface) -> set[str]:
    """The job facts that a surface's fields carry."""
    return {fact for name in surface.fills for fact in surface.carried(name)}
