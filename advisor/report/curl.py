"""The recommended request as one shell command (curl, jq, base64): it sends, decodes, saves, and names the files."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Mapping
from typing import Any

from advisor.answer import Events, Recommendation
from advisor.facts import ABSENT, Embedded
from advisor.report.code import can_be_sent, ending, saves_one

__all__ = ["curl_command"]

_COMPLAIN = """|| { printf '%s\\n' "$answer" >&2; false; } &&"""
_WIDTH = 56
_NO_IMAGE = "The answer holds no image."
_SAVE_ONE = """\
image=$(printf %s "$answer" | jq -r {images}) &&
printf %s "$image" | base64 --decode > image.{ending} && echo image.{ending}"""
_SAVE_ALL = """\
images=$(printf %s "$answer" | jq -r {images}) &&
printf '%s\\n' "$images" | {{
  number=0
  while read -r image; do
    number=$((number + 1))
    printf %s "$image" | base64 --decode > image-$number.{ending} && echo image-$number.{ending}
  done
}}"""
_SAVE_EVENTS = """\
  | sed -n 's/^data: *{{/{{/; /^[{{}} ]/p' \\
  | jq -r --unbuffered {events} \\
  | {{
  number=0
  while read -r kind data; do
    case $kind in
      text) printf %s "$data" | base64 --decode; echo; continue ;;
      partial) name=partial.{ending} ;;
      image) number=$((number + 1)); name={name} ;;
    esac
    printf %s "$data" | base64 --decode > "$name" && echo "$name"
  done
  [ "$number" -gt 0 ] || {{ echo "{no_image}" >&2; false; }}
}}"""
_FAILED = 'if .error or .response.error or .type == "error"'
_WHY = '(.error.message // .response.error.message // .message) + "\\n" | halt_error'


def curl_command(answer: Recommendation) -> str:
    """A command to paste into a shell as it stands; empty while the address or a model is not known."""
    if not can_be_sent(answer):
        return ""
    before, parts = _body(answer)
    option = "-N" if answer.route.events else "--fail-with-body"
    call = f"curl -sS {option} --max-time {answer.patience_seconds} {shlex.quote(answer.route.url)}"
    call = " \\\n  ".join([call, '-H "Authorization: Bearer $OPENAI_API_KEY"', *parts])
    if before:
        call = f'printf %s "$body" \\\n  | {call}'
    if answer.route.events:
        return f"{before}{call} \\\n{_save_events(answer, answer.route.events)}"
    return f"{before}answer=$({call}\n) {_COMPLAIN}\n{_save(answer)}"


# -- the body --------------------------------------------------------------------------------------------------------


def _body(answer: Recommendation) -> tuple[str, list[str]]:
    """What has to be prepared before the call, and the options that carry the body."""
    if answer.route.sends == "multipart":
        return "", list(_parts(answer))
    header = '-H "Content-Type: application/json"'
    text = json.dumps(_marked(answer.body), indent=2, ensure_ascii=False)
    if _MARK in text or len(text) > _LONGEST:
        files = " ".join(dict.fromkeys(re.findall(f"{_MARK}(.*?){_MARK}", text)))
        there = f"cat {files} >/dev/null &&\n" if files else ""  # or else they would be sent empty
        return f"{there}body=$(cat <<JSON\n{_expanding(text)}\nJSON\n) &&\n", [header, "-d @-"]
    quoted = text.replace("'", "\\u0027").replace("\n", "\n  ")
    return "", [header, f"-d '{quoted}'"]


_LONGEST = 20_000
"""Characters that surely fit into one argument of a command; a picture never does."""
_MARK = "\ud800"
"""Half a character, which no text of a job may hold."""


def _marked(value: Any) -> Any:
    """The same with every file that is embedded marked, so that no text is taken for one."""
    if isinstance(value, Embedded):
        return f"{value.before}{_MARK}{value.file}{_MARK}"
    if isinstance(value, Mapping):
        return {name: _marked(item) for name, item in value.items()}
    return [_marked(item) for item in value] if isinstance(value, (list, tuple)) else value


def _expanding(text: str) -> str:
    """A JSON text for a here-document, in which only the files are expanded."""
    escaped = re.sub(r"([\\$`])", r"\\\1", text)
    return re.sub(f"{_MARK}(.*?){_MARK}", r"$(base64 < \1 | tr -d '\\n')", escaped)


def _parts(answer: Recommendation) -> Iterable[str]:
    for name, value in answer.body.items():
        values = value if isinstance(value, list) else [value]
        field = f"{name}[]" if isinstance(value, list) else name
        option, at = ("-F", "@") if name in answer.route.files else ("--form-string", "")  # a prompt may start with @
        yield from (f"{option} {shlex.quote(f'{field}={at}{_word(one)}')}" for one in values)


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


# -- the answer ------------------------------------------------------------------------------------------------------


def _save(answer: Recommendation) -> str:
    route, one = answer.route, saves_one(answer)
    images = _folded(f"first({route.image_at})" if one else f"({route.image_at})")
    program = shlex.quote(f"{images}\n  // ({_why(route.failure_at)} | halt_error)")
    return _text(route.text_at) + (_SAVE_ONE if one else _SAVE_ALL).format(images=program, ending=ending(answer))


def _why(failure_at: str) -> str:
    """Why an answer holds no image: what it says itself, where it can."""
    if failure_at == ABSENT.value:
        return f'"{_NO_IMAGE}\\n"'
    return f'({failure_at}? // "{_NO_IMAGE}") + "\\n"'


def _text(text_at: str) -> str:
    if text_at == ABSENT.value:
        return ""
    return f"""printf %s "$answer" | jq -r {shlex.quote(_folded(text_at))} &&\n"""


def _folded(program: str) -> str:
    """A jq path with a step a line where it is long."""
    return program if len(program) <= _WIDTH else program.replace(" | ", "\n      | ")


def _save_events(answer: Recommendation, events: Events) -> str:
    picked = [(events.partial_at, '"partial " + .'), (events.image_at, 'values | "image " + .')]
    if events.text_at != ABSENT.value:
        picked.append((events.text_at, '"text " + @base64'))
    each = ",\n    ".join(f"({_folded(found)}\n      | {kind})" for found, kind in picked)
    program = f"{_FAILED}\n    then {_WHY}\n    else\n    {each}\n    end"
    name = f"image.{ending(answer)}" if saves_one(answer) else f"image-$number.{ending(answer)}"
    return _SAVE_EVENTS.format(events=shlex.quote(program), ending=ending(answer), name=name, no_image=_NO_IMAGE)
