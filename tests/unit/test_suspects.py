"""Which call in code could have sent a request that failed."""

from __future__ import annotations

from typing import Any

import pytest

from advisor import UNKNOWN, Case, Failure, Request, load_rules
from advisor.call_table import call_table
from advisor.extract.file import file_sightings
from advisor.extract.project import Files
from advisor.extract.words import Words
from advisor.site import Sighting
from advisor.suspects import Suspect, beside, sent_from, suspects

TABLE = call_table(load_rules())
WORDS = Words.of(TABLE)
DRAW = """\
from openai import OpenAI

client = OpenAI()


def small(prompt):
    return client.images.generate(
        model="gpt-image-2",
        prompt=prompt,
        size="512x512",
    )


def edited(image):
    return client.images.edit(model="gpt-image-2", image=image, prompt="a hat", size="1024x1024", quality="hd")
"""
PAGE = """\
import OpenAI from "openai";
export const draw = (body: object) => new OpenAI().images.generate({ model: "gpt-image-1.5", prompt: "a", ...body });
"""
CODE = {"app/draw.py": DRAW, "web/page.ts": PAGE}


def sightings(code: dict[str, str]) -> list[Sighting]:
    files = Files(lambda _: None)
    return [one for path, text in code.items() for one in file_sightings(path, text.encode(), TABLE, WORDS, files)]


def found(code: dict[str, str] = CODE, request: Request | None = None, **told: Any) -> tuple[Suspect, ...]:
    failure = Failure(**{"message": told.get("text", UNKNOWN), **told})
    return suspects(sightings(code), Case(failures=(failure,), request=request or Request(open=True)))


def places(could: tuple[Suspect, ...]) -> list[str]:
    return [f"{one.sighting.site.path}:{one.sighting.site.line}" for one in could]


@pytest.mark.parametrize(
    "stack",
    [
        'File "/srv/build/app/draw.py", line 9, in small',
        'File "draw.py", line 7',
        r"File 'C:\work\app\draw.py', line 11",
        "at app/draw.py:7:12",
        "#0 /var/www/app/draw.py(7): images->create()",
        r"at Draw() in C:\work\app\draw.py:line 7",
    ],
)
def test_a_stack_that_runs_through_a_call_wins_whatever_else_was_told(stack: str) -> None:
    could = found(text=stack, request=Request(model="gpt-image-1.5", open=True))
    assert places(could) == ["app/draw.py:7"]
    assert could[0].fits[0] == "the stack runs through it"


def test_a_stack_through_another_line_or_another_file_tells_of_no_call() -> None:
    told = Request(params={"quality": "hd"}, open=True)
    assert places(found(text='File "app/draw.py", line 5', request=told)) == ["app/draw.py:15"]
    assert places(found(text='File "openai/resources/images.py", line 7', request=told)) == ["app/draw.py:15"]


def test_of_files_of_one_name_the_nearer_path_is_meant() -> None:
    code = {"one/draw.py": DRAW, "two/draw.py": DRAW}
    assert places(found(code, text='File "/srv/two/draw.py", line 7')) == ["two/draw.py:7"]
    assert places(found(code, text='File "draw.py", line 7')) == ["one/draw.py:7", "two/draw.py:7"]


@pytest.mark.parametrize(
    ("request_", "expected", "fits"),
    [
        (Request(surface="images.edits", open=True), ["app/draw.py:15"], ("surface images.edits",)),
        (Request(model="gpt-image-1.5", open=True), ["web/page.ts:2"], ("model gpt-image-1.5",)),
        (
            Request(model="gpt-image-2", params={"size": "512x512"}, open=True),
            ["app/draw.py:7"],
            ("model gpt-image-2", "size 512x512"),
        ),
        (Request(model="gpt-image-2", params={"size": "2048x2048"}, open=True), [], ()),
        (Request(surface="images.variations", open=True), [], ()),
    ],
)
def test_what_was_told_of_the_request_decides(request_: Request, expected: list[str], fits: tuple[str, ...]) -> None:
    could = found(request=request_)
    assert places(could) == expected
    assert [one.fits for one in could] == [fits] * len(expected)


