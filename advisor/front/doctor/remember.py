"""What was learned of the account, kept in the file that `recommend` and `diagnose` read. No key and no id goes in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from advisor.document import Document, parse
from advisor.errors import AdvisorError, InputError
from advisor.front.inputs import read_account
from advisor.front.writing import write_whole
from advisor.text_file import read_text
from advisor.wording import counted, in_words

__all__ = ["remember", "told_before"]

_MOST_NAMES = 5
"""Of the names that came or went, so many are told."""


def told_before(path: Path) -> dict[str, Any]:
    """The facts that an account file holds; none where there is no such file yet.

    Raises:
        InputError: a file that is no account, or a place where none can be written.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"save-account: {path}: no file can be written there; expected a file in a folder that exists")
    return read_account(str(path)) if path.exists() else {}


def remember(path: Path, before: Mapping[str, Any], learned: Mapping[str, object]) -> tuple[str, ...]:
    """Writes what was learned beside what the file holds already, and tells what changed; nothing where nothing did.

    Raises:
        InputError: the file cannot be written; it is as it was.
    """
    new = {name: list(value) if isinstance(value, tuple) else value for name, value in learned.items()}
    changed = {name: value for name, value in new.items() if name not in before or not _same(before[name], value)}
    if not changed:
        return ()
    text = read_text(path) if path.exists() else ""
    try:
        write_whole(path, _with(text, changed, {**before, **changed}).encode())
    except OSError as error:
        raise InputError(f"save-account: {path}: cannot be written ({error.strerror or error})") from None
    return tuple(f"{name}: {_change(before.get(name), value)}" for name, value in changed.items())


def _same(old: object, new: object) -> bool:
    return sorted(old) == sorted(new) if isinstance(old, list) and isinstance(new, list) else old == new


def _with(text: str, changed: Mapping[str, Any], whole: Mapping[str, Any]) -> str:
    """The text with some facts changed. What else stands in it, comments too, stays where it can."""
    if text.lstrip().startswith("{"):
        return json.dumps(dict(whole), indent=2) + "\n"
    kept = _without(text, changed)
    new = "".join(kept) + ("\n" if kept and not kept[-1].endswith("\n") else "") + _yaml(changed)
    try:
        sound = parse(new, "").data == whole
    except AdvisorError:
        sound = False
    return new if sound else _yaml(whole)


def _without(text: str, names: Mapping[str, Any]) -> list[str]:
    """The lines of a text, but for those of some facts."""
    lines = text.splitlines(keepends=True)
    return [line for number, line in enumerate(lines, 1) if _fact_at(parse(text, ""), number, lines) not in names]


def _fact_at(document: Document, number: int, lines: list[str]) -> object:
    """The fact that a line belongs to; None where it is a comment or blank."""
    if not lines[number - 1].strip() or lines[number - 1].startswith("#"):
        return None
    starts = {place[0]: keys[0] for keys, place in document.places.items() if len(keys) == 1}
    return next((starts[line] for line in range(number, 0, -1) if line in starts), None)


def _yaml(facts: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(facts), sort_keys=False, allow_unicode=True)


def _change(old: object, new: object) -> str:
    if not isinstance(new, list):
        return f"{in_words(new)}{f' (was {in_words(old)})' if old is not None else ''}"
    before = old if isinstance(old, list) else []
    words = "; ".join(_moves(before, new)) if old is not None else ""
    return f"{counted(len(new), 'model')}{f' ({words})' if words else ''}"


def _moves(old: list[Any], new: list[Any]) -> Iterator[str]:
    for word, names in (("new", set(new) - set(old)), ("gone", set(old) - set(new))):
        if names:
            some = sorted(names)[:_MOST_NAMES]
            more = f" and {len(names) - len(some)} more" if len(names) > len(some) else ""
            yield f"{word}: {', '.join(some)}{more}"
