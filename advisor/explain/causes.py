"""What the ids of diagnosis mean: causes, and signatures of errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.causes import Probe, Signature
from advisor.explain.parts import listed, named, references_to, section, sources_of
from advisor.freshness import Knowledge
from advisor.lookup import Explanation, Reference
from advisor.rulebook import RuleBook
from advisor.wording import in_words

__all__ = ["explain_cause", "explain_signature", "probing"]


def explain_cause(knowledge: Knowledge, id_: str) -> Explanation:
    """Its stage, what it means, what to do, and which signatures and rules lead to it."""
    book = knowledge.book
    cause = book.causes[id_]
    tells = (f"{name} is {in_words(value)}" for name, value in cause.tells.items())
    sections = (
        section("What", [f"stage {cause.stage}"], references_to("stage", [cause.stage])),
        listed("Next step", cause.next_step, _ran(cause.command), cause.link),
        listed("Cheapest check", *probing(cause.probe)),
        listed("Do not", *book.left_alone(id_)),
        listed("Where it is shown", *tells),
        named("Signatures of errors that lead there", "signature", _leading(book, id_)),
        named("Rules that lead there", "rule", _rules(book, [id_])),
        sources_of(book, cause.sources),
    )
    return Explanation(id_, "cause", cause.means, sections, {"stage": cause.stage})


def probing(probe: Probe) -> Iterator[str]:
    """How to check something, in lines."""
    yield f"{probe.look}{' (This costs money.)' if probe.paid else ''}"
    yield from filter(None, (_ran(probe.command), probe.link))


def _ran(command: str) -> str:
    return f"`{command}`" if command else ""


def _leading(book: RuleBook, cause: str) -> dict[str, str]:
    return {one.id: one.title for one in book.signatures if any(row.cause == cause for row in one.causes)}


def _rules(book: RuleBook, causes: Iterable[str]) -> dict[str, str]:
    """The rules that find such a cause in the request itself."""
    wanted = set(causes)
    return {rule.id: rule.title for rule in book.rules if rule.cause in wanted}


def explain_signature(knowledge: Knowledge, id_: str) -> Explanation:
    """How the error looks, which causes it leads to, what it clears, and which rules find it before it is sent."""
    book = knowledge.book
    signature = next(one for one in book.signatures if one.id == id_)
    causes = [row.cause for row in signature.causes]
    sections = (
        listed("Why", signature.because),
        section("Causes, the first that holds leads", _causes(book, signature), references_to("cause", causes)),
        section("Clears", signature.clears, _cleared(book, signature)),
        named("Says more than", "signature", _titles(book, signature.sets_aside)),
        named("Rules that find it before it is sent", "rule", _rules(book, causes)),
        listed("Looks like", *_cases(signature)),
        listed("Read from", ", ".join(sorted(signature.when.names))),
        listed("Lists of words", *_words(book, signature)),
        sources_of(book, signature.sources),
    )
    marks = {"first cause": causes[0]} if causes else {}
    return Explanation(id_, "signature", signature.title, sections, marks)


def _words(book: RuleBook, signature: Signature) -> Iterator[str]:
    for one in book.words.values():
        if signature.place in one.used_by:
            yield f"{one.id}, {one.means[:1].lower()}{one.means[1:].rstrip('.')}: {', '.join(one.phrases)}"


def _causes(book: RuleBook, signature: Signature) -> Iterator[str]:
    for row in signature.causes:
        depends = f", by {', '.join(sorted(row.when.names))}" if row.when.names else ""
        yield f"{row.cause} ({row.standing}{depends}): {book.causes[row.cause].means}"


def _cleared(book: RuleBook, signature: Signature) -> Iterator[Reference]:
    for one in signature.clears:
        yield Reference("cause" if one in book.causes else "stage", one)


def _titles(book: RuleBook, ids: Iterable[str]) -> dict[str, str]:
    titles = {one.id: one.title for one in book.signatures}
    return {id_: titles[id_] for id_ in ids}


def _cases(signature: Signature) -> Iterator[str]:
    """What an error says in each case that has the signature, on one line."""
    for case in signature.matches:
        error = case.get("error") if isinstance(case, Mapping) else None
        if isinstance(error, Mapping):
            told = (f"{name}: {in_words(value)}" for name, value in error.items() if value is not None)
            yield " ".join("; ".join(told).split())
