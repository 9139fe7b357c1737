"""Options of a command line that a file declares, and their defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from advisor.extract.unit import Unit
from advisor.extract.view import Call, Constant, Entry, Expression, Function, Object, names_of

__all__ = ["CommandLine", "names_of_option"]

_DECLARING = frozenset({"add_argument", "option", "options", "Option", "argument"})
_PARSED = frozenset({"parse_args", "parse_known_args", "opts", "parse", "parseSync", "option", "options"})
"""Calls that give the options; a chain of declarations gives them with what it ends in."""


class CommandLine:
    """The options of one file."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def of_parsed(self, parsed: Call, name: str) -> Iterator[Expression]:
        """The defaults of an option, read by name from what was parsed: `parser.parse_args().image_model`."""
        if names_of(parsed.callee)[-1] in _PARSED:
            for call in self._declarations:
                yield from _default(call, name)

    def of_parameter(self, function: Function, name: str) -> Iterator[Expression]:
        """The defaults of an option that stands above a function: `@click.option("--model", default="x")`."""
        if not self._declarations:
            return
        before = max((one.span.end for one in self._unit.functions if one.span.end <= function.span.start), default=0)
        for call in self._declarations:
            if before <= call.span.start and call.span.end <= function.span.start:
                yield from _default(call, name)

    @cached_property
    def _declarations(self) -> list[Call]:
        found = [call for name in _DECLARING for call in self._unit.calls_named(name)]
        return sorted(found, key=lambda call: call.span.start)


def names_of_option(call: Call) -> set[str]:
    """The names under which an option is read that a call declares; none where it declares none."""
    if names_of(call.callee)[-1] not in _DECLARING:
        return set()
    return {name for flag in call.positional[:2] for name in _names(flag)}


def _default(call: Call, name: str) -> Iterator[Expression]:
    """The default that a declaration gives an option."""
    given = call.positional
    if given and isinstance(given[0], Object):  # yargs.options({model: {default: "x"}})
        described: list[Entry] = [entry for entry in given[0].entries if entry.name == name]
    elif name in names_of_option(call):
        described = [Entry(None, one) for one in given[1:2] if isinstance(one, Object)]
        default = call.named("default") or (given[2] if len(given) > 2 else None)
        yield from [default] if default is not None else []
    else:
        return
    for entry in described:
        held = entry.value.entries if isinstance(entry.value, Object) else ()
        yield from (one.value for one in held if one.name in ("default", "defaultValue"))


def _names(flag: Expression) -> Iterator[str]:
    """The names under which an option's value is read: `--image-model <id>` is `image_model` or `imageModel`."""
    written = flag.value if isinstance(flag, Constant) and isinstance(flag.value, str) else ""
    words = written.replace(",", " ").split()
    long = next((word for word in words if word.startswith("--")), words[0] if words else "").lstrip("-")
    yield long.replace("-", "_")
    yield re.sub(r"-(\w)", lambda match: match[1].upper(), long)
