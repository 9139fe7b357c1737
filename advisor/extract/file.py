"""Every request in a file, whatever holds its code: a source file, a notebook, a page, a data file or a setting."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from advisor.extract import http_file, markdown, markup, notebook, restructured
from advisor.extract.address import Addresses
from advisor.extract.data import data_requests, http_request
from advisor.extract.dialects import DIALECTS, continued
from advisor.extract.documents import Document, json_documents, scripts_in, yaml_documents
from advisor.extract.find import sighting, sightings
from advisor.extract.fragment import Fragment, fragment, rows_of
from advisor.extract.grammars import GRAMMARS
from advisor.extract.languages import of_name, of_shebang
from advisor.extract.project import Files, Seen
from advisor.extract.prose import Paragraph, may_state, statements
from advisor.extract.sent import is_request
from advisor.extract.settings import settings
from advisor.extract.table import CallTable
from advisor.extract.unit import Unit
from advisor.extract.words import Words
from advisor.facts import UNKNOWN
from advisor.site import Region, Sighting, Site

__all__ = ["file_sightings"]


def file_sightings(path: str, content: bytes, table: CallTable, words: Words, files: Files) -> list[Sighting]:
    """The requests of a file, in order."""
    found = _File(path, content, table, words, files).sightings()
    ordered = sorted(found, key=lambda one: (one.site.line, one.site.column))
    keyed = [number for number, one in enumerate(ordered) if one.site.literal_key]
    for number in keyed[1:]:
        one = ordered[number]
        ordered[number] = replace(one, site=replace(one.site, first_with_key=False))
    return ordered


class _File:
    """A file that is read once."""

    def __init__(self, path: str, content: bytes, table: CallTable, words: Words, files: Files) -> None:
        self._path, self._content = path, content
        self._table, self._words = table, words
        self._text = content.decode("utf-8", "replace")
        self._seen = Seen(files, path)

    def sightings(self) -> Iterator[Sighting]:
        text = self._text
        kind = of_name(self._path) or of_shebang(text.partition("\n")[0])
        if kind is None:
            yield from self._settings(text)
        elif kind in GRAMMARS:
            yield from self._in_code(fragment(kind, rows_of(text)) if "\r" in text else Fragment(kind, text))
        elif kind == "json":
            yield from self._in_json(self._content)
        elif kind == "yaml":
            yield from self._in_yaml(text)
        elif kind == "http":
            yield from self._in_http(text)
        elif kind == "bruno":
            yield from self._requests(http_file.bruno_requests(text))
        elif kind in DIALECTS:
            found = self._in_dialect(fragment(kind, rows_of(text)))
            yield from found if kind == "powershell" else self._and_settings(text, found)
        elif kind in _CONTAINERS:
            for one in _CONTAINERS[kind](text, kind):
                yield from self._in_fragment(one)
            if kind in _PROSE and may_state(self._path, text):
                yield from self._stated(_PROSE[kind](text, kind))

    def _in_fragment(self, code: Fragment) -> Iterator[Sighting]:
        if code.language == "json":
            for one in self._in_json(code.text.encode("utf-8", "replace")):
                yield _placed(one, code)
        elif code.language == "http":
            for one in self._in_http(code.text):
                yield _placed(one, code)
        elif code.language in DIALECTS:
            yield from self._in_dialect(code)
        elif code.language in GRAMMARS:
            yield from self._in_code(_opened(code))
        elif not code.language:
            yield from self._in_code(replace(code, language=_guessed(code.text)))

    def _in_code(self, code: Fragment) -> Iterator[Sighting]:
        text = continued(code.text) if code.language == "shell" else code.text
        source = text.encode("utf-8", "replace")
        if not self._words.are_in(source):
            return
        unit = Unit(source, GRAMMARS[code.language], page=self._text)
        for one in sightings(unit, self._table, self._path, self._seen, self._seen.beside):
            if one.site.line > code.before:
                yield _placed(one, code)

    def _in_dialect(self, code: Fragment) -> Iterator[Sighting]:
        if self._words.are_in(code.text.encode("utf-8", "replace")):
            yield from self._in_code(replace(code, language="shell", text=DIALECTS[code.language](code.text)))

    def _in_json(self, content: bytes) -> Iterator[Sighting]:
        if len(content) > _LARGEST_BODY and not self._names_address(content):
            return
        for document in json_documents(content):
            yield from self._in_data(document, "json")

    def _names_address(self, content: bytes) -> bool:
        """Whether a data file holds an address of ours, so that it may hold calls."""
        addresses = Addresses(self._table)
        return any(addresses.names_one(found[1].decode("utf-8", "replace")) for found in _CALL.finditer(content))

    def _in_http(self, text: str) -> Iterator[Sighting]:
        yield from self._requests(http_file.requests(text))
        for one in http_file.commands(text):
            yield from self._in_code(one)

    def _requests(self, written: list[http_file.HttpRequest]) -> Iterator[Sighting]:
        for request in written:
            sent = http_request(request, self._table)
            if sent is not None:
                yield sighting(sent, self._table, self._path, "http", lambda line: (line, 0))

    def _in_yaml(self, text: str) -> Iterator[Sighting]:
        yield from self._and_settings(text, self._in_documents(text))

    def _and_settings(self, text: str, requests: Iterator[Sighting]) -> Iterator[Sighting]:
        """The requests of a file, and the settings that stand in none of them."""
        found = list(requests)
        yield from found
        held = {line for one in found for line in range(one.site.line, one.site.end_line + 1)}
        yield from (one for one in self._settings(text) if one.site.line not in held)

    def _in_documents(self, text: str) -> Iterator[Sighting]:
        """The bodies of a YAML file, and the commands in its texts."""
        rows = rows_of(text)
        for document in yaml_documents(text):
            yield from self._in_data(document, "yaml")
            for script in scripts_in(document.value):
                first, last = document.point(script.span.start)[0], document.point(script.span.end)[0]
                style = text[script.span.start]
                held = rows[first + 1 : last] if style in "|>" else rows[first : last + 1]
                if style != "|":  # its lines are one
                    held = [row._replace(text=f"{row.text} \\") for row in held[:-1]] + held[-1:]
                yield from self._in_code(fragment("shell", held))

    def _in_data(self, document: Document, language: str) -> Iterator[Sighting]:
        for sent in data_requests(document.value, self._table):
            kept = is_request(sent, self._table)
            if kept is not None:
                yield sighting(kept, self._table, self._path, language, document.point)

    def _stated(self, paragraphs: list[Paragraph]) -> Iterator[Sighting]:
        """The models that prose calls the latest."""
        for one in statements(paragraphs, self._table):
            column = one.row.column + one.column + 1
            site = Site(
                path=self._path,
                line=one.row.line,
                column=column,
                end_line=one.row.line,
                end_column=column + len(one.model),
                language="text",
                how="prose",
                host="dynamic",
                model_from="unknown",
                calls_latest=one.model,
                confidence="low",
                cell=one.row.cell if one.row.cell >= 0 else None,
                cell_line=one.row.cell_line or None,
            )
            unknown = (UNKNOWN,)
            yield Sighting(site=site, surfaces=unknown, model=unknown, image_model=unknown, params={}, open=True)

    def _settings(self, text: str) -> Iterator[Sighting]:
        for one in settings(self._path, text, self._table):
            site = Site(
                path=self._path,
                line=one.line + 1,
                column=one.column + 1,
                end_line=one.line + 1,
                end_column=one.column + len(one.written) + 1,
                language="text",
                how="setting",
                host="dynamic",
                model_from="literal",
                confidence="low",
            )
            models = (one.model,)
            yield Sighting(site=site, surfaces=(UNKNOWN,), model=models, image_model=models, params={}, open=True)


_LARGEST_BODY = 100_000
"""Bytes. A larger data file is no body of a request; it may still hold calls."""
_CALL = re.compile(rb"\"(?:url|raw)\"\s*:\s*\"([^\"]*/v\d+/[^\"]*)\"")
_CONTAINERS: Mapping[str, Callable[[str, str], list[Fragment]]] = {
    "markdown": markdown.fragments,
    "mdx": markdown.fragments,
    "notebook": lambda text, _: notebook.fragments(text),
    "restructured": lambda text, _: restructured.fragments(text),
    **dict.fromkeys(("vue", "svelte", "astro", "html"), markup.fragments),
}
"""What finds the code in a file of each kind."""


_PROSE: Mapping[str, Callable[[str, str], list[Paragraph]]] = {
    "markdown": markdown.paragraphs,
    "mdx": markdown.paragraphs,
    "notebook": lambda text, _: notebook.paragraphs(text),
    "restructured": lambda text, _: restructured.paragraphs(text),
}
"""What finds the prose in a file of each kind."""


def _opened(code: Fragment) -> Fragment:
    """The same code; PHP on a page mostly lacks the tag that begins it."""
    if code.language != "php" or "<?" in code.text:
        return code
    tag = "<?php "
    return replace(code, text=tag + code.text, columns=(code.columns[0] - len(tag), *code.columns[1:]))


def _guessed(text: str) -> str:
    """The language of code that does not say; the shell where nothing speaks for another."""
    head = text.lstrip()
    if head.startswith(("curl ", "$ ", "#!")):
        return "shell"
    if any(word in text for word in ("await ", "const ", "=> ", "new OpenAI", "require(")):
        return "typescript"
    return "python" if any(word in text for word in ("import ", "client.", "openai.", "requests.")) else "shell"


P = TypeVar("P", Site, Region)


def _placed(one: Sighting, code: Fragment) -> Sighting:
    """A request at its place in a fragment, as one at its place in the file."""
    if not code.lines:
        return one
    first = min(one.site.line, len(code.lines)) - 1
    site = replace(
        _moved(one.site, code),
        cell=code.cells[first] if code.cells else None,
        cell_line=code.cell_lines[first] if code.cell_lines else None,
    )

    def moved(regions: tuple[Region, ...]) -> tuple[Region, ...]:
        return tuple(_moved(region, code) for region in regions)

    written = {
        name: tuple(replace(part, at=moved(part.at), entries=moved(part.entries)) for part in parts)
        for name, parts in one.written.items()
    }
    return replace(one, site=site, written=written)


def _moved(place: P, code: Fragment) -> P:
    """Lines and columns in a fragment as those in its file."""
    first, last = (min(line, len(code.lines)) - 1 for line in (place.line, place.end_line))
    return replace(
        place,
        line=code.lines[first],
        column=code.columns[first] + _column(code, first, place.column),
        end_line=code.lines[last],
        end_column=code.columns[last] + _column(code, last, place.end_column),
    )


def _column(code: Fragment, at: int, column: int) -> int:
    """A column of a line; in a notebook the characters before it are escaped."""
    if not code.cells:
        return column
    before = code.text.split("\n")[at][: column - 1]
    return len(json.dumps(before, ensure_ascii=False)) - 1
