"""Texts that were made from rules once, kept under a key: the content of all that they were made from.

A text counts only while every file of the rules, and the code that reads them, is the same to the byte.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from advisor.folders import PACKAGE, rule_files

__all__ = ["cache_file", "keep", "kept", "key_of", "sealed"]

_LARGEST = 10_000_000
"""Bytes; no text comes near."""
_MOST_KEPT = 16
"""Texts of a kind in the user's cache, each a third of a megabyte at most; those not written for longest go first."""


def key_of(folders: tuple[Path, ...]) -> str:
    """What a text depends on: the code, each file of each folder, and how an overlay is called in messages.

    Raises:
        OSError: a file that cannot be read.
    """
    seal = blake2b(digest_size=16)
    parts = [("", PACKAGE, [*sorted(PACKAGE.glob("*.py")), *sorted(PACKAGE.glob("extract/words.py"))])]
    parts += [(str(folder) if number else "", folder, rule_files(folder)) for number, folder in enumerate(folders)]
    for label, folder, files in parts:
        for file in files:
            content = file.read_bytes()
            seal.update(os.fsencode(f"{label}\0{file.relative_to(folder).as_posix()}\0{len(content)}\0"))
            seal.update(content)
    return seal.hexdigest()


def sealed(key: str, text: str) -> str:
    """A text under its key, with a seal that shows damage."""
    return f"{key} {blake2b(text.encode(), digest_size=16).hexdigest()}\n{text}"


def kept(file: Path, key: str) -> str | None:
    """The text that a file holds; None where there is none, or not of this key, or not whole."""
    with suppress(Exception):  # whatever is wrong with it, it is made anew
        if file.is_file() and file.stat().st_size <= _LARGEST:
            _, _, text = (content := file.read_text(encoding="utf-8")).partition("\n")
            if content == sealed(key, text):
                return text
    return None


def cache_file(folders: tuple[Path, ...], ending: str) -> Path:
    """Where the user's cache keeps what is made from some folders."""
    from platformdirs import user_cache_path

    name = blake2b(os.fsencode("\0".join(map(str, folders))), digest_size=16).hexdigest()
    return user_cache_path("openai-image-advisor") / f"{name}.{ending}"


def keep(file: Path, folders: tuple[Path, ...], key: str, text: str) -> None:
    """Keeps a text, if that can be done and nothing was changed while it was made."""
    with suppress(OSError, ValueError):  # a folder nobody may write
        if key_of(folders) == key:
            _write(file, sealed(key, text))


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
    of_a_kind = sorted(file.parent.glob(f"*{file.suffix}"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in of_a_kind[_MOST_KEPT:]:
        old.unlink(missing_ok=True)
