"""A job becomes the fields of a request, as the surface's `fills` say; and a request becomes the body that is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from advisor.condition import Lookup
from advisor.evaluate import View
from advisor.facts import ABSENT, DERIVED, UNKNOWN, Embedded, Gap, Request
from advisor.rulebook import Fill, Rule, Surface
from advisor.truth import Truth
from advisor.wording import shown

__all__ = ["Filled", "apply_fix", "becomes", "body_of", "fill"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A request filled from a job."""

    request: Request
    omitted: Mapping[str, Fill]
    """Fields that are wished for and need not be sent, and the row that says why."""


def fill(view: View, surface: Surface) -> Filled:
    """The request that asks for everything the job wishes, whether or not the model can do it."""
    params: dict[str, object] = {}
    omitted: dict[str, Fill] = {}
    for name, rows in surface.fills.items():
        row = next((row for row in rows if row.when(view).truth is Truth.TRUE), None)
        if row is None:
            continue
        if row.omit:
            if all(view(f"job.{fact}") is not ABSENT for fact in surface.carried(name)):
                omitted[name] = row
            continue
        value = _render(row.value, view)
        if value is not ABSENT:
            params[name] = value
    return Filled(replace(view.facts.request, params=params), omitted)


def _render(template: Any, view: View, number: int = 0) -> Any:
    if isinstance(template, str):
        if template.startswith("$"):
            value = view(template[1:])
            return ABSENT if isinstance(value, Gap) else value
        text = template.replace("{number}", str(number))
        return Embedded(text) if re.search(r";base64,<[\w.-]+>$", text) else text
    if isinstance(template, Mapping):
        if set(template) == {"each", "value"}:
            count = _render(template["each"], view)
            return [
                _render(template["value"], view, index + 1) for index in range(count if isinstance(count, int) else 0)
            ]
        parts = {key: _render(value, view, number) for key, value in template.items()}
        return {key: value for key, value in parts.items() if value is not ABSENT}
    if isinstance(template, tuple):
        rendered = [(item, _render(item, view, number)) for item in template]
        spread = [value if isinstance(item, Mapping) and "each" in item else [value] for item, value in rendered]
        return [value for values in spread for value in values]
    return template


def apply_fix(request: Request, rule: Rule, view: View, lookup: Lookup | None = None) -> Request:
    """The request with the fields that a rule's `fix` names set, cut or left out.

    `lookup` gives the facts that the fix names; without it, the view does.
    """
    fixed = request
    for name, template in rule.fix.items():
        field = name.removeprefix("request.")
        fixed = _fixed(fixed, field, becomes(template, request.param(field), lookup or view), view)
    mapped = [name for name, template in rule.fix.items() if isinstance(template, Mapping)]
    if mapped and rule.when(view.with_request(fixed)).truth is Truth.TRUE:  # a word of a model that knows other words
        for name in mapped:
            fixed = fixed.with_param(name.removeprefix("request."), ABSENT)
    return fixed


def becomes(template: object, value: object, lookup: Lookup) -> Any:
    """What a fix makes of a field: a plain value, a `$fact`, or one by present value; ABSENT leaves it out."""
    if isinstance(template, Mapping):
        template = template.get(str(value), ABSENT)
    return lookup(template[1:]) if isinstance(template, str) and template.startswith("$") else template


def _fixed(request: Request, field: str, value: Any, view: View) -> Request:
    """A derived fact is set by cutting what it is derived from; what has no value is left out."""
    if field in ("surface", "model", "image_model"):
        return request if value is UNKNOWN else _moved(request, field, value)
    if field == "foreign_fields":
        foreign = view("request.foreign_fields")
        dropped = foreign if isinstance(foreign, tuple) else ()
        return replace(request, params={name: one for name, one in request.params.items() if name not in dropped})
    if isinstance(value, Gap):
        return request.with_param(DERIVED[field][0] if field in DERIVED else field, ABSENT)
    if field == "image_count":
        images = request.param("image")
        if not isinstance(images, list):
            return request
        return request.with_param("image", images[:value] if value > 1 else images[0])  # one file is no list
    if field == "prompt_chars":
        return request.with_param("prompt", str(request.param("prompt"))[:value])
    return request.with_param(field, value)


def _moved(request: Request, field: str, value: Any) -> Request:
    """With another surface or model; where one field names what is asked and what draws, both change."""
    if field != "surface" and request.model == request.image_model:
        return replace(request, model=value, image_model=value)
    return replace(request, **{field: value})


def body_of(request: Request, surface: Surface, sent_as: Callable[[str], str]) -> dict[str, object]:
    """The body as it is sent, each model by the name it goes by; with a tool, the image fields stand inside it."""
    model, image_model = (
        shown(one) if isinstance(one, Gap) else sent_as(one) for one in (request.model, request.image_model)
    )
    if not surface.tool:
        return {"model": model, **request.params}
    inside = {name: value for name, value in request.params.items() if name not in surface.top_level}
    tool = {"type": surface.tool, "model": image_model, **inside}
    outside = {name: value for name, value in request.params.items() if name in surface.top_level}
    first = {name: outside.pop(name) for name in surface.top_level[:1] if name in outside}
    return {"model": model, **first, "tools": [tool], **outside}
