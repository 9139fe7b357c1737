"""`advisor requests` as a person and a program meet it, on small trees, in processes of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from tests.front.test_cli import DAY, run

KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
DRAW = f"""\
from openai import OpenAI
client = OpenAI(api_key="{KEY}")
client.images.generate(model="gpt-image-2", prompt="a | b\\nc", n=2)
client.images.generate(model="dall-e-3", prompt="the key {KEY}, Bearer abcdefgh12345678")
client.images.generate(model="gpt-image-1.5", prompt=prompt, **more)
client.images.generate(model=pick(), prompt="a")
client.images.generate(prompt="a", user="{KEY}")
tools = [{{"type": "image_generation", "model": "gpt-image-2"}}]
client.responses.create(model="gpt-5.5", input="a", tools=tools)
client.images.generate(model="{KEY}", prompt="a")
"""
NOTEBOOK = {"cells": [{"cell_type": "code", "source": ["import openai\n", "openai.images.generate(prompt='a')"]}]}
KEYS = [
    "path", "line", "column", "end_line", "end_column", "language", "surface", "how", "model", "image_model",
    "model_from", "params", "open", "host", "lifecycle", "confidence", "reads", "decodes", "browser", "literal_key",
]  # fmt: skip
FORMATS = ["text", "json", "jsonl", "csv", "markdown"]
SENTENCE = 'from openai import OpenAI\nOpenAI().images.generate(model="gpt-image-2", prompt="{}")\n'


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Code in several containers, and files that cannot be read."""
    top = tmp_path_factory.mktemp("tree")
    (top / "src").mkdir()
    (top / "src" / "draw.py").write_text(DRAW)
    (top / "src" / "nothing.py").write_text("print('hello')\n")
    (top / "notes.ipynb").write_text(json.dumps(NOTEBOOK, indent=1))
    (top / ".env").write_text("IMAGE_MODEL=gpt-image-1-mini\n")
    (top / "picture.png").write_bytes(b"\x89PNG\0images.generate(")
    (top / "large.js").write_text("x" * 2_000_001)
    return top


@cache  # a tree is written once
def listed(format_: str, *paths: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    done = run("requests", *(paths or (".",)), "--format", format_, *DAY, cwd=cwd, **more)
    assert done.returncode == 0, done.stderr
    return done


def rows(*paths: str, cwd: Path, **more: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in listed("jsonl", *paths, cwd=cwd, **more).stdout.splitlines()]


# -- formats -----------------------------------------------------------------------------------------------------------


def test_text_groups_the_requests_by_model_those_that_end_soonest_first(tree: Path) -> None:
    shown = listed("text", cwd=tree).stdout
    titles = [
        "dall-e-3: shut down on 2026-05-12;",
        "gpt-image-1-mini: deprecated, shuts down on 2026-12-01;",
        "gpt-image-1.5: deprecated, shuts down on 2026-12-01;",
        "gpt-5.5 with gpt-image-2: active",
        "gpt-image-2: active",
        "model not known",
        "no model named",
        "Not read",
    ]
    places = [shown.index(f"\n{title}") for title in titles]
    assert places == sorted(places)
    assert shown.startswith(
        "8 requests and 1 setting in 3 files, of 4 read; 1 name a model that is gone; 2 name a model that\nends soon\n"
    )
    assert re.search(r"^  src/draw\.py:4 +images\.generations +sdk +openai +literal$", shown, re.MULTILINE)
    assert "notes.ipynb:" in shown
    assert "(cell 0, line 2)" in shown
    assert "\n  - setting: a setting that names a model; no request by itself\n" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_text_counts_what_was_left_out(tree: Path) -> None:
    done = listed("text", cwd=tree)
    _, _, left = done.stdout.partition("\nNot read\n")
    assert "1 path: binary (picture.png)" in left
    assert "1 path: larger than 2 MB (large.js)" in left
    assert done.stderr == ""


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "markdown"])
def test_other_formats_count_it_on_standard_error(tree: Path, format_: str) -> None:
    assert sorted(listed(format_, cwd=tree).stderr.splitlines()) == [
        "advisor: not read: 1 path: binary (picture.png)",
        "advisor: not read: 1 path: larger than 2 MB (large.js)",
    ]


