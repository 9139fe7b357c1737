"""What is held to be true of a model, a family or a surface, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.claim import FactType
from advisor.explain.parts import references_to, section
from advisor.facts import ABSENT
from advisor.freshness import Knowledge, Settled
from advisor.lookup import Reference, Section
from advisor.wording import in_words

__all__ = ["held"]


def held(knowledge: Knowledge, subject: str, others: tuple[Reference, ...] = ()) -> Iterator[Section]:
    """A section a topic: every fact that anybody spoke of, its value, and who says so; it may name others."""
    book = knowledge.book
    sources = references_to("source", book.sources)
    for topic in book.topics.values():
        lines = [line for fact in topic.facts.values() for line in _lines(knowledge, subject, fact)]
        if lines:
            yield section(f"{topic.id}: {topic.asks}", lines, (*others, *sources, Reference("topic", topic.id)))


def _lines(knowledge: Knowledge, subject: str, fact: FactType) -> Iterator[str]:
    """What is held to be true of a fact: one line, or one for each surface where surfaces differ.

    Of a fact that is not settled for one subject, the newest word of each source, or every word where words add up.
    """
    if not fact.settles:
        yield from _words_of_sources(knowledge, subject, fact)
        return
    told = {
        surface: knowledge.settle(subject, fact.name, surface) for surface in knowledge.surfaces_of(subject, fact.name)
    }
    known = {surface: settled for surface, settled in told.items() if settled.standing != "unknown"}
    alike = len({in_words(settled.value) for settled in known.values()}) == 1 and len(known) == len(told)
    for surface, settled in list(known.items())[: 1 if alike else None]:
        yield _settled(f"{fact.name} on {surface}" if surface and not alike else fact.name, settled, fact)


def _words_of_sources(knowledge: Knowledge, subject: str, fact: FactType) -> Iterator[str]:
    claims = [claim for claim in knowledge.book.claims.get((subject, fact.name), ()) if claim.seen <= knowledge.as_of]
    oldest_first = sorted(claims, key=lambda claim: claim.seen)
    newest = {(claim.source.id, in_words(claim.value) if fact.adds_up else ""): claim for claim in oldest_first}
    for claim in sorted(newest.values(), key=lambda claim: (claim.seen, claim.source.id), reverse=True):
        yield f"{fact.name}: {in_words(claim.value)} ({fact.means})  [{claim.source.id}, {claim.seen}]"


def _settled(name: str, settled: Settled, fact: FactType) -> str:
    if settled.reading is None:
        return f"{name}: disputed ({settled.because})"
    claim = settled.reading.claim
    marks = [settled.standing] if settled.standing != "settled" else []
    marks += ["stale"] if settled.stale else []
    edition = f" {claim.edition}" if claim.edition else ""
    said = f"{claim.source.id}{edition}, {claim.day}"
    none = f"; none: {fact.when_none}" if settled.value is ABSENT and fact.when_none else ""
    return f"{name}: {in_words(settled.value)} ({fact.means}{none})  [{'; '.join([said, *marks])}]"
