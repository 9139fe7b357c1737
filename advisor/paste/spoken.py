"""What the words of an error tell where no body does: type, code, param, request id, and the message itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.facts import UNKNOWN, Maybe
from advisor.failure import Failure
from advisor.paste.classes import classes_told, without_class
from advisor.paste.loose import pairs_from, unescaped
from advisor.paste.statuses import status_of_class, status_told

__all__ = ["message_of", "param_named", "spoken"]

_Q = r"[\"'`]"
_FIELD = r"(?P<param>[A-Za-z_][\w.\[\]-]{0,60})"
_PARAMS = tuple(
    re.compile(form)
    for form in (
        rf"(?i:unknown|missing\s+required|unsupported|unrecognized|unexpected|invalid)\s+(?i:parameter|argument|field)s?\s*:\s*{_Q}?{_FIELD}",
        rf"(?i:invalid\s+type\s+for|missing\s+required\s+(?:parameter|field))\s*:?\s*{_Q}{_FIELD}{_Q}",
        rf"(?i:unrecognized\s+request\s+arguments?\s+supplied)\s*:\s*{_FIELD}",
        rf"(?i:required\s+parameter)\s+{_Q}?{_FIELD}{_Q}?\s+(?:was|is)",
        rf"(?i:invalid\s+value\s+for|value\s+of)\s+{_Q}{_FIELD}{_Q}",
        rf"Invalid\s+{_Q}{_FIELD}{_Q}\s*:",
        rf"\s-\s{_Q}{_FIELD}{_Q}\s*\.?\s*(?:$|[\"'}}(,])",
        rf"(?i:unsupported\s+value)\s*:\s*{_Q}{_FIELD}{_Q}\s+does\s+not",
        r"(?i:parameter|argument|field)\s+[\"'`](?P<param>[a-z][a-z0-9_.\[\]]{0,60})[\"'`]",
        r"^\s*Parameter:\s*(?P<param>[A-Za-z_][\w.\[\]-]{0,60})\s*$",
        rf"(?i:invalid)\s+(?P<param>size|quality|background|style|n|output_format|model|image|mask)\s+{_Q}",
        rf"(?i:unexpected\s+keyword\s+argument)\s+{_Q}{_FIELD}{_Q}",
    )
)
_DOTNET = re.compile(r"HTTP\s+\d{3}\s+\((?P<type>[\w.-]*)\s*:\s*(?P<code>[\w.-]*)\s*\)")
_TYPED = re.compile(r"\(\s*type\s*[:=]\s*(?P<type>\w+)", re.IGNORECASE)
_TYPE = re.compile(r"(?<![\w.$/-])(?P<type>[a-z]+(?:_[a-z]+)*_error)(?![\w(.=/-])")
_CODE_AFTER = re.compile(r"\A[\s\"',:/()-]{1,6}(?P<code>[a-z]+(?:_[a-z]+)+)(?![\w(.=])")
_PAIR = re.compile(
    r"(?<![\w.$-])[\"'`]?(?P<name>error[_.]?type|error[_.]?code|type|code|param)[\"'`]?\s*(?:=>|[:=])\s*"
    r"[\"'`]?(?P<value>[A-Za-z][\w.\[\]-]{2,60}|null|None|nil)(?![\w(])",
    re.IGNORECASE,
)
_IDS = tuple(
    re.compile(form)
    for form in (
        r"(?i:x-request-id)[\"']?\s*[:=]?>?\s*[\"'\[]*([\w-]{8,80})",
        r"(?i:request[\s_-]?id)[\"'`]?\s*(?:is|was)?\s*[:=\uff1a]?>?\s*[\"'`\[]*(?=[\w-]*\d)([\w-]{8,80})",
        r"\b(req_[A-Za-z0-9]{8,64})\b",
    )
)
_MESSAGE_KEY = re.compile(r"(?<!\\)\\*[\"'][Mm]essage\\*[\"']\s*(?:=>|:)")
_ENDS = re.compile(
    r"\n\s*(?:at\s|File\s\"|Traceback|\[?cause|#\d|During\s|The\sabove|---"
    r"|goroutine\s|from\s\S+:\d|status:|headers:)|\n\s*\n|\s*\{\s*\n"
)
_ERRORLIKE = re.compile(
    r"error|exception|invalid|fail|unsupported|not\s(?:found|supported|allowed|exist)|unknown|denied|rejected|exceeded"
    r"|timed?\s?out|time-?out|rate.?limit|quota|too many|refused|must be|missing|forbidden|错误|失败|エラー|失敗"
    r"|오류|실패|ошибка",
    re.IGNORECASE,
)
_FRAMES = re.compile(r"^\s*(?:at\s|File\s\"|Traceback|[~^]+\s*$|#\d+\s|\d+\s?\||goroutine|\.\.\.|from\s\S+:\d)")
_SAID = (
    re.compile(r"HTTP\s+\d{3}\s+\([^)\n]*\)\s*\n(?:Parameter:[^\n]*\n)?\s*(?P<said>\S[^\n]*)"),
    re.compile(r"<Message>(?P<said>[^<]{4,1000})</Message>"),
    re.compile(r"\bmessage=(?P<said>[^\n\"']{1,20}[^\n]{3,400}?)(?=,\s*\w+=|\)+\s*$)", re.MULTILINE),
    re.compile(r"(?<![\w.])(?:error|err)=\"(?P<said>(?:\\.|[^\"\\]){8,1000})\""),
)
"""Where .NET, XML, Kotlin and loggers of pairs put the message."""
_SHORT = 1500
"""Characters of a text that tells of one answer; in a long one, a success is that of something else."""
_NONE = {"null", "none", "nil", "undefined", "object", "string", "error"}


def spoken(text: str) -> Failure:
    """What the words of a text tell; what they do not tell is UNKNOWN."""
    open_ = _open_pairs(text)
    exceptions = classes_told(text)
    type_, code = _kind(text)
    return Failure(
        status=_status(text, exceptions),
        type=_plain(open_.get("type")) or type_,
        code=_plain(open_.get("code")) or code,
        param=_plain(open_.get("param")) or param_named(text),
        message=_words(open_.get("message")) or message_of(text),
        request_id=_first(_IDS, text),
        exceptions=exceptions,
    )


def _status(text: str, exceptions: Maybe[tuple[str, ...]]) -> Maybe[int]:
    told = status_told(text)
    if isinstance(told, int) and told < 400 and len(text) > _SHORT:
        told = UNKNOWN
    if told is UNKNOWN and isinstance(exceptions, tuple):
        return next((one for one in map(status_of_class, exceptions) if one is not UNKNOWN), UNKNOWN)
    return told


def _open_pairs(text: str) -> dict[str, object]:
    """The names and values around a message, where the brackets around them are damaged."""
    key = _MESSAGE_KEY.search(text)
    if not key:
        return {}
    start = max(text.rfind("{", 0, key.start()), text.rfind("\n", 0, key.start()), key.start() - 400, 0)
    before = {one["name"].lower(): one["value"] for one in _PAIR.finditer(text, start, key.start())}
    return before | pairs_from(text, key.start(), min(len(text), key.start() + 4000))


def _plain(value: object) -> Maybe[str] | None:
    """A value as a type, code or param; None where it is none."""
    word = "".join(value.split()) if isinstance(value, str) else ""
    return word if re.fullmatch(r"[\w.\[\]-]{1,60}", word) and word.lower() not in _NONE else None


def _words(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _kind(text: str) -> tuple[Maybe[str], Maybe[str]]:
    """Type and code, as clients write them behind a status, in brackets, or as pairs of name and value."""
    type_: Maybe[str] = UNKNOWN
    code: Maybe[str] = UNKNOWN
    if dotnet := _DOTNET.search(text):
        return dotnet["type"] or UNKNOWN, dotnet["code"] or UNKNOWN
    if xml := re.search(r"<Code>(\w+)</Code>", text):
        code = xml[1]
    for pair in _PAIR.finditer(text):
        name, value = pair["name"].lower(), pair["value"]
        if value.lower() in _NONE or "." in value:
            continue
        if name.endswith("type") and type_ is UNKNOWN and "_" in value:
            type_ = value
        elif name.endswith("code") and code is UNKNOWN and (value[0].isupper() or "_" in value):
            code = value
    named = _TYPED.search(text) or _TYPE.search(text)
    if named and type_ is UNKNOWN:
        type_ = named["type"]
        following = _CODE_AFTER.match(text[named.end("type") : named.end("type") + 100])
        if following and code is UNKNOWN and not following["code"].endswith("_error"):
            code = following["code"]
    return type_, code


def param_named(text: str) -> Maybe[str]:
    """The field a message names as the wrong one."""
    for form in _PARAMS:
        found = form.search(text)
        if found:
            return found["param"].rstrip(".")
    return UNKNOWN


def _first(forms: Iterable[re.Pattern[str]], text: str) -> Maybe[str]:
    return next((found[1] for form in forms if (found := form.search(text))), UNKNOWN)


def message_of(text: str) -> Maybe[str]:
    """What a text says went wrong, without frames, class and status."""
    for form in _SAID:
        if said := form.search(text):
            return _short(unescaped(said["said"]).strip())
    lines = [line for line in text.split("\n") if line.strip() and not _FRAMES.match(line)]
    if not lines:
        return UNKNOWN
    titled = [line for line in lines if classes_told(line) is not UNKNOWN and without_class(line) != line.strip()]
    if not titled and len(text) <= 300 and len(lines) <= 3 and not _ENDS.search(text):
        return _short(without_class(text.strip()))
    worded = [line for line in lines if _ERRORLIKE.search(line) and not line.rstrip().endswith(":")]
    chosen = (titled[-1:] if "Traceback" in text else titled[:1]) or worded[:1] or lines[:1]
    start = text.find(chosen[0])
    return _short(without_class(_whole(text[start : start + 1200], len(chosen[0])))) or UNKNOWN


def _whole(text: str, line: int) -> str:
    """A line with those that go on with its sentence."""
    end = _ENDS.search(text)
    return text[: end.start() if end else max(line, text.find("\n", line) if text.find("\n", line) >= 0 else len(text))]


def _short(text: str) -> str:
    return text if len(text) <= 1000 else f"{text[:1000]}..."
