"""Which files a run reads, in real folders and real repositories."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest

from advisor.errors import InputError
from advisor.front.walk import Walk, walk
from advisor.left import Left

T = TypeVar("T")
_NOBODY = 65534
needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="names and kinds of files that POSIX knows")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, empty; git knows no settings but a repository's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-such-folder"))
    return tmp_path


@pytest.fixture
def no_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git."""
    monkeypatch.setenv("PATH", "")


def git(*arguments: str, at: str | Path = ".") -> str:
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *settings, *arguments], cwd=at, capture_output=True, check=True)
    return os.fsdecode(done.stdout)


def plant(files: Mapping[str, str], at: str | Path = ".") -> None:
    """Files with their text."""
    for name, text in files.items():
        path = Path(at, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def repository(files: Mapping[str, str], at: str | Path = ".") -> None:
    """A repository with one commit."""
    plant(files, at)
    git("init", "--quiet", at=at)
    git("add", "--all", at=at)
    git("commit", "--quiet", "--message", "first", at=at)


def files(*paths: str | Path) -> list[str]:
    return list(walk([Path(path) for path in paths or (".",)]).files)


def left(found: Walk) -> dict[str, int]:
    return {reason.reason: reason.count for reason in found.left}


# -- what is handed in -------------------------------------------------------------------------------------------------


def test_paths_come_relative_to_the_working_directory_in_the_order_given_and_by_name(here: Path) -> None:
    plant({"b/2.py": "", "b/1.py": "", "b/1/3.py": "", "a.py": "", "c/4.py": ""})
    assert files("b", here / "a.py", "./c/../c") == ["b/1.py", "b/1/3.py", "b/2.py", "a.py", "c/4.py"]
    assert files() == ["a.py", "b/1.py", "b/1/3.py", "b/2.py", "c/4.py"]


def test_paths_outside_the_working_directory_stay_as_given(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant({"in/x.py": "", "out/y.py": ""})
    monkeypatch.chdir("in")
    assert files("../out", ".", here / "out" / "y.py") == ["../out/y.py", "x.py"]
    assert files(here / "out") == [f"{here.as_posix()}/out/y.py"]


def test_no_path_and_an_empty_folder_give_no_files(here: Path) -> None:
    assert walk([]) == walk([here]) == Walk((), ())


def test_a_file_that_is_handed_in_is_read_whatever_ignores_it() -> None:
    repository({".gitignore": "*.log\n", "a.py": ""})
    plant({"b.log": ""})
    assert files() == [".gitignore", "a.py"]
    assert files("b.log") == ["b.log"]


@pytest.mark.parametrize("with_git", [True, False])
def test_a_folder_that_is_handed_in_is_read_though_it_is_ignored(
    with_git: bool, request: pytest.FixtureRequest
) -> None:
    repository({".gitignore": "node_modules/\nbuild/*\n", "a.py": ""})
    plant({"node_modules/x/index.js": "", "node_modules/x/node_modules/y/index.js": "", "build/b.js": ""})
    if not with_git:
        request.getfixturevalue("no_git")
    assert files() == [".gitignore", "a.py"]
    assert files("node_modules") == ["node_modules/x/index.js", "node_modules/x/node_modules/y/index.js"]
    assert files("node_modules/x/node_modules") == ["node_modules/x/node_modules/y/index.js"]


@pytest.mark.parametrize("missing", ["no/such", "a.py/b", "x\0y"])
def test_a_path_that_is_not_there_is_one_clear_error(missing: str) -> None:
    plant({"a.py": ""})
    with pytest.raises(InputError) as error:
        walk([Path("a.py"), Path(missing)])
    assert str(error.value).startswith(missing)
    assert "expected a file or a folder" in str(error.value)


def test_a_file_met_twice_is_read_once() -> None:
    plant({"a/x.py": "", "a/y.py": ""})
    assert files("a/y.py", "a", "a/x.py", ".") == ["a/y.py", "a/x.py"]
    Path("a/z.py").hardlink_to("a/x.py")
    assert files("a") == ["a/x.py", "a/y.py"]


# -- where there is a repository ---------------------------------------------------------------------------------------


def test_git_lists_tracked_and_new_files_but_neither_ignored_nor_deleted_ones() -> None:
    repository({".gitignore": "*.log\n/dist/\n", "a.py": "", "gone.py": "", "kept.log": ""})
    git("add", "--force", "kept.log")
    Path("gone.py").unlink()
    plant({"new.py": "", "b.log": "", "dist/c.js": "", "src/dist/d.js": "", ".git/info/exclude": "secret.py\n"})
    plant({"secret.py": ""})
    expected = [".gitignore", "a.py", "kept.log", "new.py", "src/dist/d.js"]
    found = walk([Path()])
    assert list(found.files) == expected
    assert found.left == ()


def test_a_folder_inside_a_repository_obeys_the_ignore_files_above_it(here: Path) -> None:
    repository({".gitignore": "*.log\n", "src/a.py": "", "src/b.log": "", "c.py": ""})
    assert files("src") == ["src/a.py"]
    assert files(here / "src") == ["src/a.py"]


@pytest.mark.usefixtures("no_git")
def test_a_machine_without_git_reads_the_ignore_files_all_the_same(here: Path) -> None:
    plant({".git/info/exclude": "secret.py\n", ".git/config": "", ".gitignore": "*.log\n/src/tmp\n"})
    plant({"src/a.py": "", "src/b.log": "", "src/tmp/c.py": "", "src/secret.py": "", "src/deep/.gitignore": "!b.log\n"})
    plant({"src/deep/b.log": "", "other/.git/HEAD": "", "other/d.log": ""})
    assert files() == [".gitignore", "other/d.log", "src/a.py", "src/deep/.gitignore", "src/deep/b.log"]
    assert files("src") == ["src/a.py", "src/deep/.gitignore", "src/deep/b.log"]
    assert files(here / "src" / "tmp") == ["src/tmp/c.py"]


def test_repositories_inside_a_repository_and_submodules_are_read() -> None:
    repository({"lib.py": "", ".gitignore": "*.tmp\n", "x.tmp": ""}, "library")
    repository({"a.py": ""}, "main")
    repository({"b.py": "", ".gitignore": "*.log\n"}, "main/inside")
    plant({"c.log": "", "d.tmp": ""}, "main/inside")
    git("submodule", "add", "--quiet", str(Path("library").resolve()), "vendored", at="main")
    expected = [".gitmodules", "a.py", "inside/.gitignore", "inside/b.py", "inside/d.tmp"]
    expected += ["vendored/.gitignore", "vendored/lib.py"]
    assert files("main") == [f"main/{name}" for name in expected]


def test_the_empty_place_of_a_submodule_is_no_hindrance() -> None:
    repository({"lib.py": ""}, "library")
    repository({"a.py": ""}, "main")
    git("submodule", "add", "--quiet", str(Path("library").resolve()), "vendored", at="main")
    git("commit", "--quiet", "--message", "second", at="main")
    git("clone", "--quiet", "main", "copy")
    assert files("copy") == ["copy/.gitmodules", "copy/a.py"]
    assert files("copy/vendored") == []


def test_a_worktree_is_a_repository_too() -> None:
    repository({".gitignore": "*.log\n", "a.py": ""}, "main")
    git("worktree", "add", "--quiet", "../other", at="main")
    plant({"other/b.log": "", "other/c.py": ""})
    assert files("other") == ["other/.gitignore", "other/a.py", "other/c.py"]


def test_each_of_many_repositories_below_a_plain_folder_has_its_own_rules() -> None:
    repository({".gitignore": "*.log\n", "a.py": "", "b.log": ""}, "one")
    repository({"a.log": ""}, "two")
    plant({"c.log": ""})
    assert files() == ["c.log", "one/.gitignore", "one/a.py", "two/a.log"]


def test_a_run_inside_a_hook_lists_the_folder_it_is_given(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository({"a.py": ""}, "one")
    repository({"sub/b.py": ""}, "two")
    monkeypatch.setenv("GIT_DIR", str(here / "one" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(here / "one" / ".git" / "index"))
    assert files("two/sub") == ["two/sub/b.py"]


def test_no_program_that_a_repository_names_is_run() -> None:
    repository({"a.py": ""})
    Path("hook").write_text("#!/bin/sh\ntouch ran\n")
    Path("hook").chmod(0o755)
    git("config", "core.fsmonitor", str(Path("hook").resolve()))
    assert files() == ["a.py", "hook"]


def test_a_broken_repository_is_read_as_a_plain_folder() -> None:
    plant({".git/HEAD": "nonsense", ".gitignore": "*.log\n", "a.py": "", "b.log": ""})
    assert files() == [".gitignore", "a.py"]


@needs_root
def test_a_repository_that_git_refuses_for_its_owner_is_read_all_the_same() -> None:
    repository({".gitignore": "*.log\n", "src/a.py": "", "src/b.log": ""}, "theirs")
    for path in (Path("theirs"), Path("theirs/.git")):
        os.chown(path, _NOBODY, _NOBODY)
    with pytest.raises(subprocess.CalledProcessError):
        git("ls-files", at="theirs")
    assert files("theirs/src") == ["theirs/src/a.py"]


# -- where there is none -----------------------------------------------------------------------------------------------


def test_installed_packages_and_caches_are_passed_over_and_counted() -> None:
    plant({"a.py": "", "env/pyvenv.cfg": "", "env/lib/b.py": "", "web/node_modules/x.js": "", "web/c.js": ""})
    plant({"__pycache__/d.py": "", ".hg/e.py": "", "lib/site-packages/f.py": "", ".tox/g.py": ""})
    found = walk([Path()])
    assert list(found.files) == ["a.py", "web/c.js"]
    assert left(found) == {"folder of installed packages or caches": 5}
    assert len(found.left[0].examples) == 3


@pytest.mark.parametrize("top", ["env", "env/lib", "web/node_modules", "lib/site-packages/x"])
def test_a_folder_of_packages_is_read_when_it_is_handed_in(top: str) -> None:
    plant({"env/pyvenv.cfg": "", "env/lib/site-packages/b.py": "", "env/lib/c.py": ""})
    plant({"web/node_modules/x/node_modules/y.js": "", "lib/site-packages/x/node_modules/z.js": ""})
    every = sorted(path.as_posix() for path in Path(top).rglob("*") if path.is_file())
    assert files(top) == every


def test_ignore_files_hold_below_their_folder_and_the_nearest_one_wins() -> None:
    plant({".gitignore": "*.log\nkeep/\n/only-here.py\n", "only-here.py": "", "a/only-here.py": ""})
    plant({"a/.gitignore": "!b.log\r\n!keep/\r\n", "a/b.log": "", "a/c.log": "", "a/keep/d.py": "", "a/keep/e.log": ""})
    plant({"b/b.log": "", "b/keep/f.py": "", "keep/g.py": ""})
    assert files() == [".gitignore", "a/.gitignore", "a/b.log", "a/keep/d.py", "a/only-here.py"]


def test_a_line_of_an_ignore_file_that_nobody_can_read_is_passed_over() -> None:
    plant({".gitignore": "[z-a]\nx\\\n[\n*.log\n", "a.py": "", "b.log": "", "x": ""})
    assert files() == [".gitignore", "a.py", "x"]


# -- what is no plain file ---------------------------------------------------------------------------------------------


@pytest.fixture(params=["git", "by hand"])
def tree(request: pytest.FixtureRequest) -> None:
    """The working directory, once as a repository and once not."""
    if request.param == "git":
        git("init", "--quiet")


@needs_posix
@pytest.mark.usefixtures("tree")
def test_links_to_files_are_followed_once_and_links_to_folders_never() -> None:
    plant({"src/real.py": "", "out/other.py": ""})
    links = {"a.py": "src/real.py", "z.py": "out/other.py", "loop": ".", "src/up": ".."}
    nowhere = {"b.py": "c.py", "c.py": "b.py", "d.py": "nowhere"}
    for name, target in {**links, **nowhere}.items():
        Path(name).symlink_to(target)
    found = walk([Path()])
    assert list(found.files) == ["out/other.py", "src/real.py"]
    assert left(found) == {"link to nothing": 3, "link to a folder": 2}


@needs_posix
@pytest.mark.usefixtures("tree")
def test_a_link_out_of_the_tree_is_read_under_its_own_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    plant({"far.py": ""}, elsewhere)
    for name in ("one.py", "two.py"):
        Path(name).symlink_to(elsewhere / "far.py")
    assert files() == ["one.py"]


@needs_posix
def test_a_link_to_a_folder_is_followed_when_it_is_handed_in() -> None:
    repository({".gitignore": "*.log\n", "a.py": "", "b.log": ""}, "real")
    Path("link").symlink_to("real")
    assert files("link") == ["link/.gitignore", "link/a.py"]
    assert files("real", "link") == ["real/.gitignore", "real/a.py"]


@needs_posix
@pytest.mark.usefixtures("tree")
def test_pipes_and_sockets_are_never_opened() -> None:
    plant({"a.py": "", "sub/b.py": ""})
    os.mkfifo("pipe.py")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.py")
        found = walk([Path(), Path("pipe.py"), Path("socket.py")])
    assert list(found.files) == ["a.py", "sub/b.py"]
    assert left(found)["neither file nor folder"] >= 2


@needs_posix
def test_a_pipe_in_the_place_of_an_ignore_file_holds_nobody_up() -> None:
    plant({"a.py": ""})
    os.mkfifo(".gitignore")
    assert files() == ["a.py"]


@needs_posix
@pytest.mark.usefixtures("tree")
def test_names_with_line_ends_spaces_quotes_and_broken_encodings() -> None:
    names = sorted(
        os.fsdecode(name) for name in (b"a\nb.py", b" c .py", b'"d".py', b"\xff\xe9.py", "é.py".encode(), b"-x")
    )
    for name in names:
        Path(name).touch()
    assert files() == names


def _as_nobody(do: Callable[..., T], *arguments: object) -> T:
    """The answer of a function that may not read everything."""
    if os.geteuid():
        return do(*arguments)
    with ProcessPoolExecutor(1, get_context("fork"), os.setuid, (_NOBODY,)) as pool:
        return pool.submit(do, *arguments).result()


@pytest.fixture
def common(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working directory that anyone may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    monkeypatch.chdir(folder)
    yield folder
    for path in (path for path in folder.iterdir() if path.is_dir()):
        path.chmod(0o755)
    shutil.rmtree(folder)


@needs_posix
@pytest.mark.parametrize("with_git", [True, False])
def test_folders_that_may_not_be_entered_are_counted(common: Path, with_git: bool) -> None:
    plant({"a.py": "", "closed/b.py": "", "open/c.py": ""})
    if with_git:
        git("init", "--quiet")
    if not os.geteuid():
        for path in (common, *common.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
    Path("closed").chmod(0)
    found = _as_nobody(walk, [Path()])
    assert list(found.files) == ["a.py", "open/c.py"]
    assert found.left == (Left("unreadable folder", 1, ("closed",)),)
    assert _as_nobody(walk, [Path("closed")]).left == found.left


@needs_posix
def test_tracked_files_in_a_folder_that_may_not_be_entered_are_counted(common: Path) -> None:
    repository({"a.py": "", "closed/b.py": "", "closed/c.py": ""})
    if not os.geteuid():
        for path in (common, *common.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
    Path("closed").chmod(0)
    found = _as_nobody(walk, [Path()])
    assert list(found.files) == ["a.py"]
    assert left(found) == {"unreadable": 2, "unreadable folder": 1}
