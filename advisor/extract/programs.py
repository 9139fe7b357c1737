"""What the words of a command that sends HTTP say, by program: the address, the method and the body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from advisor.extract.body import body_of_text
from advisor.extract.values import HOLE, Fields, Possible, unformed
from advisor.facts import UNKNOWN

__all__ = ["PROGRAMS", "Read", "Said", "Word", "text_of"]

Word = tuple[Possible, ...]
"""What one word of a command may be."""
Read = Callable[[Word], Fields]
"""The fields of the data that a word gives, be it the data itself or where it stands; open where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command says."""

    addresses: tuple[str, ...]
    method: str
    """In capitals; empty where the command does not say."""
    body: Fields


def text_of(word: Word) -> str:
    """A word as a text, the one of which most is known; a HOLE where nothing is."""
    texts = [str(one.value) for one in word if isinstance(one.value, (str, int, float))]
    return min(texts, key=lambda text: text.count(HOLE), default=HOLE)


def _texts(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(one.value for word in words for one in word if isinstance(one.value, str))


def _together(bodies: Sequence[Fields], *, is_open: bool) -> Fields:
    """The fields of all data that a command gives; open where it gives none that is seen."""
    entries = {name: of for body in bodies for name, of in body.entries.items()}
    return Fields(entries, is_open or not bodies or any(body.open for body in bodies))


def _form_part(word: Word, *, is_text: bool = False) -> tuple[str, Word]:
    """A field of a form, `name=value`; a file's content is not known."""
    name, _, value = text_of(word).partition("=")
    if value.startswith(("@", "<")) and not is_text:
        return name, (Possible(UNKNOWN, "unknown"),)
    kept = dict.fromkeys(one.value.partition("=")[2] for one in word if isinstance(one.value, str))
    return name, tuple(
        Possible(one if is_text else one.split(";type=")[0].strip("\"'"), "literal") for one in kept
    ) or (Possible(UNKNOWN, "unknown"),)


def _pairs(word: Word) -> Fields | None:
    """Data as the fields of a form, `name=value&name=value`; None where it is none."""
    text = text_of(word)
    if not re.match(r"[\w\[\]]+=", text):
        return None
    return Fields({name: (Possible(value, "literal"),) for name, value in parse_qsl(text)})


# -- curl ------------------------------------------------------------------------------------------------------------

