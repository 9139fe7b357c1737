"""Which files a run reads: those git lists where there is a repository, else those its ignore files would leave."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import InputError
from advisor.front import by_git, by_hand
from advisor.front.by_hand import UNREADABLE_FOLDER
from advisor.front.source import NO_FILE, UNREADABLE
from advisor.left import EXAMPLES, Left

__all__ = ["Walk", "count_left", "walk"]

_NOWHERE, _TO_FOLDER = "link to nothing", "link to a folder"


@dataclass(frozen=True, slots=True)
class Walk:
    """The files to read, and what was left out when they were listed."""

    files: tuple[str, ...]
    """Each once: in the order of the paths handed in, below a folder by name. With forward slashes, relative to the
    working directory where they lie below it; a name that is no UTF-8 holds surrogates, as everywhere in Python."""
    left: tuple[Left, ...]


def count_left(reasons: Iterable[tuple[str, str]]) -> tuple[Left, ...]:
    """Pairs of reason and path, counted by reason, in the order in which the reasons first came."""
    counts: dict[str, int] = defaultdict(int)
    examples: dict[str, list[str]] = defaultdict(list)
    for reason, path in reasons:
        counts[reason] += 1
        if len(examples[reason]) < EXAMPLES:
            examples[reason].append(path)
    return tuple(Left(reason, count, tuple(examples[reason])) for reason, count in counts.items())


def walk(paths: Sequence[Path]) -> Walk:
    """The files at and below some paths; nothing is opened but ignore files.

    A file or folder that is handed in is taken whatever ignores it; only there is a link to a folder followed.

    Raises:
        InputError: a path that is not there.
    """
    found = _Found()
    for path, status in [(path, _status(path)) for path in paths]:
        if stat.S_ISDIR(status.st_mode):
            found.take_tree(_shown(path))
        else:
            found.take_file(_shown(path), status)
    return Walk(tuple(found.files), count_left(found.left))


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: {why}; expected a file or a folder to read") from None


def _shown(path: Path) -> str:
    """Relative to the working directory where the path lies below it, else as it was given."""
    here = Path.cwd()
    for absolute in (here / path, path.resolve()):
        if ".." not in absolute.parts and absolute.is_relative_to(here):
            return absolute.relative_to(here).as_posix()
    return path.as_posix()


class _Found:
    """What the paths so far have brought."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.left: list[tuple[str, str]] = []
        self._seen: dict[int, set[int]] = defaultdict(set)

    def take_tree(self, top: str) -> None:
        """Every file below a folder; a file comes before the links to it, so that its own name is the one shown."""
        files: list[str] = []
        links: list[str] = []
        folders = [top]
        while folders:
            for path in self._listed(folders.pop(), top):
                status = self._status(path)
                if status is None:
                    continue
                if stat.S_ISLNK(status.st_mode):
                    links.append(path)
                elif stat.S_ISDIR(status.st_mode):  # a submodule, or a repository inside this one
                    folders += [path] if self._is_new(status) else []
                elif self._is_source(path, status):
                    files.append(path)
        files += [path for path in sorted(links) if self._is_linked_source(path)]
        self.files += sorted(files)

    def take_file(self, path: str, status: os.stat_result) -> None:
        """A file that was handed in."""
        if self._is_source(path, status):
            self.files.append(path)

    def _listed(self, folder: str, top: str) -> Iterator[str]:
        """The paths below a folder, by name."""
        prefix = "" if folder == "." else f"{folder.rstrip('/')}/"
        listing = by_git.listed(folder)
        names, closed = listing or ([], [])
        left = [(UNREADABLE_FOLDER, name) for name in closed]
        if listing is None or (folder == top and not names):
            names = list(by_hand.listed(folder, left, ignored=listing is not None))
        self.left += [(reason, (prefix + name).rstrip("/") or folder) for reason, name in left]
        return (prefix + name.rstrip("/") for name in sorted(names))

    def _status(self, path: str) -> os.stat_result | None:
        try:
            return os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):  # git still lists it
            return None
        except OSError:
            self.left.append((UNREADABLE, path))
            return None

    def _is_linked_source(self, path: str) -> bool:
        try:
            status = Path(path).stat()
        except OSError:
            self.left.append((_NOWHERE, path))
            return False
        if stat.S_ISDIR(status.st_mode):
            self.left.append((_TO_FOLDER, path))
            return False
        return self._is_source(path, status)

    def _is_source(self, path: str, status: os.stat_result) -> bool:
        if not stat.S_ISREG(status.st_mode):
            self.left.append((NO_FILE, path))
            return False
        return self._is_new(status)

    def _is_new(self, status: os.stat_result) -> bool:
        """Whether this file or folder was not met before, under whatever name."""
        met = self._seen[status.st_dev]
        known = len(met)
        met.add(status.st_ino)
        return len(met) > known
