"""The inventory as a page: requests grouped by model, the model's state in each heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.facts import ABSENT, UNKNOWN
from advisor.inventory import one_of
from advisor.printable import on_one_line
from advisor.report.layout import Block, Bullets, Heading, Lead, Page, Paragraph, Table
from advisor.secrets import without_keys
from advisor.wording import counted, in_words

if TYPE_CHECKING:
    from advisor.inventory import Found, Inventory
    from advisor.lookup import ModelRow

__all__ = ["requests_page"]

_COLUMNS = ("place", "surface", "sent by", "host", "model from")
_MEANINGS = {
    "dynamic": "decided when the code runs: the configuration or a caller names the host",
    "gateway": "a host that is neither OpenAI's nor known as another vendor's",
    "default-arg": "a default that a caller may replace",
    "env-default": "a default that the environment may replace",
    "parameter": "whoever calls names it",
    "unknown": "the code read here does not tell it",
    "omitted": "none is sent",
    "setting": "a setting that names a model; no request by itself",
}
"""What the words of the columns mean, where they do not say it themselves."""
_ORDER = ("shutdown", "deprecated", "<unknown>", "active")


def requests_page(answer: Inventory) -> Page:
    """How many requests, then each model's, those that end soonest first; at last what was not read."""
    blocks: list[Block] = [Lead(_lead(answer), _tone(answer))]
    for title, group in _groups(answer):
        rows = tuple(_row(found) for found in group)
        blocks += [Heading(title), Table(_COLUMNS, rows)]
    blocks += _notes(answer)
    return Page(tuple(blocks))


def _lead(answer: Inventory) -> str:
    places = {found.sighting.site.path for found in answer.found}
    settings = sum(found.sighting.site.how == "setting" for found in answer.found)
    told = counted(len(answer.found) - settings, "request")
    told += f" and {counted(settings, 'setting')}" if settings else ""
    told += f" in {counted(len(places), 'file')}, of {answer.files:,} read"
    gone = sum("shutdown" in found.lifecycle for found in answer.found)
    ending = sum("deprecated" in found.lifecycle for found in answer.found)
    parts = [
        f"{count:,} name a model that {what}" for count, what in ((gone, "is gone"), (ending, "ends soon")) if count
    ]
    return "; ".join([told, *parts])


def _tone(answer: Inventory) -> str:
    states = {state for found in answer.found for state in found.lifecycle}
    return "bad" if "shutdown" in states else "open" if "deprecated" in states else "plain"


def _groups(answer: Inventory) -> Iterator[tuple[str, list[Found]]]:
    """The requests by the model they name, with a title; a model's state decides the order."""
    rows = {row.model: row for row in answer.models}
    groups: dict[str, list[Found]] = {}
    for found in answer.found:
        groups.setdefault(_model(found), []).append(found)

    def urgency(name: str) -> tuple[int, str]:
        states = _states(groups[name])
        return min((_ORDER.index(state) for state in states), default=len(_ORDER)), name

    for name in sorted(groups, key=urgency):
        yield _title(name, groups[name], rows), groups[name]


def _states(group: list[Found]) -> tuple[str, ...]:
    """The states of a group's models, as the first request tells them whose host keeps OpenAI's calendar."""
    return next((found.lifecycle for found in group if found.lifecycle), ())


def _model(found: Found) -> str:
    top, drawing = one_of(found.sighting.model), one_of(found.sighting.image_model)
    named = _words(top)
    return named if drawing in (top, ABSENT) else f"{named} with {_words(drawing)}"


def _words(model: object) -> str:
    if model is ABSENT or model is UNKNOWN:
        return "no model named" if model is ABSENT else "model not known"
    names = model if isinstance(model, tuple) else (model,)
    return " or ".join(on_one_line(without_keys(str(one))) or "an empty text" for one in names)


def _title(name: str, group: list[Found], rows: dict[str, ModelRow]) -> str:
    """The model and what becomes of it."""
    states = _states(group)
    if not states:
        return name
    row = rows.get(name)
    if row is None:
        return f"{name}: {', '.join(state.strip('<>') for state in states)}"
    if row.lifecycle in ("shutdown", "deprecated") and row.shutdown not in (UNKNOWN, ABSENT):
        verb = "shut down on" if row.lifecycle == "shutdown" else "deprecated, shuts down on"
        instead = f"; named instead: {', '.join(row.replacement)}" if row.replacement else ""
        return f"{name}: {verb} {in_words(row.shutdown)}{instead}"
    return f"{name}: {row.lifecycle}"


def _row(found: Found) -> tuple[str, ...]:
    site = found.sighting.site
    cell = f" (cell {site.cell}, line {site.cell_line})" if site.cell is not None else ""
    surface = one_of(found.sighting.surfaces)
    surfaces = " or ".join(surface) if isinstance(surface, tuple) else "" if surface is UNKNOWN else str(surface)
    return (f"{on_one_line(site.path)}:{site.line}{cell}", surfaces, site.how, site.host, site.model_from)


def _notes(answer: Inventory) -> Iterator[Block]:
    sites = [found.sighting.site for found in answer.found]
    words = {word for site in sites for word in (site.how, site.host, site.model_from)}
    meanings = tuple((f"{word}: {meaning}", "") for word, meaning in _MEANINGS.items() if word in words)
    if meanings:
        yield Heading("What these words mean")
        yield Bullets(meanings)
    if answer.left:
        yield Heading("Not read")
        yield Bullets(tuple((str(one), "") for one in answer.left))
    reading = f"newest reading {answer.newest_reading}" if answer.newest_reading else "nothing read by then"
    yield Paragraph(f"As of {answer.as_of} ({reading}). What cannot be told from the code is never guessed.")
