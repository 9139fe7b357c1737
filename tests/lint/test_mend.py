"""Fixes: what they leave is as it should be, byte for byte, and a second run changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.front.cli import main

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "mended.yaml").read_text(encoding="utf-8"))
DAY = ("--as-of", "2026-11-22")
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
STYLED = 'from openai import OpenAI\nOpenAI().images.generate(\n    model="gpt-image-2", prompt="é",\n    style="vivid",\n)\n'
PLAIN = STYLED.replace('    style="vivid",\n', "")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["lint", *arguments, *DAY])
    return int(ended.value.code or 0)


def flags(case: dict[str, Any]) -> list[str]:
    return ["--fix"] if case.get("fixes") == "safe" else ["--fix", "--unsafe-fixes"]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@each_case
def test_a_fix_leaves_the_code_as_it_should_be(case: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(case["file"])
    file.parent.mkdir(exist_ok=True)
    file.write_text(case["before"], encoding="utf-8")
    code = run(".", "--format", "json", *flags(case))
    assert file.read_text(encoding="utf-8") == case["after"]
    graver = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["level"] != "note"]
    assert sorted({one["rule"] for one in graver}) == sorted(case.get("unfixed", []))
    assert all(one["fix"] or one["unfixed"] for one in graver)
    assert code == (1 if graver else 0)
    run(".", *flags(case))
    assert file.read_text(encoding="utf-8") == case["after"], "a second run changes nothing"


@each_case
def test_a_diff_says_what_a_fix_does_and_does_nothing(case: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(case["file"])
    file.parent.mkdir(exist_ok=True)
    file.write_text(case["before"], encoding="utf-8")
    code = run(".", "--diff", *flags(case)[1:])
    assert file.read_text(encoding="utf-8") == case["before"]
    printed = capsys.readouterr().out
    assert code == (case["before"] != case["after"] or bool(case.get("unfixed"))), "as without --diff"
    gone = [line[1:] for line in printed.splitlines() if line.startswith("-") and not line.startswith("---")]
    come = [line[1:] for line in printed.splitlines() if line.startswith("+") and not line.startswith("+++")]
    before, after = case["before"].splitlines(), case["after"].splitlines()
    assert [line for line in before if line not in after] == gone
    assert [line for line in after if line not in before] == come


@pytest.mark.parametrize(
    "content",
    [
        STYLED.encode(),
        STYLED.replace("\n", "\r\n").encode(),
        STYLED.replace("\n", "\r").encode(),
        STYLED.encode("utf-8-sig"),
        STYLED.encode("utf-16"),
        STYLED.rstrip("\n").encode(),
    ],
    ids=["utf-8", "crlf", "cr", "byte order mark", "utf-16", "no line end at the end"],
)
def test_all_but_the_edits_stays_byte_for_byte(content: bytes) -> None:
    Path("draw.py").write_bytes(content)
    run("draw.py", "--fix")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    line_end = next((one for one in ("\r\n", "\r") if one.encode() in content), "\n")
    without = content.decode(encoding).replace(f'    style="vivid",{line_end}', "")
    assert Path("draw.py").read_bytes() == without.encode(encoding)


def test_a_file_in_no_encoding_that_it_names_is_left_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    content = STYLED.encode("latin-1")
    Path("draw.py").write_bytes(content)
    assert run("draw.py", "--fix", "--format", "json") == 1
    assert Path("draw.py").read_bytes() == content
    assert "not UTF-8" in json.loads(capsys.readouterr().out)["findings"][0]["unfixed"]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.py"
    real.write_text(STYLED, encoding="utf-8")
    real.chmod(0o750)
    Path("draw.py").symlink_to(real)
    run("draw.py", "--fix")
    assert Path("draw.py").is_symlink()
    assert real.read_text(encoding="utf-8") == PLAIN
    assert real.stat().st_mode & 0o777 == 0o750
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draw.py", "real.py"], "nothing is left beside it"


def test_a_constant_that_two_requests_share_is_changed_once() -> None:
    draw = 'from openai import OpenAI\nMODEL = "{}"\nOpenAI().images.generate(model=MODEL, prompt="a")\n'
    Path("draw.py").write_text((draw + 'OpenAI().images.generate(model=MODEL, prompt="b")\n').format("gpt-image-1"))
    assert run("draw.py", "--unsafe-fixes") == 0
    assert Path("draw.py").read_text().count("gpt-image-2.6-flare") == 1
