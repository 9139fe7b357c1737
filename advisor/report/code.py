"""What the code formats share: values written as source, files among them, the parts of a jq path, and file names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from advisor.answer import Recommendation
from advisor.facts import ABSENT, UNKNOWN, Embedded
from advisor.selector import Selector, parse_selector

__all__ = ["Language", "arguments", "can_be_sent", "conditions", "ending", "member", "path", "saves_one"]

_WIDTH = 88


def can_be_sent(answer: Recommendation) -> bool:
    """Whether everything a snippet needs is known: address, calls, models, and where the image is."""
    route, request = answer.route, answer.request
    calls = (route.url, route.client_base_url, route.python, route.javascript)
    places = (route.image_at, route.text_at, route.text_property, route.failure_at)
    stream = route.events
    events = (stream.image_at, stream.partial_at, stream.text_at, *stream.failures_at) if stream else ()
    named = isinstance(request.model, str) and isinstance(request.image_model, str)
    return named and UNKNOWN.value not in (*calls, *places, *events)


def saves_one(answer: Recommendation) -> bool:
    """Whether the answer holds one image for certain; a model that calls a tool may draw any number."""
    return answer.route.text_at == ABSENT.value and answer.body.get("n", 1) == 1


def ending(answer: Recommendation) -> str:
    """The ending of the file that an image is saved in."""
    return str(answer.request.params.get("output_format", "png"))


def path(text: str) -> Selector:
    """A path that the rules hold; its form was checked when they were read."""
    found = parse_selector(text)
    assert found is not None, text
    return found


@dataclass(frozen=True, slots=True)
class Language:
    """How plain values are written in a language."""

    true: str
    false: str
    equals: str
    key: Callable[[str], str]
    """A key of a map, with what stands between it and its value."""
    argument: Callable[[str], str]
    """The same for an argument of a call."""
    opened: Callable[[str], str]
    """A file that is sent, by its name."""
    embedded: Callable[[str, str], str]
    """A text that ends in a file's content as base64: the text before it, and the file's name."""
    indent: str
    padding: str = ""
    """What stands inside the braces of a map on one line."""


def arguments(answer: Recommendation, language: Language) -> str:
    """The body as the arguments of a call, one a line."""
    lines = []
    for name, value in answer.body.items():
        before = language.argument(name)
        write = _files if name in answer.route.files else _written
        after = write(value, language, 1, len(before))
        lines.append(f"{language.indent}{before}{after},\n")
    return "".join(lines)


def member(start: str, selector: Selector) -> str:
    """The value that a path leads to, from the object it starts at."""
    return ".".join((start, *selector.names))


def conditions(start: str, selector: Selector, language: Language, *, may_be_empty: bool = False) -> list[str]:
    """The conditions on which a path leads to a value of an object; none where it always does."""
    found = [
        f"{'.'.join((start, *names))}.type {language.equals} {json.dumps(type_)}" for names, type_ in selector.types
    ]
    return found + ([member(start, selector)] if may_be_empty else [])


def _files(value: object, language: Language, depth: int, used: int) -> str:
    if isinstance(value, list):
        return _bracketed([language.opened(name) for name in value], "[]", language, depth, used)
    return language.opened(str(value))


def _written(value: object, language: Language, depth: int = 0, used: int = 0) -> str:
    """A value as source: on one line where it fits behind `used` columns, else one item a line."""
    if isinstance(value, bool):
        return language.true if value else language.false
    if isinstance(value, str):
        if isinstance(value, Embedded):
            return language.embedded(value.before, value.file)
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        items = [
            language.key(str(key)) + _written(item, language, depth + 1, len(language.key(str(key))))
            for key, item in value.items()
        ]
        return _bracketed(items, "{}", language, depth, used, language.padding)
    if isinstance(value, (list, tuple)):
        return _bracketed([_written(item, language, depth + 1) for item in value], "[]", language, depth, used)
    return str(value)


def _bracketed(items: list[str], brackets: str, language: Language, depth: int, used: int, padding: str = "") -> str:
    line = f"{brackets[0]}{padding}{', '.join(items)}{padding}{brackets[1]}"
    if "\n" not in line and len(language.indent) * depth + used + len(line) <= _WIDTH:
        return line
    inner, outer = language.indent * (depth + 1), language.indent * depth
    return brackets[0] + "".join(f"\n{inner}{item}," for item in items) + f"\n{outer}{brackets[1]}"
