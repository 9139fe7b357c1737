"""Model ids in the place of a setting: `IMAGE_MODEL=...` in files of any other kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from advisor.extract.table import CallTable

__all__ = ["Setting", "settings"]

_LINE = re.compile(
    r"^\s*(?:(?:export|set|-|param|var)\s+)*(?:(?:ENV|ARG)\s+(?=\S+(?P<spaced>\s)?))?[\"']?(?P<key>[A-Za-z_][\w.-]*)[\"']?"
    r"(?:\s+string)?(?:\s*(?:[?:]{0,2}=|:)\s*|(?(spaced)\s+|(?!)))"
    r"(?P<quote>[\"']?)(?:\$\{\w+:?-)?(?P<value>[\w.@/:-]+)\}?(?P=quote)[\"']?\s*[,;\\]?\s*(?:#.*|//.*)?$"
)
_KEY = re.compile(r"model|deployment|engine|image|dall_?e|generator", re.IGNORECASE)
_VALUE = re.compile(r"\s*[\"']?(?:(?:value|name)[\"']?\s*[:=]|default\s*=)")
"""A value whose name stands on the line that holds it: a variable of Terraform, of a container in Kubernetes."""
_OWNER = re.compile(r"\s*(?:-\s+name:\s*|variable\s+)?[\"']?(?P<key>[A-Za-z_][\w.-]*)")
_VENDOR = re.compile(r"openai[/:]")
"""What routers write before the name of a model."""
_TOLD = re.compile(
    r"(?:^|/)[^/]*\.(?:dist|egg)-info/|(?:^|[/.-])(?:licen[cs]e|copying|notice|changelog|changes|history|news|pkg-info)(?:[.-][^/]*)?$"
    r"|[.-]lock(?:\.\w+)?$|\.(?:sum|log|diff|patch|csv|tsv|svg)$",
    re.IGNORECASE,
)
"""Files that tell of settings and have none: metadata, licences, changelogs, locks, logs."""


class Setting(NamedTuple):
    """A setting whose value is an image model."""

    model: str
    written: str
    """As it stands there; a deployment's name where the model has one."""
    line: int
    """From 0."""
    column: int
    """From 0, in characters, where the value begins."""


def settings(path: str, text: str, table: CallTable) -> Iterator[Setting]:
    """The settings of a file that name an image model."""
    if _TOLD.search(path):
        return
    lines = [line.rstrip("\r") for line in text.split("\n")]
    for number, line in enumerate(lines):
        match = _LINE.match(line)
        written = _VENDOR.sub("", match["value"], count=1) if match else ""
        model = table.aliases.get(written, written)
        if match and model in table.image_models and _KEY.search(_key(match["key"], lines, number)):
            yield Setting(model, match["value"], number, match.start("value"))


def _key(written: str, lines: Sequence[str], number: int) -> str:
    """The name of a setting, which may stand on the line above it that is indented less."""
    if not _VALUE.match(lines[number]):
        return written
    above = (line for line in reversed(lines[:number]) if line.strip() and _depth(line) < _depth(lines[number]))
    owner = _OWNER.match(next(above, ""))
    return owner["key"] if owner else written


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
