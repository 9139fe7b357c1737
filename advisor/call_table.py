"""What extraction is told, from the rules: every call and path of each surface, clients, hosts and image models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.extract.table import CallTable, Client, SurfaceCalls
from advisor.rulebook import FIELDS, RuleBook, Surface
from advisor.selector import parse_selector

__all__ = ["call_table"]

_IMAGE_AT = ("image_at", "event_image_at", "event_partial_at")
"""Facts that tell where in an answer an image stands."""


def call_table(book: RuleBook, aliases: Mapping[str, str] = {}) -> CallTable:
    """The call table of a book, whatever the day: a call that was ever told of is looked for, for code is old too.

    `aliases` are names of deployments and the models behind them.
    """
    clients = book.clients
    return CallTable(
        surfaces=tuple(_surface(book, surface) for surface in book.surfaces.values()),
        image_models=frozenset(card.id for card in book.cards.values() if card.kind == "image"),
        packages=_by_meaning((entry.means, entry.names) for entry in clients.packages),
        clients=tuple(Client(name, entry.means) for entry in clients.classes for name in entry.names),
        hosts=tuple((entry.means, entry.names) for entry in clients.hosts),
        address_variables=_once(name for entry in clients.address_variables for name in entry.names),
        answer_fields=_once((*_told_fields(book), *(name for entry in clients.answer_fields for name in entry.names))),
        text_fields=_once(str(claim.value) for claim in book.all_claims if claim.fact == "text_property"),
        aliases=dict(aliases),
    )


def _surface(book: RuleBook, surface: Surface) -> SurfaceCalls:
    return SurfaceCalls(
        surface=surface.id,
        paths=tuple(sorted({str(path) for path in _values(book, f"surface:{surface.id}", "path")})),
        calls=_names(book, surface, "_calls"),
        methods=_names(book, surface, "_methods"),
        tool=surface.tool,
        model_kind=surface.model_kind,
        top_level=surface.top_level,
        image_fields=surface.files,
        fields=frozenset(
            str(one)
            for fact in FIELDS
            for told in _values(book, f"surface:{surface.id}", fact)
            if isinstance(told, tuple)
            for one in told
        ),
        positional={
            call: tuple(map(str, fields))
            for told in _values(book, f"surface:{surface.id}", "positional_fields")
            if isinstance(told, Mapping)
            for call, fields in told.items()
        },
        model_in_client=frozenset(
            str(language)
            for told in _values(book, f"surface:{surface.id}", "model_in_client")
            if isinstance(told, tuple)
            for language in told
        ),
        package_only=surface.package_only,
    )


def _names(book: RuleBook, surface: Surface, ending: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """By language: the names that the facts with an ending tell of a surface."""
    told = _by_meaning(
        (name.removesuffix(ending), tuple(map(str, value)))
        for name, fact in book.fact_types.items()
        if fact.type == "calls" and name.endswith(ending)
        for value in _values(book, f"surface:{surface.id}", name)
        if isinstance(value, tuple)
    )
    return {language: tuple(sorted(tuple(one.split(".")) for one in names)) for language, names in told.items()}


def _values(book: RuleBook, subject: str, fact: str) -> Iterable[object]:
    return (claim.value for claim in book.claims.get((subject, fact), ()))


def _told_fields(book: RuleBook) -> Iterable[str]:
    """The last names of the paths that lead to an image, in alphabetical order."""
    told = {claim.value for claim in book.all_claims if claim.fact in _IMAGE_AT and isinstance(claim.value, str)}
    paths = filter(None, map(parse_selector, told))
    return sorted({path.names[-1] for path in paths})


def _by_meaning(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """The names of all pairs of one meaning together, each once."""
    found: dict[str, tuple[str, ...]] = {}
    for meaning, names in pairs:
        found[meaning] = _once((*found.get(meaning, ()), *names))
    return found


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
