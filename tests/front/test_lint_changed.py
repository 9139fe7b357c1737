"""`--changed REF` in real repositories: only what changed since, by the whole span of a request."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.front.lint_trees import GONE, HEAD, MANY, QUIET, RIGHT, commit, document, found, git, plant, refused

LONG = 'client.images.generate(\n    model="dall-e-3",\n    prompt="a",\n    user="u",\n)\n'
SINCE = ["--changed", "main"]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A branch `work` that has changed nothing yet, and a `main` that has gone on."""
    commit(tmp_path, {"a.py": HEAD + LONG + GONE, "same.py": HEAD + GONE, "src/deep.py": HEAD + GONE})
    git("switch", "--quiet", "--create", "work", at=tmp_path)
    git("switch", "--quiet", "main", at=tmp_path)
    commit(tmp_path, {"same.py": "# theirs\n" + HEAD + GONE})
    git("switch", "--quiet", "work", at=tmp_path)
    return tmp_path


def lines(tree: Path, *arguments: str, **more: str) -> list[tuple[str, int]]:
    return [(path, line) for path, line, _ in found(*SINCE, *arguments, cwd=tree, **more)]


def test_without_a_change_nothing_is_read(repository: Path) -> None:
    answer = document(*SINCE, cwd=repository)
    assert (answer["findings"], answer["summary"]["files"]) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + LONG.replace('"u"', '"v"') + GONE, [3]),
        (HEAD + LONG.replace('    user="u",\n', "") + GONE, [3]),
        (HEAD + LONG.replace("\n)", "\n    # a remark\n)") + GONE, [3]),
        (HEAD + LONG + GONE.replace('"a"', '"b"'), [8]),
        (HEAD + "# above\n" + LONG + GONE, []),
        (HEAD + LONG + "\n" + GONE, []),
        (HEAD + GONE, []),
        (HEAD + LONG + GONE + GONE, [9]),
        (HEAD.replace("client", "client ") + LONG + GONE, []),
    ],
    ids=["inside", "taken out", "put in", "the other", "above", "between", "gone", "added", "elsewhere"],
)
def test_a_request_counts_where_any_of_its_lines_changed(repository: Path, text: str, expected: list[int]) -> None:
    plant(repository, {"a.py": text})
    assert lines(repository) == [("a.py", line) for line in expected]


def test_a_request_counts_where_its_model_is_written_elsewhere_and_changed(repository: Path) -> None:
    text = HEAD + 'MODEL = "{}"\n\nclient.images.generate(model=MODEL, prompt="a")\n'
    commit(repository, {"named.py": text.format("dall-e-2")})
    git("branch", "--force", "main", at=repository)
    plant(repository, {"named.py": text.format("dall-e-3")})
    assert lines(repository) == [("named.py", 5)]


@pytest.mark.parametrize("state", ["in the working tree", "in the index", "committed", "partly"])
def test_a_change_counts_wherever_it_stands(repository: Path, state: str) -> None:
    plant(repository, {"a.py": HEAD + LONG + GONE + GONE})
    if state != "in the working tree":
        git("add", "--all", at=repository)
    if state in ("committed", "partly"):
        commit(repository, {})
    if state == "partly":
        plant(repository, {"a.py": HEAD + LONG + GONE + GONE + MANY})
    assert lines(repository) == [("a.py", 9)] + ([("a.py", 10)] if state == "partly" else [])


def test_new_files_count_whole_save_ignored_ones(repository: Path) -> None:
    plant(repository, {"new.py": HEAD + GONE, "skip.py": HEAD + GONE, ".gitignore": "skip.py\n"})
    assert lines(repository) == [("new.py", 3)]
    git("add", "new.py", at=repository)
    assert lines(repository, "skip.py", "new.py") == [("new.py", 3)]


def test_only_changed_files_are_read(repository: Path) -> None:
    plant(repository, {"a.py": HEAD + RIGHT, "new.py": "print('nothing')\n"})
    assert document(*SINCE, cwd=repository)["summary"]["files"] == 2


def test_a_renamed_file_counts_where_it_was_edited(repository: Path) -> None:
    git("mv", "a.py", "moved to.py", at=repository)
    assert lines(repository) == []
    plant(repository, {"moved to.py": HEAD + LONG.replace('"u"', '"v"') + GONE})
    assert lines(repository) == [("moved to.py", 3)]


def test_deleted_and_binary_files_and_new_modes_are_no_fault(repository: Path) -> None:
    (repository / "a.py").unlink()
    (repository / "same.py").chmod(0o755)
    (repository / "picture.png").write_bytes(b"\x89PNG\0\1")
    git("add", "--all", at=repository)
    (repository / "picture.png").write_bytes(b"\x89PNG\0\2")
    assert lines(repository) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode, and hold no line end")
@pytest.mark.parametrize("name", [b"two words.py", b"caf\xc3\xa9.py", b"caf\xe9.py", b"two\nlines.py", b'"q"\\\t.py'])
@pytest.mark.parametrize("tracked", [True, False])
def test_odd_names_are_found(repository: Path, name: bytes, tracked: bool) -> None:
    path = repository / os.fsdecode(name)
    if tracked:
        path.write_text(HEAD + GONE)
        commit(repository, {})
        git("branch", "--force", "main", at=repository)
    path.write_text(HEAD + GONE.replace('"a"', '"b"'))
    assert [line for _, line in lines(repository)] == [3]


def test_a_line_that_looks_like_a_diff_is_none(repository: Path) -> None:
    text = "++ b/same.py\n@@ -1 +1,9 @@\n"
    commit(repository, {"notes.txt": f"{text}old\n"})
    plant(repository, {"notes.txt": f"{text}{text}new\n"})
    assert lines(repository) == []


