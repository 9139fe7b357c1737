"""Commands as they are typed: how far one reaches, which stand in prose, and what prompts and output leave of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.extract.fragment import Row

__all__ = ["command_length", "commands_in_prose", "typed"]

_COMMAND = re.compile(
    r"""(?:
        \\[\s\S]                                            # an escaped character or line end
      | '[^']*'
      | "(?:\\[\s\S]|[^"\\])*+"
      | (?<![^\s;|&(])\#[^\n]*                              # a comment
      | (?<!<)<<-?\s*(["']?)(\w+)\1 [^\n]*\n (?:[^\n]*\n)*? [ \t]*\2 (?=\n|\Z)   # a here-document
      | [^\n'"\\]
    )*+""",
    re.VERBOSE,
)
_BACKSLASHES = re.compile(r"(?:[^\n]*\\[ \t]*\n)*[^\n]*")
_CURL = re.compile(r"\s*(?:[$%>\u276f] +)?(?=curl(?:\.exe)?\s)")
_SENT = re.compile(r"""curl(?:\.exe)?\s+(?=['"$<{\\]|--?\w|https?:|localhost|[^\s/]*[\w\]}>][:.]\S)[\s\S]*[/$]""")
"""A command of its own, and no sentence about curl: it has an option or an address, and a path or variable."""
_SPAN = re.compile(r"(?<!`)(`+)(?!`)([\s\S]+?)(?<!`)\1(?!`)")
_OPTION = re.compile(r"\s*--?[A-Za-z]")

_LONGEST = 500
"""Lines of a command; what seems to go on for longer has a quote nobody closed."""

_HOST = r"(?:\([\w.-]+\) ?)?(?:[\w.-]++@[\w.-]++[:\w~/. -]*+)?"
_DOLLAR = re.compile(rf"\s*{_HOST}[$%\u276f\u279c] +(?=\S)")
_ANGLE = re.compile(r"\s*> +(?=\S)")
_CONTINUED = re.compile(r"\s*> ?")
_PYTHON = re.compile(r"\s*(?:>>>(?: |$)|In \[\d*\]: ?)")
_PYTHON_CONTINUED = re.compile(r"\s*\.\.\.(?: |$)|\s+\.\.\.: ?")


def command_length(lines: Sequence[str]) -> int:
    """How many of the lines the shell command reaches over that begins with the first: it goes on after a backslash,
    in open quotes and in a here-document."""
    text = "\n".join(lines[:_LONGEST])
    end = _match_end(_COMMAND, text)
    if end < len(text) and text[end] != "\n":  # a quote that nothing closes is an apostrophe
        end = _match_end(_BACKSLASHES, text)
    return text.count("\n", 0, end) + 1


def _match_end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def commands_in_prose(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Each curl command of a paragraph: lines that begin with it, and code spans that hold it, in no fixed order."""
    in_spans: set[int] = set()
    for held in _spans(rows):
        in_spans.update(row.line for row in held)
        yield held
    at = 0
    while at < len(rows):
        start = _CURL.match(rows[at].text)
        if not start or rows[at].line in in_spans:
            at += 1
            continue
        length = _with_options([row.text for row in rows[at : at + _LONGEST]])
        command = [rows[at].cut(start.end()), *rows[at + 1 : at + length]]
        if _is_sent(command):
            yield command
        at += length


def _is_sent(rows: Sequence[Row]) -> bool:
    return bool(_SENT.match("\n".join(row.text for row in rows)))


def _with_options(texts: Sequence[str]) -> int:
    """The length of a command, with lines of options that follow without a backslash."""
    length = command_length(texts)
    while length < len(texts) and _OPTION.match(texts[length]):
        length += command_length(texts[length:])
    return length


def _spans(rows: Sequence[Row]) -> Iterator[list[Row]]:
    text = "\n".join(row.text for row in rows)
    for span in _SPAN.finditer(text) if "curl" in text else ():
        start = _CURL.match(span[2])
        if start:
            command = _between(rows, span.start(2) + start.end(), span.end(2))
            if _is_sent(command):
                yield command


def _between(rows: Sequence[Row], start: int, end: int) -> list[Row]:
    """What stands between two places of the rows' joined text."""
    found = []
    for row in rows:
        if start <= len(row.text) and end > 0:
            found.append(row._replace(text=row.text[:end]).cut(max(start, 0)))
        start, end = start - len(row.text) - 1, end - len(row.text) - 1
    return found


def typed(language: str, rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """The language and rows of a block, prompts cut off and output blanked where it is a session on a terminal."""
    if language in ("python", "") and any(_PYTHON.match(row.text) for row in rows):
        return "python", _python_session(rows)
    if language in ("shell", ""):
        first = next((row.text for row in rows if row.text.strip()), "")
        for prompt, counts in (
            (_DOLLAR, any(_DOLLAR.match(row.text) for row in rows)),
            (_ANGLE, language == "shell" and _ANGLE.match(first)),
        ):
            if counts:
                return "shell", _shell_session(rows, prompt)
    return language, list(rows)


def _python_session(rows: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    inside = False
    for row in rows:
        prompt = _PYTHON.match(row.text) or (inside and _PYTHON_CONTINUED.match(row.text))
        found.append(row.cut(prompt.end()) if prompt else row.blank())
        inside = bool(prompt)
    return found


def _shell_session(rows: Sequence[Row], prompt: re.Pattern[str]) -> list[Row]:
    found: list[Row] = []
    while len(found) < len(rows):
        start = prompt.match(rows[len(found)].text)
        if not start:
            found.append(rows[len(found)].blank())
            continue
        command = [rows[len(found)].cut(start.end())]
        for row in rows[len(found) + 1 : len(found) + _LONGEST]:
            if prompt is _DOLLAR and prompt.match(row.text):
                break
            continued = _CONTINUED.match(row.text)
            command.append(row.cut(continued.end()) if continued else row)
        found += command[: command_length([row.text for row in command])]
    return found
