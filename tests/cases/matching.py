"""Compares an answer with what a case expects of it, readable aloud.

A path walks the JSON document: `route.path: /v1/images/edits`. `[]` stands for some element of a list:
`access.blockers[].rule: x` holds when one blocker has that rule. `[0]` is the first element, `[fact=tier]` those
whose `fact` is `tier`. A word after `|` changes the comparison: `lacks` (no element, key or text of that kind),
`mentions` (the text of the part contains every one of the words), `keys` (these keys in this order), `in-order` (the
words turn up one after the other, each in a later element of the list), `after` and `before` (days).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

MISSING = object()

_STEP = re.compile(r"(?P<name>[^\[\]]+)(?:\[(?P<pick>[^\]]*)\])?")
_DOT = re.compile(r"\.(?![^\[]*\])")  # a dot inside brackets belongs to a value, such as gpt-image-1.5


def mismatches(document: Any, expected: dict[str, Any]) -> list[str]:
    """What differs, in words; empty where everything holds."""
    found = []
    for path, value in expected.items():
        where, _, word = path.partition("|")
        values = list(_walk(document, _DOT.split(where)))
        if not _holds(values, word, value):
            shown = values[0] if len(values) == 1 else values
            found.append(
                f"{path}: expected {value!r}, found {'nothing' if shown is MISSING or not values else shown!r}"
            )
    return found


def _holds(values: list[Any], word: str, expected: Any) -> bool:
    present = [value for value in values if value is not MISSING]
    if word == "lacks":  # a path that leads nowhere is a slip of the case, an empty list is not
        return len(present) == len(values) and not any(_has(value, expected) for value in present)
    if word == "mentions":
        words = expected if isinstance(expected, list) else [expected]
        return any(all(str(one).lower() in _text(value) for one in words) for value in present)
    if word == "keys":
        return any(isinstance(value, dict) and list(value) == expected for value in present)
    if word == "in-order":
        return any(_in_order(value, expected) for value in present)
    if word in ("after", "before"):
        return any((value > str(expected)) == (word == "after") and value != str(expected) for value in present)
    assert not word, f"no comparison is named {word!r}"
    return any(value == expected for value in present)


def _has(value: Any, expected: Any) -> bool:
    return bool(expected == value or (isinstance(value, (list, dict, str)) and expected in value))


def _text(value: Any) -> str:
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).lower()


def _in_order(value: Any, words: list[str]) -> bool:
    elements = iter(value if isinstance(value, list) else [])
    return all(any(word.lower() in _text(element) for element in elements) for word in words)


def _walk(part: Any, steps: list[str]) -> Iterator[Any]:
    if not steps:
        yield part
        return
    step = _STEP.fullmatch(steps[0])
    assert step, f"no path looks like {steps[0]!r}"
    inner: Any = part.get(step["name"], MISSING) if isinstance(part, dict) else MISSING
    if inner is MISSING:
        yield MISSING
    elif step["pick"] is None:
        yield from _walk(inner, steps[1:])
    else:
        for item in _picked(inner, step["pick"]):
            yield from _walk(item, steps[1:])


def _picked(items: list[Any], pick: str) -> list[Any]:
    if not pick:
        return items
    if pick.isdecimal():
        return items[int(pick) : int(pick) + 1]
    key, _, wanted = pick.partition("=")
    return [item for item in items if str(item.get(key)) == wanted]
