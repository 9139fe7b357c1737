"""Where a text tells whose it is: organizations, people, places, and what they had drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from advisor.spotting import IS, QUOTE, START, Form, Span

__all__ = ["identity_spans", "is_prompt", "is_request_id", "shortened"]

_NOBODY = r"(?!(?i:none|null|nil|undefined|true|false|not|must|unknown|missing|required|default|your|os|process|env)\b)"
"""Words that stand where a name or an id could."""
_ALONE = r"(?=[ \t]*+(?:\Z|[\r\n,;}\])&\\\"'`|]|%2))"
"""Behind a value that is not the first word of a sentence."""
_NAME = (
    rf"(?:{QUOTE}{_NOBODY}(?P<quoted>[^\"'`<>\n\\&]{{2,100}}+)(?={QUOTE})"
    rf"|(?P<it>{_NOBODY}[A-Za-z0-9][\w.@+-]{{1,100}}+{_ALONE}))"
)
"""A value in quotes, or one word."""
_ID = r"(?:(?=[A-Za-z]*[0-9])[A-Za-z0-9]{6,}+|[A-Za-z]{16,}+)"

_HOUSEHOLD = (
    "admin|all users|app|appuser|azureuser|circleci|coder|default|deploy|docker|ec2-user|jovyan|linuxbrew|node|nonroot"
    "|opc|pi|pptruser|public|root|runner|runneradmin|sandbox|shared|site|ubuntu|user|username|vagrant|vercel|vscode"
    "|vsts|www-data|you|yourname"
)
"""Names of homes that are nobody's."""
_BASE64 = r"(?:[A-Za-z0-9+/=_-]|\\[/+]|\\u002[bBfF]|%(?:2[BbFf]|3[Dd])|(?:\s{1,3}|\\r\\n|\\n)(?=[A-Za-z0-9+/=]{30}))*+"
_COOKIES = (
    "__cf_bm __cflb __secure- __host- _cfuvid cf_clearance connect.sid laravel_session phpsessid jsessionid sessionid"
    " session sid csrftoken asp.net_sessionid next-auth oai- ajs_ intercom- _ga _gid arraffinity"
)
"""What cookies are called by those who set them for this API and by frameworks."""


def _form(words: str, firsts: str, pattern: str, *, before: str = "", holds: Callable[[str], bool] = bool) -> Form:
    return Form(words, tuple(firsts.split()), pattern.replace(" ", r"\ "), before, holds)