_CURL_WITH_VALUE = frozenset("AbcCdDeEFhHKmoPQrtTuUwxXyYz") - {"h"}
"""Short options that take a value."""
_CURL_ALONE = frozenset(
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
_CURL_DATA = frozenset({"d", "data", "data-raw", "data-binary", "data-ascii", "json"})
_CURL_FORM = frozenset({"F", "form", "form-string"})
_NOTHING = (Possible("", "literal"),)


def _options(words: Iterable[Word], short: frozenset[str], alone: frozenset[str]) -> Iterator[tuple[str, Word]]:
    """Every option with its value, and every other word under an empty name."""
    left = iter(words)
    for word in left:
        text = text_of(word)
        if text.startswith("--"):
            name, equals, value = text[2:].partition("=")
            rest = (Possible(value, "literal"),) if equals else _NOTHING if name in alone else next(left, _NOTHING)
            yield name, rest
        elif text.startswith("-") and len(text) > 1:
            at = next((n for n, letter in enumerate(text[1:], 1) if letter in short), 0)
            yield from ((letter, _NOTHING) for letter in text[1 : at or None])
            if at:
                yield text[at], _cut(word, at + 1) if text[at + 1 :] else next(left, _NOTHING)
        else:
            yield "", word


def _cut(word: Word, start: int) -> Word:
    """A word without its first characters."""
    return tuple(Possible(one.value[start:], one.origin) for one in word if isinstance(one.value, str))


def _curl(words: Sequence[Word], read: Read) -> Said:
    options = list(_options(words, _CURL_WITH_VALUE, _CURL_ALONE))
    methods = [text_of(word).upper() for name, word in options if name in ("X", "request")]
    asks = {name for name, _ in options} & {"G", "get", "I", "head"}
    form: dict[str, Word] = {}
    bodies: list[Fields] = []
    for name, word in options:
        if name in _CURL_FORM:
            form |= dict([_form_part(word, is_text=name == "form-string")])
        elif name == "data-urlencode" or name in _CURL_DATA:
            bodies.append(_pairs(word) or read(word))
    unseen = any(name in ("K", "config") or (not name and text_of(word) == HOLE) for name, word in options)
    body = _together([*bodies, *([Fields(form, form=True)] if form else [])], is_open=unseen)
    addresses = _texts(word for name, word in options if name in ("", "url"))
    method = "GET" if asks else (methods or [""])[-1]
    return Said(addresses, method, unformed(replace(body, form=bool(form))))


# -- other programs --------------------------------------------------------------------------------------------------

_WGET_ALONE = frozenset({"quiet", "verbose", "no-verbose", "debug", "no-check-certificate", "content-on-error"})


def _wget(words: Sequence[Word], read: Read) -> Said:
    options = list(_options(words, frozenset("aeioOBtTwQPUlADIRX"), _WGET_ALONE))
    methods = [text_of(word).upper() for name, word in options if name == "method"]
    bodies = [_pairs(word) or read(word) for name, word in options if name in ("post-data", "body-data")]
    sends = bool(bodies or methods) or any(name in ("post-file", "body-file") for name, _ in options)
    addresses = _texts(word for name, word in options if not name)
    return Said(addresses, (methods or ["" if sends else "GET"])[-1], _together(bodies, is_open=False))


_ITEM = re.compile(r"([\w.\[\]-]+)(:=@|=@|:=|==|=|@|:)([\s\S]*)")
"""An item of HTTPie: a field, a field of JSON, a file, a header or a part of the query."""
_HTTPIE_WITH_VALUE = frozenset({"a", "A", "o", "p", "auth", "auth-type", "output", "print", "proxy", "timeout"})


def _httpie(words: Sequence[Word], read: Read) -> Said:  # noqa: ARG001
    left = iter(words)
    plain: list[str] = []
    for text in map(text_of, left):
        if not text.startswith("-"):
            plain.append(text)
        elif text.lstrip("-") in _HTTPIE_WITH_VALUE:
            next(left, None)
    method = plain.pop(0).upper() if plain and plain[0].isalpha() else ""
    address = re.sub(r"^(?=[\w.-]+[.:])(?!\w+://)", "https://", plain[0]) if plain else ""
    items = [_ITEM.match(text) for text in plain[1:]]
    fields = {one[1]: (_item(one[2], one[3]),) for one in items if one and one[2] not in (":", "==")}
    body = _together([Fields(fields)] if fields else [], is_open=not all(items))
    return Said((address,), method, unformed(replace(body, form=True)))


def _item(sign: str, written: str) -> Possible:
    """The value of a field; what a file holds is not known."""
    if "@" in sign:
        return Possible(UNKNOWN, "unknown")
    if sign == "=":
        return Possible(written, "literal")
    fields = body_of_text(f'{{"value": {written}}}')
    return next(iter(fields.get("value") if fields else ()), Possible(UNKNOWN, "unknown"))


def _invoke(words: Sequence[Word], read: Read) -> Said:
    """PowerShell's own command; its options have one hyphen, and are the same in capitals."""
    left = list(words)
    given: dict[str, Word] = {}
    while left:
        text = text_of(left.pop(0))
        options = body_of_text(text)
        if options is not None:  # @options
            given |= {f"-{name.lower()}": of for name, of in options.entries.items()}
            continue
        is_name = text[:1] == "-"
        has_value = is_name and left and text_of(left[0])[:1] != "-"
        value = left.pop(0) if has_value else _NOTHING if is_name else (Possible(text, "literal"),)
        given[text.lower() if is_name else "-uri"] = value
    method = text_of(given.get("-method", _NOTHING)).upper()
    bodies = [read(given[name]) for name in ("-body", "-form") if name in given]
    return Said(_texts([given.get("-uri", ())]), method or "GET", _together(bodies, is_open="-infile" in given))


PROGRAMS: dict[str, Callable[[Sequence[Word], Read], Said]] = {
    "curl": _curl,
    "wget": _wget,
    **dict.fromkeys(("http", "https", "xh", "xhs"), _httpie),
    **dict.fromkeys(("invoke-restmethod", "invoke-webrequest", "irm", "iwr"), _invoke),
}
"""By name in small letters: what reads the words after it."""
