"""Every request in a source text, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from advisor.extract.curl import CurlCalls
from advisor.extract.evidence import confidence, is_shown
from advisor.extract.http import HttpCalls
from advisor.extract.place import facts_of_place
from advisor.extract.places import written_parts
from advisor.extract.resolve import Project, Resolver
from advisor.extract.sdk import SdkCalls
from advisor.extract.sent import Sent, is_request
from advisor.extract.spelling import in_the_apis_spelling, of_the_api
from advisor.extract.table import CallTable
from advisor.extract.unit import Unit
from advisor.extract.values import KIND, ORIGINS, Fields, Possible, alike, literal_of
from advisor.extract.view import Member, Name, Object, Span, names_of
from advisor.extract.whose import Whose
from advisor.facts import ABSENT, UNKNOWN, Maybe
from advisor.site import Sighting, Site

__all__ = ["sent_requests", "sighting", "sightings"]

ReadFile = Callable[[str], str | None]
Point = Callable[[int], tuple[int, int]]


def sightings(unit: Unit, table: CallTable, path: str, project: Project | None, read_file: ReadFile) -> list[Sighting]:
    """The requests of a source text, in order, each at its place in that text."""
    resolver = Resolver(unit, project)
    found = sent_requests(resolver, table, read_file)
    return [sighting(sent, table, path, unit.grammar.language, unit.point) for sent in found]


def sent_requests(resolver: Resolver, table: CallTable, read_file: ReadFile) -> list[Sent]:
    """What a source text sends, in order; of calls at the same place the first kind counts."""
    whose = Whose(resolver, table)
    is_script = resolver.unit.grammar.language == "shell"
    finders: list[Iterable[Sent]] = []
    if is_script or b"curl" in resolver.unit.source:
        finders.append(CurlCalls(resolver, whose, table, read_file))
    if not is_script:
        finders += [SdkCalls(resolver, whose, table), HttpCalls(resolver, whose, table)]
    found: dict[Span, Sent] = {}
    for sent in (one for finder in finders for one in finder):
        kept = is_request(_respelled(sent, table), table)
        if kept is not None and is_shown(kept, whose, table):
            found.setdefault(kept.span, kept)
    return sorted(found.values(), key=lambda sent: sent.span.start)


def _respelled(sent: Sent, table: CallTable) -> Sent:
    """The request with its fields as the API spells them."""
    if sent.resolver is None or not sent.resolver.unit.grammar.own_spelling:
        return sent
    fields, surface = in_the_apis_spelling(sent.fields, table), sent.surfaces[0]
    is_struct = KIND in sent.fields.entries and sent.how == "sdk" and not surface.tool and surface.fields
    return replace(sent, fields=of_the_api(fields, surface.fields) if is_struct else fields)


def sighting(sent: Sent, table: CallTable, path: str, language: str, point: Point) -> Sighting:
    """A request at its place; `point` gives line and column, from 0, of an offset."""
    told = _told(sent, table)
    (line, column), (end_line, end_column) = point(sent.span.start), point(sent.span.end)
    place = facts_of_place(sent, table)
    return Sighting(
        site=Site(
            path=path,
            line=line + 1,
            column=column + 1,
            end_line=end_line + 1,
            end_column=end_column + 1,
            language=language,
            how=sent.how,
            host=sent.host,
            model_from=told.model_from,
            call=_called(sent),
            path_written=sent.path,
            tools=_tools(sent),
            one_turn=_one_turn(sent),
            confidence=confidence(sent),
            browser=place.browser,
            literal_key=place.literal_key,
            reads=place.reads,
            decodes=place.decodes,
            printed=place.printed,
        ),
        surfaces=tuple(surface.surface for surface in sent.surfaces),
        model=told.model,
        image_model=told.image_model,
        params=told.params,
        open=told.open,
        written=written_parts(sent, sent.fields, _tool(sent), point),
    )


def _called(sent: Sent) -> Maybe[str]:
    """What is called, as its names are written."""
    names = names_of(sent.call.callee) if sent.call else ("",)
    return ".".join(filter(None, names)) or UNKNOWN


def _tools(sent: Sent) -> Maybe[int]:
    """How many tools a request offers, where its code tells."""
    values = sent.fields.get("tools")
    items = values[0].value if len(values) == 1 else None
    if not isinstance(items, tuple) or any(one.value is UNKNOWN for one in items):
        return UNKNOWN
    return len(items)


_EARLIER = ("previous_response_id", "conversation")
"""Fields that go on from what was said before."""
_SAID_ONCE = re.compile(r"prompt|text|query|question|description|instruction|idea", re.IGNORECASE)
"""Names of one text."""


def _one_turn(sent: Sent) -> Maybe[bool]:
    """Whether a request of a surface with a tool begins and ends a conversation."""
    if not sent.surfaces[0].tool or sent.fields.open:
        return UNKNOWN
    if any(literal_of(one.value) is not ABSENT for name in _EARLIER for one in sent.fields.get(name)):
        return False
    turns = [_is_one_turn(one, _name_of_input(sent)) for one in sent.fields.get("input")]
    return turns[0] if turns and all(one is turns[0] for one in turns) else UNKNOWN


def _name_of_input(sent: Sent) -> str:
    """The name of what is given as the input, where that is a name."""
    arguments = sent.call.arguments if sent.call else ()
    objects = [one.value.entries for one in arguments if isinstance(one.value, Object)]
    given = next((one for of in (arguments, *objects) for one in of if one.name == "input"), None)
    return names_of(given.value)[-1] if given is not None and isinstance(given.value, (Name, Member)) else ""


def _is_one_turn(given: Possible, name: str) -> Maybe[bool]:
    """Whether an input is a text, or one message of the user with what tells the model its part."""
    if isinstance(given.value, str):
        return True
    if isinstance(given.value, tuple):
        messages = [one.value for one in given.value]
        if not all(isinstance(one, Fields) for one in messages):
            return UNKNOWN
        roles = [of.value for one in messages if isinstance(one, Fields) for of in one.get("role")]
        return len(messages) == len(roles) and roles.count("user") == 1 and not {"assistant"} & set(map(str, roles))
    return True if _SAID_ONCE.search(name) else UNKNOWN


@dataclass(frozen=True, slots=True)
class _Told:
    """What a request's fields may be, as far as the code tells."""

    model: tuple[Maybe[str], ...]
    image_model: tuple[Maybe[str], ...]
    params: dict[str, tuple[object, ...]]
    model_from: str
    open: bool


