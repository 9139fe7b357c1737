"""The requests of files on disk: what each worker does with the names it is given."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from advisor.extract.ignores import ignores, may_ignore
from advisor.extract.words import Words
from advisor.folders import PACKAGE, base_folder
from advisor.front.scan import scan
from advisor.front.source import largest, read_source
from advisor.front.walk import Walk, count_left, walk
from advisor.left import Left
from advisor.store import cache_file, keep, kept, key_of, sealed

if TYPE_CHECKING:  # loaded for files that hit
    from advisor.extract.ignores import Ignore
    from advisor.extract.project import Files
    from advisor.extract.table import CallTable
    from advisor.rulebook import RuleBook
    from advisor.site import Sighting

__all__ = ["SEARCH", "Reading", "Readings", "Requests", "gathered", "read", "readings", "search_text"]

_SCRIPTS = (".js", ".mjs", ".cjs")
_LONGEST_LINE = 50_000
"""Bytes. Longer lines are a bundler's, and what it made them from is what people mend."""
_LARGE = 100_000
"""Bytes of a file whose syntax tree takes tens of megabytes."""
SEARCH = PACKAGE / "search.json"
"""What a wheel's own rules give to look for."""


class Reading(NamedTuple):
    """What a file gave."""

    path: str
    sightings: tuple[Sighting, ...] = ()
    left_out: str = ""
    """Why it was not read; empty where it was."""
    ignores: tuple[Ignore, ...] = ()
    """Its comments that let findings pass."""


class Readings(NamedTuple):
    """What all files gave."""

    sightings: list[Sighting]
    names: list[str]
    """Those that were read."""
    left: tuple[Left, ...]
    ignores: list[Ignore]
    """The comments that let findings pass."""

    @property
    def files(self) -> int:
        """How many were read."""
        return len(self.names)


class Requests:
    """Reads files and finds their requests; picklable, so that every core can have one.

    The rules are loaded where a file holds one of their words; most hold none.
    """

    def __init__(self, overlays: Sequence[Path] = (), aliases: Mapping[str, str] | None = None) -> None:
        self._overlays, self._aliases = tuple(overlays), dict(aliases or {})
        self._words, self.days, self.rules = _search(self._overlays)
        """`days` are those on which what the rules know was read, as ISO dates in order; `rules` the stages of those
        that code is judged by, by id: empty where an overlay retired the rule."""
        if self._aliases:
            self._words = Words.of(self._known)

    def __call__(self, names: Sequence[str]) -> list[Reading]:
        """A reading of each file that holds a request or a comment to lint, or was left out."""
        return [one for one in map(self._read, names) if one.sightings or one.left_out or one.ignores]

    def _read(self, path: str) -> Reading:
        return self.of_content(path, read_source(path, largest(path)))

    def of_content(self, path: str, content: bytes | str) -> Reading:
        """What a file of that name and content gives; a `str` is the reason why it has none."""
        if isinstance(content, str):
            return Reading(path, left_out=content)
        reading = self._requests(path, content) if self._words.are_in(content) else Reading(path)
        return reading._replace(ignores=tuple(ignores(path, content))) if may_ignore(content) else reading

    def _requests(self, path: str, content: bytes) -> Reading:
        if path.endswith(_SCRIPTS) and max(map(len, content.split(b"\n"))) > _LONGEST_LINE:
            return Reading(path, left_out="minified")
        from advisor.extract.file import file_sightings

        try:
            return Reading(path, tuple(file_sightings(path, content, self._known, self._words, self._files)))
        except Exception as error:  # noqa: BLE001  # one file in ten thousand must not cost the others their answer
            return Reading(path, left_out=f"internal error, please report it ({type(error).__name__})")
        finally:
            if len(content) > _LARGE:
                gc.collect()  # what was made of it goes in circles, and would stay beside that of the next one

    @cached_property
    def _known(self) -> CallTable:
        from advisor import load_rules
        from advisor.call_table import call_table

        return call_table(load_rules(*self._overlays), self._aliases)

    @cached_property
    def _files(self) -> Files:
        from advisor.extract.project import Files

        return Files(_beside)


def _beside(path: str) -> bytes | None:
    """A file that another one names."""
    if not Path(path).is_file():
        return None
    content = read_source(path, largest(path))
    return None if isinstance(content, str) else content


def readings(paths: Sequence[Path], requests: Requests) -> Readings:
    """The requests at and below some paths.

    Raises:
        InputError: a path that is not there.
    """
    return read(walk(paths), requests)


def read(found: Walk, requests: Requests) -> Readings:
    """The requests of the files that a walk found."""
    return gathered(found, scan(found.files, requests))


def gathered(found: Walk, readings: Iterable[Reading]) -> Readings:
    """What the readings of some files come to together."""
    sightings: list[Sighting] = []
    comments: list[Ignore] = []
    left: dict[str, str] = {}
    for reading in readings:
        sightings += reading.sightings
        comments += reading.ignores
        if reading.left_out:
            left[reading.path] = reading.left_out
    names = [path for path in found.files if path not in left]
    why = ((reason, path) for path, reason in left.items())
    return Readings(sightings, names, (*found.left, *count_left(why)), comments)


# -- what is looked for ----------------------------------------------------------------------------------------------


class Search(NamedTuple):
    """What rules give to look for, the days on which what they know was read, and the rules that code is judged by."""

    words: Words
    days: tuple[str, ...]
    rules: Mapping[str, str]
    """The stages of the rules that code is judged by, by id; empty where an overlay retired the rule."""

    def as_text(self) -> str:
        """As it is kept."""
        return json.dumps([self.words.as_data(), self.days, self.rules])

    @classmethod
    def from_text(cls, text: str) -> Search:
        """What a kept text says.

        Raises:
            ValueError: the text is not one.
        """
        words, days, rules = json.loads(text)
        return cls(Words(*words), tuple(days), rules)


def search_text(folders: tuple[Path, ...]) -> str:
    """What some folders of rules give to look for, as it is kept."""
    from advisor.reader import read_folders

    return sealed(key_of(folders), _made(read_folders(folders), {}).as_text())


def _made(book: RuleBook, aliases: Mapping[str, str]) -> Search:
    from advisor.call_table import call_table
    from advisor.selection import judging

    rules = {rule.id: rule.stage for rule in judging(book)} | dict.fromkeys(book.retired, "")
    return Search(Words.of(call_table(book, aliases)), tuple(map(str, book.days)), rules)


def _search(overlays: tuple[Path, ...]) -> Search:
    """What was kept, so that a run which finds nothing loads no rules; else what the rules give."""
    from advisor import load_rules

    folders = (base_folder(), *(overlay.absolute() for overlay in overlays))
    try:
        key = key_of(folders)
    except OSError:  # whoever reads the rules in earnest tells what is wrong with them
        return _made(load_rules(*overlays), {})
    text = kept(SEARCH, key) if len(folders) == 1 else None
    if text is None:
        text = kept(cache_file(folders, "search"), key)
    if text is not None:
        return Search.from_text(text)
    made = _made(load_rules(*overlays), {})
    keep(cache_file(folders, "search"), folders, key, made.as_text())
    return made
