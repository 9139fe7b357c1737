"""What a model and a family of models is: its place among the others, what it takes, and what follows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from advisor.changes import since_model
from advisor.explain.facts import held
from advisor.explain.parts import listed, named, references_to, section
from advisor.freshness import Knowledge
from advisor.lookup import Explanation, Reference, Section
from advisor.rulebook import Card, Family
from advisor.wording import shown

__all__ = ["explain_family", "explain_model"]


def explain_model(knowledge: Knowledge, id_: str) -> Explanation:
    """Its card, what is held to be true of it on the day, and what a migration from it changes."""
    book = knowledge.book
    card = book.cards[id_]
    state = str(shown(knowledge.lifecycle(id_)))
    others = tuple(_others(knowledge))
    sections = [
        section("Card", _card(card, state, knowledge), others),
        *held(knowledge, f"model:{id_}", others),
    ]
    if knowledge.is_known(id_):
        sections.append(_migration(knowledge, id_, others))
    title = f"a model of the {book.families[card.family].title} family"
    return Explanation(id_, "model", title, tuple(sections), {"kind": card.kind, "family": card.family, "state": state})


def _others(knowledge: Knowledge) -> Iterator[Reference]:
    """What a model's facts may name: other models, families, surfaces."""
    book = knowledge.book
    for kind, ids in (("model", book.cards), ("family", book.families), ("surface", book.surfaces)):
        yield from references_to(kind, ids)


def _card(card: Card, state: str, knowledge: Knowledge) -> Iterator[str]:
    cards = knowledge.book.cards.values()
    parts: Mapping[str, str] = {
        "family": card.family,
        "generation": card.generation,
        "line": card.line,
        "follows": card.follows,
        "is": card.same_as,
        "followed by": ", ".join(one.id for one in cards if one.follows == card.id),
        "also called": ", ".join(one.id for one in cards if one.same_as == card.id),
    }
    yield from (f"{name}: {value}" for name, value in parts.items() if value)
    yield f"lifecycle on {knowledge.as_of}: {state}"
    replacement = knowledge.replacements(card.id)
    if replacement:
        yield f"named in its place, and not gone themselves: {', '.join(replacement)}"


def _migration(knowledge: Knowledge, model: str, others: tuple[Reference, ...]) -> Section:
    """Where to go from a model, what breaks, and how much else differs."""
    found = since_model(knowledge, model)
    lines = [found.says]
    for move in found.moves:
        to = f"to {move.new_model}" if move.new_surface else "no source tells what follows"
        lines.append(f"{move.surface}: {'stays' if move.stays else to}")
    for one in found.breaks:
        fix = f" So {one.fix}." if one.fix else ""
        lines.append(f"breaks on {', '.join(one.surfaces)}: {one.text}{fix}  [{one.rule}]")
    counted = Counter(one.standing for one in found.changes)
    words = {"changed": "different", "new": "told of the new model only", "untold": "told of the old only"}
    told = ", ".join(f"{counted[standing]} {said}" for standing, said in words.items() if counted[standing])
    if told:
        lines.append(f"of the other facts: {told}; `advisor changes --since {model}` lists them")
    rules = references_to("rule", (one.rule for one in found.breaks))
    return section("What a migration changes", lines, (*others, *rules))


def explain_family(knowledge: Knowledge, id_: str) -> Explanation:
    """Its models, which line is for which job, and what is said of all of them."""
    book = knowledge.book
    family = book.families[id_]
    models = {
        card.id: str(shown(knowledge.lifecycle(card.id)))
        for card in book.cards.values()
        if card.family == id_ and knowledge.is_known(card.id)
    }
    sections = (
        named(f"Models known on {knowledge.as_of}", "model", models),
        listed("Which job counts as what, the first that holds", *_purposes(family)),
        *held(knowledge, f"family:{id_}"),
    )
    return Explanation(id_, "family", family.title, sections, {"kind": family.kind})


def _purposes(family: Family) -> Iterator[str]:
    for row in family.purposes:
        read = f" (by {', '.join(sorted(row.when.names))})" if row.when.names else ""
        yield f"{row.id}: {', then '.join(row.purposes)}{read}. {row.because}"
