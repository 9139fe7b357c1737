"""What a configuration says of lint: `[tool.advisor.lint]` of pyproject.toml, or `[lint]` of advisor.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisor.errors import InputError, as_written, nearest
from advisor.levels import LEVELS

__all__ = ["LintSettings", "PathSettings", "SettingsTable", "lint_settings"]


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for the files that a glob means."""

    ignore: tuple[str, ...] = ()
    min_level: str | None = None


@dataclass(frozen=True, slots=True)
class LintSettings:
    """What `advisor lint` is told; names of rules are not checked yet."""

    file: Path | None = None
    """Where it says so."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_level: str | None = None
    fail_on: str | None = None
    baseline: Path | None = None
    exclude: tuple[str, ...] = ()
    paths: Mapping[str, PathSettings] = field(default_factory=dict)
    """By glob, in the order of the file."""

    @property
    def folder(self) -> Path:
        """What globs are relative to."""
        return self.file.parent if self.file else Path()

    def place(self, key: str) -> str:
        """How a message names a setting."""
        return f"{self.file}: lint.{key}"


def lint_settings(file: Path, settings: Any) -> LintSettings:
    """The settings of a table.

    Raises:
        InputError: an unknown key, or a value of the wrong kind.
    """
    table = SettingsTable(file, "lint", settings)
    table.check_keys(("select", "ignore", "min-level", "fail-on", "baseline", "exclude", "paths"))
    baseline = table.text("baseline")
    by_glob = SettingsTable(file, "lint.paths", settings.get("paths", {}))
    return LintSettings(
        file=file,
        select=table.names("select"),
        ignore=table.names("ignore"),
        min_level=table.level("min-level"),
        fail_on=table.level("fail-on"),
        baseline=file.parent / baseline if baseline else None,
        exclude=table.names("exclude"),
        paths={glob: _of_path(file, glob, value) for glob, value in by_glob.settings.items()},
    )


def _of_path(file: Path, glob: str, settings: Any) -> PathSettings:
    table = SettingsTable(file, f"lint.paths.{glob!r}", settings)
    table.check_keys(("ignore", "min-level"))
    return PathSettings(table.names("ignore"), table.level("min-level"))


class SettingsTable:
    """A table of the configuration, and how a message names it."""

    def __init__(self, file: Path, name: str, settings: Any) -> None:
        self._file, self._name = file, name
        if not isinstance(settings, dict):
            raise InputError(f"{file}: {name}: {as_written(settings)} is no table")
        self.settings = settings

    def check_keys(self, known: tuple[str, ...]) -> None:
        for key in self.settings:
            if key not in known:
                raise InputError(
                    f"{self._file}: {self._name}: no setting is named {key!r}{nearest(key, known)}; expected one of "
                    f"{', '.join(known)}"
                )

    def names(self, key: str) -> tuple[str, ...]:
        value = self.settings.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self._wrong(key, 'expected a list of texts, such as ["payload"]')
        return tuple(value)

    def text(self, key: str) -> str | None:
        value = self.settings.get(key)
        if value is not None and not (isinstance(value, str) and value):
            raise self._wrong(key, "expected the name of a file")
        return value

    def days(self, key: str) -> int | None:
        value = self.settings.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self._wrong(key, "expected a number of days, 0 or more")
        return value

    def level(self, key: str) -> str | None:
        value = self.settings.get(key)
        if value is not None and value not in LEVELS:
            hint = nearest(value, LEVELS) if isinstance(value, str) else ""
            raise self._wrong(key, f"expected one of {', '.join(LEVELS)}", hint)
        return value

    def _wrong(self, key: str, expected: str, hint: str = "") -> InputError:
        value = as_written(self.settings[key])
        return InputError(f"{self._file}: {self._name}.{key}: {value}{hint}; {expected}")