def test_lines_are_one_object_a_request_with_the_promised_keys(tree: Path) -> None:
    found = rows(cwd=tree)
    assert [list(row) for row in found if row["path"] != "notes.ipynb"] == [KEYS] * 8
    (in_notebook,) = (row for row in found if row["path"] == "notes.ipynb")
    assert list(in_notebook) == [*KEYS, "cell", "cell_line"]
    assert (in_notebook["cell"], in_notebook["cell_line"], in_notebook["model"]) == (0, 2, None)


def test_what_is_not_known_what_is_left_out_and_what_is_named_are_told_apart(tree: Path) -> None:
    named, gone, ending, unknown, omitted, both, _ = rows("src/draw.py", cwd=tree)[:7]
    assert (named["model"], named["lifecycle"], named["params"]) == (
        "gpt-image-2",
        "active",
        {"prompt": "a | b\nc", "n": 2},
    )
    assert (gone["lifecycle"], gone["open"]) == ("shutdown", False)
    assert (ending["lifecycle"], ending["open"], ending["params"]) == ("deprecated", True, {"prompt": "<dynamic>"})
    assert (unknown["model"], unknown["model_from"], unknown["lifecycle"]) == ("<dynamic>", "unknown", None)
    assert (omitted["model"], omitted["model_from"], omitted["lifecycle"]) == (None, "omitted", None)
    assert (both["model"], both["image_model"], both["surface"]) == (
        "gpt-5.5",
        "gpt-image-2",
        "responses.image_generation",
    )


def test_one_document_holds_the_same_rows_and_fits_its_schema(tree: Path) -> None:
    done = listed("json", cwd=tree)
    document = json.loads(done.stdout)
    schema = json.loads(run("schema", "requests").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    assert document["requests"] == rows(cwd=tree)
    assert (document["version"], document["as_of"], document["files"]) == (1, "2026-11-22", 4)
    assert {(one["reason"], one["count"], *one["examples"]) for one in document["left"]} == {
        ("binary", 1, "picture.png"),
        ("larger than 2 MB", 1, "large.js"),
    }


def test_csv_reads_back_as_the_same_rows(tree: Path) -> None:
    read = list(csv.DictReader(io.StringIO(listed("csv", cwd=tree).stdout)))
    wanted = rows(cwd=tree)
    assert len(read) == len(wanted)
    for row, other in zip(read, wanted, strict=True):
        assert (row["path"], int(row["line"]), row["surface"]) == (other["path"], other["line"], other["surface"])
        assert (row["model"] or None, row["model_from"]) == (other["model"], other["model_from"])
        assert json.loads(row["params"]) == other["params"]
        assert json.loads(row["open"]) == other["open"]


def test_markdown_has_tables_with_a_row_a_request(tree: Path) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(listed("markdown", cwd=tree).stdout)
    kinds = [token.type for token in tokens]
    assert kinds.count("tbody_open") == kinds.count("table_open") == 8
    assert kinds.count("tr_open") - kinds.count("thead_open") == len(rows(cwd=tree)) == 9
    assert not any("|" in token.content and token.type == "inline" for token in tokens)


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("jsonl", ""),
        ("csv", ",".join([*KEYS[:16], "cell", "cell_line"]) + "\n"),
        ("text", "0 requests in 0 files, of 1 read\n"),
    ],
)
def test_nothing_found_is_no_fault(tree: Path, format_: str, expected: str) -> None:
    done = listed(format_, "src/nothing.py", cwd=tree)
    assert done.stdout.startswith(expected)
    assert bool(done.stdout) == bool(expected)
    assert done.stderr == ""


@pytest.mark.parametrize("format_", FORMATS)
def test_no_key_is_ever_repeated(tree: Path, format_: str) -> None:
    done = listed(format_, cwd=tree)
    assert KEY[:12] not in done.stdout + done.stderr
    assert "abcdefgh12345678" not in done.stdout + done.stderr