@pytest.mark.parametrize("reference", ["main", "main~0", "HEAD~0", "v1"])
def test_any_name_of_a_commit_is_taken(repository: Path, reference: str) -> None:
    git("tag", "v1", "main~1", at=repository)
    plant(repository, {"a.py": HEAD + LONG + GONE + GONE})
    assert found("--changed", reference, cwd=repository) == [("a.py", 9, "image-model-shut-down")]


def test_from_a_folder_below_paths_are_its_own(repository: Path) -> None:
    plant(repository, {"src/deep.py": HEAD + GONE + GONE, "a.py": HEAD + LONG + GONE + GONE})
    assert lines(repository / "src") == [("deep.py", 4)]
    assert lines(repository / "src", "..") == [("../a.py", 9), ("../src/deep.py", 4)]


def test_the_configuration_of_a_user_changes_nothing(repository: Path) -> None:
    settings = ["diff.noprefix=true", "diff.mnemonicPrefix=true", "color.ui=always", "diff.external=false"]
    settings += ["diff.interHunkContext=9", "diff.renames=false", "diff.relative=true", "core.quotePath=false"]
    for name, value in (setting.split("=") for setting in settings):
        git("config", name, value, at=repository)
    plant(repository, {"a.py": HEAD + LONG.replace('"u"', '"v"') + GONE, "src/deep.py": "#\n" + HEAD + GONE + GONE})
    assert lines(repository) == [("a.py", 3), ("src/deep.py", 5)]


def test_in_a_hook_of_another_repository_it_is_still_this_one(repository: Path) -> None:
    plant(repository, {"new.py": HEAD + GONE})
    assert lines(repository, GIT_DIR="/nowhere/.git", GIT_INDEX_FILE="index.lock") == [("new.py", 3)]


def test_what_a_submodule_holds_is_no_change_here(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    commit(other, {"theirs.py": HEAD + GONE})
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "lib", at=repository)
    plant(repository, {"lib/theirs.py": HEAD + GONE + GONE})
    assert lines(repository) == []


def test_a_notebook_counts_by_the_lines_of_its_file(repository: Path) -> None:
    def notebook(prompt: str) -> str:
        cells = "".join(f'   "{line}\\n",\n' for line in ("from openai import OpenAI", "client = OpenAI()"))
        calls = "".join(
            f"   \"client.images.generate(model='dall-e-3', prompt='{one}')\\n\",\n" for one in ("a", prompt)
        )
        return '{"cells": [\n {"cell_type": "code", "source": [\n' + cells + calls + '   "pass"\n ]}\n]}\n'

    commit(repository, {"a.ipynb": notebook("b")})
    git("branch", "--force", "main", at=repository)
    plant(repository, {"a.ipynb": notebook("c")})
    assert lines(repository) == [("a.ipynb", 6)]


# -- what cannot be ----------------------------------------------------------------------------------------------------


def test_no_repository_no_such_commit_and_paths_outside(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    plant(outside, {"a.py": HEAD})
    ceiling = str(outside.parent)
    assert refused(*SINCE, cwd=outside, GIT_CEILING_DIRECTORIES=ceiling).startswith(
        "--changed main: no git repository is here"
    )
    for name in ("nowhere", "", "--help", "main^{tree}"):
        assert refused("--changed", name, cwd=repository).startswith(
            f"--changed {name}: git knows no such commit; expected a branch, a tag or a commit, fetched before"
        )
    assert refused(*SINCE, ".", str(outside), cwd=repository) == (
        f"--changed main: {outside} lies outside the repository {repository}"
    )


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    git("init", "--quiet", at=tmp_path)
    assert refused("--changed", "HEAD", cwd=tmp_path).startswith("--changed HEAD: git knows no such commit")


def test_nothing_in_common(repository: Path) -> None:
    git("switch", "--quiet", "--orphan", "other", at=repository)
    commit(repository, {"b.py": HEAD})
    assert refused(*SINCE, cwd=repository) == "--changed main: it has no commit in common with HEAD"


def test_a_shallow_clone_says_what_to_fetch(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clone") / "clone"
    commit(repository, {"b.py": HEAD})
    where = repository.as_uri()
    git("clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=work", where, str(clone), at=repository)
    assert refused("--changed", "origin/main", cwd=clone) == (
        "--changed origin/main: it has no commit in common with HEAD in this shallow clone; fetch more of the history, "
        "such as with `git fetch --unshallow`"
    )
    git("fetch", "--quiet", "--unshallow", at=clone)
    plant(clone, {"b.py": HEAD + GONE})
    assert found("--changed", "origin/main", cwd=clone) == [("b.py", 3, "image-model-shut-down")]


@pytest.mark.parametrize("flag", ["--fix", "--diff", "--merge"])
def test_what_does_not_go_with_it(repository: Path, flag: str) -> None:
    named, _, _ = refused(*SINCE, flag, "a.py", cwd=repository).partition(" cannot be combined: ")
    assert set(named.split(" and ")) == {flag, "--changed"}


def test_git_that_is_not_there_is_one_clear_message(repository: Path) -> None:
    assert refused(*SINCE, cwd=repository, PATH="") == ("--changed: git is not installed here; expected it on the path")


def test_the_index_stays_as_it_is(repository: Path) -> None:
    (repository / "a.py").touch()
    before = (repository / ".git" / "index").read_bytes()
    assert lines(repository, **QUIET) == []
    assert (repository / ".git" / "index").read_bytes() == before
