"""The baseline on disk: held against what is found, written, pruned."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.baseline import Counts, as_text, counted, from_text, passing, pruned, written
from advisor.errors import InputError
from advisor.front.lint_options import Chosen
from advisor.front.lint_settings import LintSettings
from advisor.front.writing import write_whole
from advisor.printable import in_utf8
from advisor.text_file import read_text

if TYPE_CHECKING:
    from advisor.finding import Linted

__all__ = ["BaselineFile"]


class BaselineFile:
    """The baseline of one run, if it has one."""

    def __init__(self, file: Path | None, *, writes: bool, prunes: bool) -> None:
        self._file, self._writes, self._prunes = file, writes, prunes

    @classmethod
    def of(cls, settings: LintSettings, chosen: Chosen) -> BaselineFile:
        """The baseline that flags name, else the configuration.

        Raises:
            InputError: one is to be changed, and none is named.
        """
        file = Path(chosen.baseline) if chosen.baseline else settings.baseline
        changes = chosen.write_baseline or chosen.prune_baseline
        if changes and file is None:
            flag = "--write-baseline" if chosen.write_baseline else "--prune-baseline"
            raise InputError(
                f"{flag}: no baseline is named; expected --baseline FILE, or `baseline` in lint's settings"
            )
        return cls(file, writes=chosen.write_baseline, prunes=chosen.prune_baseline)

    def left_of(self, judged: Linted, shown: Linted, read: Sequence[str]) -> Linted:
        """What the baseline leaves of the findings that are shown; it is written or pruned before where that is asked.

        `judged` are all findings of the run, so that one that is not shown is not taken for gone; `read` the files.

        Raises:
            InputError: it cannot be read or written, or is no baseline.
        """
        if self._file is None:
            return shown
        looked_at = _Looked(self._file.absolute().parent, read)
        old, everything = self._counts(), counted(judged.findings, looked_at.named)
        now = counted(shown.findings, looked_at.named)
        new = pruned(old, everything, looked_at)
        if self._writes:
            new = written(old, everything, now, looked_at)
        if self._writes or self._prunes:
            self._write(new)
        else:
            self._tell(sum(old.values()) - sum(new.values()))
        passes = passing(new if self._writes or self._prunes else old, now)
        rows = {(one.path, one.rule) for one in passes}
        left = shown.only(lambda one: (looked_at.named(one.site.path), one.rule) not in rows)
        return replace(left, baselined=tuple(sorted({*shown.baselined, *passes}, key=lambda one: (one.path, one.rule))))

    def _counts(self) -> Counts:
        if self._file is None or (self._writes and not self._file.exists()):
            return {}
        if not self._file.exists():
            raise InputError(f"{self._file}: no such baseline; expected one that --write-baseline wrote")
        return from_text(read_text(self._file), str(self._file))

    def _write(self, counts: Counts) -> None:
        file = Path(str(self._file))
        text = as_text(counts).encode()
        try:
            if not file.exists() or file.read_bytes() != text:
                write_whole(file, text)
        except OSError as error:
            raise InputError(f"{file}: cannot be written ({error.strerror or error})") from None
        total = sum(counts.values())
        click.echo(f"advisor: {file} counts {total} finding{'' if total == 1 else 's'} now", err=True)

    def _tell(self, gone: int) -> None:
        if gone:
            ones = "finding that is" if gone == 1 else "findings that are"
            click.echo(f"advisor: {self._file} counts {gone} {ones} gone; --prune-baseline takes out what is", err=True)


class _Looked:
    """Whether a row of a baseline could be looked at: its file was read, or is no longer there."""

    def __init__(self, folder: Path, read: Sequence[str]) -> None:
        self._folder = folder
        self._read = set(map(self.named, read))
        self._complete = bool(read)

    def named(self, path: str) -> str:
        """A path as the baseline calls it: relative to its folder, with forward slashes."""
        return in_utf8(Path(os.path.relpath(path, self._folder)).as_posix())

    def __call__(self, named: str) -> bool:
        return named in self._read or (self._complete and not (self._folder / named).exists())
