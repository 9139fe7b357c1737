"""The laws of a lint run: parts merge to the whole, order says nothing, a baseline lets pass exactly what is there."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.front.cli import cli

DAY = ["--as-of", "2026-11-22"]
HEAD = "from openai import OpenAI\nclient = OpenAI()\n"
_MODELS = st.sampled_from(["dall-e-3", "gpt-image-1.5", "gpt-image-2.6-sunburst", "gpt-5.5", "nobody-knows"])
_FIELDS = st.sampled_from(["", ", n=50", ', size="17x17"', ', style="vivid"', ", n=count()", ', quality="hd", n=50'])
_ENDS = st.sampled_from(
    [
        "",
        "  # advisor: ignore[image-model-shut-down] why",
        "  # advisor: ignore[n-over-limit]",
        "  # advisor: ignore[no-such-rule] why",
    ]
)
_CALLS = st.builds('client.images.generate(model="{}", prompt="a"{}){}\n'.format, _MODELS, _FIELDS, _ENDS)
_TEXTS = st.lists(_CALLS, max_size=4).map(lambda calls: HEAD + "".join(calls)) | st.sampled_from(
    ["print('nothing')\n", "# advisor: ignore[n-over-limit] why\n", "\0"]
)
_NAMES = st.sampled_from(["a.py", "b.py", "deep/a.py", "deep/er/c d.py", "é.py", "z.pyi", "B.py", "big.png"])
TREES = st.dictionaries(_NAMES, _TEXTS, min_size=1, max_size=6)


@contextlib.contextmanager
def planted(files: dict[str, str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, text in files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        yield Path(folder)


def lint(*arguments: str) -> tuple[int, Any]:
    """The exit code and the document of a run in this process."""
    done = CliRunner().invoke(cli, ["lint", *arguments, "--format", "json", *DAY], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, json.loads(done.stdout)


def counted(answer: Any) -> Counter[tuple[str, str]]:
    return Counter((one["path"], one["rule"]) for one in answer["findings"])


@settings(deadline=None, max_examples=20)
@given(files=TREES, of=st.integers(1, 5), data=st.data())
def test_parts_merge_to_the_whole_in_any_order(files: dict[str, str], of: int, data: st.DataObject) -> None:
    with planted(files), tempfile.TemporaryDirectory() as elsewhere:
        names = []
        for number in range(1, of + 1):
            names.append(f"{elsewhere}/{number}.json")
            Path(names[-1]).write_text(json.dumps(lint("--shard", f"{number}/{of}")[1]))
        assert lint("--merge", *data.draw(st.permutations(names))) == lint()


@settings(deadline=None, max_examples=15)
@given(files=TREES, data=st.data())
def test_the_order_of_files_says_nothing(files: dict[str, str], data: st.DataObject) -> None:
    with planted(files):
        assert lint(*data.draw(st.permutations(sorted(files)))) == lint(*sorted(files)) == lint()


@settings(deadline=None, max_examples=20)
@given(files=TREES, more=st.dictionaries(_NAMES, _TEXTS, max_size=2), flags=st.sampled_from([[], ["--pedantic"]]))
def test_a_baseline_written_now_lets_pass_exactly_what_is_there_now(
    files: dict[str, str], more: dict[str, str], flags: list[str]
) -> None:
    with planted(files):
        _, before = lint(*flags)
        code, written = lint(*flags, "--baseline", "base.json", "--write-baseline")
        assert (code, written["findings"]) == (0, [])
        code, held = lint(*flags, "--baseline", "base.json")
        assert (code, held["findings"]) == (0, [])
        assert held["summary"]["baselined"] == written["summary"]["baselined"]
        there = {(one["path"], one["rule"]): one["count"] for one in written["summary"]["baselined"]}
        assert there == counted(before)
        for name, text in more.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        now = counted(lint(*flags)[1])
        shown = counted(lint(*flags, "--baseline", "base.json")[1])
        assert shown == {row: count for row, count in now.items() if count > there.get(row, 0)}


@settings(deadline=None, max_examples=15)
@given(files=TREES, more=st.dictionaries(_NAMES, _TEXTS, max_size=3), gone=st.sets(_NAMES, max_size=3))
def test_pruning_changes_no_answer_and_never_adds(files: dict[str, str], more: dict[str, str], gone: set[str]) -> None:
    with planted(files):
        lint("--baseline", "base.json", "--write-baseline")
        old = json.loads(Path("base.json").read_text())["findings"]
        for name, text in more.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        for name in gone:
            Path(name).unlink(missing_ok=True)
        before = lint("--baseline", "base.json")
        assert lint("--baseline", "base.json", "--prune-baseline") == before == lint("--baseline", "base.json")
        new = json.loads(Path("base.json").read_text())["findings"]
        assert all(count <= old[path][rule] for path, of in new.items() for rule, count in of.items())
