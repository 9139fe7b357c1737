"""The recommended request as one command to paste: it sends, decodes, and saves the image."""

from __future__ import annotations

import json
import shlex

from advisor.answer import Recommendation
from advisor.facts import UNKNOWN

__all__ = ["curl_command"]

_SECONDS = 300
"""Image requests run for minutes; a shorter limit fails requests that would have succeeded."""


def curl_command(answer: Recommendation) -> str:
    """A shell command (curl, jq, base64); empty while the address or a model is not known."""
    route = answer.route
    if UNKNOWN.value in (route.url, answer.body.get("model"), route.image_at):
        return ""
    stream = bool(answer.body.get("stream"))
    lines = [
        f"curl -sS {'-N ' if stream else ''}--max-time {_SECONDS} {route.url}",
        '-H "Authorization: Bearer $OPENAI_API_KEY"',
    ]
    lines += _parts(answer) if route.sends == "multipart" else _json(answer)
    command = " \\\n  ".join(lines)
    return command if stream else f"{command} \\\n  | {_decode(answer)}"


def _json(answer: Recommendation) -> list[str]:
    body = json.dumps(dict(answer.body), indent=2, ensure_ascii=False).replace("\n", "\n  ")
    return ['-H "Content-Type: application/json"', f"-d {shlex.quote(body)}"]


def _parts(answer: Recommendation) -> list[str]:
    parts = []
    for name, value in answer.body.items():
        values = value if isinstance(value, list) else [value]
        field = f"{name}[]" if isinstance(value, list) else name
        option, at = ("-F", "@") if name in answer.route.files else ("--form-string", "")  # a prompt may start with @
        parts += [f"{option} {shlex.quote(f'{field}={at}{_word(one)}')}" for one in values]
    return parts


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _decode(answer: Recommendation) -> str:
    ending = answer.request.params.get("output_format", "png")
    pick = f'if .error then .error.message + "\\n" | halt_error\n    else first(.{answer.route.image_at}) end'
    return f"jq -r {shlex.quote(pick)} \\\n  | base64 --decode > image.{ending}"
