"""Whether the account may send the request: blockers, questions and limits. Nothing here ever changes the route."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.answer import Access, Blocker, Limit, Question
from advisor.evaluate import Match, View
from advisor.facts import UNKNOWN, Account, Gap, facts_of
from advisor.fill import worded
from advisor.notes import Notes, sources_of
from advisor.truth import Truth

__all__ = ["judge_access"]


def judge_access(matches: Iterable[Match], view: View, notes: Notes) -> Access:
    """TRUE access rules are blockers; UNKNOWN ones, and those carried over from another model, are questions."""
    blockers: list[Blocker] = []
    questions: dict[str, Question] = {}
    for match in (one for one in matches if one.rule.stage == "access"):
        if match.rule.level == "note":
            if match.truth is Truth.TRUE:
                notes.caution(match, view)
        elif match.truth is Truth.TRUE and match.certain:
            notes.rests_on(*match.rests_on)
            blockers.append(_blocker(match, view))
        else:
            for question in _questions(match, notes):
                questions.setdefault(question.fact, question)
    standing = "blocked" if blockers else "unknown" if questions else "ready"
    asked = tuple(questions[name] for name in facts_of(Account) if name in questions)
    return Access(standing, tuple(blockers), asked, tuple(_limits(view, notes)))


def _blocker(match: Match, view: View) -> Blocker:
    rule = match.rule
    certainty = "certain" if rule.level == "error" else "likely"
    return Blocker(rule.id, worded(rule.message, view), certainty, rule.free_check, sources_of(match))


def _questions(match: Match, notes: Notes) -> Iterable[Question]:
    """One for each account fact that an undecided rule reads; what only sources could tell is lacking."""
    rule, carried = match.rule, match.truth is Truth.TRUE
    if not any(name.startswith("account.") for name in match.missing):
        for name in match.missing:
            notes.lack(name, f"no source tells, and {rule.id} depends on it")
    why = f"{rule.because} This was said of another model and is carried over." if carried else rule.because
    for name in sorted(rule.when.names) if carried else match.missing:
        if name.startswith("account."):
            yield Question(name.removeprefix("account."), why, rule.free_check, rule.id)


def _limits(view: View, notes: Notes) -> Iterable[Limit]:
    """The model's limits by usage tier, with the limit of the account's own tier picked out."""
    model, tier = view.facts.request.image_model, view.facts.account.tier
    for _, fact in sorted(view.knowledge.book.fact_types.items()):
        if not fact.by or isinstance(model, Gap):
            continue
        settled = view.knowledge.settle(f"model:{model}", fact.name, str(view.facts.request.surface))
        if not isinstance(settled.value, Mapping):
            continue
        notes.rests_on(settled)
        published = dict(settled.value)
        value = published.get(str(tier), UNKNOWN)
        if value is UNKNOWN and not isinstance(tier, Gap):
            notes.lack(fact.name, f"published for {', '.join(published)} only; no official source maps {tier} to them")
        yield Limit(fact.name, value, published, settled)
