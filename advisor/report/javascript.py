"""The recommended request as a JavaScript module on the official SDK: it sends, decodes, saves, and names the files."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterable

from advisor.answer import Events, Recommendation
from advisor.facts import ABSENT
from advisor.report.code import Language, arguments, can_be_sent, conditions, ending, member, path, saves_one

__all__ = ["javascript_module"]

_JAVASCRIPT = Language(
    true="true",
    false="false",
    equals="===",
    key=lambda name: f"{name}: ",
    argument=lambda name: f"{name}: ",
    opened=lambda name: f"await opened({json.dumps(name)}, {json.dumps(mimetypes.guess_type(name)[0])})",
    embedded=lambda before, name: f"{json.dumps(before)} + (await encoded({json.dumps(name)}))",
    indent="  ",
    padding=" ",
)
_NONE = '"The answer holds no image."'
_SAVE = """\
async function save(name, image) {
  await writeFile(name, Buffer.from(image, "base64"));
  console.log(name);
}"""
_OPENED = """\
async function opened(name, type) {
  return toFile(await readFile(name), name, { type });
}"""
_ENCODED = """\
async function encoded(name) {
  return (await readFile(name)).toString("base64");
}"""


def javascript_module(answer: Recommendation) -> str:
    """A module (.mjs) to run as it stands; empty while the address or a model is not known."""
    if not can_be_sent(answer):
        return ""
    call = _call(answer)
    opens, encodes = "await opened(" in call, "await encoded(" in call
    helpers = [_SAVE, *([_OPENED] if opens else []), *([_ENCODED] if encodes else [])]
    rest = _read_stream(answer, answer.route.events) if answer.route.events else _read(answer)
    head = _imports(opens=opens, reads=opens or encodes)
    return "\n\n".join([head, *helpers, f"{_client(answer)}\n{call}", "\n".join(rest)]) + "\n"


def _imports(*, opens: bool, reads: bool) -> str:
    files = "readFile, writeFile" if reads else "writeFile"
    sdk = "OpenAI, { toFile }" if opens else "OpenAI"
    how = "// npm install openai; save this as a file that ends in .mjs"
    return f'{how}\nimport {{ {files} }} from "node:fs/promises";\n\nimport {sdk} from "openai";'


def _client(answer: Recommendation) -> str:
    address = f"baseURL: {json.dumps(answer.route.client_base_url)}, " if answer.route.client_base_url else ""
    timeout = f"timeout: {answer.patience_seconds} * 1000"
    how = "// reads the key from OPENAI_API_KEY; the time-out is in milliseconds"
    return f"{how}\nconst client = new OpenAI({{ {address}{timeout} }});"


def _call(answer: Recommendation) -> str:
    name = "events" if answer.route.events else "answer"
    return f"const {name} = await {answer.route.javascript}({{\n{arguments(answer, _JAVASCRIPT)}}});"


def _read(answer: Recommendation) -> Iterable[str]:
    route, found = answer.route, path(answer.route.image_at)
    if saves_one(answer):
        yield f'await save("image.{ending(answer)}", {member(f"answer.{found.each}[0]", found)});'
        return
    if route.text_property != ABSENT.value:
        yield f"console.log(answer.{route.text_property});"
    wanted = conditions("item", found, _JAVASCRIPT, may_be_empty=bool(found.types))
    yield f"const images = answer.{found.each}"
    yield from [f"  .filter((item) => {' && '.join(wanted)})"] if wanted else []
    yield f"  .map((item) => {member('item', found)});"
    yield "for (const [index, image] of images.entries()) {"
    yield f"  await save(`image-${{index + 1}}.{ending(answer)}`, image);"
    yield "}"
    said = "" if route.failure_at == ABSENT.value else f"answer.{'?.'.join(path(route.failure_at).names)} ?? "
    yield f"if (images.length === 0) throw new Error({said}{_NONE});"


def _read_stream(answer: Recommendation, events: Events) -> Iterable[str]:
    partial, image = path(events.partial_at), path(events.image_at)
    name = f'"image.{ending(answer)}"' if saves_one(answer) else f"`image-${{number}}.{ending(answer)}`"
    yield "let number = 0;"
    yield "for await (const event of events) {"
    yield from _if("if", conditions("event", partial, _JAVASCRIPT))
    yield f'    await save("partial.{ending(answer)}", {member("event", partial)});'
    yield from _if("} else if", conditions("event", image, _JAVASCRIPT, may_be_empty=len(image.types) > 1))
    yield "    number += 1;"
    yield f"    await save({name}, {member('event', image)});"
    if events.text_at != ABSENT.value:
        text = path(events.text_at)
        yield from _if("} else if", conditions("event", text, _JAVASCRIPT))
        yield f"    console.log({member('event', text)});"
    for failure in map(path, events.failures_at):
        yield from _if("} else if", conditions("event", failure, _JAVASCRIPT))
        yield f"    throw new Error({member('event', failure)});"
    yield "  }"
    yield "}"
    yield f"if (number === 0) throw new Error({_NONE});"


def _if(word: str, conditions: list[str]) -> Iterable[str]:
    if len(conditions) == 1:
        yield f"  {word} ({conditions[0]}) {{"
        return
    yield f"  {word} ("
    yield from (f"    {one} &&" for one in conditions[:-1])
    yield f"    {conditions[-1]}"
    yield "  ) {"
