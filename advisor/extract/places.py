"""Where the parts of a request are written out, so that they can be mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from advisor.extract.sent import Sent
from advisor.extract.spelling import field_of
from advisor.extract.unit import Unit
from advisor.extract.values import Fields, Place, Possible, literal_of
from advisor.extract.view import Constant, Member, Span
from advisor.site import Region, Written

__all__ = ["written_parts"]

_ENTRY = re.compile(rb"[\"'`]?([\w\[\]-]+)[\"'`]?\s*(?:=>|[=:])\s*(?![\s(])")
"""How an entry begins in every language: its name, and what parts it from its value."""
_OPENING = (b"(", b"{", b"[", b",")
_AFTER = re.compile(rb"\s*(?:[,)}\]#]|//|\Z)")
"""What stands around an entry of a list of them."""
Point = Callable[[int], tuple[int, int]]


def written_parts(sent: Sent, top: Fields, tool: Fields | None, point: Point) -> Mapping[str, tuple[Written, ...]]:
    """By field: where its values stand in the file; `point` gives line and column, from 0, of an offset."""
    finder = _Finder(sent, point)
    found = {name: finder.written(name, values) for name, values in top.entries.items()}
    if tool is not None:
        inside = {name: finder.written(name, values) for name, values in tool.entries.items()}
        found = {**found, **inside, "image_model": inside.get("model", ()), "model": found.get("model", ())}
    else:
        found["image_model"] = found.get("model", ())
    found["surface"] = finder.called()
    return {name: parts for name, parts in found.items() if parts}


class _Finder:
    def __init__(self, sent: Sent, point: Point) -> None:
        self._sent, self._point = sent, point
        self._unit = sent.resolver.unit if sent.resolver else None

    def written(self, name: str, values: Iterable[Possible]) -> tuple[Written, ...]:
        """Where each of the values stands."""
        told = (
            Written(
                literal_of(one.value),
                tuple(self._regions(one.at, one.entries)),
                tuple(self._entries(one.entries, name)),
            )
            for one in values
        )
        return tuple(one for one in told if one.at or one.entries)

    def called(self) -> tuple[Written, ...]:
        """Where the last name of what is called stands."""
        call = self._sent.call
        key = call.callee.key if call is not None and isinstance(call.callee, Member) else None
        if not isinstance(key, Constant) or self._unit is None:
            return ()
        regions = tuple(self._regions([Place(self._unit, key.span)]))
        return (Written(self._sent.surfaces[0].surface, regions, ()),)

    def _entries(self, places: Iterable[Place], name: str) -> Iterator[Region]:
        """Those that are entries of a list of them, and no statements."""
        return self._regions(place for place in places if not place.unit.written or _is_entry(place, name))

    def _regions(self, places: Iterable[Place], holders: Sequence[Place] = ()) -> Iterator[Region]:
        """Where each place is in the file; one in a body that is a text is found with the entry that holds it."""
        for place in places:
            span, unit = place.span, place.unit
            if unit is not self._unit and unit.written:
                holder = next((one for one in holders if one.unit is unit and one.span.holds(span)), place)
                found = self._inside(_slice(unit, holder.span)) if unit.written[:1] == b"(" else None
                if found is None:
                    continue
                begin = found.start + span.start - holder.span.start
                span = Span(begin, begin + span.end - span.start)
            (line, column), (end_line, end_column) = self._point(span.start), self._point(span.end)
            text = _slice(unit, place.span)
            yield Region(line=line + 1, column=column + 1, end_line=end_line + 1, end_column=end_column + 1, text=text)

    def _inside(self, text: str) -> Span | None:
        """What is said in a body that is a text, where the file says it in the same characters and only once.

        Beside the call only what has a name is looked for; a value alone may stand there for something else.
        """
        if self._unit is None:
            return None
        source, said = self._unit.source, text.encode("utf-8", "surrogatepass")
        for region in (self._sent.span, Span(0, len(source))) if b":" in said else (self._sent.span,):
            at = source.find(said, region.start, region.end)
            if at >= 0:
                alone = source.find(said, at + 1, region.end) < 0
                return Span(at, at + len(said)) if alone else None
        return None


def _is_entry(place: Place, name: str) -> bool:
    """Whether it is an entry of a list of them that sets the field, and stands there whole."""
    source, (start, end) = place.unit.source, (place.span.start, place.span.end)
    line = source[source.rfind(b"\n", 0, start) + 1 : start]
    opened = not line.strip() or line.rstrip()[-1:] in _OPENING
    head = _ENTRY.match(source, start, end)
    names = {field_of(head[1].decode("utf-8", "replace")), head[1].decode("utf-8", "replace")} if head else set()
    return opened and name in names and _AFTER.match(source, end) is not None


def _slice(unit: Unit, span: Span) -> str:
    return unit.source[span.start : span.end].decode("utf-8", "replace")
