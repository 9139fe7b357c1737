"""The body of a raw HTTP call, wherever among its arguments it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisor.extract.body import body_of_text
from advisor.extract.parts import Parts
from advisor.extract.resolve import Frame, Resolver
from advisor.extract.values import HOLE, KIND, Fields, Possible, of_file, unformed
from advisor.extract.view import Call, Expression, Member, Name, names_of
from advisor.facts import UNKNOWN

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
    "form_params",
    "multipart",
    "formData",
    "params",
    "fields",
    "files",
    "content",
    "Content",
    "CURLOPT_POSTFIELDS",
)
_OPTION_NAMES = frozenset({*_BODY_NAMES, "method", "headers", "url", "uri", "timeout", "signal", "auth", "type"})
_LISTED = frozenset({"files", "data", "form", "fields"})
"""Arguments that may hold a body as a list of pairs."""


_CLASS = "class"
"""What `body(String.class)` is given: the type of the answer and no body."""


_SENT_BY = ("send", "write", "end", "json", "body")
"""Methods that send what was opened before, or give it its body."""


class HttpBodies:
    """Reads the bodies of one file's calls."""

    def __init__(self, resolver: Resolver, parts: Parts) -> None:
        self._resolver, self._parts = resolver, parts

    def of(self, call: Call, frame: Frame | None) -> Fields:
        """The fields of a call's body; open where none can be told, or none is seen."""
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
        return Fields(whole, any(one.open for one in bodies) or not whole.keys() - {KIND})

    def _bodies(self, values: tuple[Possible, ...], named: str = "", depth: int = 0) -> Iterator[Fields]:
        for one in values:
            if isinstance(one.value, str):
                parsed = body_of_text(one.value)
                if parsed is not None:
                    yield parsed
            elif isinstance(one.value, Fields):
                whole = _of_files(one.value) if named == "files" else one.value
                yield from self._bodies_in(whole, named, depth)
            elif isinstance(one.value, tuple) and (form := _form_of(one.value)) is not None:
                yield form
            elif isinstance(one.value, tuple) and named in _LISTED:
                yield _of_pairs(one.value, are_files=named == "files")
            elif named in _BODY_NAMES and one.value is UNKNOWN and one.symbol != _CLASS:
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
        for other in (one for name in _SENT_BY for one in self._resolver.unit.calls_named(name)):
            callee = other.callee
            if isinstance(callee, Member) and other.positional:
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


def _form_of(parts: tuple[Possible, ...]) -> Fields | None:
    """A form that is a list of its parts: `[{name: "prompt", contents: "x"}, ...]`; None where it is none."""
    form, of_parts = Fields(form=True), [one.value for one in parts if isinstance(one.value, Fields)]
    for part in of_parts:
        name = next((one.value for one in part.entries.get("name", ())), None)
        if not isinstance(name, str) or HOLE in name or "contents" not in part.entries:
            return None
        is_file = "filename" in part.entries
        form = form.with_entry(name, (Possible(UNKNOWN, "unknown"),) if is_file else part.entries["contents"])
    return replace(form, open=len(of_parts) < len(parts)) if of_parts else None


def _of_pairs(pairs: tuple[Possible, ...], *, are_files: bool) -> Fields:
    """The fields of a list of names and values: `[("image[]", file), ("image[]", other), ("mask", mask)]`."""
    found: dict[str, list[Possible]] = {}
    clear = True
    for one in pairs:
        pair = one.value if isinstance(one.value, tuple) else ()
        name = pair[0].value if len(pair) > 1 else None
        if isinstance(name, str):
            found.setdefault(name, []).append(of_file(pair[1], alone=True) if are_files else pair[1])
        clear = clear and isinstance(name, str)
    entries = {name: (of[0] if len(of) == 1 else Possible(tuple(of), "literal"),) for name, of in found.items()}
    return Fields(entries, not clear)


def _of_files(fields: Fields) -> Fields:
    entries = {name: tuple(of_file(one, alone=True) for one in of) for name, of in fields.entries.items()}
    return replace(fields, entries=entries)


def _is_headers(fields: Fields) -> bool:
    names = {name.lower() for name in fields.entries}
    return bool(names) and (names <= {"headers"} or bool(names & _HEADERS))


_HEADERS = frozenset({"authorization", "content-type", "accept", "api-key", "user-agent"})
