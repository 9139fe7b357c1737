"""`advisor docs sync` and `docs check` on real files."""

from __future__ import annotations

import contextlib
import io
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import jsonschema
import pytest

from advisor.front.cli import main

DAY = ("--as-of", "2026-11-22")
BLOCK = "<!-- advisor:begin models kind=image state=active -->\n<!-- advisor:end -->\n"
BROKEN = '```py\nfrom openai import OpenAI\nOpenAI().images.generate(model="gpt-image-2.6-flare", prompt="a", style="vivid")\n```\n'


@dataclass(frozen=True)
class Done:
    """A command that has run."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, cwd: Path, **env: str) -> Done:
    """`advisor` in a folder, as a process of its own would run there."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(cwd),
        patch.dict(os.environ, env),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main(arguments)
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with a block, filled on the day."""
    file = tmp_path / "page.md"
    file.write_text(f"# Ours\n\n{BLOCK}\nThe end.\n", encoding="utf-8")
    assert run("docs", "sync", "page.md", *DAY, cwd=tmp_path).returncode == 0
    return file


def check(folder: Path, *more: str, paths: tuple[str, ...] = (".",), day: str = "2026-11-22") -> tuple[int, str]:
    done = run("docs", "check", *paths, "--as-of", day, *more, cwd=folder)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_pages_are_found_below_folders_and_written_in_place(tmp_path: Path) -> None:
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    for name in ("docs/a.md", "docs/deep/b.mdx", "docs/deep/c.txt"):
        (tmp_path / name).write_text(BLOCK)
    done = run("docs", "sync", "docs", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 blocks in 2 pages: 2 written." in done.stdout
    assert "| `gpt-image-2.6-flare` | active |" in (tmp_path / "docs/deep/b.mdx").read_text()
    assert (tmp_path / "docs/deep/c.txt").read_text() == BLOCK


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe")])
def test_encoding_line_ends_and_permissions_stay(tmp_path: Path, encoding: str, mark: bytes) -> None:
    file = tmp_path / "page.md"
    around = ("# Ünser\r\n\r\n- a\r\n\r\n  ", "\r\n\r\nlast\tline  \rof all")
    text = BLOCK.strip().replace("\n", "\r\n  ")
    file.write_bytes(mark + f"{around[0]}{text}{around[1]}".encode(encoding))
    file.chmod(0o640)
    assert run("docs", "sync", "page.md", *DAY, cwd=tmp_path).returncode == 0
    content = file.read_bytes()
    written = content[len(mark) :].decode(encoding)
    assert content.startswith(mark)
    assert written.startswith(around[0])
    assert written.endswith(around[1])
    inner = written.removeprefix(around[0]).removesuffix(around[1])
    assert "  | `gpt-image-2.6-flare`" in inner
    assert inner.count("\n") == inner.count("\r\n") > 5
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_nothing_is_written_where_nothing_changes(page: Path) -> None:
    page.chmod(0o440)  # a page that is written would fail
    done = run("docs", "sync", "page.md", "--as-of", "2026-11-30", cwd=page.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert check(page.parent)[0] == 0


def test_a_stale_block_fails_with_a_diff(page: Path) -> None:
    text = page.read_text().replace("state=active ", "")
    page.write_text(text)
    status, shown = check(page.parent)
    assert status == 1
    assert "--- a/page.md\n+++ b/page.md\n@@ " in shown
    assert "+| `dall-e-3` | shutdown |" in shown
    assert "page.md:3: models: stale" in shown
    assert page.read_text() == text


def test_a_block_that_is_not_filled_yet_fails_without_a_diff(page: Path) -> None:
    page.write_text(page.read_text().replace("state=active ", "") + BLOCK)
    status, shown = check(page.parent)
    assert status == 1
    assert shown.count("@@ -") == 1
    assert "models: not filled yet." in shown


def test_the_passing_of_a_shutdown_day_makes_a_block_stale(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("<!-- advisor:begin models kind=image -->\n<!-- advisor:end -->\n")
    assert run("docs", "sync", "page.md", *DAY, cwd=tmp_path).returncode == 0
    assert check(tmp_path, day="2026-11-30")[0] == 0
    status, shown = check(tmp_path, day="2026-12-01")
    assert status == 1
    assert "-| `gpt-image-1.5` | deprecated |" in shown


def test_a_hand_edit_is_told_and_overwritten_only_by_force(page: Path) -> None:
    filled = page.read_text()
    edited = filled.replace("| active |", "| great |")
    page.write_text(edited)
    assert check(page.parent)[0] == 1
    done = run("docs", "sync", "page.md", *DAY, cwd=page.parent)
    assert done.returncode == 1
    assert "page.md:3: models: edited by hand" in done.stdout
    assert page.read_text() == edited
    assert run("docs", "sync", "page.md", "--force", *DAY, cwd=page.parent).returncode == 0
    assert page.read_text() == filled


def test_a_page_that_cannot_be_read_is_left_alone_and_the_others_are_written(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{BLOCK}\n\n<!-- advisor:begin routes -->\n")
    (tmp_path / "b.md").write_text(BLOCK)
    (tmp_path / "c.md").write_bytes(b"\xff caf\xe9")
    done = run("docs", "sync", ".", *DAY, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("advisor: a.md:5: this block does not end;")
    assert "c.md: cannot be read" in done.stderr
    assert (tmp_path / "a.md").read_text() == f"{BLOCK}\n\n<!-- advisor:begin routes -->\n"
    assert "gpt-image-2.6-flare" in (tmp_path / "b.md").read_text()


@pytest.mark.parametrize(
    ("name", "says"),
    [("page.rst", "is no page; expected a folder, or a file that ends in .md"), ("no.md", "No such file")],
)
def test_what_is_no_page_is_refused(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "page.rst").write_text("")
    done = run("docs", "sync", name, *DAY, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_broken_fence_outside_of_the_blocks_fails(page: Path) -> None:
    page.write_text(page.read_text() + BROKEN)
    status, shown = check(page.parent)
    assert status == 1
    assert "error[style-unsupported]" in shown
    assert "1 block in 1 page: 1 fresh." in shown


def test_code_in_a_block_is_not_judged_twice(tmp_path: Path) -> None:
    """A block that is fixed to a day in the past shows what held then."""
    (tmp_path / "page.md").write_text(
        "<!-- advisor:begin recommend snippet=python as-of=2026-03-23 -->\n<!-- advisor:end -->\n"
    )
    assert run("docs", "sync", "page.md", *DAY, cwd=tmp_path).returncode == 0
    assert 'model="gpt-image-1.5"' in (tmp_path / "page.md").read_text()
    assert check(tmp_path, day="2027-01-01")[0] == 0


def test_knowledge_may_be_too_old(page: Path) -> None:
    assert check(page.parent, "--max-age", "3")[0] == 0
    status, shown = check(page.parent, "--max-age", "2")
    assert status == 1
    assert "3 days before: more than the 2 that are allowed." in shown
    (page.parent / "advisor.toml").write_text("[docs]\nmax-age = 2\n")
    assert check(page.parent)[0] == 1


@pytest.mark.parametrize(
    ("setting", "says"), [("max-age = -1", "expected a number of days"), ("max_age = 1", "did you mean 'max-age'?")]
)
def test_a_wrong_setting_is_told(page: Path, setting: str, says: str) -> None:
    (page.parent / "advisor.toml").write_text(f"[docs]\n{setting}\n")
    done = run("docs", "check", ".", *DAY, cwd=page.parent)
    assert done.returncode == 2
    assert says in done.stderr


def test_both_answers_fit_their_schema(page: Path) -> None:
    page.write_text(page.read_text().replace("| active |", "| great |") + BROKEN)
    schema = json.loads(run("schema", "docs", cwd=page.parent).stdout)
    answers = [
        json.loads(run("docs", command, ".", "--format", "json", *DAY, cwd=page.parent).stdout)
        for command in ("check", "sync")
    ]
    for answer in answers:
        jsonschema.validate(answer, schema)
    checked, synced = answers
    assert [one["standing"] for one in checked["blocks"]] == ["edited"]
    assert [one["rule"] for one in checked["lint"]["findings"]] == ["style-unsupported"]
    assert (synced["lint"], synced["blocks"][0]["written"]) == (None, False)


def test_github_annotates_blocks_and_code(page: Path) -> None:
    page.write_text(page.read_text().replace("state=active ", "") + BROKEN)
    done = run("docs", "check", ".", *DAY, cwd=page.parent, GITHUB_ACTIONS="true")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("::error file=page.md,line=3,title=advisor docs models::stale")
    assert any(line.startswith("::error file=page.md,line=") and "style-unsupported" in line for line in lines)
