"""Objects as people paste them: JSON, Python, JavaScript, Ruby, PHP, Dart, Java, Go; escaped, cut off or damaged.

Libraries that repair JSON expect one document that was meant to be JSON; they read `undefined` and `[Object]` as texts
and lose what is escaped twice. Here an object is found within other text, and what cannot be read is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["objects_in", "pairs_from", "unescaped"]

_DEEPEST = 40
"""Levels of nesting that are followed; what lies deeper is passed over."""
_SPACE = re.compile(r"(?:\s|\\+[nrt](?=[\s\\\"'{}\[\],:\w]))*")
_QUOTE = re.compile(r"(?:[bBuUrRfF](?=[\"']))?(\\{0,63})([\"'`])")
_BARE_KEY = re.compile(r":?\[?([A-Za-z_$][\w$.\- ]{0,40}?)\]?\s*(?:=>|:=|[:=])(?!//)")
_AFTER_KEY = re.compile(r"\]?(?:\s|\\+[nrt](?=\s))*(?:=>|[:=])")
_WORD = re.compile(
    r"(?P<none>undefined|null|None|nil|NULL|<nil>|<null>)(?![\w.])|(?P<true>[Tt]rue)(?!\w)|(?P<false>[Ff]alse)(?!\w)"
    r"|(?P<number>-?\d{1,15})(?=\s*[,})\]\n]|\s*$|\s+\w)"
)
_NOTHING = re.compile(r"[ \t]*\n\s*(?:\[\w+\] =>|\)\s*\n)")
"""How PHP prints an empty value: the next name follows at once."""
_SKETCH = re.compile(r"\[(?:Object|Array|Function|AsyncFunction|Getter|Circular|class|Symbol)[^\]\n]{0,80}\]")
_NEXT_KEY = re.compile(r",\s*[\"'\[:]?[A-Za-z_$][\w$.-]{0,40}[\"'\]]?\s*(?:=>|[:=])")
_GO_KEY = re.compile(r"\s(?:code|error|message|param|type|status|inner_?error)\s*:", re.IGNORECASE)
_WRAPPED = re.compile(
    r"(?:Some|Just|Optional)[(\[]|(?:string|int|float|bool|array|object)\(\w{1,20}\)(?:#\d+)?\s*(?:\(\d+\)\s*)?"
)
_OPENS = re.compile(
    r"\{(?=(?:\s|\\+[nrt])*(?:\\*[\"'`]|[:\[]?[A-Za-z_$][\w$.\-]{0,40}[\"']?\]?\s*(?:=>|[:=])|\}|$))"
    r"|\bmap\[(?=\w+:)|\bArray\s*\((?=\s*\[)|\barray:\d+ \[|\[(?=\s*[\"']\w{1,40}[\"']\s*=>)"
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " ", "0": ""}
_ESCAPED = re.compile(r"\\(?:u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CLOSING = re.compile(r"(?:\s|\\+[nrt])*(?:[,:}\])+=;]|$|[\"'`]|\\+[\"'`])")


def objects_in(text: str) -> Iterator[tuple[int, int, Any]]:
    """Each outermost object: where it starts, where it ends, and what it holds."""
    at = 0
    while opening := _OPENS.search(text, at):
        reader = _Reader(text, opening.start())
        value = reader.value(0)
        at = max(reader.at, opening.end())
        yield opening.start(), at, value


def pairs_from(text: str, start: int, end: int) -> dict[str, Any]:
    """The pairs of names and values from a place on, where no bracket holds them together."""
    return _Reader(text[:end], start).pairs("}", 0)


def unescaped(text: str) -> str:
    """A text whose escapes are resolved once."""
    return _ESCAPED.sub(_letter, text) if "\\" in text else text


def _letter(escape: re.Match[str]) -> str:
    code, byte, plain = escape.groups()
    if plain is not None:
        return _ESCAPES.get(plain, plain)
    number = int(code or byte, 16)
    return chr(number) if number < 0xD800 or 0xDFFF < number < 0x110000 else "�"


class _Reader:
    """Reads a value from a place of a text on, and never fails."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self.at = at

    def value(self, depth: int) -> Any:
        """What stands here."""
        if _NOTHING.match(self._text, self.at):
            return None
        self._pass(_SPACE)
        self._pass(_WRAPPED)
        opening = _OPENS.match(self._text, self.at)
        if opening and opening.group()[0] != "{":
            self.at = opening.end()
            go = opening.group().startswith("map")
            return self.pairs(")" if opening.group()[0] == "A" else "]", depth + 1, go=go)
        here = self._text[self.at : self.at + 1]
        if here == "{":
            self.at += 1
            return self.pairs("}", depth + 1)
        if here and here in "[(" and not _SKETCH.match(self._text, self.at):
            self.at += 1
            return self._list("]" if here == "[" else ")", depth + 1)
        return self._text_or_word()

    def pairs(self, closing: str, depth: int, *, go: bool = False) -> dict[str, Any]:
        """Names and values up to a closing bracket; values without a name stand under the empty one."""
        found: dict[str, Any] = {}
        while self.at < len(self._text) and depth < _DEEPEST:
            self._pass(_SPACE)
            here = self._text[self.at : self.at + 1]
            if here and here in "}])":
                self.at += here == closing or closing == "}"
                if here == closing:
                    break
                continue
            name = self._key()
            if name is not None:
                value = self._go_word() if go else None
                found.setdefault(name, self.value(depth) if value is None else value)
            elif here == "{" or _OPENS.match(self._text, self.at):
                found.setdefault("", []).append(self.value(depth))
            else:
                self._pass_junk()
        return found

    def _list(self, closing: str, depth: int) -> Any:
        items: list[Any] = []
        named: dict[str, Any] = {}
        while self.at < len(self._text) and depth < _DEEPEST:
            self._pass(_SPACE)
            here = self._text[self.at : self.at + 1]
            if here == ",":
                self.at += 1
            elif here and here in "}])":
                self.at += here == closing
                break
            elif (name := self._key(arrow=True)) is not None:
                named.setdefault(name, self.value(depth))
            else:
                before = self.at
                items.append(self.value(depth))
                self.at += self.at == before
        return named or items

    def _key(self, *, arrow: bool = False) -> str | None:
        """The name that stands here before a colon, an equals sign or an arrow."""
        start = self.at
        self.at += self._text[start : start + 1] == "["
        if _QUOTE.match(self._text, self.at):
            name = self._quoted()
            after = _AFTER_KEY.match(self._text, self.at)
            if after and len(name) <= 80 and (not arrow or "=>" in after.group()):
                self.at = after.end()
                return re.sub(r"\s*\n\s*", "", name) or " "  # the empty name is that of values without one
        elif not arrow and (bare := _BARE_KEY.match(self._text, start)):
            self.at = bare.end()
            return bare[1].strip()
        self.at = start
        return None

    def _quoted(self) -> str:
        """A text in quotes, joined with those that follow it; the end of all closes it too."""
        parts = []
        while quote := _QUOTE.match(self._text, self.at):
            parts.append(self._one_quoted(quote))
            plus = re.compile(r"\s*\+\s*(?=[\"'`])").match(self._text, self.at)
            if not plus:
                break
            self.at = plus.end()
        return "".join(parts)

    def _one_quoted(self, quote: re.Match[str]) -> str:
        slashes, mark = quote.groups()
        start = end = quote.end()
        while (end := self._text.find(mark, end)) >= 0:
            before = self._slashes_before(end, start)
            closes = before <= len(slashes) if slashes else before % 2 == 0
            if closes and _CLOSING.match(self._text, end + 1):
                content, self.at = self._text[start : end - (before if slashes else 0)], end + 1
                break
            end += 1
        else:
            content, self.at = self._text[start:], len(self._text)
        for _ in range(len(slashes).bit_length() + 1):
            content = unescaped(content)
        return content

    def _slashes_before(self, end: int, start: int) -> int:
        """How many backslashes stand right before a place, 64 at most."""
        piece = self._text[max(start, end - 64) : end]
        return len(piece) - len(piece.rstrip("\\"))

    def _text_or_word(self) -> Any:
        if _QUOTE.match(self._text, self.at):
            return self._quoted()
        word = _WORD.match(self._text, self.at)
        if word:
            self.at = word.end()
            if word.lastgroup == "number":
                return int(word.group())
            return {"none": None, "true": True, "false": False}[str(word.lastgroup)]
        sketch = _SKETCH.match(self._text, self.at)
        if sketch:
            self.at = sketch.end()
            return None
        return self._bare()

    def _bare(self) -> str:
        """Words without quotes: up to the end of the line, the next name or the closing bracket."""
        start = self.at
        end = re.compile(r"[\n{}\])]|\\+n").search(self._text, start)
        stop = end.start() if end else len(self._text)
        following = _NEXT_KEY.search(self._text, start, stop + 80)
        if following and following.start() < stop:
            stop = following.start()
        self.at = stop
        return self._text[start:stop].strip().rstrip(",")

    def _go_word(self) -> str | None:
        """A value of a Go map, whose pairs only a space parts."""
        if _OPENS.match(self._text, self.at):
            return None
        end = _GO_KEY.search(self._text, self.at)
        close = self._text.find("]", self.at)
        stop = min(end.start() if end else len(self._text), close if close >= 0 else len(self._text))
        start, self.at = self.at, stop
        return self._text[start:stop].strip()

    def _pass(self, what: re.Pattern[str]) -> None:
        found = what.match(self._text, self.at)
        if found:
            self.at = found.end()

    def _pass_junk(self) -> None:
        """Goes on behind what is no pair."""
        if _QUOTE.match(self._text, self.at):
            before = self.at
            self._quoted()
            self.at = max(self.at, before + 1)
            return
        end = re.compile(r"[,;\s{}\[\]()\"'`]").search(self._text, self.at + 1)
        self.at = end.start() if end else len(self._text)
