"""The requests of files on disk: what each worker does with the names it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.extract.words import Words
from advisor.front.scan import scan
from advisor.front.source import largest, read_source
from advisor.front.walk import count_left, walk
from advisor.inventory import Skipped

if TYPE_CHECKING:  # loaded for files that hit
    from advisor.extract.project import Files
    from advisor.extract.table import CallTable
    from advisor.site import Sighting

__all__ = ["Reading", "Requests", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave."""

    path: str
    sightings: tuple[Sighting, ...] = ()
    left_out: str = ""
    """Why it was not read; empty where it was."""


class Requests:
    """Reads files and finds their requests; picklable, so that every core can have one."""

    def __init__(self, table: CallTable) -> None:
        self._table = table

    def __call__(self, names: Sequence[str]) -> list[Reading]:
        """A reading of each file that holds a request or was left out."""
        return [reading for reading in map(self._read, names) if reading.sightings or reading.left_out]

    def _read(self, path: str) -> Reading:
        content = read_source(path, largest(path))
        if isinstance(content, str):
            return Reading(path, left_out=content)
        if not self._words.are_in(content):
            return Reading(path)
        from advisor.extract.file import file_sightings

        return Reading(path, tuple(file_sightings(path, content, self._table, self._words, self._files)))

    @cached_property
    def _words(self) -> Words:
        return Words(self._table)

    @cached_property
    def _files(self) -> Files:
        from advisor.extract.project import Files

        return Files(_beside)


def _beside(path: str) -> bytes | None:
    """A file that another one names; only what lies below the working directory or was reached from there by name."""
    if not Path(path).is_file():
        return None
    content = read_source(path, largest(path))
    return None if isinstance(content, str) else content


def readings(paths: Sequence[Path], requests: Requests) -> tuple[list[Sighting], int, tuple[Skipped, ...]]:
    """The requests at and below some paths, how many files were read, and what was left out.

    Raises:
        InputError: a path that is not there.
    """
    found = walk(paths)
    sightings: list[Sighting] = []
    left: list[tuple[str, str]] = []
    for reading in scan(found.files, requests):
        sightings += reading.sightings
        if reading.left_out:
            left.append((reading.left_out, reading.path))
    skipped = (Skipped(one.reason, one.count, one.examples) for one in (*found.left, *count_left(left)))
    return sightings, len(found.files) - len(left), tuple(skipped)
