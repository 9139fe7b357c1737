"""Which causes a text resembles, by the words it shares with what is known of each: a hint where no signature holds."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from advisor.rulebook import RuleBook

__all__ = ["Likeness", "alike_causes"]

_LONGEST = 8000
"""Characters of a text that are looked at."""
_COMMON = frozenset(
    """about after again all also always and any are because but can does even every for from get gets have how into its
    just like make makes more most need not now only other our out same should some still such than that the their then
    there they this though too try use used using very want was were what when where which while who why will with work
    works would you your""".split()  # noqa: SIM905  # a list of words, read as one
)
"""Words of every text."""
_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEAST = 0.16
"""Below this share a likeness is chance."""
_LEAST_TELLING = 7.0
"""The words in common are as rare as this together; common words of a complaint are not enough."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """A cause and the words that a text shares with it, the most telling first."""

    cause: str
    words: tuple[str, ...]


def alike_causes(text: str, book: RuleBook) -> tuple[Likeness, ...]:
    """The causes a text resembles most, three at most; none where it says nothing that is known of any."""
    known = _known(book)
    written = dict(reversed(list(_words(text))))
    told = known.weighed(written)
    found = []
    for cause, words in known.words.items():
        shared = {word: weight * words[word] for word, weight in told.items() if word in words}
        telling = sum(known.rarity[word] for word in shared)
        if len(shared) > 1 and telling >= _LEAST_TELLING and (share := sum(shared.values())) >= _LEAST:
            found.append((share, cause, sorted(shared, key=lambda word: (-shared[word], word))))
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple(Likeness(cause, tuple(written[word] for word in words[:5])) for _, cause, words in found[:_MOST])


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the causes, as words and their weights; the weights of each make a vector of length 1."""

    rarity: Mapping[str, float]
    words: Mapping[str, Mapping[str, float]]

    def weighed(self, words: Iterable[str]) -> dict[str, float]:
        weights = {word: self.rarity[word] for word in words if word in self.rarity}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


@lru_cache(maxsize=4)
def _known(book: RuleBook) -> _Known:
    words = {cause: {word for word, _ in _words(" ".join(texts))} for cause, texts in _texts(book).items()}
    counts = Counter(word for known in words.values() for word in known)
    rarity = {word: math.log(len(words) / count) for word, count in counts.items() if count < len(words)}
    unweighed = _Known(rarity, {})
    return _Known(rarity, {cause: unweighed.weighed(known) for cause, known in words.items()})


def _texts(book: RuleBook) -> dict[str, list[str]]:
    """By cause: its name, its meaning, and the titles and cases of the signatures that lead to it first."""
    texts = {id_: [id_, cause.means, cause.next_step] for id_, cause in book.causes.items()}
    for signature in book.signatures:
        for row in signature.causes[:1]:
            texts[row.cause] += [signature.title, signature.because, row.because]
        for case in signature.matches:
            if isinstance(case, Mapping) and case.get("cause") in texts:
                texts[str(case["cause"])] += _strings(case.get("error"))
    return texts


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text without their endings, and as they are written; in scripts without spaces, pairs of signs.

    Addresses and places of files are left out, for their words say nothing.
    """
    spoken = (part for part in text[:_LONGEST].split() if "/" not in part and "\\" not in part)
    signs = [sign for sign in _WORD.findall(" ".join(spoken)) if sign.lower() not in _COMMON]
    for one, following in zip_longest(signs, signs[1:], fillvalue=""):
        pair = one + (following if len(following) == 1 else "")
        yield (pair, pair) if len(one) == 1 else (re.sub(r"(?:ing|ed|es|s)$", "", one.lower()), one)
