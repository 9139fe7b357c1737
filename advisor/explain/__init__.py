"""What an id means: a rule, a model, a page that is cited. Here is which ids there are, beside it what each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from advisor.errors import InputError, nearest
from advisor.explain.causes import explain_cause, explain_signature
from advisor.explain.debugging import DEBUGGING, explain_stage
from advisor.explain.models import explain_family, explain_model
from advisor.explain.routes import explain_route, explain_surface
from advisor.explain.rules import explain_rule
from advisor.explain.sources import explain_source, explain_topic
from advisor.freshness import Knowledge
from advisor.lookup import Explanation, Reference
from advisor.rulebook import RuleBook

__all__ = ["KINDS", "explained", "explanation", "references"]

KINDS: Mapping[str, Callable[[Knowledge, str], Explanation]] = {
    "rule": explain_rule,
    "model": explain_model,
    "family": explain_family,
    "surface": explain_surface,
    "source": explain_source,
    "topic": explain_topic,
    "route": explain_route,
    "cause": explain_cause,
    "signature": explain_signature,
    "stage": explain_stage,
}
"""Every kind of id, in the order in which an id that means several things tells them."""


def explanation(knowledge: Knowledge, id_: str) -> Explanation:
    """What a rule, model, family, surface, source, topic, route row, cause, signature or debugging stage is.

    Of an id that means several things, what each of them is.

    Raises:
        InputError: an id that no rule knows.
    """
    known = references(knowledge.book)
    found = [one for one in known if id_ in (one.id, one.path)]
    if not found:
        hint = nearest(id_, [one.id for one in known])
        *kinds, last = KINDS
        raise InputError(f"nothing is named {id_!r}{hint}; expected a {', '.join(kinds)} or {last}")
    first, *others = (explained(knowledge, one) for one in found)
    return replace(first, sections=(*first.sections, *(section for one in others for section in one.sections)))


def explained(knowledge: Knowledge, reference: Reference) -> Explanation:
    """What a reference refers to. It must be one of the rule book's."""
    return KINDS[reference.kind](knowledge, reference.id)


def references(book: RuleBook) -> tuple[Reference, ...]:
    """Everything that has an explanation, kind by kind."""
    ids: Mapping[str, Iterable[str]] = {
        "rule": (*book.rules_by_id, *book.retired),
        "model": book.cards,
        "family": book.families,
        "surface": book.surfaces,
        "source": book.sources,
        "topic": book.topics,
        "route": (row.id for row in book.routes),
        "cause": book.causes,
        "signature": (one.id for one in book.signatures),
        "stage": (DEBUGGING, *(stage.id for stage in book.debugging.stages)),
    }
    return tuple(Reference(kind, id_) for kind in KINDS for id_ in ids[kind])
