"""Request bodies that are written as text: JSON with holes, or a form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from advisor.extract.values import HOLE, Fields, Possible, unformed
from advisor.extract.view import Expression
from advisor.facts import UNKNOWN

if TYPE_CHECKING:  # loaded where a text is one
    from advisor.extract.unit import Unit

__all__ = ["PLACEHOLDER", "body_of_parts", "body_of_text", "object_of_text", "with_holes"]


def object_of_text(text: str) -> Expression | None:
    """A text of JSON as an object; half-written JSON, comments and holes are allowed. None where it holds no object."""
    unit = _parsed(text)
    return _object(unit) if unit else None


def _parsed(text: str) -> Unit | None:
    from advisor.extract.javascript import JAVASCRIPT
    from advisor.extract.unit import Unit

    stripped = text.strip()
    if not stripped.startswith("{"):
        return None
    filled = _TEXT.sub(lambda found: found[0].replace("\n", "\\n"), stripped.replace(HOLE, PLACEHOLDER))
    return Unit(f"({filled})".encode("utf-8", "surrogatepass"), JAVASCRIPT)


def _object(unit: Unit) -> Expression | None:
    from advisor.extract.view import Object

    found = unit.first()
    return found if isinstance(found, Object) else None


_TEXT = re.compile(r'"(?:[^"\\]|\\[\s\S])*+"')
"""A text in JSON; where a variable put lines into it they stand there as they are."""
PLACEHOLDER = "__not_known__"
"""What stands for a HOLE in a text while it is parsed."""


def body_of_text(text: str) -> Fields | None:
    """The fields of a JSON body; None where the text is none."""
    from advisor.extract.resolve import Resolver

    unit = _parsed(text)
    found = _object(unit) if unit else None
    if unit is None or found is None:
        return None
    fields = Resolver(unit).fields(found)
    return with_holes(fields, re.compile(PLACEHOLDER))


def with_holes(fields: Fields, mark: re.Pattern[str]) -> Fields:
    """The same fields, what a mark stands for in their texts not known; under a name that is not known may be any."""

    def restored(possible: Possible) -> Possible:
        value = possible.value
        if isinstance(value, str):
            return replace(possible, value=mark.sub(HOLE, value))
        if isinstance(value, Fields):
            return replace(possible, value=with_holes(value, mark))
        return replace(possible, value=tuple(map(restored, value))) if isinstance(value, tuple) else possible

    known = {name: tuple(map(restored, of)) for name, of in fields.entries.items() if not mark.search(name)}
    return Fields(known, fields.open or len(known) < len(fields.entries), fields.form)


_PART = re.compile(r"""[\s\S]*?\bname="(?P<name>[^"\n]*)"(?P<rest>[^\n]*)(?:\n[^\n]+)*\n\n(?P<value>[\s\S]*)""")


def body_of_parts(text: str) -> Fields | None:
    """The fields of a form of several parts as it is sent; a file's content is not known. None where it is none."""
    boundary = text.partition("\n")[0].rstrip()
    if not boundary.startswith("--"):
        return None
    fields: dict[str, tuple[Possible, ...]] = {}
    for part in filter(None, map(_PART.match, text.split(boundary))):
        value = part["value"].strip()
        is_file = "filename" in part["rest"] or value.startswith("<")
        fields[part["name"]] = (Possible(UNKNOWN, "unknown") if is_file else Possible(value, "literal"),)
    return unformed(Fields(fields, form=True))
