"""The recommended request as a Python script on the official SDK: it sends, decodes, saves, and names the files."""

from __future__ import annotations

import json
from collections.abc import Iterable

from advisor.answer import Events, Recommendation
from advisor.facts import ABSENT
from advisor.report.code import Language, arguments, can_be_sent, conditions, ending, member, path, saves_one

__all__ = ["python_script"]

_PYTHON = Language(
    true="True",
    false="False",
    equals="==",
    key=lambda name: f"{json.dumps(name)}: ",
    argument=lambda name: f"{name}=",
    opened=lambda name: f"Path({json.dumps(name)})",
    embedded=lambda before, name: f"{json.dumps(before)} + encoded({json.dumps(name)})",
    indent="    ",
)
_NONE = '"The answer holds no image."'
_SAVE = """\
def save(name: str, image: str) -> None:
    Path(name).write_bytes(base64.b64decode(image))
    print(name)"""
_ENCODED = """\
def encoded(name: str) -> str:
    return base64.b64encode(Path(name).read_bytes()).decode()"""


def python_script(answer: Recommendation) -> str:
    """A script to run as it stands; empty while the address or a model is not known."""
    if not can_be_sent(answer):
        return ""
    call = _call(answer)
    helpers = [_SAVE, *([_ENCODED] if "encoded(" in call else [])]
    head = "# pip install openai\nimport base64\nfrom pathlib import Path\n\nfrom openai import OpenAI"
    rest = _read_stream(answer, answer.route.events) if answer.route.events else _read(answer)
    return "\n\n\n".join([head, *helpers, f"{_client(answer)}\n{call}"]) + "\n\n" + "\n".join(rest) + "\n"


def _client(answer: Recommendation) -> str:
    address = f"base_url={json.dumps(answer.route.client_base_url)}, " if answer.route.client_base_url else ""
    how = "# reads the key from OPENAI_API_KEY; the time-out is in seconds"
    return f"{how}\nclient = OpenAI({address}timeout={answer.patience_seconds})"


def _call(answer: Recommendation) -> str:
    name = "events" if answer.route.events else "answer"
    return f"{name} = {answer.route.python}(\n{arguments(answer, _PYTHON)})"


def _read(answer: Recommendation) -> Iterable[str]:
    route, found = answer.route, path(answer.route.image_at)
    if saves_one(answer):
        yield f'save("image.{ending(answer)}", {member(f"answer.{found.each}[0]", found)})'
        return
    if route.text_property != ABSENT.value:
        yield f"print(answer.{route.text_property})"
    wanted = conditions("item", found, _PYTHON, may_be_empty=bool(found.types))
    yield "images = ["
    yield f"    {member('item', found)}"
    yield f"    for item in answer.{found.each}"
    yield from [f"    if {' and '.join(wanted)}"] if wanted else []
    yield "]"
    yield "for number, image in enumerate(images, 1):"
    yield f'    save(f"image-{{number}}.{ending(answer)}", image)'
    yield "if not images:"
    yield f"    raise SystemExit({_why(answer)})"


def _read_stream(answer: Recommendation, events: Events) -> Iterable[str]:
    partial, image = path(events.partial_at), path(events.image_at)
    name = f'"image.{ending(answer)}"' if saves_one(answer) else f'f"image-{{number}}.{ending(answer)}"'
    yield "number = 0"
    yield "for event in events:"
    yield from _if("if", conditions("event", partial, _PYTHON))
    yield f'        save("partial.{ending(answer)}", {member("event", partial)})'
    yield from _if("elif", conditions("event", image, _PYTHON, may_be_empty=len(image.types) > 1))
    yield "        number += 1"
    yield f"        save({name}, {member('event', image)})"
    if events.text_at != ABSENT.value:
        text = path(events.text_at)
        yield from _if("elif", conditions("event", text, _PYTHON))
        yield f"        print({member('event', text)})"
    for failure in map(path, events.failures_at):
        yield from _if("elif", conditions("event", failure, _PYTHON))
        yield f"        raise SystemExit({member('event', failure)})"
    yield "if not number:"
    yield f"    raise SystemExit({_NONE})"


def _if(word: str, conditions: list[str]) -> Iterable[str]:
    if len(conditions) == 1:
        yield f"    {word} {conditions[0]}:"
        return
    yield f"    {word} ("
    yield f"        {conditions[0]}"
    yield from (f"        and {one}" for one in conditions[1:])
    yield "    ):"


def _why(answer: Recommendation) -> str:
    """Why an answer holds no image: what it says itself, where it can."""
    if answer.route.failure_at == ABSENT.value:
        return _NONE
    names = path(answer.route.failure_at).names
    return f"{member('answer', path(answer.route.failure_at))} if answer.{names[0]} else {_NONE}"
