"""A model's life as one line: when it came, when it ends, and what is named instead."""

from __future__ import annotations

from advisor.freshness import Knowledge
from advisor.lookup import ModelRow
from advisor.wording import shown

__all__ = ["model_row", "models_in_order"]


def models_in_order(knowledge: Knowledge) -> tuple[str, ...]:
    """The models known on a day: image models first, newest first; those nobody had spoken of yet are left out."""
    known = [card for card in knowledge.book.cards.values() if knowledge.is_known(card.id)]
    known.sort(key=lambda card: (card.kind, -knowledge.released(card).toordinal(), card.id))
    return tuple(card.id for card in known)


def model_row(knowledge: Knowledge, model: str) -> ModelRow:
    """The model's line of the lifecycle table."""
    subject = f"model:{model}"
    settled = {fact: knowledge.settle(subject, fact) for fact in ("released", "deprecated", "shutdown")}
    readings = [one.reading for one in settled.values() if one.reading]
    return ModelRow(
        model=model,
        kind=knowledge.book.cards[model].kind,
        lifecycle=str(shown(knowledge.lifecycle(model))),
        days_left=knowledge.days_left(model),
        replacement=knowledge.replacements(model),
        sources=tuple(dict.fromkeys(reading.claim.source.id for reading in readings)),
        **{fact: one.value for fact, one in settled.items()},
    )
