"""What the stages of the debugging order are, each and as a whole."""

from __future__ import annotations

from advisor.explain.causes import probing
from advisor.explain.parts import listed, named, references_to, sources_of
from advisor.freshness import Knowledge
from advisor.lookup import Explanation, Section
from advisor.rulebook import Debugging, RuleBook

__all__ = ["DEBUGGING", "explain_stage"]

DEBUGGING = "debugging"
"""The id of the whole order."""


def explain_stage(knowledge: Knowledge, id_: str) -> Explanation:
    """What to look at in a stage, why it stands where it does, and what may be to blame; or the whole order."""
    book = knowledge.book
    order = book.debugging
    if id_ == DEBUGGING:
        return _whole(book)
    stage = order.stage(id_)
    sections = (
        listed("Asks", stage.check),
        listed("Why", stage.because),
        listed("Cheapest check", *probing(stage.probe)),
        listed("Do not", *(stage.do_not or order.do_not)),
        _in_order(order),
        named("Causes", "cause", {one.id: one.means for one in book.causes.values() if one.stage == id_}),
        named("Rules", "rule", {rule.id: rule.title for rule in book.by_stage.get(id_, ())}),
        sources_of(book, order.sources),
    )
    place = [one.id for one in order.stages].index(id_) + 1
    title = f"{stage.title}, number {place} of {len(order.stages)} in the debugging order"
    return Explanation(id_, "stage", title, sections, {"number": str(place)})


def _whole(book: RuleBook) -> Explanation:
    order = book.debugging
    sections = (
        _in_order(order),
        listed("Why", *(f"{stage.title}: {stage.because}" for stage in order.stages)),
        listed("Do not", *order.do_not),
        listed(
            "Prove the first request",
            "`advisor recommend --intent first-proof` prints it, and what proves that it works.",
        ),
        sources_of(book, order.sources),
    )
    return Explanation(DEBUGGING, "stage", "The debugging order", sections)


def _in_order(order: Debugging) -> Section:
    lines = (f"{number}. {one.id}: {one.title}. {one.check}" for number, one in enumerate(order.stages, 1))
    return Section("In this order", tuple(lines), see=references_to("stage", (one.id for one in order.stages)))
