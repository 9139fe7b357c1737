"""The rule book of some folders: compiled before where that still holds, else read from YAML and kept.

A wheel carries the compiled book of its own rules; a cache of the user's serves everything else. What was compiled
counts only while every file of the rules, and the code that reads them, is the same to the byte; any doubt means YAML.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from advisor.compiled import dump, parse
from advisor.errors import InputError
from advisor.folders import PACKAGE, base_folder, rule_files
from advisor.rulebook import RuleBook

__all__ = ["COMPILED", "base_folder", "compiled_text", "read_book"]

_LARGEST = 10_000_000
"""Bytes; no book comes near."""
_MOST_KEPT = 16
"""Books in the user's cache, each a third of a megabyte; those not written for longest go first."""
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
        key = _key(folders)
    except OSError:  # whoever reads the file in earnest tells what is wrong with it
        return _from_yaml(folders)
    book = _stored(COMPILED, key) if folders == (base_folder(),) else None
    return book or _cached(folders, key)


def compiled_text(folders: tuple[Path, ...]) -> str:
    """The book of some folders, read from YAML and compiled, as it is stored."""
    return _sealed(_key(folders), dump(_from_yaml(folders)))


def _from_yaml(folders: tuple[Path, ...]) -> RuleBook:
    from advisor.reader import read_folders  # brings pydantic and yaml, which a compiled book does without

    return read_folders(folders)


def _key(folders: tuple[Path, ...]) -> str:
    """What a compiled book depends on: the code, each file of each folder, and how an overlay is called in messages."""
    seal = blake2b(digest_size=16)
    parts = [("", PACKAGE, sorted(PACKAGE.glob("*.py")))]
    parts += [(str(folder) if number else "", folder, rule_files(folder)) for number, folder in enumerate(folders)]
    for label, folder, files in parts:
        for file in files:
            content = file.read_bytes()
            seal.update(os.fsencode(f"{label}\0{file.relative_to(folder).as_posix()}\0{len(content)}\0"))
            seal.update(content)
    return seal.hexdigest()


# -- what is stored --------------------------------------------------------------------------------------------------


def _sealed(key: str, text: str) -> str:
    """A compiled book under its key, with a seal that shows damage."""
    return f"{key} {blake2b(text.encode(), digest_size=16).hexdigest()}\n{text}"


def _stored(file: Path, key: str) -> RuleBook | None:
    """The book that a file holds; None where there is none, or not of this key, or not whole."""
    with suppress(Exception):  # whatever is wrong with it, YAML tells the truth
        if file.is_file() and file.stat().st_size <= _LARGEST:
            _, _, text = (content := file.read_text(encoding="utf-8")).partition("\n")
            if content == _sealed(key, text):
                return parse(text)
    return None


def _cached(folders: tuple[Path, ...], key: str) -> RuleBook:
    """The book in the user's cache, else the one that YAML gives, which is then kept there if that can be done."""
    from platformdirs import user_cache_path

    name = blake2b(os.fsencode("\0".join(map(str, folders))), digest_size=16).hexdigest()
    file = user_cache_path("openai-image-advisor") / f"{name}.json"
    book = _stored(file, key)
    if book is None:
        book = _from_yaml(folders)
        with suppress(OSError, TypeError, ValueError):  # a folder nobody may write, or data that JSON has no word for
            if _key(folders) == key:  # nothing was changed while it was read
                _write(file, _sealed(key, dump(book)))
    return book


def _write(file: Path, text: str) -> None:
    """Writes a file whole or not at all, whoever else writes it."""
    import tempfile

    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as part:
            part.write(text)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    by_age = sorted(file.parent.glob("*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in by_age[_MOST_KEPT:]:
        old.unlink(missing_ok=True)
