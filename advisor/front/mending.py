"""Fixes put into files: what they leave is judged again, and a fix that does not mend its finding is taken back."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.edits import edited_text
from advisor.errors import InputError
from advisor.front.exact import Exact, read_exact
from advisor.front.writing import write_whole
from advisor.secrets import without_keys

if TYPE_CHECKING:
    from advisor.finding import Edit, Finding, Linted

__all__ = ["Mended", "mended_files", "mended_text", "unified_diff", "write_all"]

Judge = Callable[[str, str], Sequence["Finding"]]
"""The findings of a path whose file has some text."""
_MOST_ROUNDS = 20
"""Rounds of fixes of one file; a fix can only be followed by another when two overlapped."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after its fixes."""

    path: str
    before: Exact
    after: Exact
    count: int
    """How many findings are gone."""


def mended_files(answer: Linted, judge: Judge, safeties: Iterable[str]) -> list[Mended]:
    """Every file of an answer that fixes of some safeties change, in the order of their paths."""
    by_path: dict[str, list[Finding]] = {}
    for one in answer.findings:
        by_path.setdefault(one.site.path, []).append(one)
    mended = (_mended(path, findings, judge, safeties) for path, findings in sorted(by_path.items()))
    return [one for one in mended if one is not None]


def _mended(path: str, findings: Sequence[Finding], judge: Judge, safeties: Iterable[str]) -> Mended | None:
    before = read_exact(path)
    if before is None:
        return None
    text, left = mended_text(path, before.text, findings, judge, safeties)
    gone = (Counter(one.rule for one in findings) - Counter(one.rule for one in left)).total()
    return Mended(path, before, before.with_text(text), gone) if text != before.text else None


def mended_text(
    path: str, text: str, findings: Sequence[Finding], judge: Judge, safeties: Iterable[str]
) -> tuple[str, Sequence[Finding]]:
    """A text with every finding mended that has a fix of one of the safeties, and the findings that are left.

    A fix counts when its finding is gone and none has come.
    """
    allowed = frozenset(safeties)
    refused: set[tuple[Edit, ...]] = set()
    for _ in range(_MOST_ROUNDS):
        fixable = [one for one in findings if one.fix and one.fix.safety in allowed and one.fix.edits not in refused]
        for batch in _batches(fixable):
            changed = edited_text(text, {edit for one in batch if one.fix for edit in one.fix.edits})
            left = judge(path, changed)
            if _is_better(findings, left, batch):
                text, findings = changed, left
                break
            if len(batch) == 1 and batch[0].fix:
                refused.add(batch[0].fix.edits)
        else:
            break
    return text, findings


def _batches(fixable: Sequence[Finding]) -> Iterator[list[Finding]]:
    """All fixes that do not touch each other, then each alone."""
    together: list[Finding] = []
    for one in fixable:
        if not any(_touch(one, other) for other in together):
            together.append(one)
    if len(together) > 1:
        yield together
    yield from ([one] for one in fixable)


def _touch(one: Finding, other: Finding) -> bool:
    """Whether two fixes change the same characters in different ways."""
    mine, others = (found.fix.edits if found.fix else () for found in (one, other))
    return any(
        edit != another and _begin(edit) <= _end(another) and _begin(another) <= _end(edit)
        for edit in mine
        for another in others
    )


def _begin(edit: Edit) -> tuple[int, int]:
    return edit.line, edit.column


def _end(edit: Edit) -> tuple[int, int]:
    return edit.end_line, edit.end_column


def _is_better(before: Sequence[Finding], after: Sequence[Finding], batch: Sequence[Finding]) -> bool:
    """Whether the findings of a batch are gone, and no rule is broken more often than it was."""
    old, new = Counter(one.rule for one in before), Counter(one.rule for one in after if one.level != "note")
    mended = Counter(one.rule for one in batch)
    gone = all(new[rule] <= old[rule] - count for rule, count in mended.items())
    return gone and all(count <= old[rule] for rule, count in new.items())


def unified_diff(mended: Iterable[Mended]) -> str:
    """What would change, as `patch` and `git apply` take it; keys are masked."""
    return "".join(without_keys(line) for one in mended for line in _diff(one))


def _diff(one: Mended) -> Iterator[str]:
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (one.before.text, one.after.text))
    for line in difflib.unified_diff(before, after, f"a/{one.path}", f"b/{one.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def write_all(mended: Iterable[Mended]) -> None:
    """Writes each file whole.

    Raises:
        InputError: a file that cannot be written; those before it are, it is as it was.
    """
    for one in mended:
        try:
            write_whole(Path(one.path), one.after.content)
        except OSError as error:
            why = error.strerror or error
            raise InputError(f"{one.path}: cannot be written ({why}); it is as it was") from None
