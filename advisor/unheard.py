"""What was named and is not in the records, which says neither that it is supported nor that it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from advisor.freshness import Knowledge
from advisor.site import Sighting

__all__ = ["Unheard", "unheard_id", "unheard_in_code", "unheard_models"]

_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Unheard:
    """A name that nothing here knows."""

    name: str
    what: str
    """`model`, `id`, `host` or `code`."""
    means: str
    nearest: tuple[str, ...]
    """The names here that look most like it."""


def unheard_models(knowledge: Knowledge, names: Iterable[object]) -> tuple[Unheard, ...]:
    """Of the models that are named, those of which no source had spoken by the day; once each, in order."""
    told = dict.fromkeys(name for name in names if isinstance(name, str) and name)
    return tuple(_model(knowledge, name) for name in told if not knowledge.is_known_by_name(name))


def _model(knowledge: Knowledge, name: str) -> Unheard:
    means = (
        f"No source read by {knowledge.as_of} speaks of this model: it may be misspelt, newer than what is known here, "
        "a name of your own server, or another vendor's. That is no sign that it is supported, nor that it is gone."
    )
    return Unheard(name, "model", means, _near(name, knowledge.book.cards))


def unheard_id(id_: str, ids: Iterable[str]) -> Unheard:
    """An id that is none of those there are."""
    means = "Nothing here has this id, so nothing is said about it: neither that it is supported, nor that it is not."
    return Unheard(id_, "id", means, _near(id_, ids))


def unheard_in_code(knowledge: Knowledge, path: str, sightings: Iterable[Sighting]) -> tuple[Unheard, ...]:
    """What the code of a file names and nothing here knows: models, servers other than OpenAI's, or all it calls."""
    seen = [one for one in sightings if one.site.how != "prose"]
    if not seen:
        means = (
            "No image request was seen, so nothing was judged. That is no sign that the code is right: what a library "
            "or a wrapper sends that is not known here is not seen."
        )
        return (Unheard(path, "code", means, ()),)
    names = (name for one in seen for name in (*one.model, *one.image_model))
    return (*unheard_models(knowledge, names), *_hosts(knowledge, seen))


def _hosts(knowledge: Knowledge, sightings: Iterable[Sighting]) -> Iterator[Unheard]:
    judge = knowledge.book.clients.judge
    for host in sorted({one.site.host for one in sightings}):
        unjudged = [stage for stage in ("route", "model", "payload") if not judge(stage, host)]
        if unjudged:
            means = (
                f"The request goes to a server other than OpenAI's own; what that takes is not known here. "
                f"Not judged: {', '.join(unjudged)}. What its owner says counts."
            )
            yield Unheard(host, "host", means, ())


def _near(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(get_close_matches(name, [one for one in names if one != name], n=_MOST_NEAR, cutoff=0.6))