_FORMS = (
    _form("<organization>", "org-", rf"{START}org-{_ID}"),
    _form("<project>", "proj_", rf"{START}proj_{_ID}"),
    _form("<user>", "user-", rf"{START}user-{_ID}"),
    _form("<organization>", "org", rf"(?<![A-Za-z])(?i:org(?:anization)?(?:[-_ ]?(?:id|name))?){IS}{_NAME}"),
    _form("<organization>", "openai-org", rf"(?i:openai-org(?:anization)?){QUOTE}\s*+,\s*+\[?+{_NAME}"),
    _form(
        "<organization>",
        "organization",
        rf"(?<=\bin )(?i:organization) {QUOTE}?+(?P<it>{_NOBODY}[A-Za-z0-9][\w.-]{{1,100}}+)(?={QUOTE}?+ on\b)",
    ),
    _form(
        "<organization>",
        "organization",
        rf"(?:(?<=\bfor )|(?<=\bof )|(?<=\bby )|(?<=\bto ))(?i:organization) "
        rf"(?:{QUOTE}{_NOBODY}(?P<quoted>[\w. -]{{2,100}}+)(?={QUOTE})"
        rf"|(?=[\w-]*[0-9])(?P<it>[A-Za-z0-9][\w-]{{2,100}}+))",
    ),
    _form("<project>", "project", rf"(?<![A-Za-z])(?i:project(?:[-_ ]?id)?){IS}{_NAME}"),
    _form("<project>", "openai-project", rf"(?i:openai-project){QUOTE}\s*+,\s*+\[?+{_NAME}"),
    _form("<user>", "user", rf"(?<![A-Za-z])(?i:user[-_ ]?(?:id|name)|(?<=end.)user|(?<=end)user){IS}{_NAME}"),
    _form("<user>", "safety login", rf"(?<![A-Za-z])(?i:safety[-_]?identifier|login){IS}{_NAME}"),
    _form(
        "<user>",
        "user",
        rf"(?<=[\"'\\\s(,{{])(?i:user)(?:{QUOTE}\s*+:|=)\s*+{QUOTE}(?P<it>{_NOBODY}[^\"'`<>\n\\&]{{2,100}}+)",
    ),
    _form(
        "<account>",
        "account tenant subscription workspace customer",
        rf"(?i:(?:account|tenant|subscription|workspace|customer)[-_ ]?id){IS}{_NAME}",
    ),
    _form("<account>", "/subscriptions/ /accounts/", r"(?i:/(?:subscriptions|accounts)/)(?P<it>[0-9A-Fa-f-]{16,}+)"),
    _form(
        "<session>",
        "phpsess jsess sess sid csrf xsrf",
        rf"(?<![A-Za-z])(?i:(?:php|j)?sess(?:ion)?[-_ ]?(?:id|key)|sid|[cx]srf[-_]?token){IS}{_NAME}",
    ),
    _form("<cookie>", _COOKIES, r"(?<![\w.-])[\w.-]{2,80}=(?P<it>[^\s;,\"'`<>&\\]{4,}+)"),
    _form(
        "<cookie>",
        ";",
        r"(?=;\s?(?i:path=|expires=|domain=|max-age=|httponly|secure\b|samesite=))",
        before=r"[^\s;,:\[\"'`<>&\\]{10,}+",
        holds=lambda found: "=" in found,
    ),
    _form("<cookie>", "-b --cookie", rf"(?<=\s)(?:-b|--cookie)(?:\s++|=){QUOTE}(?P<it>[^\"'`<>\n]{{4,}}+)"),
    _form(
        "<email>",
        "@ %40 \\u0040 &#64; &#x40;",
        r"(?i:@|%40|\\u0040|&\#(?:64|x40);)(?!v?[0-9]+\.)[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++(?<=[A-Za-z]{2})",
        before=r"[A-Za-z0-9._+-]++",
    ),
    _form(
        "<name>",
        "users home",
        r"(?<=[/\\])(?:(?<![A-Za-z0-9.\]}].)|(?<=[/\\][A-Za-z].))(?i:users|home)(?:/|\\+)"
        rf"(?!(?i:{_HOUSEHOLD})(?![\w -]))"
        r"(?P<it>[^/\\\s:*?\"'`<>|$%{}(),;\[\]]++(?:(?: [^/\\\s:*?\"'`<>|,;]++){0,2}(?=[/\\])|))",
    ),
    _form(
        "<masked key>",
        "*** •••",
        r"[*•]++(?:[A-Za-z0-9_-]++[*•]{3,}+)*+[A-Za-z0-9_-]*+",
        before=r"[A-Za-z0-9_-]{2,}+(?!\*)",
    ),
    _form("<masked key>", "**** ••••", r"(?<![\w*•-])[*•]++[A-Za-z0-9]{2,8}+(?![\w*•])"),
    _form(
        "<masked key>",
        "sk- sess- pk-",
        r"(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt]))(?:sk|sess|pk)-[A-Za-z0-9_-]*+(?:\.{3}|…)[A-Za-z0-9_-]++",
    ),
    _form(
        "<base64 image>",
        "ivborw0kggo /9j/ \\/9j\\/ r0lgod uklgr phn2zy aaaahgz0 aaaaigz0 aaaaggz0",
        r"(?:iVBORw0KGgo|\\?/9j\\?/[24]|R0lGOD|UklGR|PHN2Zy|AAAA[HIG]GZ0)"
        rf"(?=[A-Za-z0-9+/=_\\-]{{8}}){_BASE64}",
    ),
    _form("<base64>", ";base64,", r"(?i:;base64,\s?)(?P<it>[A-Za-z0-9+/=_%-]{8,}+)"),
    _form("<bytes>", "\\x", r"(?:\\x[0-9a-fA-F]{2}[^\\\n]{0,3}){8,}+"),
)

_ADDRESS = re.compile(
    r"[0-9](?<![\w.-][0-9])(?<![A-Za-z0-9]/[0-9])(?<!ersion[= ][0-9])(?<!ersion: [0-9])"
    r"[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![\w-]|\.\w)"
)
_OWN = re.compile(r"0\.|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2[0-9]|3[01])\.")
"""Addresses of this machine and this network, which show that a proxy is asked."""
_NEWER_ADDRESS = re.compile(
    r"[23](?<![\w:.][23])[0-9A-Fa-f]{3}:(?=[0-9A-Fa-f:]{0,40}::|(?:[0-9A-Fa-f]{1,4}:){6})[0-9A-Fa-f:]{2,40}+"
)
_RUN = re.compile(r"[A-Za-z0-9+/_-]{32}[A-Za-z0-9+/_-]*+={0,2}")
_RANDOM = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z0-9]{32,}+")

_OF_REQUEST = re.compile(r"(?i)(?:request|trace|correlation|log)[-_ ]?id\W{0,6}$")

