"""Data files as the resolver sees them: JSON, lines of JSON, and YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from advisor.extract.javascript import JAVASCRIPT
from advisor.extract.unit import Unit
from advisor.extract.view import Constant, Entry, Expression, Object, Sequence, Span, Unknown

__all__ = ["Document", "json_documents", "scripts_in", "yaml_documents"]


@dataclass(frozen=True, slots=True)
class Document:
    """A value in a data file."""

    value: Expression
    point: Callable[[int], tuple[int, int]]
    """Line and column in the file, from 0, of an offset in the value."""


def json_documents(source: bytes) -> Iterator[Document]:
    """The values of a JSON file. A file is one value; where it is none, each of its lines may be."""
    whole = _json(source, 0)
    if isinstance(whole.value, (Object, Sequence)) and not _is_lines(source):
        yield whole
        return
    for number, line in enumerate(source.split(b"\n")):
        if line.lstrip()[:1] in (b"{", b"["):
            yield _json(line, number)


def _json(source: bytes, line: int) -> Document:
    """A value of JSON, which is an expression once it stands in brackets."""
    unit = Unit(b"(" + source + b")", JAVASCRIPT)

    def point(offset: int) -> tuple[int, int]:
        row, column = unit.point(offset)
        return row + line, column if row else column - 1

    return Document(unit.first(), point)


def _is_lines(source: bytes) -> bool:
    """Whether every line is a value of its own."""
    lines = [line.strip() for line in source.split(b"\n", 3)[:2]]
    return len(lines) > 1 and all(line.startswith(b"{") and line.rstrip(b",").endswith(b"}") for line in lines)


def yaml_documents(text: str) -> list[Document]:
    """The values of a YAML file; those before a fault where there is one."""
    import yaml

    def point(offset: int) -> tuple[int, int]:
        return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1

    found: list[Document] = []
    with suppress(yaml.YAMLError, RecursionError, ValueError):
        for node in yaml.compose_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if _size(node, _MOST_NODES) <= _MOST_NODES:
                found.append(Document(_value(node, 0), point))
    return found


_DEEPEST = 100


_MOST_NODES = 100_000
"""Nodes of one document; aliases can make a few lines into any number."""


def _size(node: object, most: int) -> int:
    """The nodes below a node, aliases counted as often as they are used, as far as they are worth counting."""
    count, stack = 0, [node]
    while stack and count <= most:
        top = stack.pop()
        count += 1
        inside = getattr(top, "value", None)
        for part in inside if isinstance(inside, list) else ():
            stack.extend(part if isinstance(part, tuple) else (part,))
    return count


def _value(node: object, depth: int) -> Expression:
    import yaml

    assert isinstance(node, yaml.Node)
    where = Span(node.start_mark.index, node.end_mark.index)
    if depth > _DEEPEST:
        return Unknown(where)
    if isinstance(node, yaml.MappingNode):
        pairs = ((_value(key, depth + 1), _value(value, depth + 1)) for key, value in node.value)
        return Object(tuple(Entry(key, value) for key, value in pairs), where)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_value(item, depth + 1) for item in node.value), where)
    return Constant(_scalar(node.value, node.tag), where)


def _scalar(written: str, tag: str) -> str | int | float | bool | None:
    kind = tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return written.lower() in ("true", "yes", "on")
    if kind == "int" and re.fullmatch(r"[-+]?\d+", written):
        return int(written)
    if kind == "float" and re.fullmatch(r"[-+]?\d+\.\d*", written):
        return float(written)
    return written


def scripts_in(value: Expression) -> Iterator[Constant]:
    """The texts in a value that hold a command of curl."""
    if isinstance(value, Constant) and isinstance(value.value, str) and "curl " in value.value:
        yield value
    elif isinstance(value, Object):
        for entry in value.entries:
            yield from scripts_in(entry.value)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from scripts_in(item)
