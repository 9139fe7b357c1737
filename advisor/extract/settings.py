"""Model ids in the place of a setting: `IMAGE_MODEL=...` in files of any other kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from advisor.extract.table import CallTable

__all__ = ["Setting", "settings"]

_LINE = re.compile(
    r"^\s*(?:export\s+|set\s+|-\s+|ENV\s+|ARG\s+)?[\"']?(?P<key>[A-Za-z_][\w.-]*)[\"']?\s*[=:]\s*"
    r"(?P<quote>[\"']?)(?P<value>[\w.@/:-]+)(?P=quote)\s*[,;\\]?\s*(?:#.*|//.*)?$"
)
_KEY = re.compile(r"model|deployment|engine", re.IGNORECASE)


class Setting(NamedTuple):
    """A setting whose value is an image model."""

    model: str
    written: str
    """As it stands there; a deployment's name where the model has one."""
    line: int
    """From 0."""
    column: int
    """From 0, in characters, where the value begins."""


def settings(text: str, table: CallTable) -> Iterator[Setting]:
    """The settings of a text that name an image model."""
    for number, line in enumerate(text.split("\n")):
        match = _LINE.match(line.rstrip("\r"))
        if match and _KEY.search(match["key"]):
            model = table.aliases.get(match["value"], match["value"])
            if model in table.image_models:
                yield Setting(model, match["value"], number, match.start("value"))
