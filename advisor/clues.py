"""What a condition rests on, quoted from what was told, so that a person can see it with their own eyes."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.condition import Condition
from advisor.diagnosis import Evidence
from advisor.evaluate import View
from advisor.facts import Gap
from advisor.phrases import excerpt
from advisor.secrets import redacted
from advisor.wording import in_words

__all__ = ["clues", "quoted"]

_LONGEST = 160
"""Characters of a quotation."""
_TEXTS = ("failure.text", "failure.message", "failure.told")
"""Facts of which only the words that matter are quoted."""


def clues(condition: Condition, view: View) -> tuple[Evidence, ...]:
    """What a condition that holds was read from, fact by fact."""
    return tuple(dict.fromkeys(one for name in sorted(condition.names) for one in _clues_of(name, condition, view)))


def _clues_of(name: str, condition: Condition, view: View) -> Iterator[Evidence]:
    value = view(name)
    if isinstance(value, Gap) or value in ((), ""):
        return
    if name in _TEXTS:
        words = next(filter(None, (excerpt(str(value), str(one)) for one in _phrases(name, condition))), "")
        if words:
            yield Evidence(name, quoted(words))
    else:
        yield Evidence(name, quoted(in_words(value)))


def _phrases(name: str, condition: Condition) -> list[str]:
    """The phrases a text is asked for, the longest first."""
    return sorted((one for one in condition.literals.get(name, ()) if isinstance(one, str)), key=len, reverse=True)


def quoted(text: str) -> str:
    """A text in one line, without secrets, short enough to be read."""
    line = " ".join(redacted(text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
