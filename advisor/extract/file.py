"""Every request in a file, whatever holds its code: a source file, a notebook, a page, a data file or a setting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisor.extract.find import sightings
from advisor.extract.fragment import Fragment
from advisor.extract.grammars import GRAMMARS
from advisor.extract.languages import fragments_of
from advisor.extract.project import Files, Seen
from advisor.extract.settings import settings
from advisor.extract.table import CallTable
from advisor.extract.unit import Unit
from advisor.extract.words import Words
from advisor.facts import UNKNOWN
from advisor.site import Sighting, Site

__all__ = ["file_sightings"]


def file_sightings(path: str, content: bytes, table: CallTable, words: Words, files: Files) -> list[Sighting]:
    """The requests of a file, in order."""
    text = content.decode("utf-8", "replace")
    fragments = fragments_of(path, text)
    if fragments is None:
        return list(_settings(path, text, table))
    found = [one for fragment in fragments for one in _in_fragment(path, fragment, table, words, files)]
    return sorted(found, key=lambda one: (one.site.line, one.site.column))


def _in_fragment(path: str, fragment: Fragment, table: CallTable, words: Words, files: Files) -> Iterator[Sighting]:
    grammar = GRAMMARS.get(fragment.language)
    source = fragment.text.encode("utf-8", "replace")
    if grammar is None or not words.are_in(source):
        return
    seen = Seen(files, path)
    for one in sightings(Unit(source, grammar), table, path, seen, seen.beside):
        yield replace(one, site=_placed(one.site, fragment))


def _placed(site: Site, fragment: Fragment) -> Site:
    """A place in a fragment as a place in its file."""
    first, last = (min(line, len(fragment.lines)) - 1 for line in (site.line, site.end_line))
    return replace(
        site,
        line=fragment.lines[first],
        column=site.column + fragment.columns[first],
        end_line=fragment.lines[last],
        end_column=site.end_column + fragment.columns[last],
        cell=fragment.cells[first] if fragment.cells else None,
        cell_line=fragment.cell_lines[first] if fragment.cell_lines else None,
    )


def _settings(path: str, text: str, table: CallTable) -> Iterator[Sighting]:
    for one in settings(text, table):
        end = one.column + len(one.written)
        site = Site(
            path=path,
            line=one.line + 1,
            column=one.column + 1,
            end_line=one.line + 1,
            end_column=end + 1,
            language="text",
            how="setting",
            host="dynamic",
            model_from="literal",
            confidence="low",
        )
        models = (one.model,)
        yield Sighting(site=site, surfaces=(UNKNOWN,), model=models, image_model=models, params={}, open=True)
