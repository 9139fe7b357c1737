"""A run in parts: which files each part reads, and the answer they come to together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.errors import InputError
from advisor.finding import Baselined, Linted
from advisor.left import summed

__all__ = ["Shard", "merged"]


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several parts of a run."""

    number: int
    """From 1."""
    of: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """A part written `2/4`.

        Raises:
            InputError: anything else.
        """
        found = re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", text)
        if not found or int(found[1]) > int(found[2]):
            raise InputError(f"--shard: {text!r} is no part of a whole; expected I/N with I from 1 to N, such as 2/4")
        return cls(int(found[1]), int(found[2]))

    def of_files(self, files: Sequence[str]) -> tuple[str, ...]:
        """The files of this part: every Nth by name, so that neighbours, which are alike in size, are spread."""
        return tuple(sorted(files)[self.number - 1 :: self.of])

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def merged(parts: Mapping[str, Linted]) -> Linted:
    """The answer of the whole from those of its parts, which are called by the names of their files.

    Raises:
        InputError: no parts, parts of different days, knowledge or runs, the same part twice, or one that is missing.
    """
    answers = list(parts.values())
    _check_alike(parts)
    _check_whole(parts)
    return Linted(
        as_of=answers[0].as_of,
        newest_reading=answers[0].newest_reading,
        findings=tuple(sorted((one for answer in answers for one in answer.findings), key=lambda one: one.site.path)),
        files=sum(one.files for one in answers),
        requests=sum(one.requests for one in answers),
        elsewhere=dict(sorted(sum((Counter(one.elsewhere) for one in answers), Counter[str]()).items())),
        rules=answers[0].rules,
        pages=dict(sorted((id_, page) for answer in answers for id_, page in answer.pages.items())),
        left=summed(left for one in answers for left in one.left),
        suppressed=sum(one.suppressed for one in answers),
        baselined=_baselined(answers),
    )


def _baselined(answers: Sequence[Linted]) -> tuple[Baselined, ...]:
    counts = Counter[tuple[str, str]]()
    for one in (row for answer in answers for row in answer.baselined):
        counts[one.path, one.rule] += one.count
    return tuple(Baselined(path, rule, count) for (path, rule), count in sorted(counts.items()))


def _check_alike(parts: Mapping[str, Linted]) -> None:
    (first, one), *others = parts.items()
    for file, other in others:
        for name, what in (("as_of", "day"), ("newest_reading", "newest reading"), ("rules", "number of rules")):
            mine, its = getattr(one, name), getattr(other, name)
            if mine != its:
                raise InputError(
                    f"{file}: its {what} is {its}, and that of {first} is {mine}; expected parts of one run: "
                    "give every part the same --as-of, and the same version of advisor and of your rules"
                )


def _check_whole(parts: Mapping[str, Linted]) -> None:
    files: dict[Shard, str] = {}
    for file, shard in ((file, Shard.parse(one.shard)) for file, one in parts.items() if one.shard):
        if shard in files:
            raise InputError(f"{file}: is part {shard}, as {files[shard]} is; expected each part once")
        files[shard] = file
    every = (Shard(number, of) for of in sorted({shard.of for shard in files}) for number in range(1, of + 1))
    missing = next((shard for shard in every if shard not in files), None)
    if missing:
        raise InputError(f"--merge: part {missing} is missing; expected every part of the run")
