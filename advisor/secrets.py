"""Keys are never repeated, wherever in a text they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from advisor.identity import identity_spans, is_prompt, is_request_id, shortened
from advisor.spotting import COLON, GIVEN, QUOTE, START, Form, Span, lowered

__all__ = [
    "KEY",
    "facts_without_keys",
    "is_bare_key",
    "is_secret",
    "key_spans",
    "redacted",
    "redacted_field",
    "secrets_in",
    "with_dummies",
    "without",
    "without_keys",
]

KEY = "<key>"
"""What stands for a key."""
_DUMMY = "sk-"
"""How a key begins that opens nothing, so that it is masked in its turn."""

_RUN = "[A-Za-z0-9_-]"
_MIXED = re.compile(r"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])")


def _mixed(found: str) -> bool:
    """Letters and digits, as no name in code that a value is taken from has them at random."""
    return _MIXED.match(found) is not None


def _form(
    firsts: str, pattern: str, *, words: str = KEY, before: str = "", holds: Callable[[str], bool] = bool
) -> Form:
    return Form(words, tuple(firsts.split(",")), pattern, before, holds)


_FORMS = (
    # what a vendor's keys begin with
    _form(
        "sk-,sess-,pk-,rk-,xai-,pplx-,tvly-,glpat-,gho-,dop_v1-,xox,xapp-,whsec-",
        rf"{START}(?:sk|sess|pk|rk|xai|pplx|tvly|glpat|gho|dop_v1|xox[a-z]|xapp|whsec)-"
        rf"(?!(?:proj|svcacct|admin)-?(?!{_RUN})){_RUN}{{8,}}+",
    ),
    _form("akia,asia", rf"{START}A[KS]IA[A-Z0-9]{{12,}}+"),
    _form("ghp_,gho_,ghu_,ghs_,ghr_", rf"{START}gh[pousr]_[A-Za-z0-9]{{20,}}+"),
    _form("github_pat_", rf"{START}github_pat_\w{{20,}}+"),
    _form("aiza,ya29.,gocspx-", rf"{START}(?:AIza|ya29\.|GOCSPX-){_RUN}{{20,}}+"),
    _form(
        "hf_,hf-,r8_,r8-,gsk_,gsk-,fw_,fw-,npm_,npm-,nvapi_,nvapi-,lin_api_,lin_api-,dapi_,dapi-,pypi-",
        rf"{START}(?:(?:hf|r8|gsk|fw|npm|nvapi|lin_api|dapi)[_-]|pypi-){_RUN}{{20,}}+",
    ),
    _form("sk_,pk_,rk_", rf"{START}[spr]k_(?:live|test)_[A-Za-z0-9]{{10,}}+"),
    _form("sg.", rf"{START}SG\.{_RUN}{{16,}}+\.{_RUN}{{16,}}+"),
    _form("eyj", rf"(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt]))eyJ{_RUN}{{8,}}+\.eyJ{_RUN}{{8,}}+(?:\.{_RUN}*+)*+"),
    _form("-----begin", r"-----BEGIN\ [A-Z ]{0,40}PRIVATE\ KEY-----[^-]{16,}+"),
    _form(
        "hooks.slack.com/,discord",
        rf"hooks\.slack\.com/services/[A-Za-z0-9/]{{10,}}+|discord(?:app)?\.com/api/webhooks/[0-9]++/{_RUN}{{10,}}+",
    ),
    # what Azure marks its keys with, in their midst
    _form("jqqj9", r"JQQJ9[9D][A-Za-z0-9+/]{16,}+={0,2}", before=r"[A-Za-z0-9+/]{16,60}+"),
    # behind the word that a header puts before a key
    _form(
        "bearer",
        rf"{START}Bearer(?:\s|\\n|%20|\+){{1,3}}+(?!(?i:auth|token|your|scheme|realm|error|format)|[A-Za-z-]++:)"
        r"[A-Za-z0-9._~+/=-]{8,}+",
    ),
    _form(
        "bearer,basic,token",
        rf"{START}(?i:bearer|basic|token)\s++(?=[A-Za-z._~+/=-]*+[0-9])[A-Za-z0-9._~+/=-]{{16,}}+",
    ),
    _form("authorization", rf"{START}(?i:authorization){GIVEN}(?i:basic)\s++[A-Za-z0-9+/=_-]{{6,}}+"),
    # one piece, given to a name that says what it is; ids of models have hyphens
    _form(
        "api,access,account,token,secret,passw,authorization,subscription,credential",
        rf"""
        (?i:api.?key|access.?key|account.?key|token|secret|password|passwd|authorization|subscription.?key|credential)
        {GIVEN}
        (?P<it>[A-Za-z0-9+/_=]{{20,}}+(?!\.\w|[(\[])|[0-9A-Fa-f]{{8}}(?:-[0-9A-Fa-f]{{4}}){{3}}-[0-9A-Fa-f]{{12}})
        """,
        holds=_mixed,
    ),
    # in an address
    _form(
        "?,&,\\u0026,%26,%3f",
        r"(?i:(?:[?&]|&amp;|\\u0026|%26|%3F)"
        r"(?:(?:x-functions-|subscription-)?key|api[-_]?key|access[-_]?token|(?:id_|refresh_|auth_?)?token|client_secret"
        r"|password|sig|signature|x-(?:amz|goog)-(?:signature|credential|security-token))(?:=|%3D))"
        r"(?P<it>[^&\s\"'`<>${}\\]{6,}+)",
    ),
    _form("://", r"://[^\s/@:\"'`]*+:(?![0-9]{1,5}+[/?#])(?P<it>[^\s@\"'`{}<>$]{4,200}+)@"),
)
_COOKIES = _form(
    "cookie,set-cookie",
    rf"(?:(?<=set-)|(?<![A-Za-z0-9_-])|(?<=\\[nr]))(?i:(?:set-)?cookie2?{QUOTE}?+\s*+[:=,]\s*+\[?\s*+{QUOTE}?+)"
    r"(?P<it>[\w.~%-]++=[^\"'\n\r\\]{4,}+(?:\"[^\"\n]*+\";[^\"'\n\r\\]*+)*+)",
    words="<cookie>",
)
_LOOSE = (
    # what a text calls a key, less strictly than code may be read: `Incorrect API key provided: ...`
    _form(
        "api,subscription,access,refresh,id,auth,session,token,secret,credential,passw,令牌,密钥",
        rf"""
        (?i:api[-_ ]?key|subscription[-_ ]key|(?:access|refresh|id|auth|session)[-_ ]?token|token|secret|authorization
        |credential|passw(?:or)?d|令牌|密钥)
        (?:\ (?:provided|given|used|is|not|valid|invalid|found|rejected|wrong|incorrect)){{0,3}}+
        (?:{QUOTE}|\])*+\s*+{COLON}\s*+[\[(<]?+(?:[bBuUrR]?{QUOTE}|\\n)?+\s*+(?:(?i:bearer|basic|apikey)\s++)?+
        (?!(?i:os|process|env|system|settings|config)[.(\[]|[A-Z_0-9]+\b)
        (?P<it>[A-Za-z0-9](?:[^\s"'`,;<>&\\()\[\]{{}}.:!?*•]|[.:!?](?=[A-Za-z0-9])){{7,}}+)(?![(\[*•])
        """,
        holds=_mixed,
    ),
    # a key where the model's name should be
    _form(
        "model,deployment",
        rf"(?i:model|deployment)(?:{QUOTE}|[\s:=]){{1,6}}+(?P<it>[A-Za-z0-9]{{32,}}+)(?![\w-])",
        holds=_mixed,
    ),
    _form(
        "passw,pwd,client",
        rf"(?i:passw(?:or)?d|pwd|client[-_]?secret)(?:{QUOTE}|\])*+\s*+{COLON}\s*+{QUOTE}?+"
        r"(?!(?i:none|null|nil|undefined|true|false|required|missing|is|must|not)\b)"
        r"(?P<it>[^\s\"'`,;<>&\\(){}\[\]]{4,}+)(?![(\[])",
    ),
)
_BARE = re.compile(r"[A-Za-z0-9]{32,}")
_AGAIN = (KEY, "<organization>", "<project>", "<user>", "<account>", "<session>", "<cookie>")
"""What stands for secrets that are known again by their letters."""
_MOST_AGAIN = 100
_INVISIBLE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\))|[\u00ad\u200b\u2060\ufeff]")
"""Colours, and signs without width; they could part a key."""
_BREAK = re.compile(r"(?<=[\w+/=%.\\-])\r?\n(?:> ?)*+(?=[\w+/=%.\\-])")
_PASSES = 4
_NARROWEST, _WIDEST = 40, 400
"""Columns of a terminal."""
_SECRET_NAME = re.compile(r"key$|token$|secret|password|^organization$|^project$|authorization|cookie", re.IGNORECASE)


def key_spans(text: str) -> list[tuple[int, int]]:
    """Where keys stand in a text: the first character and the one after the last, in order, none over another."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_found(text)):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _found(text: str) -> Iterator[tuple[int, int]]:
    small = lowered(text)
    for form in (*_FORMS, _COOKIES):
        for start, end, _ in form.spans(text, small):
            yield start, end


def without_keys(text: str) -> str:
    """The text, each key in it replaced by `<key>`."""
    return _replaced(text, [(start, end, KEY) for start, end in key_spans(text)])


def facts_without_keys(facts: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Facts, each key in their texts replaced by `<key>`; and the names of those in which one stood."""
    kept = {name: _fact_without_keys(value) for name, value in facts.items()}
    return kept, tuple(name for name, value in kept.items() if value != facts[name])


def _fact_without_keys(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(map(_fact_without_keys, value))
    return without_keys(value) if isinstance(value, str) else value


def with_dummies(text: str) -> str:
    """The text, each key in it replaced by one as long that opens nothing: what counts columns goes on being right."""
    return _replaced(text, [(start, end, _DUMMY.ljust(end - start, "x")) for start, end in key_spans(text)])


def _replaced(text: str, spans: list[tuple[int, int, str]]) -> str:
    """The text with other words in some places, which stand in order."""
    parts: list[str] = []
    done = 0
    for start, end, words in spans:
        parts += (text[done:start], words)
        done = end
    return "".join((*parts, text[done:]))


def is_secret(name: str) -> bool:
    """Whether a field of that name holds what nobody should repeat."""
    return _SECRET_NAME.search(name) is not None


def redacted(text: str) -> str:
    """The text without what nobody should repeat; in each place stands a marker such as `<key>` or `<organization>`.

    Keys, cookies, ids of organizations, projects, people and sessions, addresses, names of homes, images and other
    bytes as base64; of prompts the first words stay. The id of a request stays, and so do models, sizes, codes, paths.
    """
    text = _INVISIBLE.sub("", text)
    for _ in range(_PASSES):  # lines that were broken may stand under others that were longer until now
        spans = list(_private(text))
        whole, gaps = _unbroken(text)
        if gaps:
            spans += [
                (_before(start, gaps), _before(end - 1, gaps) + 1, words) for start, end, words in _private(whole)
            ]
        text, before = _replaced(text, _apart(spans)), text
        if not gaps or text == before:
            break
    return text


def _private(text: str) -> Iterator[Span]:
    small = lowered(text)
    for form in (_COOKIES, *_FORMS, *_LOOSE):
        yield from form.spans(text, small)
    yield from identity_spans(text, small)


def _apart(spans: list[Span]) -> list[Span]:
    """The spans in order; of those that touch the same letters one is left, with the words of the first."""
    apart: list[Span] = []
    for start, end, words in sorted(spans, key=lambda one: (one[0], -one[1])):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]), apart[-1][2])
        else:
            apart.append((start, end, words))
    return apart


def _unbroken(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the line breaks of a terminal; and places in it, each with how much was left out before it.

    A terminal breaks all lines at one width, so that only the longest lines can be broken ones.
    """
    widths = [len(line) for line in text.split("\n")]
    width = max(widths)
    if not _NARROWEST <= width <= _WIDEST or widths.count(width) < min(2, len(widths) - 1):
        return text, []
    parts: list[str] = []
    gaps: list[tuple[int, int]] = []
    done = length = 0
    for gap in _BREAK.finditer(text):
        if gap.start() - text.rfind("\n", 0, gap.start()) - 1 == width:
            parts.append(text[done : gap.start()])
            length += gap.start() - done
            done = gap.end()
            gaps.append((length, done - length))
    return "".join((*parts, text[done:])), gaps


def _before(place: int, gaps: list[tuple[int, int]]) -> int:
    """Where a place of the joined text stands in the broken one."""
    at = bisect_right(gaps, place, key=lambda gap: gap[0])
    return place + gaps[at - 1][1] if at else place


def secrets_in(text: str) -> dict[str, str]:
    """The secrets of a text that can be known again in another, each with what stands for it."""
    spans = ((text[start:end], words) for start, end, words in _private(text) if words in _AGAIN)
    last = ((found.split()[-1], words) for found, words in spans if found.strip())
    return {value: words for value, words in last if len(value) >= 6 and re.search(r"[0-9_-]", value)}


def without(text: str, secrets: Mapping[str, str]) -> str:
    """A text without secrets that were seen elsewhere; where it tells by itself that one is there, it stays."""
    known = [one for one in sorted(secrets, key=len, reverse=True)[:_MOST_AGAIN] if one in text]
    if not known:
        return text
    taken = [(start, end) for start, end, _ in _private(text)]
    spans: list[Span] = []
    for secret in known:
        for found in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(secret)}(?![A-Za-z0-9])", text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                spans.append((*found.span(), secrets[secret]))
    return _replaced(text, _apart(spans))


def is_bare_key(value: str) -> bool:
    """Whether a value is nothing but letters and digits, as many as only a key has: no model and no code has."""
    return _BARE.fullmatch(value) is not None and _mixed(value)


def redacted_field(name: str, value: object) -> object:
    """The value of a field, as `redacted` leaves it: what its name says counts too. Bytes stand as their number."""
    if isinstance(value, Mapping):
        return {redacted(str(key)): redacted_field(str(key), item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(redacted_field(name, item) for item in value)
    if isinstance(value, (bytes, bytearray)):
        return f"<{len(value):,} bytes>"
    if not isinstance(value, str):
        return value if value is None or isinstance(value, (bool, int, float)) else redacted(str(value))
    if is_secret(name):
        return KEY if name not in ("organization", "project") else f"<{name}>"
    if is_bare_key(value.strip()) and not is_request_id(name):
        return KEY
    return redacted(shortened(value) if is_prompt(name) else value)
