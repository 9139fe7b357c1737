"""The other files of a run: what a module's name means, seen from the file that imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from advisor.extract.grammars import grammar_of
from advisor.extract.resolve import Resolver
from advisor.extract.unit import Unit

__all__ = ["Files", "Seen"]

Read = Callable[[str], bytes | None]
"""The content of a file of the run, by its path; None where there is none."""

_ENDINGS = ("", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", "/index.ts", "/index.tsx", "/index.js")
_NAMED_FOR_CLASSES = {".java": 0, ".kt": 0, ".cs": 0, ".php": 1, ".rs": 1}
"""Endings of files that are named for what they hold; how many words of a package's name are no folder."""
_MOST_KEPT = 64
_HIGHEST = 8
"""Folders above a file in which an absolute module is looked for."""


class Files:
    """Reads and keeps the files that others import."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._kept: dict[str, Resolver | None] = {}

    def text(self, path: str) -> str | None:
        """The text of a file; None where there is none."""
        content = self._read(path)
        return None if content is None else content.decode("utf-8", "replace")

    def resolver(self, path: str) -> Resolver | None:
        """A source file, ready to be asked; None where there is none in a language that is known."""
        if path not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            grammar = grammar_of(path)
            content = self._read(path) if grammar is not None else None
            found = grammar is not None and content is not None
            self._kept[path] = Resolver(Unit(content, grammar), Seen(self, path)) if found else None  # type: ignore[arg-type]
        return self._kept[path]


class Seen:
    """The files of a run, seen from one of them."""

    def __init__(self, files: Files, path: str) -> None:
        self._files = files
        self._folder = PurePosixPath(path).parent
        self._python = path.endswith((".py", ".ipynb"))
        self._ending = PurePosixPath(path).suffix

    def find(self, module: str) -> Resolver | None:
        """The file that a module's name means."""
        if self._ending in _NAMED_FOR_CLASSES:
            candidates = self._files_of_class(module)
        else:
            candidates = self._python_files(module) if self._python else self._javascript_files(module)
        return next(filter(None, map(self._files.resolver, candidates)), None)

    def beside(self, name: str) -> str | None:
        """The text of a file that is named as the code of this file would name it."""
        return self._files.text(_joined(self._folder, name))

    def _files_of_class(self, name: str) -> Iterator[str]:
        """The file of a class, or of a constant in one: beside, or in the folders that its package names."""
        words = name.split(".")
        if len(words) == 1:
            yield _joined(self._folder, f"{name}{self._ending}")
            return
        below = words[_NAMED_FOR_CLASSES[self._ending] :]
        for folder in [self._folder, *self._folder.parents][:_HIGHEST]:
            yield from (_joined(folder, "/".join(of) + self._ending) for of in (below, below[:-1]) if of)

    def _python_files(self, module: str) -> Iterator[str]:
        name = module.lstrip(".")
        levels = len(module) - len(name)
        below = name.replace(".", "/")
        above = self._folder
        for level in range(_HIGHEST):
            if not levels or level == levels - 1:
                base = _joined(above, below) if below else str(above)
                yield f"{base}.py"
                yield f"{base}/__init__.py"
            if (levels and level >= levels - 1) or str(above) in (".", "/"):
                return
            above = above.parent

    def _javascript_files(self, module: str) -> Iterator[str]:
        if module.startswith("."):
            bases = [_joined(self._folder, module)]
        elif module.startswith(("@/", "~/")):
            folders = [self._folder, *self._folder.parents][:_HIGHEST]
            bases = [_joined(folder, f"{part}{module[2:]}") for folder in folders for part in ("src/", "")]
        else:
            return
        for base in bases:
            yield from (f"{base}{ending}" for ending in _ENDINGS)
            yield from (f"{base[: -len(written)]}.ts" for written in (".js", ".mjs") if base.endswith(written))


def _joined(folder: PurePosixPath, name: str) -> str:
    """A path with its `..` taken out."""
    parts: list[str] = []
    for part in (folder / name).parts:
        if part == ".." and parts and parts[-1] not in ("..", "/"):
            parts.pop()
        elif part != ".":
            parts.append(part)
    return str(PurePosixPath(*parts)) if parts else "."
