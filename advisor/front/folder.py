"""A folder of pages that is written whole or not at all, and that never takes the place of anything else."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from advisor.errors import InputError

__all__ = ["write_folder"]


def write_folder(folder: Path, pages: Mapping[str, str], mark: str) -> None:
    """Puts pages in the place of a folder that is empty, not there yet, or full of pages that begin with the mark.

    Raises:
        InputError: the folder has something else in it, or it cannot be written; it is as it was.
    """
    target = folder.resolve()
    try:
        foreign = next(_foreign(target, mark), None)
        if foreign is not None:
            raise InputError(
                f"{folder}: {foreign.relative_to(target)} was not written by this command; expected an empty "
                "folder, a new one, or one that it wrote"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        try:
            _write(work / "new", pages)
            if target.exists():
                target.replace(work / "old")
            (work / "new").replace(target)
        finally:
            _restore(work / "old", target)
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror or error})") from None


def _foreign(folder: Path, mark: str) -> Iterator[Path]:
    """What is in a folder and no page of this command."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(20, "it is no folder")
    for path in sorted(folder.rglob("*")):
        if not path.is_dir() and not (path.suffix == ".md" and not path.is_symlink() and _begins(path, mark)):
            yield path


def _begins(path: Path, mark: str) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark.encode())) == mark.encode()


def _write(folder: Path, pages: Mapping[str, str]) -> None:
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def _restore(old: Path, target: Path) -> None:
    """Puts a folder back that could not be replaced."""
    if old.exists() and not target.exists():
        old.replace(target)
