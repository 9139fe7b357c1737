"""The body of a raw HTTP call, wherever among its arguments it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisor.extract.body import body_of_text
from advisor.extract.parts import Parts
from advisor.extract.resolve import Frame, Resolver
from advisor.extract.values import KIND, Fields, Possible, unformed
from advisor.extract.view import Call, Expression, Member, Name, names_of

__all__ = ["HttpBodies"]

_BODY_NAMES = (
    "json",
    "body",
    "data",
    "payload",
    "parameters",
    "json_data",
    "json_body",
    "form",
    "formData",
    "params",
    "fields",
    "files",
    "multipart",
    "content",
    "Content",
    "CURLOPT_POSTFIELDS",
)
_OPTION_NAMES = frozenset({*_BODY_NAMES, "method", "headers", "url", "uri", "timeout", "signal", "auth", "type"})


class HttpBodies:
    """Reads the bodies of one file's calls."""

    def __init__(self, resolver: Resolver, parts: Parts) -> None:
        self._resolver, self._parts = resolver, parts

    def of(self, call: Call, frame: Frame | None) -> Fields:
        """The fields of a call's body; open where none can be told."""
        bodies: list[Fields] = []
        for argument in call.arguments:
            if argument.spread:
                continue
            if argument.key is None or argument.name in _BODY_NAMES or argument.name in ("options", "config", "init"):
                bodies += self._bodies(self._resolver.values(argument.value, frame), named=argument.name)
        bodies += self._sent_later(call)
        for body in self._parts.bodies(call):
            bodies += self._bodies(self._resolver.values(body, frame), "body")
        if not bodies:
            return Fields(open=True)
        whole: dict[str, tuple[Possible, ...]] = {}
        is_form = call.named("files", "fields") is not None
        for one in bodies:
            whole |= unformed(replace(one, form=one.form or is_form)).entries
        return Fields(whole, not whole.keys() - {KIND} or any(one.open for one in bodies))

    def _bodies(self, values: tuple[Possible, ...], named: str = "", depth: int = 0) -> Iterator[Fields]:
        for one in values:
            if isinstance(one.value, str):
                parsed = body_of_text(one.value)
                if parsed is not None:
                    yield parsed
            elif isinstance(one.value, Fields):
                yield from self._bodies_in(one.value, named, depth)
            elif isinstance(one.value, tuple) and (named in _BODY_NAMES or one.value):
                yield from _form_of(one.value, is_told=named in _BODY_NAMES)
            elif named in _BODY_NAMES and one.value is not None and not isinstance(one.value, (bool, int, float)):
                yield Fields(open=True)

    def _bodies_in(self, fields: Fields, named: str, depth: int) -> Iterator[Fields]:
        """A body itself, or the bodies that an object of options holds."""
        is_options = (
            named not in _BODY_NAMES
            and bool(_OPTION_NAMES & set(fields.entries))
            and not {"model", "prompt"} & set(fields.entries)
        )
        if not is_options or depth > 1:
            if not (depth == 0 and not named and _is_headers(fields)):
                yield fields
            return
        for name in _BODY_NAMES:
            if name in fields.entries:
                yield from self._bodies(fields.entries[name], name, depth + 1)

    def _sent_later(self, call: Call) -> Iterator[Fields]:
        """The body of a request that is sent by a method of its own: `superagent.post(url).send(body)`."""
        for other in self._resolver.unit.calls:
            callee = other.callee
            if (
                isinstance(callee, Member)
                and callee.name in ("send", "write", "end", "json", "body")
                and other.positional
            ):
                base: Expression = callee.base
                while isinstance(base, Call) and base.span != call.span and isinstance(base.callee, Member):
                    base = base.callee.base
                if (isinstance(base, Call) and base.span == call.span) or self._same_object(callee.base, call):
                    yield from self._bodies(self._resolver.values(other.positional[0]), "body")

    def _same_object(self, base: Expression, call: Call) -> bool:
        """`xhr.open("POST", url)` and `xhr.send(body)`; `req = https.request(...)` and `req.write(body)`."""
        mine = call.callee.base if isinstance(call.callee, Member) else None
        if (
            isinstance(base, Name)
            and isinstance(mine, Name)
            and base.name == mine.name
            and names_of(call.callee)[-1] == "open"
        ):
            return True
        if not isinstance(base, Name):
            return False
        return any(
            isinstance(one.expression, Call) and one.expression.span == call.span for one in self._resolver.reach(base)
        )


def _is_headers(fields: Fields) -> bool:
    names = {name.lower() for name in fields.entries}
    return bool(names) and (names <= {"headers"} or bool(names & _HEADERS))


_HEADERS = frozenset({"authorization", "content-type", "accept", "api-key", "user-agent"})


def _form_of(parts: tuple[Possible, ...], *, is_told: bool) -> Iterator[Fields]:
    """A form as a list of its parts: of pairs, or of objects with a name and what it holds."""
    fields: dict[str, tuple[Possible, ...]] = {}
    for part in (one.value for one in parts):
        if isinstance(part, Fields):
            name, given = part.entries.get("name", ()), part.entries.get("contents", ())
        else:
            name, given = (part[:1], part[1:2]) if isinstance(part, tuple) else ((), ())
        if len(name) != 1 or not isinstance(name[0].value, str) or not given:
            yield from [Fields(open=True)] if is_told else []
            return
        fields[name[0].value] = given
    yield Fields(fields, not parts, form=True)
