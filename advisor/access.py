"""Whether the account may send the request: blockers, questions and limits. Nothing here ever changes the route."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from advisor.answer import Access, Blocker, Limit, Question
from advisor.evaluate import Match, View
from advisor.facts import UNKNOWN, Account, Gap, facts_of
from advisor.freshness import Settled, knowledge_of
from advisor.notes import Notes, sources_of
from advisor.truth import Truth
from advisor.wording import worded

__all__ = ["judge_access"]


def judge_access(matches: Iterable[Match], view: View, notes: Notes) -> Access:
    """TRUE access rules are blockers; UNKNOWN ones, and those carried over from another model, are questions."""
    blocking: list[Match] = []
    asking: list[Match] = []
    for match in (one for one in matches if one.rule.stage == "access"):
        if match.rule.level == "note":
            if match.truth is Truth.TRUE:
                notes.caution(match, view)
        else:
            (blocking if match.truth is Truth.TRUE and match.certain else asking).append(match)
    for match in blocking:
        notes.rests_on(*match.rests_on)
    settled = {name for match in blocking for name in match.rule.when.names}
    questions: dict[str, Question] = {}
    for match in asking:
        for name, question in _questions(match, view, notes):
            if name not in settled:
                questions.setdefault(question.fact, question)
    standing = "blocked" if blocking else "unknown" if questions else "ready"
    order = list(facts_of(Account))
    asked = sorted(questions.values(), key=lambda one: order.index(one.fact) if one.fact in order else len(order))
    blockers = tuple(_blocker(match, view) for match in blocking)
    return Access(standing, blockers, tuple(asked), tuple(_limits(view, notes)))


def _blocker(match: Match, view: View) -> Blocker:
    rule = match.rule
    doubted = any(one.reading and one.reading.claim.confidence == "low" for one in match.rests_on)
    certainty = "certain" if rule.level == "error" and not doubted else "likely"
    return Blocker(rule.id, worded(rule.message, view), certainty, rule.free_check, sources_of(match, view))


def _questions(match: Match, view: View, notes: Notes) -> Iterable[tuple[str, Question]]:
    """One for each account fact that an undecided rule reads, else for what no source tells; with its full name."""
    rule, why = match.rule, match.rule.because
    names = [name for name in match.missing if name.startswith("account.")]
    if match.truth is Truth.TRUE:
        said = worded(rule.message, view)
        why = f"{said} That was said of an older model and is carried over; no source tells for this one."
        names = [name for name in sorted(rule.when.names) if name.startswith("account.")]
    elif not names:
        names = list(match.missing)
        for name in names:
            notes.lack(name, f"no source tells, so {rule.id} could not be checked ({rule.title})")
    for name in names:
        is_told = name.startswith("account.") and not isinstance(view(name), Gap)
        fact = name.removeprefix("account.")
        yield name, Question(fact, why, rule.free_check, rule.id, is_told)


def _limits(view: View, notes: Notes) -> Iterable[Limit]:
    """The limits of the request's models by usage tier, with the limit of the account's own tier picked out."""
    request, knowledge = view.facts.request, view.knowledge
    limited = sorted(fact.name for fact in knowledge.book.fact_types.values() if fact.by)
    for model in dict.fromkeys((request.image_model, request.model)):
        for fact in limited if not isinstance(model, Gap) else ():
            settled = knowledge.settle(f"model:{model}", fact, str(request.surface))
            if isinstance(settled.value, Mapping) and settled.reading is not None:
                notes.rests_on(settled)
                yield _limit(str(model), settled, settled.reading.claim.seen, view, notes)


def _limit(model: str, settled: Settled, seen: date, view: View, notes: Notes) -> Limit:
    tier, published = view.facts.account.tier, dict(cast("Mapping[str, object]", settled.value))
    value = published.get(str(tier), UNKNOWN)
    if value is UNKNOWN and not isinstance(tier, Gap):
        names_then = knowledge_of(view.knowledge.book, seen).value("platform", "tier_names")
        why = (
            "" if isinstance(names_then, tuple) and tier in names_then else f"; no official source maps {tier} to them"
        )
        notes.lack(settled.fact, f"{model}: published for {', '.join(published)} only{why}")
    in_use = view.knowledge.value("platform", "tier_names")
    renamed = isinstance(in_use, tuple) and not set(published) <= set(in_use)
    return Limit(model, settled.fact, value, published, renamed, settled)
