"""Wishes that a model cannot serve: found, mended in the request, and told; never dropped in silence."""

from __future__ import annotations

from advisor.answer import Unmet
from advisor.evaluate import Match, View
from advisor.facts import ABSENT, DERIVED, Gap, Request
from advisor.fill import apply_fix, fill
from advisor.freshness import Settled
from advisor.notes import Notes
from advisor.rulebook import Surface
from advisor.truth import Truth
from advisor.wording import worded

__all__ = ["broken_by", "mended", "permitting", "request_for", "unchecked"]


def request_for(image_model: str | Gap, surface: Surface, view: View) -> Request:
    """The request that asks a model for everything the job wishes."""
    return fill(view.with_request(_bare(image_model, surface)), surface).request


def _bare(image_model: str | Gap, surface: Surface) -> Request:
    model = image_model if surface.model_kind == "image" else Gap.UNKNOWN
    return Request(surface=surface.id, model=model, image_model=image_model)


def broken_by(request: Request, view: View) -> list[Match]:
    """The rules on its fields, and on its two models together, that a request breaks."""
    return [
        match
        for match in view.with_request(request).on_fields
        if match.truth is Truth.TRUE and match.rule.level != "note"
    ]


def unchecked(request: Request, view: View) -> list[Match]:
    """The rules on its fields that cannot be judged, because no source speaks of the model."""
    undecided = (
        match
        for match in view.with_request(request).on_fields
        if match.truth is Truth.UNKNOWN and match.rule.level == "error"
    )
    return [match for match in undecided if any(name.startswith("image_model.") for name in match.missing)]


def permitting(view: View) -> list[Settled]:
    """What was settled among sources that lets the fields of a request pass."""
    sent = view.facts.request.params
    found: dict[tuple[str, str], Settled] = {}
    for rule in view.knowledge.book.by_stage.get("payload", ()):
        read = (name.removeprefix("request.") for name in rule.when.names if name.startswith("request."))
        if any((DERIVED[name][0] if name in DERIVED else name) in sent for name in read):
            settled = (view.settled(name) for name in sorted(rule.when.names))
            found |= {(one.subject, one.fact): one for one in settled if one and one.known}
    return list(found.values())


def mended(request: Request, surface: Surface, view: View, wished: frozenset[str], notes: Notes) -> Request:
    """The request with every field mended that a payload rule refuses; each wish lost that way is told."""
    _tell_omitted(request, surface, view, wished, notes)
    refused: dict[str, tuple[Match, str]] = {}
    tried: set[str] = set()
    while True:
        fixable = (match for match in broken_by(request, view) if match.rule.fix and match.rule.id not in tried)
        broken = next(fixable, None)
        if broken is None:
            break
        tried.add(broken.rule.id)
        notes.rests_on(*broken.rests_on)
        seen = view.with_request(request)
        after = apply_fix(request, broken.rule, seen)
        for name in (name for name, value in request.params.items() if after.param(name) != value):
            refused.setdefault(name, (broken, worded(broken.rule.message, seen)))
        request = after
    for name, lost in refused.items():
        _tell_unmet(name, request, lost, surface, view, wished, notes)
    return request


def _tell_omitted(request: Request, surface: Surface, view: View, wished: frozenset[str], notes: Notes) -> None:
    """Fields that need not be sent: a reason where the wish is met all the same, else a wish that is not."""
    seen = view.with_request(_bare(request.image_model, surface))
    for name, row in fill(seen, surface).omitted.items():
        settled = [one for one in map(seen.settled, sorted(row.when.names)) if one and one.reading]
        notes.rests_on(*settled)
        carried = any(one.standing == "carried over" for one in settled)
        text = f"{name} is not sent: {row.omit}{' (said of an older model; carried over)' if carried else ''}."
        notes.reason(surface.id, text, tuple(source for one in settled for source in view.knowledge.cited(one)))
        given = seen(row.given.removeprefix("$")) if row.given else ABSENT
        for fact in surface.carried(name):
            asked = getattr(view.facts.job, fact)
            if fact in wished and not isinstance(given, Gap) and given != asked:
                notes.unmet.append(Unmet(fact, asked, given, surface.id, text))


def _tell_unmet(
    name: str,
    request: Request,
    lost: tuple[Match, str],
    surface: Surface,
    view: View,
    wished: frozenset[str],
    notes: Notes,
) -> None:
    """The wishes that a mended field carried, with what is sent in the end."""
    broken, text = lost
    for fact in (one for one in surface.carried(name) if one in wished):
        asked, given = getattr(view.facts.job, fact), request.param(name)
        if asked is not False:
            if name in surface.files and type(asked) is int:  # so many files, in place of their names
                given = len(given) if isinstance(given, list) else 1
            notes.unmet.append(Unmet(fact, asked, given, broken.rule.id, text))
