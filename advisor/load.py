"""The rule book of some folders: compiled before where that still holds, else read from YAML and kept.

A wheel carries the compiled book of its own rules; a cache of the user's serves everything else; any doubt means YAML.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from advisor.compiled import dump, parse
from advisor.errors import InputError
from advisor.folders import PACKAGE, base_folder
from advisor.rulebook import RuleBook
from advisor.store import cache_file, keep, kept, key_of, sealed

__all__ = ["COMPILED", "base_folder", "compiled_text", "read_book"]

COMPILED = PACKAGE / "rulebook.json"
"""The compiled book of a wheel."""


def read_book(folders: Iterable[Path]) -> RuleBook:
    """The book of the base folder and then the overlays, in order.

    Raises:
        InputError: a folder that does not exist.
        RuleError: every problem of every file.
    """
    folders = tuple(folders)
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder; expected a folder of rules")
    try:
        key = key_of(folders)
    except OSError:  # whoever reads the file in earnest tells what is wrong with it
        return _from_yaml(folders)
    book = _parsed(kept(COMPILED, key)) if folders == (base_folder(),) else None
    return book or _cached(folders, key)


def compiled_text(folders: tuple[Path, ...]) -> str:
    """The book of some folders, read from YAML and compiled, as it is stored."""
    return sealed(key_of(folders), dump(_from_yaml(folders)))


def _from_yaml(folders: tuple[Path, ...]) -> RuleBook:
    from advisor.reader import read_folders  # brings pydantic and yaml, which a compiled book does without

    return read_folders(folders)


def _parsed(text: str | None) -> RuleBook | None:
    """The book that a kept text holds; None where it holds none."""
    with suppress(Exception):  # whatever is wrong with it, YAML tells the truth
        return parse(text) if text else None
    return None


def _cached(folders: tuple[Path, ...], key: str) -> RuleBook:
    """The book in the user's cache, else the one that YAML gives, which is then kept there if that can be done."""
    file = cache_file(folders, "json")
    book = _parsed(kept(file, key))
    if book is None:
        book = _from_yaml(folders)
        with suppress(TypeError, ValueError):  # data that JSON has no word for
            keep(file, folders, key, dump(book))
    return book
