"""What a person hands in: a job, an account, a day, a configuration; one clear error where it cannot be used."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import InputError, as_written, nearest
from advisor.front.docs_settings import DocsSettings, docs_settings
from advisor.front.lint_settings import LintSettings, lint_settings

if TYPE_CHECKING:  # loaded where a file is read
    from advisor.document import Document
    from advisor.facts import Account, Job

__all__ = ["Configuration", "facts_in", "masked", "parse_day", "read_account", "read_configuration", "read_job"]


_MOST_PROBLEMS = 20
"""Of a file with more, the message tells the first."""


def read_job(path: str) -> dict[str, Any]:
    """The job facts of a YAML or JSON file, or of standard input for `-`.

    Raises:
        AdvisorError: a file that cannot be read, an unknown fact, or a value outside its domain.
    """
    from advisor.facts import Job

    return _read(path, Job)


def read_account(path: str) -> dict[str, Any]:
    """The account facts of a file, as for a job."""
    from advisor.facts import Account

    return _read(path, Account)


def _read(path: str, group: type[Job] | type[Account]) -> dict[str, Any]:
    from advisor.document import parse
    from advisor.text_file import MAX_BYTES, decode, read_text

    text = decode(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input") if path == "-" else read_text(Path(path))
    return facts_in(parse(text, "standard input" if path == "-" else path), group)


def facts_in(document: Document, group: type[Job] | type[Account]) -> dict[str, Any]:
    """The facts that a document states.

    Raises:
        InputError: no map, an unknown fact, or a value outside its domain; each of them is told.
    """
    if document.data is None:
        return {}
    if not isinstance(document.data, Mapping):
        raise InputError(
            f"{document.path}: {as_written(document.data)}; expected a map of {group.__name__.lower()} facts"
        )
    problems = [problem for name, value in document.data.items() for problem in _problems(document, group, name, value)]
    if problems:
        more = [f"and {len(problems) - _MOST_PROBLEMS} more"] if len(problems) > _MOST_PROBLEMS else []
        raise InputError("\n".join(problems[:_MOST_PROBLEMS] + more))
    return dict(document.data)


def _problems(document: Document, group: type[Job] | type[Account], name: object, value: Any) -> list[str]:
    from advisor.facts import facts_of

    facts = facts_of(group)
    if name not in facts:
        hint = nearest(str(name), facts)
        message = f"no {group.__name__.lower()} fact is named {name!r}{hint}; expected one of {', '.join(facts)}"
        return [str(document.problem((name,), message))]
    try:
        group(**{str(name): value})
    except InputError as error:
        return [str(document.problem((name,), str(error)))]
    return []


def masked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as every front takes them: keys in them are masked, and standard error tells in which."""
    import click

    from advisor.secrets import facts_without_keys

    kept, names = facts_without_keys(facts)
    for name in names:
        click.echo(f"advisor: a key in {name} was masked", err=True)
    return kept


def parse_day(text: str, option: str = "as-of") -> date:
    """A day written YYYY-MM-DD, as the value of an option.

    Raises:
        InputError: anything else.
    """
    try:
        if len(text) != len("YYYY-MM-DD"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option}: {text!r} is not a day; expected YYYY-MM-DD, such as 2026-03-23") from None


@dataclass(frozen=True, slots=True)
class Configuration:
    """`[tool.advisor]` of the nearest pyproject.toml, or advisor.toml; paths are relative to that file."""

    rules: tuple[Path, ...] = ()
    """Overlays, in order."""
    account: Path | None = None
    """The account file that recommend reads when none is given."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Names of deployments and the models behind them."""
    lint: LintSettings = field(default_factory=LintSettings)
    """What `advisor lint` is told."""
    docs: DocsSettings = field(default_factory=DocsSettings)
    """What `advisor docs` is told."""


def read_configuration(start: Path) -> Configuration:
    """The nearest configuration at or above a folder; an empty one where there is none.

    Raises:
        InputError: not TOML, an unknown key, or a value of the wrong kind.
    """
    for folder in (start, *start.parents):
        for file, table in ((folder / "advisor.toml", ()), (folder / "pyproject.toml", ("tool", "advisor"))):
            if not file.is_file():
                continue
            settings = _table(file, table)
            if settings is not None:
                return _configuration(file, settings)
    return Configuration()


def _table(file: Path, keys: tuple[str, ...]) -> Any:
    import tomllib

    from advisor.text_file import read_text

    try:
        found: Any = tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: not TOML: {error}") from None
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _configuration(file: Path, settings: Any) -> Configuration:
    known = ("rules", "account", "aliases", "lint", "docs")
    if not isinstance(settings, dict):
        raise InputError(f"{file}: tool.advisor is no table; expected keys {', '.join(known)}")
    for key in settings:
        if key not in known:
            raise InputError(
                f"{file}: no setting is named {key!r}{nearest(key, known)}; expected one of {', '.join(known)}"
            )
    rules, account = settings.get("rules", []), settings.get("account")
    if not isinstance(rules, list) or not all(isinstance(path, str) for path in rules):
        raise InputError(f"{file}: rules: {rules!r} is not a list of folders")
    if account is not None and not isinstance(account, str):
        raise InputError(f"{file}: account: {account!r} is not a file name")
    return Configuration(
        tuple(file.parent / path for path in rules),
        file.parent / account if account else None,
        _aliases(file, settings.get("aliases", {})),
        lint_settings(file, settings.get("lint", {})),
        docs_settings(file, settings.get("docs", {})),
    )


def _aliases(file: Path, aliases: Any) -> dict[str, str]:
    if not isinstance(aliases, dict):
        raise InputError(f"{file}: aliases: {aliases!r} is not a table of deployment names and the models behind them")
    for name, model in aliases.items():
        if not isinstance(model, str) or not model:
            raise InputError(f"{file}: aliases: {name}: {model!r} is not the id of a model")
    return aliases
