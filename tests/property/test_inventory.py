"""A request reads the same in every language; any bytes are read; blank lines and comments only move what is found."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor import ABSENT, Request, load_rules
from advisor.call_table import call_table
from advisor.extract.file import file_sightings
from advisor.extract.project import Files
from advisor.extract.table import SurfaceCalls
from advisor.extract.words import Words
from advisor.facts import Maybe
from advisor.site import Sighting
from tests.property.strategies import IMAGE_MODELS

TABLE = call_table(load_rules(), {})
WORDS = Words.of(TABLE)
SURFACES = {surface.surface: surface for surface in TABLE.surfaces}

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30) | st.sampled_from(
    [
        "it's",
        'say "hi"',
        "a $HOME",
        "`x`",
        "a\nb",
        "\\n",
        "${x}",
        "{y}",
        "%s",
        "# no",
        "// no",
        "*/",
        "'''",
        "</script>",
    ]
)
VALUES = st.none() | st.booleans() | st.integers(-5, 10**9) | TEXTS
FIELDS = st.dictionaries(st.sampled_from(["size", "quality", "n", "user", "style", "background", "moderation"]), VALUES)


@st.composite
def _requests(draw: st.DrawFn) -> Request:
    model = draw(st.sampled_from(IMAGE_MODELS))
    fields = {name: ABSENT if value is None else value for name, value in draw(FIELDS).items()}
    sent = {name: value for name, value in fields.items() if value is not ABSENT}
    if draw(st.booleans()):
        params = {"prompt": draw(TEXTS), **sent}
        return Request(surface="images.generations", model=model, image_model=model, params=params)
    params = {"input": draw(TEXTS), **sent}
    drawing: Maybe[str] = model if draw(st.booleans()) else ABSENT
    return Request(surface="responses.image_generation", model="gpt-5.5", image_model=drawing, params=params)


REQUESTS = _requests()


def body(request: Request) -> dict[str, Any]:
    """The body that goes out."""
    if request.surface == "images.generations":
        return {"model": request.model, **request.params}
    tool = {name: value for name, value in request.params.items() if name != "input"}
    named = {} if request.image_model is ABSENT else {"model": request.image_model}
    tools = [{"type": SURFACES[str(request.surface)].tool, **named, **tool}]
    return {"model": request.model, "input": request.params["input"], "tools": tools}


def call(surface: SurfaceCalls, language: str) -> str:
    return "client." + ".".join(surface.calls[language][0])


def as_python(request: Request) -> str:
    given = ",\n    ".join(f"{name}={value!r}" for name, value in body(request).items())
    return f"from openai import OpenAI\nclient = OpenAI()\n{call(SURFACES[str(request.surface)], 'python')}(\n    {given},\n)\n"


def as_javascript(request: Request) -> str:
    written = json.dumps(body(request), ensure_ascii=False, indent=2)
    sent = f"await {call(SURFACES[str(request.surface)], 'javascript')}({written});\n"
    return f'import OpenAI from "openai";\nconst client = new OpenAI();\n{sent}'


def as_curl(request: Request) -> str:
    address = f"https://api.openai.com{SURFACES[str(request.surface)].paths[0]}"
    return (
        f"curl {address} \\\n  -H 'Content-Type: application/json' \\\n  -d {shlex.quote(json.dumps(body(request)))}\n"
    )


def as_json(request: Request) -> str:
    path = SURFACES[str(request.surface)].paths[0]
    return json.dumps({"method": "POST", "url": path, "body": body(request)}, indent=2)


def as_markdown(request: Request) -> str:
    return f"# Title\n\nSome words.\n\n```python\n{as_python(request)}```\n\nMore words.\n"


WRITTEN: dict[str, Callable[[Request], str]] = {
    "a.py": as_python,
    "a.mjs": as_javascript,
    "a.ts": as_javascript,
    "a.tsx": as_javascript,
    "a.sh": as_curl,
    "a.json": as_json,
    "a.md": as_markdown,
}


def found_in(path: str, text: str | bytes) -> list[Sighting]:
    content = text if isinstance(text, bytes) else text.encode()
    return file_sightings(path, content, TABLE, WORDS, Files(lambda _: None)) if WORDS.are_in(content) else []


@pytest.mark.parametrize("path", WRITTEN)
@settings(deadline=None, max_examples=60)
@given(request=REQUESTS)
def test_a_request_reads_the_same_in_every_language(path: str, request: Request) -> None:
    (found,) = found_in(path, WRITTEN[path](request))
    assert found.requests() == (request,)


@pytest.mark.parametrize(
    "path", ["a.py", "a.js", "a.ts", "a.tsx", "a.sh", "a.ipynb", "a.md", "a.rst", "a.http", "a.json", "a.yaml", ".env"]
)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
@example(data=None)
def test_any_bytes_are_read(path: str, data: st.DataObject | None) -> None:
    if data is None:
        found_in(path, b"\xff\xfe\0images.generate(" * 3)
        return
    pieces = st.binary(max_size=20) | st.sampled_from(
        [
            b"client.images.generate(",
            b'model="dall-e-3"',
            b"{",
            b"}",
            b")",
            b"'",
            b'"',
            b"`",
            b"\\",
            b"\n",
            b"${",
            b"<<EOF\n",
            b"```python\n",
        ]
    )
    found_in(path, b"".join(data.draw(st.lists(pieces, max_size=12))))


COMMENTS = {"a.py": "# a remark", "a.mjs": "// a remark", "a.ts": "/* a remark */", "a.sh": "# a remark"}


@pytest.mark.parametrize("path", COMMENTS)
@settings(deadline=None, max_examples=60)
@given(request=REQUESTS, above=st.lists(st.booleans(), max_size=6))
def test_blank_lines_and_comments_move_what_is_found_and_change_nothing_else(
    path: str, request: Request, above: list[bool]
) -> None:
    text = WRITTEN[path](request)
    (before,) = found_in(path, text)
    added = "".join(COMMENTS[path] + "\n" if comment else "\n" for comment in above)
    (after,) = found_in(path, added + text)
    moved = replace(before.site, line=before.site.line + len(above), end_line=before.site.end_line + len(above))
    assert replace(after, written={}) == replace(before, site=moved, written={})


def test_the_law_of_languages_has_requests_with_quotes_in_them() -> None:
    assert re.search(
        "['\"]", WRITTEN["a.sh"](Request(surface="images.generations", model="x", params={"prompt": "it's"}))
    )
