"""The loopback server answers in the published shapes and refuses what is not published."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx2 as http
import pytest
from openai.types import ImageEditStreamEvent, ImageGenStreamEvent, ImagesResponse
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter

from tests.clients.answers import picture
from tests.clients.loopback import KEY, PATHS, Loopback

PNG = picture("png", 0)
MODEL = "gpt-image-2"
IMAGE: dict[str, Any] = {"model": MODEL, "prompt": "a cat"}
TOOL: dict[str, Any] = {
    "model": "gpt-5",
    "input": "a cat",
    "tools": [{"type": "image_generation", "partial_images": 1}],
}
FILE = ("source-1.png", PNG, "image/png")
BY_SURFACE = {surface: path for path, surface in PATHS.items()}


def _post(server: Loopback, surface: str, key: str = KEY, **sent: Any) -> http.Response:
    return http.post(server.url + BY_SURFACE[surface], headers={"Authorization": f"Bearer {key}"}, **sent)


@pytest.mark.parametrize(
    ("surface", "sent", "shape"),
    [
        ("images.generations", {"json": {**IMAGE, "n": 2}}, ImagesResponse),
        ("images.edits", {"data": {**IMAGE, "n": "2"}, "files": {"image": FILE, "mask": FILE}}, ImagesResponse),
        ("responses.image_generation", {"json": TOOL}, Response),
    ],
)
def test_answers_have_the_published_shape(surface: str, sent: dict[str, Any], shape: Any) -> None:
    with Loopback() as server:
        answer = _post(server, surface, **sent)
    assert answer.status_code == 200, answer.text
    shape.model_validate_json(answer.text)
    assert not server.refused


@pytest.mark.parametrize(
    ("surface", "sent", "event", "count"),
    [
        ("images.generations", {"json": {**IMAGE, "stream": True, "partial_images": 2}}, ImageGenStreamEvent, 3),
        ("images.edits", {"data": {**IMAGE, "stream": "true"}, "files": {"image[]": FILE}}, ImageEditStreamEvent, 1),
        ("responses.image_generation", {"json": {**TOOL, "stream": True}}, ResponseStreamEvent, 7),
    ],
)
def test_events_have_the_published_shape(surface: str, sent: dict[str, Any], event: Any, count: int) -> None:
    with Loopback() as server:
        answer = _post(server, surface, **sent)
    data = [line.removeprefix("data: ") for line in answer.text.splitlines() if line.startswith("data: ")]
    assert len(data) == count, answer.text
    for one in data:
        TypeAdapter(event).validate_json(one)


@pytest.mark.parametrize(
    ("surface", "sent", "param"),
    [
        ("images.generations", {"json": {**IMAGE, "qality": "low"}}, "qality"),
        ("images.generations", {"json": {**IMAGE, "quality": "best"}}, "quality"),
        ("images.generations", {"json": {**IMAGE, "n": "2"}}, "n"),
        ("images.generations", {"json": {"model": MODEL}}, "prompt"),
        ("images.generations", {"data": IMAGE}, None),
        ("images.edits", {"json": {**IMAGE, "image": "source-1.png"}}, None),
        ("images.edits", {"data": {**IMAGE, "n": "two"}, "files": {"image": FILE}}, "n"),
        ("images.edits", {"data": IMAGE, "files": {"image": ("a.png", PNG, "application/octet-stream")}}, "image"),
        ("images.edits", {"data": IMAGE, "files": {"image": (None, b"source-1.png")}}, "image"),
        ("images.edits", {"data": IMAGE, "files": {"pictures": FILE}}, "image"),
        ("images.edits", {"data": IMAGE, "files": [("image", FILE), ("image", FILE)]}, "image"),
        ("responses.image_generation", {"json": {**TOOL, "tools": [{"type": "image_generation", "n": 1}]}}, "tools.n"),
        ("responses.image_generation", {"json": {**TOOL, "size": "auto"}}, "size"),
        (
            "responses.image_generation",
            {
                "json": {
                    **TOOL,
                    "input": [
                        {"role": "user", "content": [{"type": "input_image", "detail": "auto", "image_url": "<a.png>"}]}
                    ],
                }
            },
            "image_url",
        ),
    ],
)
def test_what_is_not_published_is_refused(surface: str, sent: dict[str, Any], param: str | None) -> None:
    with Loopback() as server:
        answer = _post(server, surface, **sent)
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"]["param"] == param
    assert len(server.refused) == 1
    assert not server.taken


def test_a_wrong_key_and_a_wrong_address_are_refused() -> None:
    with Loopback() as server:
        assert _post(server, "images.generations", key="sk-wrong", json=IMAGE).status_code == 401
        assert http.post(f"{server.url}/images", json=IMAGE).status_code == 404
        assert http.get(server.url + BY_SURFACE["images.generations"]).status_code == 405
    assert len(server.refused) == 3


def test_fields_and_files_are_kept() -> None:
    with Loopback() as server:
        _post(
            server,
            "images.edits",
            data={**IMAGE, "n": "2", "prompt": "7"},
            files=[("image[]", FILE), ("image[]", FILE)],
        )
    (taken,) = server.taken
    assert taken.fields == {"model": MODEL, "n": 2, "prompt": "7", "image": ["source-1.png", "source-1.png"]}
    assert [upload.content for upload in taken.uploads] == [PNG, PNG]


def test_a_picture_in_json_is_decoded() -> None:
    address = "data:image/png;base64," + base64.b64encode(PNG).decode()
    content = [{"type": "input_text", "text": "a cat"}, {"type": "input_image", "detail": "auto", "image_url": address}]
    with Loopback() as server:
        answer = _post(
            server, "responses.image_generation", json={**TOOL, "input": [{"role": "user", "content": content}]}
        )
    assert answer.status_code == 200, json.dumps(server.refused)
