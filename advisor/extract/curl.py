"""Requests that the command `curl` sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

from advisor.extract.address import Addresses
from advisor.extract.body import body_of_text
from advisor.extract.resolve import Resolver
from advisor.extract.sent import Sent
from advisor.extract.shell import READS
from advisor.extract.table import CallTable
from advisor.extract.values import HOLE, Fields, Possible, unformed
from advisor.extract.view import Call, Name
from advisor.extract.whose import Whose
from advisor.facts import UNKNOWN

__all__ = ["CurlCalls"]

_WITH_VALUE = frozenset("AbcCdDeEFhHKmoPQrtTuUwxXyYz") - {"h"}
"""Short options that take a value."""
_ALONE = frozenset(
    {
        "anyauth", "append", "basic", "compressed", "create-dirs", "crlf", "digest", "disable", "disable-eprt", "fail",
        "fail-early", "fail-with-body", "form-escape", "get", "globoff", "head", "http0.9", "http1.0", "http1.1",
        "http2", "http2-prior-knowledge", "http3", "http3-only", "ignore-content-length", "include", "insecure", "ipv4",
        "ipv6", "junk-session-cookies", "list-only", "location", "location-trusted", "manual", "negotiate", "netrc",
        "netrc-optional", "next", "no-buffer", "no-progress-meter", "no-sessionid", "ntlm", "parallel",
        "parallel-immediate", "path-as-is", "post301", "post302", "post303", "progress-bar", "proxytunnel",
        "raw", "remote-header-name", "remote-name", "remote-name-all", "remote-time", "retry-all-errors",
        "retry-connrefused", "show-error", "silent", "ssl", "ssl-reqd", "styled-output", "suppress-connect-headers",
        "tcp-fastopen", "tcp-nodelay", "tlsv1", "tlsv1.0", "tlsv1.1", "tlsv1.2", "tlsv1.3", "tr-encoding",
        "use-ascii", "verbose", "version", "xattr", "no-keepalive", "sslv2", "sslv3", "trace-time", "trace-ids",
    }
)  # fmt: skip
"""Long options that take no value; every other one does."""
_BODY = frozenset({"d", "data", "data-raw", "data-binary", "data-ascii", "json"})
_FORM = frozenset({"F", "form", "form-string"})

ReadFile = Callable[[str], str | None]
"""The text of a file beside the script; None where it is not there."""


class CurlCalls:
    """Finds the curl commands of one script."""

    def __init__(self, resolver: Resolver, whose: Whose, table: CallTable, read_file: ReadFile) -> None:
        self._resolver, self._whose, self._read_file = resolver, whose, read_file
        self._addresses = Addresses(table)

    def __iter__(self) -> Iterator[Sent]:
        for call in self._resolver.unit.calls:
            if isinstance(call.callee, Name) and re.search(r"(?:^|/)curl(?:\.exe)?$", call.callee.name):
                sent = self._sent(call)
                if sent is not None:
                    yield sent

    def _sent(self, call: Call) -> Sent | None:
        options = list(self._options(call))
        addresses = [text for name, text in options if name in ("", "url")]
        surfaces = tuple(dict.fromkeys(filter(None, map(self._addresses.surface, addresses))))
        if not surfaces:
            return None
        kinds = [self._whose.of_address(address) for address in addresses if self._addresses.names_one(address)]
        if kinds[0] in ("other-vendor", "chatgpt-backend"):
            return None
        return Sent(surfaces, self._body(options, call), call.span, "curl", kinds[0], call, self._resolver)

    def _options(self, call: Call) -> Iterator[tuple[str, str]]:
        """Every option with its value, and every other word under an empty name; what is not known is a HOLE."""
        words = iter([self._text(word) for word in call.positional])
        for word in words:
            if word.startswith("--"):
                name, equals, value = word[2:].partition("=")
                yield name, value if equals else "" if name in _ALONE else next(words, "")
            elif word.startswith("-") and len(word) > 1:
                at = next((n for n, letter in enumerate(word[1:], 1) if letter in _WITH_VALUE), 0)
                yield word[at or 1], (word[at + 1 :] or next(words, "")) if at else ""
            else:
                yield "", word

    def _text(self, word: object) -> str:
        values = self._resolver.values(word)  # type: ignore[arg-type]
        texts = [str(one.value) for one in values if isinstance(one.value, (str, int, float))]
        return min(texts, key=lambda text: text.count(HOLE), default=HOLE)

    def _body(self, options: list[tuple[str, str]], call: Call) -> Fields:
        fields: dict[str, tuple[Possible, ...]] = {}
        is_open = is_form = False
        for name, text in options:
            if name in _FORM:
                key, _, value = text.partition("=")
                fields[key] = (_form_value(value, name),)
                is_form = True
            elif name == "data-urlencode" or (name in _BODY and re.match(r"[\w\[\]]+=", text)):
                fields |= {key: (Possible(value, "literal"),) for key, value in parse_qsl(text)}
            elif name in _BODY:
                parsed = body_of_text(self._content(text, call))
                is_open = is_open or parsed is None or parsed.open
                fields |= parsed.entries if parsed else {}
        return unformed(Fields(fields, is_open, is_form))

    def _content(self, text: str, call: Call) -> str:
        """The data itself, where it stands in a file or comes from the input."""
        if text == "@-":
            read = call.named(READS)
            text = self._text(read) if read is not None else HOLE
        if not text.startswith("@"):
            return text
        return self._read_file(text[1:]) or "" if HOLE not in text else ""


def _form_value(value: str, option: str) -> Possible:
    """The value of a form's field; a file's content is not known."""
    if value.startswith(("@", "<")) and option != "form-string":
        return Possible(UNKNOWN, "unknown")
    return Possible(value.split(";type=")[0].strip("\"'"), "literal")
