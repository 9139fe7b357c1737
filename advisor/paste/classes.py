"""Names of exceptions and the lines that tell of them, in the forms that languages print."""

from __future__ import annotations

import re

from advisor.facts import UNKNOWN, Maybe

__all__ = ["classes_told", "modules_told", "without_class"]

_NAME = r"[A-Z][A-Za-z0-9_]*?(?:Errors?|Exception|Timeout|TimedOut|Refused|Disconnected|Denied|Fault|TooManyRequests)"
_CLASS = re.compile(
    rf"(?<![\w$.\\/-])(?P<module>(?:[A-Za-z_]\w*(?:\.|::|\\{{1,2}}))*)(?P<name>{_NAME})(?![\w$]|\((?![\"']|[A-Z]\w*Error|\d+,\s*[\"'])|\.\w)"
)
_LINE = re.compile(r"^[ \t]*(?P<module>(?:[A-Za-z_]\w*\.)+)(?P<name>[A-Z]\w+)(?=:\s|\s*$)", re.MULTILINE)
_ANGLED = re.compile(r"<class\s+['\"](?P<module>(?:\w+\.)*)(?P<name>[A-Z]\w+)['\"]>")
_FRAME = re.compile(
    r"^[ \t]*(?:at\s(?!.*(?:Error|Exception):\s).*|File\s\".*"
    r"|(?:except|raise|catch|throw|throws|import|from|use|using)\b.*|\d+\s?\|.*|#\d+\s.*)$",
    re.MULTILINE,
)
_PREFIX = re.compile(
    r"""\A\s*(?:
    (?:PHP\s+)?Fatal\serror:\s+Uncaught\s+
    |Uncaught\s+(?:\(in\spromise\)\s*)?
    |Unhandled\s(?:exception|rejection)\.?:?\s+
    |Exception\sin\sthread\s"[^"]*"\s+
    |Caused\sby:\s+
    |(?:[\w$]+(?:\.|::|\\{1,2}))*[\w$]*(?:Error|Exception|Timeout)\s*(?:\[[\w.-]*\])?\s*(?:\(\d*\))?\s*(?::\s+|\s-\s)
    |(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Timeout)\((?=[\"'])
    |Error\scode:\s*\d{3}\s*(?:-\s*)?
    |(?:HTTP\s*)?[1-5]\d\d\s*[:\uff1a]\s*
    |HTTP\s+[1-5]\d\d\s+(?=[A-Z])
    |[45]\d\d\s+(?=[A-Z])
    )""",
    re.VERBOSE,
)

_REPR = re.compile(r"\s*[\w.]+\((?P<quote>[\"'])(?P<said>.*)(?P=quote)(?:,.*)?\)\s*", re.DOTALL)


def classes_told(text: str) -> Maybe[tuple[str, ...]]:
    """Names of the exceptions a text tells of, in its order, without modules."""
    found = [(one.start(), one["name"]) for one in _found(text)]
    names = tuple(dict.fromkeys(name for _, name in sorted(found)))
    return names[:20] or UNKNOWN


def modules_told(text: str) -> tuple[str, ...]:
    """The packages that the exceptions of a text come from, in its order."""
    found = sorted((one.start(), one["module"].rstrip(".:\\")) for one in _found(text) if one["module"])
    return tuple(dict.fromkeys(module for _, module in found))


def _found(text: str) -> list[re.Match[str]]:
    stripped = _FRAME.sub(lambda frame: " " * len(frame.group()), text)
    return [*_CLASS.finditer(stripped), *_LINE.finditer(stripped), *_ANGLED.finditer(stripped)]


def without_class(line: str) -> str:
    """What a line says, without the class, the status and the words before it."""
    while (prefix := _PREFIX.match(line)) and prefix.end() < len(line.rstrip()):
        quoted = _REPR.fullmatch(line) if prefix.group().endswith("(") else None
        line = quoted["said"] if quoted else line[prefix.end() :]
    return line.strip()
