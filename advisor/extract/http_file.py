"""Requests in .http and .rest files, as editors send them, and in blocks of code labelled http."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.extract.commands import command_length
from advisor.extract.fragment import Fragment, Row, fragment, rows_of

__all__ = ["HttpRequest", "bruno_requests", "commands", "requests"]

_SEPARATOR = re.compile(r"\s*###")
_IGNORED = re.compile(r"\s*(?:#|//)")
_VARIABLE = re.compile(r"\s*@([\w.-]+)\s*=\s*(.{0,1000}$)")
_USE = re.compile(r"\{\{\s*%?([\w.-]+)\s*\}\}")
_METHODS = "GET|HEAD|POST|PUT|DELETE|CONNECT|PATCH|OPTIONS|TRACE|GRPC|GRAPHQL|WEBSOCKET"
_REQUEST = re.compile(rf"(?:({_METHODS})\s+(?=\S)|(?=https?:|\{{\{{))(.*?)(?:\s+HTTP/[\d.]+)?$")
_QUERY = re.compile(r"\s+[?&]")
_HEADER = re.compile(r"([\w!#$%&'*+.^`|~-]+)\s*:\s*(.*)")
_ANSWER = re.compile(r"\s*(?:HTTP/[\d.]+\s+\d{3}|<>\s|>>!?\s|>\s*\{%|>\s+\S+\.js\s*$)")
"""What ends a body: an answer that is written down, or what is to be done with it."""
_SCRIPT = re.compile(r"\s*<\s*\{%")
_DEEPEST = 10
"""How often variables in variables are replaced."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request; `{{name}}` stands where the file does not say a variable's value. Lines count from 1."""

    method: str
    url: str
    """Joined with the header `Host` where the request line names a path only."""
    headers: tuple[tuple[str, str], ...]
    body: str
    """As written, lines parted by `\\n`; `< ./file.json` where a file is sent."""
    line: int
    """Of the request line."""
    end_line: int
    """Of the last line that is not blank."""
    body_line: int
    """Of the first line of the body; 0 where there is none."""


def requests(text: str) -> list[HttpRequest]:
    """Every request of a file, in order."""
    rows = rows_of(text)
    variables = {found[1]: found[2].strip() for row in rows if (found := _VARIABLE.match(row.text))}
    parts = (_request(part, variables) for part in _parts(rows))
    return [request for request in parts if request]


_BRUNO = re.compile(r"(?m)^(get|post|put|patch|delete|options|head) \{\n(?:.*\n)*?\s*url: (.*)\n(?:.*\n)*?\}")
_BRUNO_BODY = re.compile(r"(?m)^body(?::([\w-]+))? \{\n([\s\S]*?)\n\}")
_BRUNO_PART = re.compile(r"(?m)^\s*([\w\[\]]+): *(.*)$")


def bruno_requests(text: str) -> list[HttpRequest]:
    """The request of a file of Bruno's; what is filled in and a file of a form stand in braces."""
    start, body = _BRUNO.search(text), _BRUNO_BODY.search(text)
    if not start:
        return []
    written = body[2] if body else ""
    if body and "form" in (body[1] or ""):
        parts = _BRUNO_PART.findall(written)
        written = json.dumps({name: "{{file}}" if value.startswith("@file") else value for name, value in parts})
    first, last = (text.count("\n", 0, at) + 1 for at in (start.start(), (body or start).end()))
    return [HttpRequest(start[1].upper(), start[2].strip(), (), written, first, last, first if body else 0)]


def commands(text: str) -> list[Fragment]:
    """The curl commands that stand in the place of a request."""
    found = []
    for part in _parts(rows_of(text)):
        if part and re.match(r"\s*curl\s", part[0].text):
            length = command_length([row.text for row in part])
            found.append(fragment("shell", part[:length]))
    return found


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows between separators, from the request line on."""
    part: list[Row] = []
    for row in [*rows, Row("###", len(rows) + 1)]:
        if not _SEPARATOR.match(row.text):
            part.append(row)
            continue
        start = _first(part)
        yield part[start:]
        part = []


def _first(part: Sequence[Row]) -> int:
    """Where the request line stands: after comments, variables and a script."""
    in_script = False
    for at, row in enumerate(part):
        in_script = in_script or bool(_SCRIPT.match(row.text))
        skipped = in_script or not row.text.strip() or _IGNORED.match(row.text) or _VARIABLE.match(row.text)
        if not skipped:
            return at
        in_script = in_script and "%}" not in row.text
    return len(part)


def _request(part: Sequence[Row], variables: Mapping[str, str]) -> HttpRequest | None:
    start = _REQUEST.match(part[0].text.strip()) if part else None
    if not start:
        return None
    more = next((at for at, row in enumerate(part) if at and not _QUERY.match(row.text)), len(part))
    blank = next((at for at, row in enumerate(part) if at >= more and not row.text.strip()), len(part))
    body = _body(part[blank:])
    headers = tuple((name, _fill(value, variables)) for name, value in _headers(part[more:blank]))
    return HttpRequest(
        method=start[1] or "GET",
        url=_whole(_fill(start[2] + "".join(row.text.strip() for row in part[1:more]), variables), headers),
        headers=headers,
        body=_fill("\n".join(row.text for row in body), variables),
        line=part[0].line,
        end_line=(body or part[:blank])[-1].line,
        body_line=body[0].line if body else 0,
    )


def _headers(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    for row in rows:
        header = _HEADER.match(row.text.strip())
        if header and not _IGNORED.match(row.text):
            yield header[1], header[2]


def _body(rows: Sequence[Row]) -> Sequence[Row]:
    """What is sent of the rows after the headers, without blank ones at its ends."""
    end = next((at for at, row in enumerate(rows) if _ANSWER.match(row.text)), len(rows))
    held = [at for at in range(end) if rows[at].text.strip()]
    return rows[held[0] : held[-1] + 1] if held else []


def _whole(url: str, headers: Sequence[tuple[str, str]]) -> str:
    host = next((value for name, value in headers if name.lower() == "host"), "")
    return f"https://{host}{url}" if host and url.startswith("/") else url


def _fill(text: str, variables: Mapping[str, str]) -> str:
    """The text with every known variable replaced, also those in the values of others."""
    for _ in range(_DEEPEST):
        filled = _USE.sub(lambda use: variables.get(use[1], use[0]), text)
        if filled == text or len(filled) > 10 * len(text) + 10_000:
            return text
        text = filled
    return text
