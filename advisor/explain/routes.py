"""What a surface and a row of the route table is."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.closed import row_closed, surface_closed
from advisor.explain.facts import held
from advisor.explain.parts import as_yaml, listed, named, references_to, sources_of
from advisor.freshness import Knowledge
from advisor.lookup import Explanation, Section
from advisor.rulebook import Surface

__all__ = ["explain_route", "explain_surface"]

_KINDS = {"image": "an image model", "text": "a mainline model"}


def explain_surface(knowledge: Knowledge, id_: str) -> Explanation:
    """When to use it, what it costs, and what is held to be true of it on the day."""
    book = knowledge.book
    surface = book.surfaces[id_]
    rows = {row.id: row.use_first_when for row in book.routes if row.surface == id_}
    sections = (
        listed("On this day", surface_closed(knowledge, id_)),
        listed("What", *_what(surface)),
        named("Use it first when", "route", rows),
        listed("Costs", *surface.costs),
        *held(knowledge, f"surface:{id_}", references_to("model", book.cards)),
    )
    return Explanation(id_, "surface", surface.title, sections)


def _what(surface: Surface) -> Iterator[str]:
    yield f"The top-level `model` takes {_KINDS.get(surface.model_kind, surface.model_kind)}."
    if surface.tool:
        yield f"The fields of the image stand in the `{surface.tool}` tool."
    files = f", with files in {', '.join(f'`{name}`' for name in surface.files)}" if surface.files else ""
    yield f"A request is sent as {surface.sends}{files}."


def explain_route(knowledge: Knowledge, id_: str) -> Explanation:
    """Where a row of the route table leads, when, and which mistake is made there."""
    book = knowledge.book
    row = next(row for row in book.routes if row.id == id_)
    place = book.routes.index(row) + 1
    holds = as_yaml(row.when.when) if row.when.names else ("# always: it is the last row",)
    closed = row_closed(knowledge, row)
    sections = (
        listed("On this day", closed),
        named("Route", "surface", {row.surface: book.surfaces[row.surface].title}),
        listed("Read", f"as number {place} of {len(book.routes)}; the first row that holds decides"),
        listed("Use it first when", row.use_first_when),
        listed("Why, while it was open" if closed else "Why", row.because),
        listed("Main mistake to avoid", row.mistake),
        Section("Holds when", holds, "yaml"),
        listed("Costs", *book.surfaces[row.surface].costs),
        sources_of(book, row.sources),
    )
    marks = {"number": str(place), "use": row.use_first_when}
    return Explanation(f"routes/{row.id}", "route", row.surface, sections, marks)
