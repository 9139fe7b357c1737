"""What the peers are asked to search for: the calls of the SDKs, the image tool, and HTTP to the paths."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

__all__ = ["WORDS", "ast_grep_rules", "semgrep_rules"]

_PATH = "images/(generations|edits|variations)"
_TOOL = "image_generation"
WORDS = "|".join(
    (
        _PATH,
        _TOOL,
        r"images\.(generate|edit|create_?[Vv]ariation)\b",
        r"\bImage\.a?create",
        r"\bcreateImage(Edit|Variation)?\(",
        "gpt-image-|dall-e-|chatgpt-image-",
    )
)
"""A line with one of them may hold a request."""

_SDK = {
    "python": (
        "$X.images.generate",
        "$X.images.edit",
        "$X.images.create_variation",
        "openai.Image.create",
        "openai.Image.acreate",
        "openai.Image.create_edit",
        "openai.Image.create_variation",
    ),
    "javascript": (
        "$X.images.generate",
        "$X.images.edit",
        "$X.images.createVariation",
        "$X.createImage",
        "$X.createImageEdit",
        "$X.createImageVariation",
    ),
}
_TAKES_TOOLS = ("$X.responses.create", "$X.responses.stream", "$X.responses.parse")
_HTTP = {
    "python": {"$X.post": "", "$X.request": "$METHOD, "},
    "javascript": {"fetch": "", "axios": "", "$X.post": "", "$X.request": ""},
}
"""By call, what stands before the address."""


def ast_grep_rules() -> str:
    """A file for `ast-grep scan --rule`: a rule a grammar."""
    grammars = {"Python": "python", "JavaScript": "javascript", "TypeScript": "javascript", "Tsx": "javascript"}
    return "\n---\n".join(json.dumps(_ast_grep_rule(grammar, family)) for grammar, family in grammars.items())


def _ast_grep_rule(grammar: str, family: str) -> dict[str, Any]:
    strings = ["string"] if family == "python" else ["string", "template_string"]

    def calls(names: Iterable[str]) -> list[dict[str, str]]:
        return [{"pattern": f"{name}($$$)"} for name in names]

    def holding(names: Iterable[str], text: str) -> dict[str, Any]:
        string = {"any": [{"kind": kind} for kind in strings], "regex": text}
        return {"any": calls(names), "has": {**string, "stopBy": "end"}}

    requests = [*calls(_SDK[family]), holding(_TAKES_TOOLS, _TOOL), holding(_HTTP[family], _PATH)]
    return {"id": grammar.lower(), "language": grammar, "severity": "info", "rule": {"any": requests}}


def semgrep_rules() -> str:
    """A file for `semgrep scan --config`: a rule a family of languages."""
    rules = [_semgrep_rule("python", ["python"]), _semgrep_rule("javascript", ["javascript", "typescript"])]
    return json.dumps({"rules": rules})


def _semgrep_rule(family: str, languages: list[str]) -> dict[str, Any]:
    in_python = family == "python"
    name = '"type"' if in_python else "type"
    tool = f'[..., {{..., {name}: "{_TOOL}", ...}}, ...]'
    tools = f"tools={tool}" if in_python else f"{{..., tools: {tool}, ...}}"
    http = [{"pattern": f"{name}({before}$URL, ...)"} for name, before in _HTTP[family].items()]
    path = {"metavariable-regex": {"metavariable": "$URL", "regex": f".*{_PATH}"}}
    requests = [
        *({"pattern": f"{name}(...)"} for name in _SDK[family]),
        *({"pattern": f"{name}(..., {tools}, ...)"} for name in _TAKES_TOOLS),
        {"patterns": [{"pattern-either": http}, path]},
    ]
    return {
        "id": family,
        "languages": languages,
        "severity": "INFO",
        "message": "an image request",
        "pattern-either": requests,
    }
