"""Wishes that a model cannot serve: found, mended in the request, and told; never dropped in silence."""

from __future__ import annotations

from advisor.answer import Unmet
from advisor.evaluate import Match, View, evaluate
from advisor.facts import Gap, Request, told
from advisor.fill import apply_fix, fill, job_facts_behind
from advisor.notes import Notes
from advisor.rulebook import Surface
from advisor.truth import Truth
from advisor.wording import worded

__all__ = ["broken_by", "mended", "request_for"]

_MOST_FIXES = 20
"""A request has fewer fields than this; a fix that never settles is a fault of the rules."""


def request_for(image_model: str | Gap, surface: Surface, view: View) -> Request:
    """The request that asks a model for everything the job wishes."""
    return fill(view.with_request(_bare(image_model, surface)), surface).request


def _bare(image_model: str | Gap, surface: Surface) -> Request:
    model = image_model if surface.model_kind == "image" else Gap.UNKNOWN
    return Request(surface=surface.id, model=model, image_model=image_model)


def broken_by(request: Request, view: View) -> list[Match]:
    """The payload rules that a request breaks."""
    rules = view.knowledge.book.by_stage.get("payload", ())
    matches = evaluate(view.knowledge, view.with_request(request).facts, rules)
    return [match for match in matches if match.truth is Truth.TRUE and match.rule.level != "note"]


def mended(request: Request, surface: Surface, view: View, wished: frozenset[str], notes: Notes) -> Request:
    """The request with every field mended that a payload rule refuses; each wish lost that way is told."""
    _tell_omitted(request, surface, view, notes)
    for _ in range(_MOST_FIXES):
        broken = next((match for match in broken_by(request, view) if match.rule.fix), None)
        if broken is None:
            break
        seen = view.with_request(request)
        after = apply_fix(request, broken.rule, seen)
        if after == request:
            break
        notes.rests_on(*broken.rests_on)
        _tell_unmet(request, after, broken, surface, seen, wished, notes)
        request = after
    return request


def _tell_omitted(request: Request, surface: Surface, view: View, notes: Notes) -> None:
    seen = view.with_request(_bare(request.image_model, surface))
    for name, row in fill(seen, surface).omitted.items():
        settled = [one for one in map(seen.settled, sorted(row.when.names)) if one and one.reading]
        notes.rests_on(*settled)
        carried = (
            " (said of an older model; carried over)" if any(one.standing == "carried over" for one in settled) else ""
        )
        sources = tuple(dict.fromkeys(one.reading.claim.source.id for one in settled if one.reading))
        notes.reason(f"fills/{name}", f"{name} is not sent: {row.omit}{carried}.", sources)


def _tell_unmet(
    before: Request, after: Request, broken: Match, surface: Surface, view: View, wished: frozenset[str], notes: Notes
) -> None:
    asked = told(view.facts.job)
    for name, value in before.params.items():
        if after.param(name) == value:
            continue
        for fact in (one for one in job_facts_behind(surface, name) if one in wished and asked.get(one)):
            given = after.param(name)
            given = len(given) if isinstance(given, list) and isinstance(asked[fact], int) else given
            notes.unmet.append(Unmet(fact, asked[fact], given, broken.rule.id, worded(broken.rule.message, view)))
