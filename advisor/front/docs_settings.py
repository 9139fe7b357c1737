"""What a configuration says of docs: `[tool.advisor.docs]` of pyproject.toml, or `[docs]` of advisor.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.front.lint_settings import SettingsTable

__all__ = ["DocsSettings", "docs_settings"]


@dataclass(frozen=True, slots=True)
class DocsSettings:
    """What `advisor docs` is told."""

    max_age: int | None = None
    """Days that the newest reading may be old; None for any number."""


def docs_settings(file: Path, settings: Any) -> DocsSettings:
    """The settings of a table.

    Raises:
        InputError: an unknown key, or a value of the wrong kind.
    """
    table = SettingsTable(file, "docs", settings)
    table.check_keys(("max-age",))
    return DocsSettings(table.days("max-age"))
