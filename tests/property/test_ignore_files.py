"""Where git cannot be asked, the same files are read as git would list."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.front.walk import walk

_NAMES = st.sampled_from(["a", "b", "ab", "a.b", "b.a", "a b", "A", "#a", "!a", "[a]"])
_PATHS = st.lists(_NAMES, min_size=1, max_size=4).map("/".join)
_FOLDERS = st.lists(_NAMES, max_size=2).map(lambda names: "".join(f"{name}/" for name in names))

_PIECES = st.sampled_from(["a", "b", ".", "*", "?", "[ab]", "[!a]", "[a-b]", "\\#", "\\!", "\\[", " "])
_SEGMENTS = st.one_of(_NAMES, st.just("*"), st.just("**"), st.lists(_PIECES, min_size=1, max_size=3).map("".join))
_RULES = st.builds(
    lambda bang, root, segments, end: f"{bang}{root}{'/'.join(segments)}{end}",
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(_SEGMENTS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", " ", "\r"]),
)
_LINES = st.one_of(_RULES, st.sampled_from(["", "#a", "/", "\\"]))
_IGNORE_FILES = st.dictionaries(_FOLDERS, st.lists(_LINES, max_size=4), max_size=3)

_QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "XDG_CONFIG_HOME": os.devnull}


def _plant(top: Path, paths: set[str], ignore_files: Mapping[str, list[str]]) -> None:
    """The files; one whose name another needs for a folder is left out."""
    for path in sorted(paths, key=lambda path: -path.count("/")):
        if not (top / path).exists():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).touch()
    for folder, lines in ignore_files.items():
        if (top / folder).is_dir():
            (top / folder / ".gitignore").write_text("\n".join(lines), encoding="utf-8", newline="")


def _git(*arguments: str, at: Path) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=at, env={**os.environ, **_QUIET}, capture_output=True, check=True)
    return sorted(os.fsdecode(done.stdout).split("\0")[:-1])


@settings(deadline=None)
@given(st.sets(_PATHS, max_size=12), _IGNORE_FILES)
@example({"a/b/a.b", "a/a.b"}, {"": ["*.b"], "a/": ["!b/"]})
@example({"a/a/a"}, {"a/": ["b", " /"]})
@example({"b/a"}, {"": ["b", "a/a", "!*/"]})
@example({"a/b/c", "a/x"}, {"": ["a/**/"]})
@example({"a/b/c", "a/c"}, {"": ["/*", "!/a", "a/*", "!a/b"]})
def test_ignore_files_are_read_as_git_reads_them(paths: set[str], ignore_files: Mapping[str, list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder).resolve()
        _plant(top, paths, ignore_files)
        found = [Path(path).relative_to(top).as_posix() for path in walk([top]).files]
        _git("init", "--quiet", at=top)
        assert found == _git("ls-files", "-co", "--exclude-standard", "-z", at=top)
