"""Everything that has a page of its own, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.rulebook import RuleBook

__all__ = ["KINDS", "Record", "all_ids", "records"]

KINDS: Mapping[str, str] = {
    "rules": "A rule: what it forbids or asks, why, since when, what to avoid and to prefer, and its sources.",
    "models": "A model: its lifecycle, its limits and values, who says so, and what moving from it changes.",
    "surfaces": "A surface of the API: method, path, SDK calls, fields and where the image stands in the answer.",
    "routes": "A row of the route table: when it holds, why, and the main mistake it keeps from.",
    "causes": "A cause of failures: what it means, the next step, and the cheapest check.",
    "signatures": "How an error looks, which causes it leads to, and what it clears.",
    "sources": "A page, specification or thread: what it says, read on which days.",
    "topics": "A question on which sources may differ, and which kinds of source are believed first.",
}
"""What a page of each kind tells."""


@dataclass(frozen=True, slots=True)
class Record:
    """Something that has a page."""

    kind: str
    id: str
    title: str


def records(book: RuleBook) -> Iterator[Record]:
    """All of them, kind by kind."""
    titles: Mapping[str, Mapping[str, str]] = {
        "rules": {one.id: one.title for one in book.rules} | dict.fromkeys(book.retired, "a rule that is retired here"),
        "models": {one.id: f"a model of the {book.families[one.family].title} family" for one in book.cards.values()},
        "surfaces": {one.id: one.title for one in book.surfaces.values()},
        "routes": {one.id: one.use_first_when for one in book.routes},
        "causes": {id_: one.means for id_, one in book.causes.items()},
        "signatures": {one.id: one.title for one in book.signatures},
        "sources": {one.id: one.title for one in book.sources.values()},
        "topics": {one.id: one.asks for one in book.topics.values()},
    }
    for kind in KINDS:
        for id_, title in titles[kind].items():
            yield Record(kind, id_, title)


def all_ids(book: RuleBook) -> list[str]:
    """The id of each of them."""
    return [one.id for one in records(book)]
