"""What a condition rests on, quoted from what was told, so that a person can see it with their own eyes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache

from advisor.condition import Condition
from advisor.diagnosis import Evidence
from advisor.evaluate import View
from advisor.facts import Gap
from advisor.phrases import excerpt
from advisor.printable import on_one_line
from advisor.secrets import redacted, redacted_field
from advisor.wording import in_words

__all__ = ["clues", "quoted", "quoted_fact", "told"]

_LONGEST = 160
"""Characters of a quotation."""
_READ = 20_000
"""Characters that are read for a quotation; what is cut off there cannot come to be shown."""
_TEXTS = ("failure.text", "failure.message", "failure.told")
"""Facts of which only the words that matter are quoted."""
_redacted = lru_cache(maxsize=8)(redacted)
"""Every signature quotes the same few texts."""


def clues(condition: Condition, view: View) -> tuple[Evidence, ...]:
    """What a condition that holds was read from, fact by fact."""
    return tuple(dict.fromkeys(one for name in sorted(condition.names) for one in _clues_of(name, condition, view)))


def _clues_of(name: str, condition: Condition, view: View) -> Iterator[Evidence]:
    value = view(name)
    if isinstance(value, Gap) or value in ((), ""):
        return
    if name in _TEXTS:
        phrases = _phrases(name, condition)
        said = next(filter(None, (_words(str(value), one) for one in phrases)), "")
        words = said or next(filter(None, (_matched(str(value), one) for one in phrases)), "")
        if words:
            yield Evidence(name, quoted(words))
    else:
        yield Evidence(name, quoted_fact(name, value))


def _phrases(name: str, condition: Condition) -> list[str]:
    """The phrases a text is asked for, the longest first."""
    return sorted((one for one in condition.literals.get(name, ()) if isinstance(one, str)), key=len, reverse=True)


def _words(text: str, phrase: str) -> str:
    """The words of a text that say a phrase. What is secret shows by what stands around it, so that goes first.

    Where the phrase went with it, as in a prompt, the phrase itself is told.
    """
    found = excerpt(_redacted(text), phrase)
    return found or (phrase.replace("*", " ... ") if excerpt(text, phrase) else "")


def _matched(text: str, pattern: str) -> str:
    """The words of a text that a pattern finds; a phrase that is no pattern finds none."""
    with suppress(re.error):
        found = re.search(pattern, _redacted(text)[:_READ])
        return found.group() if found else ""
    return ""


def quoted(text: str) -> str:
    """A text in one line, without secrets, short enough to be read."""
    if len(text) > _READ:
        text = f"{text[:_READ].rpartition(' ')[0]} ..."
    line = on_one_line(" ".join(redacted(text).split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."


def quoted_fact(name: str, value: object) -> str:
    """The value of a fact as it is quoted: of a prompt the first words, of what its name calls secret nothing."""
    return quoted(in_words(_field(name, value)))


def told(view: View) -> Callable[[str], object]:
    """Facts by their names, as far as a message may repeat them."""

    def value(name: str) -> object:
        found = view(name)
        return found if isinstance(found, Gap) else _field(name, found)

    return value


def _field(name: str, value: object) -> object:
    return redacted_field(name.rpartition(".")[2], value)
