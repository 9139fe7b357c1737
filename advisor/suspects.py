"""Which calls in code could have sent the request that failed, by what both have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from advisor.facts import ABSENT, UNKNOWN, Gap, Request
from advisor.failure import Case, Failure
from advisor.site import Sighting

__all__ = ["MOST_SUSPECTS", "Suspect", "beside", "sent_from", "suspects"]

MOST_SUSPECTS = 3
T = TypeVar("T")

_FRAME = re.compile(
    r"""
    (?<![^\s"'`()<>|:,;=])(?P<path>[^\s"'`()<>|:,;=]{0,400}[\w\]]\.[A-Za-z]{1,5})
    (?:["']?,?\s+(?:on\s+)?line\s+|:line\s+|:|\()
    (?P<line>\d{1,6})\b
    """,
    re.VERBOSE,
)
"""A file and a line as any stack has them: `File "a.py", line 3`, `a.ts:3:5`, `a.php(3)`, `a.cs:line 3`."""
_QUOTED = re.compile(r"['`\"]([\w.:-]{2,60})['`\"]")
_REFUSES = re.compile(
    r"""
    (?i:\b(?:invalid|unsupported|unknown|illegal)\s+\w+(?:\s+for\s+\S+)?|\bdoes\s+not\s+support|\bgot|\breceived)
    \s*:?\s*['`"](?P<before>[\w.:-]{1,60})['`"]
    |['`"](?P<after>[\w.:-]{1,60})['`"]\s+(?i:is\s+not|is\s+invalid|is\s+unsupported)\b
    """,
    re.VERBOSE,
)
"""How an error says which value it refuses."""
_MODELS = ("model", "image_model")
"""Fields whose value a gateway or a deployment may have changed on the way."""
_LANGUAGES = {
    "python": "python",
    "node": "javascript",
    "javascript": "javascript",
    "js": "javascript",
    "typescript": "javascript",
    "go": "go",
    "golang": "go",
    "java": "java",
    "kotlin": "kotlin",
    "php": "php",
    "ruby": "ruby",
    "rust": "rust",
    "swift": "swift",
    "csharp": "csharp",
    "dotnet": "csharp",
    "curl": "shell",
}
"""Words by which a client names its language."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A call that could have sent the request."""

    sighting: Sighting
    fits: tuple[str, ...]
    """What it has in common with the failure, the most telling first."""


def suspects(sightings: Iterable[Sighting], case: Case) -> tuple[Suspect, ...]:
    """The calls that could have sent it, the likeliest first.

    A stack that runs through a call leaves no doubt. Without one, a call that differs from what was told is none, and
    one that has nothing to do with it is one only where it stands alone.
    """
    told = _Told.of(case)
    calls = [one for one in sightings if one.surfaces != (UNKNOWN,)]
    rated = [_Rated(one, told.frames_in(one), told.fits(one), told.touches(one)) for one in calls]
    struck = [one for one in rated if one.frames]
    if struck:
        best = max(one.frames for one in struck)
        return _ranked(one for one in struck if one.frames == best)
    able = [one for one in rated if not told.contradicts(one.sighting)]
    fitting = [one for one in able if any(one.weight)]
    if not fitting and len(able) == 1:
        return (Suspect(able[0].sighting, ("the only such call that was found",)),)
    most = max((one.weight for one in fitting), default=None)
    return _ranked(one for one in fitting if one.weight == most)


@dataclass(frozen=True, slots=True)
class _Rated:
    """A call, and what speaks for it."""

    sighting: Sighting
    frames: int
    """How many parts of its path a frame of the stack has in common with it; 0 where no frame meets it."""
    fits: tuple[str, ...]
    touches: tuple[str, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """How much speaks for it: what it has in common counts before what it only touches."""
        return len(self.fits), len(self.touches)


def _ranked(rated: Iterable[_Rated]) -> tuple[Suspect, ...]:
    ordered = sorted(
        rated, key=lambda one: (*(-part for part in one.weight), one.sighting.site.path, one.sighting.site.line)
    )
    return tuple(
        Suspect(one.sighting, (*((_IN_STACK,) if one.frames else ()), *one.fits, *one.touches)) for one in ordered
    )


_IN_STACK = "the stack runs through it"


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told of the request that failed."""

    request: Request
    frames: tuple[tuple[tuple[str, ...], int], ...]
    """Files, the innermost part of their paths first, and lines."""
    named: frozenset[str]
    """What the error names: its field, and the first thing that its message quotes."""
    refused: frozenset[tuple[str, str]]
    """Fields, each with the value that the error refuses."""
    language: str
    """Empty where it was not told."""

    @classmethod
    def of(cls, case: Case) -> _Told:
        frames = dict.fromkeys(frame for one in case.failures for frame in _frames(one))
        named = frozenset(name for one in case.failures for name in _named(one))
        refused = frozenset(one for failure in case.failures for one in _refused(failure))
        return cls(case.request, tuple(frames), named, refused, next(filter(None, map(_language, case.failures)), ""))

    def frames_in(self, sighting: Sighting) -> int:
        """How many parts of a path the frame that meets a call has in common with it."""
        site = sighting.site
        own = _parts(site.path)
        met = (parts for parts, line in self.frames if site.line <= line <= site.end_line)
        return max((_alike(own, parts) for parts in met), default=0)

    def contradicts(self, sighting: Sighting) -> bool:
        """Whether a call cannot have sent what was told."""
        told, models = self.request, (*sighting.model, *sighting.image_model)
        if _never(sighting.surfaces, told.surface) or _never(models, told.model):
            return True
        if self.language and _LANGUAGE_OF.get(sighting.site.language, self.language) != self.language:
            return True
        known = (*_comparable(told.params), *self.refused)
        return any(_never(_values(sighting, name), value) for name, value in known)

    def fits(self, sighting: Sighting) -> tuple[str, ...]:
        """What a call has in common with what was told; its language alone says nothing."""
        told = self.request
        found = [f"surface {told.surface}"] if told.surface in sighting.surfaces and told.surface is not UNKNOWN else []
        models = [str(one) for one in (*sighting.model, *sighting.image_model) if not isinstance(one, Gap)]
        found += [f"model {one}" for one in dict.fromkeys(models) if one == told.model or one in self.named]
        for name, values in sighting.params.items():
            same = self._same(name, values)
            if same and len(same[0]) <= _LONGEST:
                found.append(f"{name} {same[0]}")
        return tuple(found)

    def touches(self, sighting: Sighting) -> tuple[str, ...]:
        """The fields that a call sends and the error names, where nothing tells whether the value is the same."""
        named = ((name, values) for name, values in sighting.params.items() if name in self.named)
        return tuple(
            f"sends {name}, which the error names"
            for name, values in named
            if any(one is not ABSENT for one in values) and not self._same(name, values)
        )

    def _same(self, name: str, values: Sequence[object]) -> list[str]:
        """The values of a field that were told of it, or that the error names."""
        told, written = self.request.params.get(name, UNKNOWN), [_written(one) for one in values]
        named = {*self.named, *(value for field, value in self.refused if field == name)}
        return [text for one, text in zip(values, written, strict=True) if _same(one, told) or text in named]


# -- what was told -----------------------------------------------------------------------------------------------------


def _frames(failure: Failure) -> Iterator[tuple[tuple[str, ...], int]]:
    text = failure.text if isinstance(failure.text, str) else ""
    for frame in _FRAME.finditer(text):
        yield _parts(frame["path"]), int(frame["line"])


def _parts(path: str) -> tuple[str, ...]:
    """The parts of a path, the last first."""
    kept = [part for part in re.split(r"[/\\]", path) if part not in ("", ".", "..")]
    return tuple(reversed(kept))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts two paths end in alike."""
    same = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        same += 1
    return same


def _named(failure: Failure) -> Iterator[str]:
    if isinstance(failure.param, str):
        yield from re.findall(r"[A-Za-z_]\w*", failure.param)
    quoted = _QUOTED.search(failure.message) if isinstance(failure.message, str) else None
    if quoted:
        yield quoted[1]


def _refused(failure: Failure) -> Iterator[tuple[str, str]]:
    """The field of an error with the value that its message refuses."""
    if not isinstance(failure.param, str) or not isinstance(failure.message, str) or failure.param in _MODELS:
        return
    values = (one["before"] or one["after"] for one in _REFUSES.finditer(failure.message))
    value = next((one for one in values if one != failure.param), None)
    if value is not None:
        yield failure.param, value


def _language(failure: Failure) -> str:
    """The language of the client that was told, or of the stack that was printed."""
    words = re.findall(r"[a-z]+", failure.client.lower()) if isinstance(failure.client, str) else []
    told = next((_LANGUAGES[word] for word in words if word in _LANGUAGES), "")
    text = failure.text if isinstance(failure.text, str) else ""
    return told or ("python" if "Traceback (most recent call last)" in text else "")


_LANGUAGE_OF = {name: language for name, language in _LANGUAGES.items() if name == language} | {
    "typescript": "javascript",
    "tsx": "javascript",
    "jsx": "javascript",
}
"""Languages of calls, those that share an SDK as one; one that is not here may belong to any client."""

# -- comparing ---------------------------------------------------------------------------------------------------------

_LONGEST = 60
"""Characters of a value that is told or compared: what is longer was shortened by whoever told it."""


def _never(possible: Iterable[object], told: object) -> bool:
    """Whether none of some possible values can be what was told."""
    known = tuple(possible)
    return not isinstance(told, Gap) and UNKNOWN not in known and not any(_same(one, told) for one in known)


def _same(one: object, other: object) -> bool:
    return not isinstance(one, Gap) and not isinstance(other, Gap) and _written(one) == _written(other)


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _values(sighting: Sighting, name: str) -> tuple[object, ...]:
    return sighting.params.get(name, (UNKNOWN if sighting.open else ABSENT,))


def _comparable(params: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The fields whose told value is the one that was sent: a prompt or a file is told in short."""
    for name, value in params.items():
        if isinstance(value, (str, int, float)) and not re.search(r"\s|[/@<]", str(value)):
            yield name, value


# -- filling in --------------------------------------------------------------------------------------------------------


def sent_from(sighting: Sighting) -> Request:
    """The request of a call, as far as it is the same whatever its code decides."""
    return Request(
        surface=_only(sighting.surfaces),
        model=_only(sighting.model),
        image_model=_only(sighting.image_model),
        params={name: value for name, values in sighting.params.items() if (value := _only(values)) is not ABSENT},
        open=sighting.open,
    )


def _only(values: Sequence[T | Gap]) -> T | Gap:
    return values[0] if len(values) == 1 else UNKNOWN


def beside(told: Request, more: Request) -> Request:
    """What was told of a request, and beside it what else is known of it."""
    gaps = {
        name: getattr(more, name)
        for name in told.__slots__
        if name not in ("params", "open") and getattr(told, name) is UNKNOWN
    }
    known = {name: value for name, value in told.params.items() if value is not UNKNOWN}
    return replace(told, **gaps, params={**more.params, **known}, open=told.open and more.open)
