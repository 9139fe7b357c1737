"""What a rule is: what it says, why, since when, both ways to write it, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from advisor.explain.parts import as_yaml, listed, named, references_to, section, sources_of
from advisor.facts import ABSENT
from advisor.freshness import Knowledge
from advisor.lookup import Explanation, Section
from advisor.rulebook import Rule, RuleBook
from advisor.wording import in_words

__all__ = ["explain_rule"]

_LEVELS = {
    "error": "the API refuses it, or it cannot work",
    "warning": "it misleads, or it stops working",
    "note": "worth knowing, and no fault",
}


def explain_rule(knowledge: Knowledge, id_: str) -> Explanation:
    """The rule of an id, or why an overlay retired it."""
    book = knowledge.book
    if id_ in book.retired:
        return Explanation(id_, "rule", "a rule that is retired here", (Section("Why", (book.retired[id_],)),))
    rule = book.rules_by_id[id_]
    sections = (
        section("What", _what(book, rule), references_to("stage", _stages(book))),
        listed("Level changed here", rule.overridden),
        listed("Says, with what stands in braces filled in", rule.message),
        listed("Why", rule.because),
        *_examples("Avoid", rule.avoid, rule.as_of),
        *_examples("Prefer", rule.prefer, rule.as_of),
        listed("Fix", *_fixes(rule)),
        Section("Holds when", as_yaml(rule.when.when), "yaml"),
        listed("Free check", rule.free_check),
        *_failing(book, rule),
        listed("Since", *_since(book, rule)),
        listed("Let it pass in one place", *_suppressing(rule)),
        sources_of(book, rule.sources),
    )
    return Explanation(id_, "rule", rule.title, sections, {"stage": rule.stage, "level": rule.level})


def _what(book: RuleBook, rule: Rule) -> Iterator[str]:
    yield f"{rule.level}: {_LEVELS[rule.level]}"
    for rise in rule.rises:
        yield f"{rise.level} where {'; '.join(as_yaml(rise.when.when))}"
    yield f"stage {rule.stage}" if rule.stage in _stages(book) else f"about {rule.stage}, and no stage of debugging"


def _stages(book: RuleBook) -> list[str]:
    return [stage.id for stage in book.debugging.stages]


def _since(book: RuleBook, rule: Rule) -> Iterator[str]:
    days = [book.first_read[source] for source in rule.sources if source in book.first_read]
    if days:
        yield f"The first of its sources was first read on {min(days)}."


def _examples(title: str, examples: Iterable[object], as_of: date) -> Iterator[Section]:
    """A section for the calls among the examples and one for the maps of facts, with the day whose models they name."""
    day = f"# as of {as_of}"
    calls, facts = [day], [day]
    for example in examples:
        lines = facts if isinstance(example, Mapping) else calls
        lines += [*([""] if len(lines) > 1 else []), *_example(example)]
    if len(calls) > 1:
        yield Section(title, tuple(calls), "python")
    if len(facts) > 1:
        yield Section(f"{title}, told as facts" if len(calls) > 1 else title, tuple(facts), "yaml")


def _example(example: object) -> Iterable[str]:
    return as_yaml(example) if isinstance(example, Mapping) else str(example).rstrip().splitlines()


def _fixes(rule: Rule) -> Iterator[str]:
    for name, value in rule.fix.items():
        told = value.items() if isinstance(value, Mapping) else [("", value)]
        for was, now in told:
            becomes = f"becomes {_becomes(now)}" if now is not ABSENT else "is left out"
            yield f"{name} {was} {becomes}" if was else f"{name} {becomes}"
    if rule.fix and rule.fix_safety == "unsafe":
        yield "This asks for another image, so `advisor lint --fix` leaves it alone without --unsafe-fixes."
    if rule.unfixable:
        yield f"By hand: {rule.unfixable}"


def _becomes(value: object) -> str:
    is_fact = isinstance(value, str) and value.startswith("$")
    return f"the value of {str(value)[1:]}" if is_fact else in_words(value)


def _failing(book: RuleBook, rule: Rule) -> Iterator[Section]:
    """What it is the cause of where a request fails, and by which errors that shows."""
    if not rule.cause:
        return
    shows = {one.id: one.title for one in book.signatures if any(row.cause == rule.cause for row in one.causes)}
    yield named("Cause, where a request fails", "cause", {rule.cause: book.causes[rule.cause].means})
    yield named("Signatures of errors that show it", "signature", shows)


def _suppressing(rule: Rule) -> Iterator[str]:
    if rule.stage != "access":
        yield f"A comment on the line: `advisor: ignore[{rule.id}] why it may stay`."