def _told(sent: Sent, table: CallTable) -> _Told:
    """The fields of a request, those of an image tool taken out of it."""
    top, surface = sent.fields, sent.surfaces[0]
    tool = _tool(sent)
    models = _models(top, table)
    drawing = _models(tool, table) if tool is not None else models
    entries = {**top.entries, **(tool.entries if tool is not None else {})}
    hidden = {"model", "tools", "type"} if surface.tool else {"model"}
    params = {name: _plain(values) for name, values in entries.items() if name not in hidden}
    sent_at_all = {name: values for name, values in params.items() if values != (ABSENT,)}
    return _Told(models, drawing, sent_at_all, _model_from(top), top.open or (tool is not None and tool.open))


def _tool(sent: Sent) -> Fields | None:
    surface = sent.surfaces[0]
    return sent.tool(surface) if surface.tool else None


def _plain(values: tuple[Possible, ...]) -> tuple[object, ...]:
    found: list[object] = []
    for possible in values:
        value = literal_of(possible.value)
        if not any(alike(value, other) for other in found):
            found.append(value)
    return tuple(found)


def _models(fields: Fields, table: CallTable) -> tuple[Maybe[str], ...]:
    """What may stand in `model`; a deployment's name is the model behind it."""
    texts: list[Maybe[str]] = []
    for one in fields.get("model"):
        value = literal_of(one.value)
        if isinstance(value, str):
            texts.append(table.aliases.get(value, value))
        elif value is ABSENT:
            texts.append(ABSENT)
        else:
            texts.append(table.aliases.get(one.symbol, UNKNOWN))
    return tuple(dict.fromkeys(texts)) or (ABSENT,)


def _model_from(fields: Fields) -> str:
    """Where the model's name comes from: the surest of the places that name one."""
    values = fields.get("model")
    if all(literal_of(one.value) is ABSENT for one in values):
        return "omitted"
    named = [one.origin for one in values if isinstance(literal_of(one.value), str)]
    if named:
        return min(named, key=ORIGINS.index)
    return "parameter" if any(one.origin == "parameter" for one in values) else "unknown"
