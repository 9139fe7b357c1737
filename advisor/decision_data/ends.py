"""What stands at the ends of the trees: a recommendation as far as no account changes it, and what the account adds."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from advisor.access import judge_access
from advisor.answer import Access, Recommendation
from advisor.decision_data.tables import Tables
from advisor.evaluate import View, matches
from advisor.facts import Facts, Job, Request, assumed_beside, close_job, told
from advisor.freshness import Knowledge, Settled
from advisor.interview import ASKABLE, Known
from advisor.notes import Notes, overruled
from advisor.report.document import access_document, recommendation_document
from advisor.rulebook import Rule
from advisor.worlds import components

__all__ = ["Group", "groups", "least", "recommended_part", "row_part"]

_LISTS = ("reasons", "unmet", "costs", "not_chosen", "overruled")
_ROUTE = ("row", "surface", "method", "url", "sdk", "use_first_when", "mistake")
_REQUEST = ("model", "image_model", "body", "snippets")

_TIER = "account.tier"
"""The fact that limits go by."""

Group = tuple[tuple[str, ...], tuple[Rule, ...]]
"""Facts that can be asked, and the access rules that read them."""


def least(job: Job, kept: Container[str]) -> Job:
    """The job without what would be assumed anyway, save some facts; it comes to the same recommendation."""
    said = told(job)
    for name, value in list(said.items()):
        rest = {other: one for other, one in said.items() if other != name}
        if (
            f"job.{name}" not in kept
            and assumed_beside(rest).get(name) == value
            and close_job(_job(rest)) == close_job(job)
        ):
            said = rest
    return _job(said)


def _job(values: Mapping[str, object]) -> Job:
    return Job(**values)  # type: ignore[arg-type]  # they were checked before


def groups(rules: Iterable[Rule]) -> list[Group]:
    """The access rules in groups that share no fact which can be asked, in the order of their facts.

    What one group comes to changes nothing in another: what they come to adds up. A group without facts is first.
    """
    every = tuple(rules)
    asked = [name for name in ASKABLE if any(name in rule.when.names for rule in every)]
    together = components(asked, [rule.when.names for rule in every])
    together.sort(key=lambda group: asked.index(group[0]))
    unasked = tuple(rule for rule in every if not rule.when.names & set(asked))
    of_facts = ((tuple(group), tuple(one for one in every if one.when.names & set(group))) for group in together)
    return [((), unasked), *of_facts]


def recommended_part(known: Known, answer: Recommendation, knowledge: Knowledge, tables: Tables) -> dict[str, int]:
    """A recommendation for an account of which nothing is known, without what the access rules say of it."""
    document: Mapping[str, Any] = recommendation_document(answer)
    rules = knowledge.book.by_stage.get("access", ())
    _, notes = _judged(Known(job=known.job), answer.request, rules, knowledge)
    by_access = [asdict(one) for one in notes.lacks]
    kept = {
        "cautions": [one for one in document["cautions"] if one["rule"] not in {rule.id for rule in rules}],
        "lacks": [one for one in document["lacks"] if one not in by_access],
        **{name: document[name] for name in _LISTS},
        "decided": _decided(answer.decided),
    }
    stale = {one.good_until for one in answer.decided}
    return {
        "route": tables.parts.number({name: document["route"][name] for name in _ROUTE}),
        "request": tables.parts.number({name: document[name] for name in _REQUEST}),
        "assumed": tables.parts.number(document["assumed"]),
        "turns": tables.parts.number([day for day in answer.turns if day not in stale]),
        **{name: tables.list_of(part) for name, part in kept.items()},
    }


def row_part(known: Known, request: Request, group: Group, knowledge: Knowledge, tables: Tables) -> dict[str, int]:
    """What the rules of one group say of an account: what blocks, what is still to be asked, limits and the rest."""
    access, notes = _judged(known, request, group[1], knowledge)
    document: Mapping[str, Any] = access_document(access)
    said = {
        "blockers": document["blockers"],
        "questions": document["questions"],
        "limits": [_without(one, "stale") for one in document["limits"]] if _TIER in group[0] else [],
        "cautions": [asdict(one) for one in notes.cautions],
        "lacks": [asdict(one) for one in notes.lacks],
        "overruled": [asdict(one) for one in overruled(notes.decided, knowledge)],
        "decided": _decided(notes.decided),
    }
    standing = tables.parts.number(access.standing)
    return {"standing": standing, **{name: tables.list_of(part) for name, part in said.items()}}


def _without(part: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != name}


def _judged(known: Known, request: Request, rules: Iterable[Rule], knowledge: Knowledge) -> tuple[Access, Notes]:
    facts = Facts(as_of=knowledge.as_of, job=close_job(known.job), account=known.account, request=request)
    view, notes = View(knowledge, facts), Notes()
    return judge_access(matches(view, rules), view, notes), notes


def _decided(decided: Iterable[Settled]) -> list[dict[str, str]]:
    """What was settled, with the day of the reading that decided and the day from which that is stale."""
    return [
        {
            "of": f"{one.topic}, {one.subject}, {one.fact}",
            "seen": one.reading.claim.seen.isoformat() if one.reading else "",
            "stale": one.good_until.isoformat() if one.good_until else "",
        }
        for one in decided
    ]
