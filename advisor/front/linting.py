"""Lint of files on disk, and of what they would hold once mended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import InputError
from advisor.finding import Linted
from advisor.front.baselining import BaselineFile
from advisor.front.exact import read_exact
from advisor.front.globs import Globs
from advisor.front.lines import with_lines
from advisor.front.lint_options import STDIN, Chosen
from advisor.front.narrowing import Narrowing
from advisor.front.reading import Readings, Requests, gathered, read
from advisor.front.source import as_source, largest
from advisor.front.walk import Walk, count_left, walk
from advisor.shards import Shard

if TYPE_CHECKING:
    from advisor.extract.ignores import Ignore
    from advisor.finding import Finding
    from advisor.forecast import Forecast
    from advisor.freshness import Knowledge
    from advisor.front.changed import Changes
    from advisor.front.options import Options
    from advisor.site import Sighting

__all__ = ["Linting"]

_EXCLUDED = "excluded by the configuration"


class Linting:
    """One run of lint: read, judge, select, hold against the baseline, keep what changed.

    Raises:
        InputError: settings that name no rule, or a baseline that is none.
    """

    def __init__(self, options: Options, chosen: Chosen) -> None:
        self._options, self._chosen = options, chosen
        settings = options.configuration.lint
        self._search = Requests(options.overlays, options.configuration.aliases)
        self._narrowing = Narrowing(settings, chosen, self._search.rules)
        self._baseline = BaselineFile.of(settings, chosen)
        self._excluded = Globs(settings.folder, settings.exclude, settings.place("exclude"))
        self._shard = None if chosen.shard is None else Shard.parse(chosen.shard)
        self._given: dict[str, bytes] = {}

    @cached_property
    def _knowledge(self) -> Knowledge:
        return self._options.knowledge

    def answer(self, paths: Sequence[str]) -> Linted:
        """What is to be shown of what the files at and below some paths break; a baseline is written if asked for."""
        changes = self._changes(paths)
        found = self._read(paths, changes)
        judged = self._judged(found)
        shown = self._baseline.left_of(judged, judged.only(self._narrowing.shows), found.names)
        shown = with_lines(shown, self._given) if self._given else shown
        return shown if changes is None else shown.only(lambda one: changes.touch(one.site.path, _spans(one)))

    def merged(self, files: Sequence[str]) -> Linted:
        """What is to be shown of the answers of all parts of a run."""
        from advisor.front.merging import merged_answers

        answer = merged_answers(files).only(self._narrowing.shows)
        return self._baseline.left_of(answer, answer, ())

    def forecast(self, paths: Sequence[str], days: int) -> Forecast:
        """What of it comes within so many days."""
        from advisor.forecast import forecast

        found = self._read(paths, None)
        return forecast(
            self._knowledge,
            days,
            found.sightings,
            ignores=found.ignores,
            shows=self._narrowing.shows,
            files=found.files,
            left=found.left,
        )

    def of_text(self, path: str, text: str) -> tuple[Finding, ...]:
        """What a file would break, had it another text, as far as it is shown."""
        from advisor.judge import lint

        found = self._search.of_content(path, text.encode())
        judged = lint(
            self._knowledge,
            found.sightings,
            files=1,
            texts=lambda _: text,
            pedantic=self._chosen.pedantic,
            ignores=found.ignores,
        )
        return judged.only(self._narrowing.shows).findings

    def requests(self, paths: Sequence[str]) -> Readings:
        """Every request in the files at and below some paths, not judged yet."""
        return self._read(paths, None)

    def of_sightings(
        self, knowledge: Knowledge, sightings: Sequence[Sighting], ignores: Sequence[Ignore]
    ) -> tuple[Finding, ...]:
        """What is shown of what some requests break, as far as no comment lets it pass."""
        from advisor.judge import lint

        names = {one.site.path for one in sightings}
        judged = lint(
            knowledge,
            sightings,
            files=len(names),
            texts=self._text,
            ignores=[one for one in ignores if one.path in names],
        )
        places = {one.site for one in sightings}
        return with_lines(judged.only(lambda one: one.site in places and self._narrowing.shows(one))).findings

    def _changes(self, paths: Sequence[str]) -> Changes | None:
        """What changed, where only that is asked about."""
        if self._chosen.changed is None:
            return None
        from advisor.front.changed import changes_since

        return changes_since(self._chosen.changed, paths)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _read(self, paths: Sequence[str], changes: Changes | None) -> Readings:
        if tuple(paths) == STDIN:
            return self._read_stdin(str(self._chosen.stdin_filename))
        found = walk([Path(path) for path in sorted(set(paths))])  # in whatever order they were given
        return read(self._wanted(found, changes), self._search)

    def _wanted(self, found: Walk, changes: Changes | None) -> Walk:
        """Of the files that a walk found, those that this run reads."""
        excluded = [path for path in found.files if self._excluded.hold(path)]
        left = (*found.left, *count_left((_EXCLUDED, path) for path in excluded))
        files = set(found.files).difference(excluded)
        if changes is not None:
            files = {path for path in files if changes.hold(path)}
        if self._shard is None:
            return Walk(tuple(sorted(files)), left)
        return Walk(self._shard.of_files(sorted(files)), left if self._shard.number == 1 else ())

    def _read_stdin(self, name: str) -> Readings:
        if self._excluded.hold(name):
            return gathered(Walk((), count_left([(_EXCLUDED, name)])), ())
        most = largest(name)
        content = sys.stdin.buffer.read(most + 1)
        if len(content) > most:
            raise InputError(f"-: larger than {most:,} bytes; expected a source file")
        source, path = as_source(content), Path(name).as_posix()
        if isinstance(source, bytes):
            self._given[path] = source
        return gathered(Walk((path,), ()), [self._search.of_content(path, source)])

    # -- judging -----------------------------------------------------------------------------------------------------

    def _judged(self, found: Readings) -> Linted:
        shard = str(self._shard or "")
        if not found.sightings and not found.ignores:
            return replace(self._nothing(found), shard=shard)
        from advisor.judge import lint

        answer = lint(
            self._knowledge,
            found.sightings,
            files=found.files,
            left=found.left,
            texts=self._text,
            pedantic=self._chosen.pedantic,
            ignores=found.ignores,
        )
        return replace(answer, shard=shard)

    def _nothing(self, found: Readings) -> Linted:
        """The answer where there is nothing to judge, for which no rules are loaded."""
        from advisor.left import summed

        as_of, days = self._options.as_of, map(date.fromisoformat, self._search.days)
        return Linted(
            as_of=as_of,
            newest_reading=max((day for day in days if day <= as_of), default=None),
            findings=(),
            files=found.files,
            requests=0,
            elsewhere={},
            rules=sum(map(bool, self._search.rules.values())),
            pages={},
            left=summed(found.left),
        )

    def _text(self, path: str) -> str | None:
        if path in self._given:
            return self._given[path].decode("utf-8", "replace")
        exact = read_exact(path)
        return exact.text if exact else None


def _spans(finding: Finding) -> list[tuple[int, int]]:
    """The lines of a request, of what a finding is about, and of what its fix would change."""
    edits = finding.fix.edits if finding.fix else ()
    return [(one.line, one.end_line) for one in (finding.site, finding.shown, *edits)]