_NAMES = r"(?:(?<![A-Za-z])(?:input|instructions|content|text)|prompt)"
_PROMPT_NAME = re.compile(r"prompt|input|instructions|content|text")
_OPENS = re.compile(
    rf"(?i:{_NAMES})(?:{IS}|(?<=prompt)\s++)(?:[fr](?=[\"']))?(?P<quote>\\*(?:\"{{3}}|'{{3}}|[\"'`])|&quot;)"
)
"""What a prompt is given to, up to the quote that opens it."""
_UNQUOTED = re.compile(
    r"(?:(?<=[\s\[(?&\"'])|(?<![\s\S]))(?i:prompt)\]?[ \t]*+[:=][ \t]*+"
    r"(?!(?i:string|str|field|value|must|should|required?|invalid|expected|input|too|is|was|missing|none|null|your|request|exceeds|cannot|length|may|contains)\b)"
    r"(?P<it>[^\"'`\n\r\\{\[<][^\n\r]{48,}+)"
)
_NO_PROMPT = re.compile(r"\W{0,3}(?:error|failed|failure|http|exception|traceback|you |your )", re.IGNORECASE)
"""How a text begins that tells of an error."""
_IS_PROMPT = re.compile(rf"(?:^|_){_NAMES}$", re.IGNORECASE)
_LONGEST_PROMPT, _KEPT, _WORDS = 48, 40, 5
"""Characters of a prompt that may stay whole; characters and words that stay of any other."""


def identity_spans(text: str, small: str) -> Iterator[Span]:
    """Where a text, given in small letters too, tells whose it is, and what is to stand there; some over others."""
    for form in _FORMS:
        yield from form.spans(text, small)
    yield from ((*one.span(), "<ip>") for one in _ADDRESS.finditer(text) if not _OWN.match(one[0]))
    yield from ((*one.span(), "<ip>") for one in _NEWER_ADDRESS.finditer(text))
    for run in _RUN.finditer(text):
        if len(run[0]) >= 100 and _is_data(run[0]):
            yield (*run.span(), "<base64>")
        else:
            yield from ((*one.span(), "<key>") for one in _RANDOM.finditer(text, *run.span()) if _is_key(one, text))
    yield from _prompts(text, small)


def _is_data(run: str) -> bool:
    """Whether a long run of letters is no path and no ruled line."""
    part = run[:1000]
    signs, varied = sum(map(part.count, "/_=-")), _is_varied(part)
    return signs * (10 if varied else 4) < len(part) and (varied or len(run) >= 200)


def _is_key(found: re.Match[str], text: str) -> bool:
    """Whether letters and digits stand at random, and are not how a provider finds a request."""
    run = found[0][:64]
    turns = sum(one.isdigit() != other.isdigit() for one, other in pairwise(run))
    return turns >= 6 and _is_varied(run) and not _OF_REQUEST.search(text[max(0, found.start() - 20) : found.start()])


def _is_varied(run: str) -> bool:
    """Whether a run has some digits, some capitals and some small letters."""
    return all(sum(map(test, run)) >= 3 for test in (str.isdigit, str.isupper, str.islower))


def _prompts(text: str, small: str) -> Iterator[Span]:
    """What is left out of prompts: all but their first words."""
    at = 0
    while name := _PROMPT_NAME.search(small, at):
        at = name.end()
        if opened := _OPENS.match(text, name.start()):
            start = at = opened.end()
            if not text.startswith(("{", "[", "\\"), start):  # JSON within JSON has prompts of its own
                closed = _closing(opened["quote"]).search(text, start)
                at = closed.start() if closed else len(text)
                if not _NO_PROMPT.match(text, start):
                    yield from _rest(text, start, at)
        elif bare := _UNQUOTED.match(text, name.start()):
            at = bare.end()
            yield from _rest(text, *bare.span("it"))


@lru_cache(maxsize=32)
def _closing(quote: str) -> re.Pattern[str]:
    """The quote that ends a text: what may follow a value follows it."""
    return re.compile(
        rf"(?<!\\){re.escape(quote)}(?=\s*+(?:[,)\]}}>;&|\\]|\Z)|[ \t\r]*+\n|\s++(?:[\w-]{{1,40}}+\s?[=:]|--?\w))"
    )


def _rest(text: str, start: int, end: int) -> Iterator[Span]:
    if end - start > _LONGEST_PROMPT:
        yield start + _head(text[start : start + _KEPT]), end, "..."


def _head(text: str) -> int:
    """How many characters the first words have."""
    words = [one.end() for one in re.finditer(r"\S+", text)][: _WORDS + 1]
    return words[-2] if len(words) > 1 else len(text)


def shortened(prompt: str) -> str:
    """The first words of a prompt."""
    return prompt if len(prompt) <= _LONGEST_PROMPT else f"{prompt[: _head(prompt[:_KEPT])]}..."


def is_prompt(name: str) -> bool:
    """Whether a field of that name says what is to be drawn."""
    return _IS_PROMPT.search(name) is not None


def is_request_id(name: str) -> bool:
    """Whether a field of that name holds the id by which a request is found."""
    return _OF_REQUEST.search(name) is not None
