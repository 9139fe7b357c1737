"""Which lines changed since a commit, as git tells: in commits, in the index, in the working tree, and in new files."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from advisor.errors import InputError
from advisor.front.by_git import environment

__all__ = ["Changes", "Lines", "changes_since", "hunks"]

_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPED = re.compile(rb'\\([abtnvfr"\\]|[0-7]{3})')
_NAMED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
_LAST = 1_000_000_000


class Lines(NamedTuple):
    """Lines that are new; where lines were only taken out, `last` is the one above the gap and `first` that below."""

    first: int
    last: int

    def touch(self, line: int, end_line: int) -> bool:
        """Whether the change lies in some lines, in part or whole."""
        return line <= self.last and self.first <= end_line


class Changes:
    """What changed since a commit."""

    def __init__(self, lines: Mapping[str, Sequence[Lines]]) -> None:
        """`lines` by the absolute path of their file."""
        self._lines = lines

    def hold(self, path: str) -> bool:
        """Whether anything changed in a file."""
        return _absolute(path) in self._lines

    def touch(self, path: str, spans: Iterable[tuple[int, int]]) -> bool:
        """Whether any of some stretches of lines changed."""
        changed = self._lines.get(_absolute(path), ())
        return any(lines.touch(*span) for span in spans for lines in changed)


def changes_since(reference: str, paths: Iterable[str]) -> Changes:
    """What changed since the last commit that a reference and HEAD have in common.

    Submodules are repositories of their own; nothing in them counts as changed.

    Raises:
        InputError: no repository around the working directory, a path outside it, no such commit, or none in common.
    """
    top = Path(_asked(("rev-parse", "--show-toplevel"), f"--changed {reference}: no git repository is here"))
    outside = next((path for path in paths if not _is_inside(path, top)), None)
    if outside is not None:
        raise InputError(f"--changed {reference}: {outside} lies outside the repository {top}")
    base = _merge_base(reference)
    diff = _git(("diff", *_DIFF, base, "--"), cwd=top)
    new = _git(("ls-files", "--others", "--exclude-standard", "-z"), cwd=top)
    for done in (diff, new):
        if done.returncode:
            raise InputError(f"--changed {reference}: git failed: {os.fsdecode(done.stderr).strip()}")
    lines = {str(top / path): found for path, found in hunks(diff.stdout).items()}
    whole = {str(top / path): [Lines(1, _LAST)] for path in os.fsdecode(new.stdout).split("\0") if path}
    return Changes({**lines, **whole})


_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=true", "-c", "diff.autoRefreshIndex=false")
"""Nothing that a repository names is run, odd names are quoted, and the index stays as it is."""
_DIFF = (
    "--unified=0",
    "--inter-hunk-context=0",
    "--find-renames",
    "--ignore-submodules=all",
    "--no-relative",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
"""A shape that no configuration of the user changes."""


def _merge_base(reference: str) -> str:
    where = f"--changed {reference}"
    found = [
        _asked(
            ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"),
            f"{where}: {what}; expected a branch, a tag or a commit, fetched before",
        )
        for name, what in ((reference, "git knows no such commit"), ("HEAD", "the repository has no commit yet"))
    ]
    none = f"{where}: it has no commit in common with HEAD"
    if _git(("rev-parse", "--is-shallow-repository")).stdout.strip() == b"true":
        none += " in this shallow clone; fetch more of the history, such as with `git fetch --unshallow`"
    return _asked(("merge-base", *found), none)


def _asked(command: Sequence[str], problem: str) -> str:
    """What git answers on one line.

    Raises:
        InputError: it answers nothing; the message is the problem.
    """
    done = _git(command)
    answer = os.fsdecode(done.stdout).removesuffix("\n")
    if done.returncode or not answer:
        said = os.fsdecode(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")
        raise InputError(f"{problem} (git: {said})" if said else problem)
    return answer


def _git(command: Sequence[str], cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(("git", *_SAFE, *command), cwd=cwd, env=environment(), capture_output=True, check=False)
    except FileNotFoundError:
        raise InputError("--changed: git is not installed here; expected it on the path") from None


def _is_inside(path: str, top: Path) -> bool:
    return any(Path(one).is_relative_to(top) for one in (_absolute(path), os.path.realpath(path)))


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100  # links stay as they are


# -- what a diff says --------------------------------------------------------------------------------------------------


def hunks(diff: bytes) -> dict[str, list[Lines]]:
    """The new lines of each file of a diff without context, by path; deleted files and binary ones have none."""
    found: dict[str, list[Lines]] = {}
    path: str | None = None
    lines = iter(diff.split(b"\n"))
    for line in lines:
        if line.startswith(b"diff --git "):
            path = None
        elif line.startswith(b"+++ "):
            path = _path(line[len(b"+++ ") :])
        elif hunk := _HUNK.match(line.decode("ascii", "replace")):
            taken, first, given = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            _skip(lines, taken + given)  # a line of a file may look like one of a diff
            if path is not None:
                last = first + given - 1
                found.setdefault(path, []).append(Lines(first, last) if given else Lines(first + 1, first))
    return found


def _skip(lines: Iterator[bytes], count: int) -> None:
    while count:
        count -= not next(lines, b"").startswith(b"\\")  # which says that no line end follows


def _path(written: bytes) -> str | None:
    """The path after `+++ `; None where the file is gone."""
    quoted = written.startswith(b'"')
    plain = _ESCAPED.sub(_unescaped, written[1:].rstrip(b"\t")[:-1]) if quoted else written.removesuffix(b"\t")
    return os.fsdecode(plain[len(b"b/") :]) if plain.startswith(b"b/") else None


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if said.isdigit() else _NAMED.get(said, said)
