"""Whether a failure is told in somebody's own words, and whether any error was seen at all."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.facts import UNKNOWN, Maybe
from advisor.failure import Case, Failure

__all__ = ["with_wording"]

_COMPLAINT = re.compile(
    r"(?i)error|exception|traceback|fail|fatal|panic|refus|reject|denied|invalid|unsupported|not supported"
    r"|time[d-]? ?out|not found|missing|required|错误|失败|异常|エラー|오류|erreur|fehler"
)
"""What texts of errors say."""
_MARK = re.compile(r"\((?P<mark>reported in words|no error)\)\s*", re.IGNORECASE)
"""What whoever writes a case down may set before it."""
_PRINTED = re.compile(
    r"""^\W*(?:\d{3}\b|error\b|warn|info\b|debug|fatal|failed|traceback|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|[{<\[])
    |\b[a-z]\w*(?:error|exception)\b|^\s*(?:at\s|File\s")|\berror\ code:|\b(?:http|status(?:[ _]code)?)\W{0,2}\d{3}\b
    |["'](?:message|error|code|type|detail)\\?["']\s*:|\brequest[ _-]?id\b|\bsorry\b|\bapologi[sz]e
    |抱歉|您|你|请(?!求)""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
"""What programs print and people do not tell: classes, statuses, codes, bodies, stacks, levels, apologies,
pleas."""
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|「[^」\n]*」|`[^`\n]*`")
_PERSONAL = re.compile(
    r"""(?<![\w'/.$-])(?:I(?:'(?:m|ve|d))?|my|mine|our(?!\ (?:safety|help|content|discord|polic|terms))
        |(?:we|they)\ (?:use|get|see|have|call|send|run|tried|try|switched|moved|want|need))(?![\w'/.\[=:(-])
    |\b(?:works?|worked)\ (?:fine|well|again|there|now|with|when|in|if|for|through|via|without)\b|\b\w+\ works?\b[,.;]
    |\b(?:although|even\ though|somehow|anyone|whenever)\b|\b(?:why|how)\ (?:do|does|can|is|to)\b.*\?
    |\b(?:ich|mein\w*|wir|unser\w*|obwohl|klappt|läuft|mis?|yo|nuestr\w+|tengo|aunque|funciona)\b
    |\b(?:je|j'ai|mon|mes|nous|notre|meu|minha|noss[oa]|tenho)\b
    |我|咱|就好了|就行|就正常|就没事|就可以|就能|才行|却|居然|怎么|为什么|明明|换成
    |私|僕|でしょうか|ですか|んです|のですが|ところ|のに|動きました|通った|でした|저는|제가|저희|우리|는데|나요|니까\?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What people say of themselves, of what they tried and what works otherwise."""
_FOREIGN = re.compile(r"[\u0430-\u0451]{2,}|[가-힣]+|[ぁ-ゟ]{2}", re.IGNORECASE)
"""Words of languages that neither API nor SDKs speak."""
_LINKING = frozenset(
    """der die das den dem ein eine einen nicht und wird ist mit auf von bei zu el la los las un una que con pero por
    para se del es en le les des est pas dans avec não uma com em mas""".split()  # noqa: SIM905  # read as one list
)
_HAN = re.compile(r"[\u3400-\u9fff].*\uff0c.*[\u3400-\u9fff]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]{2,}")
_FEW = 4
"""So many words or fewer may come from anybody."""
_SENTENCE = 25
"""Chinese signs of a text that no program prints."""


def with_wording(case: Case) -> Case:
    """The case, each failure telling whether it is told in words; marks that say so go out of its text."""
    return replace(case, failures=tuple(map(_judged, case.failures)))


def _judged(failure: Failure) -> Failure:
    told = failure.message if isinstance(failure.message, str) else failure.text
    mark = _MARK.match(told.lstrip()) if isinstance(told, str) else None
    if mark:
        silent: Maybe[bool] = mark["mark"].lower() == "no error"
        message, text = _unmarked(failure.message), _unmarked(failure.text)
        return replace(failure, message=message, text=text, silent=silent, in_words=True)
    raised = isinstance(failure.exceptions, tuple)
    prose = isinstance(told, str) and not raised and _is_prose(told)
    silent = _is_silent(failure) if prose or failure.silent is UNKNOWN else failure.silent
    return replace(failure, silent=silent, in_words=prose or silent is True)


def _is_silent(failure: Failure) -> Maybe[bool]:
    """Whether no error was seen and nothing speaks of one."""
    seen = isinstance(failure.status, int) and failure.status >= 400
    if seen or any(isinstance(one, (str, tuple)) for one in (failure.type, failure.code, failure.exceptions)):
        return False
    return not _COMPLAINT.search(failure.text) if isinstance(failure.text, str) else failure.silent


def _unmarked(text: Maybe[str]) -> Maybe[str]:
    return _MARK.sub("", text) if isinstance(text, str) else text


def _is_prose(told: str) -> bool:
    """Whether words are a person's own. An API and its SDKs speak English, of nobody, in what they print."""
    words = _WORD.findall(told)
    if len(words) <= _FEW or _PRINTED.search(told):
        return False
    linking = {word.lower() for word in words} & _LINKING
    chinese = len(words) >= _SENTENCE and _HAN.search(told)
    foreign = len(linking) >= _FEW or len(_FOREIGN.findall(told)) > _FEW
    return bool(foreign or chinese or _PERSONAL.search(_QUOTED.sub(" ", told)))
