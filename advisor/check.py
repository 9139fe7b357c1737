"""Rules about rules: complete tables, no dead row, no forbidden overlap, messages that can be filled, and disputes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise, product

from advisor.cause_check import cause_faults, signature_faults, word_faults
from advisor.clients import shadowed
from advisor.condition import Condition
from advisor.domain import Choice, Domain, Flag
from advisor.errors import InputError, nearest
from advisor.facts import ABSENT, Account, Fact, Job, facts_of
from advisor.freshness import Knowledge, Settled
from advisor.lookup import Checkup, Dispute, Fault
from advisor.rulebook import RuleBook
from advisor.truth import Truth
from advisor.wording import in_words

__all__ = ["check_book", "check_up", "disputes"]

_ASKED: Mapping[str, Fact] = {fact.full_name: fact for group in (Job, Account) for fact in facts_of(group).values()}


def check_up(book: RuleBook) -> Checkup:
    """What is wrong with the rules as a whole, and what their sources dispute."""
    counts = {
        "rules": len(book.rules),
        "claims": len({claim.place for claim in book.all_claims}),
        "models": len(book.cards),
        "sources": len(book.sources),
        "causes": len(book.causes),
        "signatures": len(book.signatures),
    }
    return Checkup(counts, check_book(book), disputes(book))


def check_book(book: RuleBook) -> tuple[Fault, ...]:
    """Every fault of the book, in a fixed order."""
    tables = (_check_routes, _check_purposes, _check_fills, _check_boring)
    checks = (*tables, _check_proof, _check_sources, _check_hosts, cause_faults, signature_faults, word_faults)
    return tuple(fault for check in checks for fault in check(book))


# -- tables ----------------------------------------------------------------------------------------------------------


def _check_routes(book: RuleBook) -> Iterator[Fault]:
    conditions = [row.when for row in book.routes] + [one.when for one in book.contradictions]
    hit: set[str] = set()
    for facts in _worlds(book, conditions):
        if any(one.when(facts.__getitem__).truth is Truth.TRUE for one in book.contradictions):
            continue
        row = next((row for row in book.routes if row.when(facts.__getitem__).truth is Truth.TRUE), None)
        if row is None:
            yield Fault("routes.yaml", "no row holds", _witness(facts))
            return
        hit.add(row.id)
    for row in book.routes:
        if row.id not in hit:
            yield Fault(f"routes.yaml: {row.id}", "the row is dead: rows above it hold whenever it does", "")


def _check_purposes(book: RuleBook) -> Iterator[Fault]:
    for family in book.families.values():
        if not family.purposes:
            continue
        used: set[str] = set()
        for facts in _worlds(book, [row.when for row in family.purposes]):
            rows = [row.id for row in family.purposes if row.when(facts.__getitem__).truth is Truth.TRUE]
            used.update(rows)
            where = f"models/{family.id}.yaml: purposes"
            if not rows:
                yield Fault(where, "no row holds", _witness(facts))
            elif len(rows) > 1:
                yield Fault(where, f"rows {' and '.join(rows)} overlap, and the hit policy is unique", _witness(facts))
        for row in family.purposes:
            if row.id not in used:
                yield Fault(f"models/{family.id}.yaml: {row.id}", "the row is dead: nothing makes it true", "")


def _check_fills(book: RuleBook) -> Iterator[Fault]:
    for surface in book.surfaces.values():
        for name, rows in surface.fills.items():
            always = next((index for index, row in enumerate(rows) if not row.when.names), len(rows))
            if always < len(rows) - 1:
                where = f"surfaces.yaml: {surface.id}: fills: {name}: row {always + 2}"
                yield Fault(where, f"the row is dead: row {always + 1} always holds", "")


def _worlds(book: RuleBook, conditions: Iterable[Condition]) -> Iterator[dict[str, object]]:
    """Every combination of the facts that the conditions read, at their cut points."""
    literals: dict[str, set[object]] = {}
    for condition in conditions:
        for name in condition.names:
            literals.setdefault(name, set()).update(condition.literals.get(name, ()))
    names = sorted(literals)
    for values in product(*(_samples(book, name, literals[name]) for name in names)):
        yield dict(zip(names, values, strict=True))


def _samples(book: RuleBook, name: str, literals: set[object]) -> tuple[object, ...]:
    fact = _ASKED.get(name)
    domain: Domain = fact.domain if fact else Choice(book.routed) if name == "request.surface" else Flag()
    may_be_absent = fact is not None and fact.assumed is ABSENT
    return (*domain.samples(sorted(literals, key=str)), *((ABSENT,) if may_be_absent else ()))


def _witness(facts: Mapping[str, object]) -> str:
    return ", ".join(f"{name}: {value!r}" for name, value in sorted(facts.items()))


def _check_boring(book: RuleBook) -> Iterator[Fault]:
    for row in book.routes:
        try:
            Job(**dict(row.boring))  # type: ignore[arg-type]
        except (TypeError, InputError) as error:
            yield Fault(f"routes.yaml: {row.id}", f"boring: {error}", "")


# -- texts and sources -----------------------------------------------------------------------------------------------


def _check_proof(book: RuleBook) -> Iterator[Fault]:
    boring = {name for row in book.routes for name in row.boring}
    known = {"order", *(f"boring.{name}" for name in ("url", "model", "image_at", *boring))}
    for step in book.debugging.proof:
        for name in re.findall(r"\{([^{}]*)\}", step):
            if name not in known:
                yield Fault("debugging.yaml: proof", f"nothing is named {name!r}{nearest(name, known)}", "")


def _check_sources(book: RuleBook) -> Iterator[Fault]:
    for source in book.sources:
        if source not in book.first_read:
            yield Fault("sources.yaml", f"no claim says on which day {source!r} was read", "")


def _check_hosts(book: RuleBook) -> Iterator[Fault]:
    for entry, name, first, host in shadowed(book.clients.hosts):
        yield Fault(entry.place, f"the host {name!r} is dead: {first!r} above it is hit first", f"host: {host!r}")


# -- disputes --------------------------------------------------------------------------------------------------------


def disputes(book: RuleBook) -> tuple[Dispute, ...]:
    """Every stretch of days on which a question is disputed; known, and no fault of the rules."""
    found: list[Dispute] = []
    open_: dict[tuple[str, str], Dispute] = {}
    spans = [*pairwise(book.days), (book.days[-1], date.max)] if book.days else []
    for first, following in spans:
        last = date.max if following == date.max else date.fromordinal(following.toordinal() - 1)
        today = {(one.subject, one.fact): one for one in _disputed(Knowledge(book, first))}
        for key in list(open_):
            if key not in today:
                found.append(open_.pop(key))
        for key, settled in today.items():
            sides = tuple(f"{in_words(reading.says)} ({reading.claim.source.id})" for reading in settled.disputed)
            begun = open_[key].first if key in open_ else first
            open_[key] = Dispute(settled.subject, settled.fact, begun, last, sides)
    found += open_.values()
    return tuple(sorted(found, key=lambda one: (one.first, one.subject, one.fact)))


def _disputed(knowledge: Knowledge) -> Iterator[Settled]:
    for subject, fact in knowledge.book.claims:
        settles = knowledge.book.fact_types[fact].settles
        for surface in knowledge.surfaces_of(subject, fact) if settles else ():
            settled = knowledge.settle(subject, fact, surface)
            if settled.standing == "disputed":
                yield settled
    generation = knowledge.generation()
    yield from (one for one in (generation, knowledge.mainline()) if one.standing == "disputed")
    for purpose in knowledge.book.fact_types["suits"].values if generation.known else ():
        line = knowledge.line_for(purpose, str(generation.value))
        if line.standing == "disputed":
            yield line
