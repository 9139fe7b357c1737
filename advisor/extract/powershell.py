"""PowerShell as the shell writes it: commands and texts alike, tables as texts of JSON; line by line."""

from __future__ import annotations

import re

__all__ = ["as_shell"]

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*|<\#[\s\S]*?\#>)
    |@"[ \t]*(?P<here>\r?\n[\s\S]*?\r?\n)[ \t]*"@
    |@'[ \t]*(?P<raw>\r?\n[\s\S]*?\r?\n)[ \t]*'@
    |(?P<key>["']?[\w-]+["']?[ \t]*=(?!=))
    |"(?P<text>(?:`[\s\S]|""|[^"`])*)"
    |'(?P<plain>(?:''|[^'])*)'
    |(?P<json>\|?\s*ConvertTo-Json(?:[ \t]+-\w+(?:[ \t]+\d+)?)*)
    |(?P<more>`[ \t]*(?=\r?\n))
    |(?P<command>\((?!\s*(?:@|\$|["'(]|ConvertTo-Json))(?:[^()]|\([^()]*\))*\))
    |(?P<splat>@(?=\w))
    |(?P<open>@\{|@\(|[({])|(?P<close>[)}])
    |(?P<given>\$(?P<owner>\w+)[ \t]*=[ \t]*(?=["'@]|\(@|\$\w+[ \t]*(?:[|;\r\n]|$)))|(?P<result>\$[\w.]+[ \t]*=(?!=))
    |(?P<end>;|\r?\n)
    |(?P<name>\$(?:env:)?\w+)
    |(?<![-.\w$])(?:(?P<keyword>(?:if|elseif|else|for|foreach|while|do|try|catch|finally|function|param|switch|begin|process))
        |(?P<result_of>return))(?![-\w])
    |(?P<word>[\w-]+)
    |(?P<other>[\s\S])""",
    re.VERBOSE | re.IGNORECASE,
)
_BLOCK = "\1"
"""Stands where a block begins or ends, until it is known what stands before it."""
_SPELLED = {"more": "\\", "result": "", "result_of": "", "keyword": ":", "splat": "$", "[": " ", "]": " ", ",": " "}
"""By kind, or as it is written: what stands for it outside of tables."""
_CONSTANTS = {"$true": "true", "$false": "false", "$null": "null"}


def as_shell(text: str) -> str:
    """The text respelled; what the shell has no word for becomes a word that is not known."""
    return _Speller(text).respelled()


class _Speller:
    """Goes through a text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tables = {found.lower() for found in re.findall(r"\$(\w+)[ \t]*=[ \t]*\(?@[{(]", text)}
        for name, of in re.findall(r"\$(\w+)[ \t]*=[ \t]*\(?\$(\w+)", text):  # what is made of a table
            self._tables |= {name.lower()} if of.lower() in self._tables else set()
        self._opened: list[str] = []

    def respelled(self) -> str:
        whole = "".join(map(self._spelled, _TOKEN.finditer(self._text)))
        return re.sub(rf"(?m)(^|;)([ \t]*){_BLOCK}", r"\1\2:;", whole).replace(_BLOCK, ";:;")

    def _spelled(self, token: re.Match[str]) -> str:
        kind, written = token.lastgroup or "", token[0]
        if kind == "owner":
            kind = "given"
        if kind == "open":
            return self._open(written)
        if kind == "close":
            return self._close()
        lines = written.count("\n")
        if kind in ("comment", "json", "command"):
            return "\n" * lines if kind == "comment" else ("$_" if kind == "command" else "") + "\\\n" * lines
        return self._in_table(kind, written, token) if "@{" in self._opened else self._outside(kind, written, token)

    def _open(self, written: str) -> str:
        inside = "@{" in self._opened
        self._opened.append(written)
        if inside:
            return {"@{": "{", "@(": "["}.get(written, "")
        return {"@{": "'{", "{": _BLOCK}.get(written, "")

    def _close(self) -> str:
        opened = self._opened.pop() if self._opened else ""
        if "@{" in self._opened:
            return {"@{": "}", "@(": "]"}.get(opened, "")
        return {"@{": "}'", "{": _BLOCK}.get(opened, "")

    def _outside(self, kind: str, written: str, token: re.Match[str]) -> str:
        if kind in ("here", "text"):
            return '"' + _unescaped(token[kind]).replace('"', '\\"') + '"'
        if kind in ("raw", "plain"):
            return _single(token[kind])
        if kind == "given":
            return f"{token['owner']}="
        return _bare(written) if kind == "name" else _SPELLED.get(kind, _SPELLED.get(written, written))

    def _in_table(self, kind: str, written: str, token: re.Match[str]) -> str:
        """A part of a table as JSON, inside of a text in single quotes."""
        if kind in ("here", "text", "raw", "plain"):
            text = _unescaped(token[kind]) if kind in ("here", "text") else token[kind]
            said = re.sub(r"[\\\"'\r\n]", lambda one: f"\\u{ord(one[0]):04x}", text)
            lines = "\n" * text.count("\n")
            return f'"{_spliced(said) if kind in ("here", "text") else said}"{lines}'
        if kind == "key":
            bare = written.rstrip("= \t").strip("\"'")
            return f'"{bare}":'
        if kind == "name":
            known = _CONSTANTS.get(written.lower())
            splice = _spliced(written)
            return known or (splice if written[1:].lower() in self._tables else f'"{splice}"')
        return {"end": written.replace(";", ",").replace("\n", ",\n"), "more": ""}.get(kind, written.replace("'", ""))


def _bare(name: str) -> str:
    return re.sub(r"(?i)^\$env:", "$", name)


def _spliced(text: str) -> str:
    """A text in single quotes with its names let out of them."""
    return re.sub(r"\$(?:env:)?(\w+)", r"""'"${\1}"'""", text, flags=re.IGNORECASE)


def _single(text: str) -> str:
    return "'" + text.replace("''", "'").replace("'", "'\\''") + "'"


def _unescaped(text: str) -> str:
    """A text in double quotes without the marks that escape."""
    letters = {"n": "\\n", "t": "\\t", None: '"'}
    return re.sub(r'`([\s\S])|""', lambda found: letters.get(found[1], found[1]), text)
