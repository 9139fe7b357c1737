"""A YAML or JSON text becomes plain data that still knows on which line and column each part stands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from advisor.errors import InputError, Problem, RuleError

__all__ = ["Document", "parse"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 100
"""Lists and maps inside each other."""
_PLAIN_TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file and where each part of it stands."""

    path: str
    data: Any
    places: Mapping[tuple[object, ...], tuple[int, int]]
    """Line and column, counted from 1, by the keys that lead to a part."""

    def problem(self, keys: tuple[object, ...], message: str) -> Problem:
        """A problem at the part that `keys` lead to, or at the nearest part around it."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        line, column = self.places.get(keys, (0, 0))
        return Problem(self.path, line, column, message)


def parse(text: str, path: str) -> Document:
    """Reads one YAML or JSON document.

    Raises:
        RuleError: a syntax error, a key written twice, or a tag that is no plain data.
    """
    if text.lstrip().startswith("{"):
        as_json = _parse_json(text, path)
        if as_json is not None:
            return as_json
    try:
        _check_depth(text, path)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise RuleError([Problem(path, *place, f"not YAML: {error.problem or error.context}")]) from None
    except yaml.YAMLError as error:
        raise RuleError([Problem(path, 0, 0, f"not YAML: {' '.join(str(error).split())}")]) from None
    reader = _Reader(path)
    data = reader.value(node, ()) if node is not None else None
    if reader.problems:
        raise RuleError(reader.problems)
    return Document(path, data, reader.places)


def _check_depth(text: str, path: str) -> None:
    """Refuses what is nested so deeply that reading it would exhaust the stack; events come without recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise RuleError([Problem(path, 0, 0, f"nested deeper than {MAX_DEPTH} levels; expected plain data")])
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def _parse_json(text: str, path: str) -> Document | None:
    """JSON proper (tabs included), or None where the text is YAML in flow style or broken: YAML then says where."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        twice = next((name for name, times in Counter(name for name, _ in pairs).items() if times > 1), None)
        if twice is not None:
            raise RuleError([Problem(path, 0, 0, f"key {twice!r} is written twice; expected once")])
        return dict(pairs)

    try:
        return Document(path, json.loads(text, object_pairs_hook=once, parse_constant=_no_number), {})
    except (json.JSONDecodeError, RecursionError):
        return None
    except ValueError:  # Python reads no number of more digits than it can afford to
        raise RuleError([Problem(path, 0, 0, "a number has thousands of digits; expected a shorter one")]) from None


def _no_number(name: str) -> object:
    raise InputError(f"{name} is no number; expected a number or text")


class _Reader:
    """Walks a YAML node tree once, collecting values, places and problems."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[tuple[object, ...], tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()
        self._construct = yaml.SafeLoader("").construct_object  # one for each document: it keeps what it has read

    def value(self, node: yaml.Node, keys: tuple[object, ...]) -> Any:
        self.places[keys] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in self._seen:  # an alias: a small text could grow without bound
            self._complain(node, "an alias (*name); expected the value itself")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.CollectionNode) and node.tag not in _PLAIN_TAGS:
            self._complain(node, f"not plain data: tag {node.tag}")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, keys)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*keys, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, keys: tuple[object, ...]) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._complain(key_node, "a key is not a plain word")
                continue
            key = self._scalar(key_node)
            if key in found:
                self._complain(key_node, f"key {key!r} is written twice; expected once")
            found[key] = self.value(value_node, (*keys, key))
            self.places[(*keys, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return found

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self._construct(node)
        except (yaml.YAMLError, ValueError) as error:
            reason = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error)
            self._complain(node, f"not plain data: {reason}")
            return None

    def _complain(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(self.path, node.start_mark.line + 1, node.start_mark.column + 1, message))
