"""The status of an HTTP answer, as texts tell it; other numbers of three digits are none."""

from __future__ import annotations

import re
from http import HTTPStatus

from advisor.facts import UNKNOWN, Maybe

__all__ = ["as_status", "status_of_class", "status_told"]

_REASONS = {re.sub(r"\W", "", one.phrase).lower(): one.value for one in HTTPStatus}
_REASONS |= {"requesttimeout": 408, "payloadtoolarge": 413, "unprocessableentity": 422, "gatewaytimeout": 504}
_PHRASES = "|".join(
    sorted(
        {re.escape(one.phrase).replace(r"\ ", r"[\s_-]*") for one in HTTPStatus if one >= 400}, key=len, reverse=True
    )
)
_NUMBER = (
    r"(?P<status>[1-5]\d\d)(?![\d.]*\d|\s*(?:ms|s|px|x\d|x|KB|MB|GB|bytes?|chars?|tokens?|images?|files?|lines?|%))"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"error\s+code\s*[:=]?\s*{_NUMBER}",
        rf"status[\s_-]*(?:code)?\\*[\"'`]?\s*(?:is|was|of|=>|[:=\uff1a])?\s*[\[(<\\\"'`]*{_NUMBER}",
        rf"HTTP/\d(?:\.\d)?\\*[\"']?\s+{_NUMBER}",
        rf"\bHTTP[\s_-]*(?:error|status|code|response|状态码?|错误)?[\s_-]*(?:code)?\s*[:=\uff1a]?\s*[\[(<]?{_NUMBER}",
        rf"(?P<status>[45]\d\d)[\s:,_)\]-]*(?:{_PHRASES})\b",
        rf"\b(?:{_PHRASES})\s*[\[(:]\s*(?P<status>[45]\d\d)\b",
        rf"(?:状态码|状态|错误码|错误代码|返回|ステータス(?:コード)?|상태\s*코드|c[oó]digo|code|Fehler|erreur|error|errore|エラー|错误|오류)"
        rf"\s*[:=\uff1a]?\s*[\[(]?{_NUMBER}",
        rf"(?:error|exception)(?:\s+code)?\s*[:=(\[]*\s*{_NUMBER}",
        rf"(?:failed|responded|returned|answered|respond|returns|got|received|with|upstream)\s+(?:an?\s+)?{_NUMBER}",
        r"(?:\A|\n|[:>|]\s)\s*(?P<status>[45]\d\d)(?=\s*(?:[:\uff1a,|{]|\.{2,}|[A-Z'`\"{]|\Z))",
        r"https?://\S+\s+(?P<status>[45]\d\d)\b",
        r"}\s*(?P<status>[45]\d\d)\s*}",
        r"\b(?P<status>[45]\d\d)\s+(?:error|status|response)\b",
        r"\b(?P<status>[45]\d\d)/\d{4}\b",
    )
)
_NAMED = re.compile(rf"status(?:\s*code)?\s*[:=]\s*[\"'`]?({_PHRASES})\b", re.IGNORECASE)
_CLASSES = {
    "badrequest": 400,
    "authentication": 401,
    "unauthorized": 401,
    "permissiondenied": 403,
    "forbidden": 403,
    "notfound": 404,
    "conflict": 409,
    "unprocessableentity": 422,
    "ratelimit": 429,
    "toomanyrequests": 429,
    "internalserver": 500,
}
"""What the classes of the SDKs are called after, without Error and Exception."""


def status_told(text: str) -> Maybe[int]:
    """The status that a text tells of, the surest form first; UNKNOWN where there is none."""
    ok: Maybe[int] = UNKNOWN
    for form in _FORMS:
        for found in form.finditer(text):
            status = int(found["status"])
            if status >= 400:
                return status
            ok = status if ok is UNKNOWN and status >= 200 else ok
    named = _NAMED.search(text)
    return _REASONS.get(re.sub(r"[\W_]", "", named[1]).lower(), UNKNOWN) if named else ok


def as_status(value: object) -> Maybe[int]:
    """A value as a status; UNKNOWN where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, str)) or not re.fullmatch(r"\s*[1-5]\d\d\s*", str(value)):
        return UNKNOWN
    return int(value)


def status_of_class(name: str) -> Maybe[int]:
    """The status that a class of an SDK stands for; UNKNOWN where it stands for none."""
    return _CLASSES.get(re.sub(r"(?:Error|Exception)$", "", name).lower(), UNKNOWN)
