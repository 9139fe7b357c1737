"""What a source is and says, and what a topic believes."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.claim import Claim, Source, Topic
from advisor.explain.parts import listed, named, references_to, section
from advisor.freshness import Knowledge
from advisor.lookup import Explanation, Reference, Section
from advisor.rulebook import RuleBook
from advisor.wording import counted, in_words

__all__ = ["explain_source", "explain_topic"]


def explain_source(knowledge: Knowledge, id_: str) -> Explanation:
    """Whose it is, how far it is believed, who cites it, and all it is known to have said, the newest first."""
    book = knowledge.book
    source = book.sources[id_]
    claims = [claim for claim in book.all_claims if claim.source.id == id_ and claim.seen <= knowledge.as_of]
    days = sorted({claim.seen for claim in claims}, reverse=True)
    kind = source.kind.replace("_", " ")
    sections = (
        listed("What", f"{kind} by {source.owner}", source.url or "no exact address is known"),
        listed("Read on", *map(str, days)),
        section("Believed", _ranks(book, source), references_to("topic", book.topics)),
        *_citing(book, id_),
        section("Says", _said(claims), _subjects(book)),
    )
    marks = {"kind": kind, "last read": str(days[0]) if days else ""}
    return Explanation(id_, "source", source.title, sections, marks)


def _ranks(book: RuleBook, source: Source) -> Iterator[str]:
    for topic in book.topics.values():
        found = [rank for rank, kinds in enumerate(topic.classes) if source.kind in kinds]
        yield from (f"{topic.id}: class {rank} of {len(topic.classes) - 1}. {topic.asks}" for rank in found)


def _citing(book: RuleBook, id_: str) -> Iterator[Section]:
    yield named("Rules that cite it", "rule", {one.id: one.title for one in book.rules if id_ in one.sources})
    rows = {one.id: one.use_first_when for one in book.routes if id_ in one.sources}
    yield named("Routes that cite it", "route", rows)
    causes = {one.id: one.means for one in book.causes.values() if id_ in one.sources}
    yield named("Causes that cite it", "cause", causes)
    signatures = {one.id: one.title for one in book.signatures if id_ in one.sources}
    yield named("Signatures that cite it", "signature", signatures)


def _said(claims: list[Claim]) -> list[str]:
    said = {f"{claim.seen}  {_subject(claim)}: {claim.fact} = {in_words(claim.value)}" for claim in claims}
    by_name = sorted(said, key=lambda line: line[10:])
    return sorted(by_name, key=lambda line: line[:10], reverse=True)


def _subject(claim: Claim) -> str:
    return claim.subject.partition(":")[2] or claim.subject


def _subjects(book: RuleBook) -> Iterator[Reference]:
    for kind, ids in (("model", book.cards), ("family", book.families), ("surface", book.surfaces)):
        yield from references_to(kind, ids)


def explain_topic(knowledge: Knowledge, id_: str) -> Explanation:
    """Whom it believes first, which facts belong to it, and who spoke of them."""
    book = knowledge.book
    topic = book.topics[id_]
    stale = f"A reading counts as stale after {topic.stale_after} days; it still answers."
    carried = "A model nobody spoke of takes the answer of the generation before it." if topic.carries_over else ""
    sections = (
        listed("Believed, best first", *_classes(topic)),
        listed("Facts", *_facts(topic)),
        listed("Age", stale, carried),
        listed("Who says what", f"`advisor sources {id_}` tells it, with who wins and why."),
        named("Sources that speak of it", "source", _speaking(knowledge, topic)),
    )
    return Explanation(id_, "topic", topic.asks, sections, {"facts": str(len(topic.facts))})


def _classes(topic: Topic) -> Iterator[str]:
    for rank, kinds in enumerate(topic.classes):
        own = " (what your own rules say)" if rank == 0 else ""
        yield f"{rank}. {', '.join(sorted(kinds)).replace('_', ' ')}{own}"


def _facts(topic: Topic) -> Iterator[str]:
    for fact in topic.facts.values():
        yield f"{fact.name}: {fact.means}{f' (none: {fact.when_none})' if fact.when_none else ''}"


def _speaking(knowledge: Knowledge, topic: Topic) -> dict[str, str]:
    """The sources that speak of a topic, best class first, each with how often it was read on it."""
    found: dict[str, list[Claim]] = {}
    for claim in knowledge.book.all_claims:
        if claim.fact in topic.facts and claim.seen <= knowledge.as_of:
            found.setdefault(claim.source.id, []).append(claim)
    ranked = sorted(found, key=lambda id_: (topic.rank(found[id_][0].source.kind), id_))
    return {
        id_: f"{found[id_][0].source.title}; {counted(len(found[id_]), 'claim')}, last read on "
        f"{max(claim.seen for claim in found[id_])}"
        for id_ in ranked
    }
