"""Whether the account may send the request: blockers, questions and limits. Nothing here ever changes the route."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.answer import Access, Blocker, Limit, Question
from advisor.evaluate import Match, View
from advisor.facts import UNKNOWN, Account, Gap, facts_of
from advisor.freshness import knowledge_of
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
    certainty = "certain" if rule.level == "error" else "likely"
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
        yield name, Question(name.partition(".")[2], why, rule.free_check, rule.id)


def _limits(view: View, notes: Notes) -> Iterable[Limit]:
    """The model's limits by usage tier, with the limit of the account's own tier picked out."""
    model, tier = view.facts.request.image_model, view.facts.account.tier
    for _, fact in sorted(view.knowledge.book.fact_types.items()):
        if not fact.by or isinstance(model, Gap):
            continue
        settled = view.knowledge.settle(f"model:{model}", fact.name, str(view.facts.request.surface))
        if not isinstance(settled.value, Mapping) or settled.reading is None:
            continue
        notes.rests_on(settled)
        published = dict(settled.value)
        value = published.get(str(tier), UNKNOWN)
        if value is UNKNOWN and not isinstance(tier, Gap):
            names = knowledge_of(view.knowledge.book, settled.reading.claim.seen).value("platform", "tier_names")
            why = "" if isinstance(names, tuple) and tier in names else f"; no official source maps {tier} to them"
            notes.lack(fact.name, f"published for {', '.join(published)} only{why}")
        in_use = view.knowledge.value("platform", "tier_names")
        renamed = isinstance(in_use, tuple) and not set(published) <= set(in_use)
        yield Limit(fact.name, value, published, renamed, settled)
