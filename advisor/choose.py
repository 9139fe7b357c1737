"""Which model: the current generation, its line for the job's purpose, and what to fall back on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from advisor.evaluate import View
from advisor.facts import UNKNOWN
from advisor.freshness import Knowledge, Settled
from advisor.rulebook import Card, PurposeRow
from advisor.truth import Truth

__all__ = [
    "Preference",
    "candidates",
    "eligible",
    "is_allowed",
    "newest_allowed_mainline",
    "preferred_image_model",
    "preferred_mainline",
]


@dataclass(frozen=True, slots=True)
class Preference:
    """The model that dated sources put forward, and how that was settled."""

    model: str
    """Empty where no source says."""
    generation: Settled
    line: Settled | None
    """None where the generation has one model for everything."""
    purpose: PurposeRow | None
    line_carried: bool = False
    """The line was named for an earlier generation only."""


def preferred_image_model(view: View) -> Preference:
    """Newest generation x line for the job."""
    knowledge = view.knowledge
    generation = knowledge.generation()
    cards = [card for card in _image_cards(knowledge) if card.generation == generation.value]
    if not cards:
        return Preference("", generation, None, None)
    row = _purpose(view, cards[0].family)
    plain = next((card for card in cards if not card.line), None)
    for purpose in row.purposes if row else ():
        settled, carried = _line(knowledge, purpose, cards)
        chosen = next((card for card in cards if settled is not None and card.line == settled.value), None)
        if chosen:
            return Preference(chosen.id, generation, settled, row, carried)
    return Preference(plain.id if plain else "", generation, None, row)


def _purpose(view: View, family: str) -> PurposeRow | None:
    rows = view.knowledge.book.families[family].purposes
    return next((row for row in rows if row.when(view).truth is Truth.TRUE), None)


def _line(knowledge: Knowledge, purpose: str, cards: list[Card]) -> tuple[Settled | None, bool]:
    """The line for a purpose, from the newest generation that any source names one for."""
    lines = {card.line for card in cards}
    carried = False
    while cards:
        settled = knowledge.line_for(purpose, cards[0].generation)
        if settled.value in lines and settled.value:
            return settled, carried
        before = [knowledge.book.cards[card.follows] for card in cards if card.follows]
        cards, carried = before, True
    return None, False


def _image_cards(knowledge: Knowledge) -> list[Card]:
    return [card for card in knowledge.book.cards.values() if card.kind == "image" and not card.same_as]


def candidates(knowledge: Knowledge, surface: str, preferred: str) -> list[str]:
    """Every model that may be offered on a surface: the preferred one, then its family, newest first, then others.

    A moving alias, which belongs to no generation, is never offered.
    """
    return knowledge.kept(("candidates", surface, preferred), lambda: _candidates(knowledge, surface, preferred))


def _candidates(knowledge: Knowledge, surface: str, preferred: str) -> list[str]:
    able = [card for card in _offerable(knowledge) if card.generation and eligible(knowledge, card.id, surface)]
    line = knowledge.book.cards[preferred].line if preferred else ""
    family = knowledge.book.cards[preferred].family if preferred else ""
    able.sort(
        key=lambda card: (card.id != preferred, -knowledge.released(card).toordinal(), card.line != line, card.id)
    )
    same = [card.id for card in able if card.family == family]
    return same or [card.id for card in able if knowledge.serves(card.id, surface) is True]


def _offerable(knowledge: Knowledge) -> Iterable[Card]:
    """The models themselves; for one that is not on the organization's list, its other names that are."""
    for card in _image_cards(knowledge):
        others = (other for other in knowledge.book.cards.values() if other.same_as == card.id)
        named = [] if is_allowed(knowledge, card.id) else [one for one in others if is_allowed(knowledge, one.id)]
        yield from [replace(one, generation=card.generation, line=card.line) for one in named] or [card]


def is_allowed(knowledge: Knowledge, model: str) -> bool:
    """Whether the organization's list, if there is one, names the model."""
    allowed = knowledge.value("platform", "allowed_models")
    return not isinstance(allowed, tuple) or model in allowed


def eligible(knowledge: Knowledge, model: str, surface: str) -> bool:
    """Whether a model is known, allowed, not gone, and not known to be missing from the surface."""
    gone = knowledge.lifecycle(model) in ("shutdown", UNKNOWN)
    hidden = knowledge.value(f"model:{model}", "available") is False
    return is_allowed(knowledge, model) and not gone and not hidden and knowledge.serves(model, surface) is not False


def newest_allowed_mainline(knowledge: Knowledge) -> str:
    """Of the models on the organization's list, the newest that can call the image tool; empty where none can."""
    allowed = knowledge.value("platform", "allowed_models")
    able = [
        card
        for card in knowledge.book.cards.values()
        if isinstance(allowed, tuple)
        and card.id in allowed
        and card.kind == "text"
        and knowledge.lifecycle(card.id) not in ("shutdown", UNKNOWN)
        and knowledge.value(f"model:{card.id}", "image_tool") is True
    ]
    return max(able, key=lambda card: (knowledge.released(card), card.id)).id if able else ""


def preferred_mainline(knowledge: Knowledge) -> tuple[Settled, list[tuple[str, str]]]:
    """The mainline model for the top level of Responses, and those passed over with the reason."""
    passed: list[tuple[str, str]] = []
    while True:
        settled = knowledge.mainline(frozenset(model for model, _ in passed))
        model = str(settled.value)
        if not settled.known:
            return settled, passed
        if knowledge.lifecycle(model) == "shutdown":
            passed.append((model, f"was shut down on {knowledge.value(f'model:{model}', 'shutdown')}"))
        elif not is_allowed(knowledge, model):
            passed.append((model, "is not on your organization's list"))
        elif knowledge.value(f"model:{model}", "image_tool") is False:
            passed.append((model, "does not support the image tool"))
        else:
            return settled, passed