def test_what_the_error_names_decides_too() -> None:
    assert places(found(text="Invalid size '512x512'. Supported sizes are 1024x1024.")) == ["app/draw.py:7"]
    (only,) = found(text="Unknown parameter", param="quality")
    assert (only.sighting.site.line, only.fits) == (15, ("sends quality, which the error names",))
    assert places(found(text='The model "gpt-image-1.5" does not exist')) == ["web/page.ts:2"]


def test_values_that_the_error_only_offers_say_nothing() -> None:
    assert places(found(text="Invalid value: 'huge'. Supported values are: '512x512', '1024x1024'")) == []


SIZES = """\
from openai import OpenAI

OpenAI().images.generate(model="gpt-image-2", prompt="a", size="1024x1792")
OpenAI().images.generate(model="gpt-image-2", prompt="b", size="512x512")
OpenAI().images.generate(model="gpt-image-2", prompt="c", size=chosen)
"""


@pytest.mark.parametrize(
    "message",
    [
        "Invalid size '512x512'. Supported sizes are 1024x1024 and 1024x1792.",
        "Invalid value: '512x512'. Supported values are: '1024x1024' and '1024x1792'.",
        "Unsupported value: 'size' does not support '512x512' with this model.",
        "'512x512' is not one of ['1024x1024', '1024x1792'] - 'size'",
    ],
)
def test_the_call_that_sends_the_refused_value_counts_before_one_that_sends_another(message: str) -> None:
    (only,) = found({"a.py": SIZES}, text=message, param="size")
    assert (only.sighting.site.line, only.fits) == (4, ("size 512x512",))


def test_a_call_that_sends_another_value_than_the_refused_one_is_none() -> None:
    (only,) = found({"a.py": SIZES}, text="Invalid size '256x256'.", param="size")
    assert (only.sighting.site.line, only.fits) == (5, ("sends size, which the error names",))


def test_what_a_field_would_need_is_no_value_that_is_refused() -> None:
    could = found({"a.py": SIZES}, text="'size' needs 'gpt-image-1.5'", param="size")
    assert places(could) == ["a.py:3", "a.py:4", "a.py:5"]


def test_another_language_is_none_and_its_own_says_nothing() -> None:
    told = Request(surface="images.generations", open=True)
    assert places(found(client="openai-node 6.1", request=told)) == ["web/page.ts:2"]
    assert places(found(text="Traceback (most recent call last):\n  ...", request=told)) == ["app/draw.py:7"]
    assert places(found(client="python openai")) == []


def test_a_prompt_told_in_short_excludes_nothing() -> None:
    request = Request(surface="images.edits", params={"prompt": "a red hat on ..."}, open=True)
    assert places(found(request=request)) == ["app/draw.py:15"]


def test_the_only_call_could_have_sent_what_nobody_told() -> None:
    could = found({"web/page.ts": PAGE}, text="it fails")
    assert [(one.sighting.site.line, one.fits) for one in could] == [(2, ("the only such call that was found",))]
    assert found({"web/page.ts": PAGE}, request=Request(model="dall-e-3", open=True)) == ()
    assert found(text="it fails") == (), "of several nobody knows"


def test_the_request_of_a_call_is_told_as_far_as_it_is_the_same_whatever_is_decided() -> None:
    (one,) = sightings({"a.py": 'OpenAI().images.generate(model="gpt-image-2", size="1x1" if a else "2x2", n=2)\n'})
    sent = sent_from(one)
    assert (sent.surface, sent.model, sent.open) == ("images.generations", "gpt-image-2", False)
    assert dict(sent.params) == {"size": UNKNOWN, "n": 2}


def test_what_was_told_counts_before_what_the_code_says() -> None:
    told = Request(model="gpt-image-2", params={"size": "1x1", "n": UNKNOWN}, open=True)
    other = Request(surface="images.edits", model="dall-e-2", params={"size": "2x2", "n": 3})
    both = beside(told, other)
    assert (both.surface, both.model, both.open) == ("images.edits", "gpt-image-2", False)
    assert dict(both.params) == {"size": "1x1", "n": 3}


def test_a_long_paste_without_spaces_is_searched_in_time_that_grows_with_it() -> None:
    assert places(found(text="x" * 2_000_000 + ' File "app/draw.py", line 7')) == ["app/draw.py:7"]