def test_a_key_in_code_is_told_of(tree: Path) -> None:
    assert {row["literal_key"] for row in rows("src/draw.py", cwd=tree)} == {True}


# -- what goes in ------------------------------------------------------------------------------------------------------


def test_a_path_that_is_not_there_is_one_clear_message(tree: Path) -> None:
    done = run("requests", "src", "nowhere", cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "advisor: nowhere: No such file or directory; expected a file or a folder to read\n"


def test_a_run_without_paths_says_what_is_missing(tree: Path) -> None:
    done = run("requests", cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Missing argument 'PATH...'" in done.stderr


def test_paths_are_told_from_the_working_directory(tree: Path) -> None:
    assert {row["path"] for row in rows("draw.py", cwd=tree / "src")} == {"draw.py"}
    assert {row["path"] for row in rows(str(tree / "src"), cwd=tree)} == {"src/draw.py"}
    assert {row["path"] for row in rows("../.env", cwd=tree / "src")} == {"../.env"}


def test_the_day_decides_what_has_become_of_a_model(tree: Path) -> None:
    def states(day: str) -> dict[str, str]:
        shown = run("requests", "src", "--format", "jsonl", "--as-of", day, cwd=tree).stdout
        return {str(row["model"]): row["lifecycle"] for row in map(json.loads, shown.splitlines())}

    assert states("2026-11-22")["gpt-image-1.5"] == "deprecated"
    assert states("2026-12-02")["gpt-image-1.5"] == "shutdown"


def test_a_deployment_stands_for_its_model(tmp_path: Path) -> None:
    (tmp_path / "advisor.toml").write_text('[aliases]\nteam-pictures = "gpt-image-1.5"\n')
    (tmp_path / "a.py").write_text(
        'from openai import OpenAI\nclient = OpenAI()\nclient.images.generate(model="team-pictures", prompt="a")\n'
        'client.responses.create(model="team-pictures", input="a")\nclient.responses.create(model="other", input="a")\n'
    )
    (tmp_path / ".env").write_text("MODEL=team-pictures\n")
    found = {(row["path"], row["line"], row["model"], row["lifecycle"]) for row in rows(cwd=tmp_path)}
    assert found == {
        (".env", 1, "gpt-image-1.5", "deprecated"),
        ("a.py", 3, "gpt-image-1.5", "deprecated"),
        ("a.py", 4, "gpt-image-1.5", "deprecated"),
    }


def test_a_deployment_in_an_address_stands_for_its_model_where_that_is_told(tmp_path: Path) -> None:
    address = "https://me.openai.azure.com/openai/deployments/team-pictures/images/generations?api-version=x"
    for folder in ("told", "untold"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.sh").write_text(f'curl {address} -H "api-key: $KEY" -d \'{{"prompt": "a"}}\'\n')
    (tmp_path / "told" / "advisor.toml").write_text('[aliases]\nteam-pictures = "gpt-image-2"\n')
    assert [row["model"] for row in rows(cwd=tmp_path / "untold")] == ["<dynamic>"]
    assert [row["model"] for row in rows(cwd=tmp_path / "told")] == ["gpt-image-2"]


def test_aliases_stand_in_pyproject_too(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.advisor.aliases]\nteam-pictures = "gpt-image-2"\n')
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.sh").write_text(
        'curl https://api.openai.com/v1/images/generations -d \'{"model": "team-pictures", "prompt": "a"}\'\n'
    )
    assert [row["model"] for row in rows(cwd=tmp_path / "deep")] == ["gpt-image-2"]


def test_an_overlay_adds_a_call(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'from openai import OpenAI\nOpenAI().pictures.draw(model="gpt-image-2", prompt="a")\n'
    )
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "sources.yaml").write_text("platform-team: {kind: organization, title: Our platform team, owner: us}\n")
    (ours / "surfaces.yaml").write_text(
        "images.generations:\n  claims:\n"
        "    - {fact: python_calls, value: [pictures.draw], source: platform-team, seen: 2026-11-01}\n"
    )
    assert rows("a.py", cwd=tmp_path) == []
    done = listed("jsonl", "a.py", "--rules", "ours", cwd=tmp_path)
    (found,) = map(json.loads, done.stdout.splitlines())
    assert (found["line"], found["surface"], found["model"]) == (2, "images.generations", "gpt-image-2")


def test_an_overlay_that_is_not_there_is_one_clear_message(tree: Path) -> None:
    done = run("requests", "src", "--rules", "nowhere", cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere: no such folder" in done.stderr


# -- odd files ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
@pytest.mark.parametrize("format_", FORMATS)
def test_names_that_are_no_text_are_written_as_escapes(tmp_path: Path, format_: str) -> None:
    for name in (b"caf\xe9.py", b"pi|pe.py", b"two\nlines.py"):
        (tmp_path / os.fsdecode(name)).write_text(SENTENCE.format("a"))
    (tmp_path / os.fsdecode(b"\xe9.png")).write_bytes(b"\0")
    done = listed(format_, cwd=tmp_path, PYTHONIOENCODING="utf-8:strict")
    assert r"caf\xe9.py" in done.stdout.replace("\\\\", "\\")
    assert r"\xe9.png" in (done.stdout + done.stderr).replace("\\\\", "\\")
    assert "\ufffd" not in done.stdout
    if format_ in ("text", "markdown"):
        assert r"two\nlines.py:2" in done.stdout


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "latin-1"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.py").write_bytes(SENTENCE.format("café").encode(encoding))
    (found,) = rows(cwd=tmp_path)
    prompt = "caf\ufffd" if encoding == "latin-1" else "café"
    assert (found["line"], found["column"], found["end_column"], found["params"]) == (2, 1, 61, {"prompt": prompt})


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_on_other_systems(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.py").write_bytes(SENTENCE.format("a").replace("\n", end).encode())
    assert [(row["line"], row["end_line"]) for row in rows(cwd=tmp_path)] == [(2, 2)]


def test_many_files_give_the_rows_that_few_give_in_the_same_order(tmp_path: Path) -> None:
    names = [f"{number % 7}/{number:03}.py" for number in range(600)]
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE.format(number) if number % 3 else "print('images.generate(')\n")
    together = rows(cwd=tmp_path)
    assert len(together) == 400
    assert [row["path"] for row in together] == sorted(row["path"] for row in together)
    few = [rows(*sorted(names)[start : start + 200], cwd=tmp_path) for start in (0, 200, 400)]
    assert [row for part in few for row in part] == together


def test_a_file_is_listed_once_however_often_it_is_named(tree: Path) -> None:
    assert rows("src", "src/draw.py", str(tree / "src"), cwd=tree) == rows("src", cwd=tree)


def test_constants_of_files_outside_the_run_are_followed(tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text('MODEL = "gpt-image-2"\n')
    (tmp_path / "a.py").write_text(
        'from openai import OpenAI\nfrom config import MODEL\nOpenAI().images.generate(model=MODEL, prompt="a")\n'
    )
    assert [row["model"] for row in rows("a.py", cwd=tmp_path)] == ["gpt-image-2"]


# -- what is loaded ----------------------------------------------------------------------------------------------------

LOADED = """
import sys
from advisor.front.cli import main
sys.argv = ["advisor", "requests", "x.py", "--format", sys.argv[1], "--as-of", "2026-11-22"]
try:
    main()
finally:
    print(*sorted({"pydantic", "rich", "tree_sitter", "yaml", "markdown_it"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("format_", FORMATS)
def test_a_run_that_finds_nothing_loads_no_parser_and_no_rules(tmp_path: Path, format_: str) -> None:
    (tmp_path / "x.py").write_text("print('nothing here')\n")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, format_], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr.split() == []


def test_a_minified_bundle_is_left_out_and_counted(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text("a();" * 20_000 + 'client.images.generate({model:"dall-e-3"})', encoding="utf-8")
    command = [sys.executable, "-c", "from advisor.front.cli import main; main()", "requests", "main.js"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "minified (main.js)" in done.stdout
