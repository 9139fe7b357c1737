"""What the ids of diagnosis mean: causes, signatures of errors, and the debugging order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.causes import KnownCause, Probe, Signature
from advisor.lookup import Explanation, Section
from advisor.rulebook import RuleBook
from advisor.wording import in_words

__all__ = ["explain_cause", "explain_debugging", "explain_signature"]


def explain_cause(book: RuleBook, id_: str) -> Explanation:
    """Its stage, what it means, what to do, and which signatures and rules lead to it."""
    cause = book.causes[id_]
    sections = (
        Section("What", (f"stage {cause.stage}", *_sources_of(cause))),
        Section("Next step", tuple(filter(None, (cause.next_step, cause.command, cause.link)))),
        Section("Cheapest check", tuple(_probe(cause.probe))),
        Section("Do not", cause.do_not),
        Section("Signatures of errors that lead there", tuple(_leading(book, id_))),
        Section("Rules that lead there", tuple(f"{one.id}: {one.title}" for one in book.rules if one.cause == id_)),
    )
    return Explanation(id_, "cause", cause.means, sections)


def _sources_of(cause: KnownCause) -> Iterator[str]:
    if cause.sources:
        yield f"sources: {', '.join(cause.sources)}"


def _probe(probe: Probe) -> Iterator[str]:
    yield f"{probe.look}{' (This costs money.)' if probe.paid else ''}"
    yield from filter(None, (probe.command, probe.link))


def _leading(book: RuleBook, cause: str) -> Iterator[str]:
    for one in book.signatures:
        if any(row.cause == cause for row in one.causes):
            yield f"{one.id}: {one.title}"


def explain_signature(book: RuleBook, id_: str) -> Explanation:
    """How the error looks, which causes it leads to, and what it clears."""
    signature = next(one for one in book.signatures if one.id == id_)
    sections = (
        Section("Why", (signature.because,)),
        Section("Read from", (", ".join(sorted(signature.when.names)),)),
        Section("Causes, the first that holds leads", tuple(_causes(book, signature))),
        Section("Clears", signature.clears),
        Section("Says more than", signature.sets_aside),
        Section("Looks like", tuple(_cases(signature))),
        Section("Sources", signature.sources),
    )
    return Explanation(id_, "signature", signature.title, sections)


def _causes(book: RuleBook, signature: Signature) -> Iterator[str]:
    for row in signature.causes:
        depends = f", by {', '.join(sorted(row.when.names))}" if row.when.names else ""
        yield f"{row.cause} ({row.standing}{depends}): {book.causes[row.cause].means}"


def _cases(signature: Signature) -> Iterator[str]:
    """What an error says in each case that has the signature."""
    for case in signature.matches:
        error = case.get("error") if isinstance(case, Mapping) else None
        if isinstance(error, Mapping):
            yield "; ".join(f"{name}: {in_words(value)}" for name, value in error.items() if value is not None)


def explain_debugging(book: RuleBook) -> Explanation:
    """In which order to look for a fault, and why."""
    order = tuple(f"{number}. {stage.title}: {stage.check}" for number, stage in enumerate(book.debugging.stages, 1))
    why = tuple(f"{stage.title}: {stage.because}" for stage in book.debugging.stages)
    sections = (Section("In this order", order), Section("Why", why), Section("Do not", book.debugging.do_not))
    return Explanation(
        "debugging", "stage", "The debugging order", (*sections, Section("Sources", book.debugging.sources))
    )
