"""`advisor diagnose` as a person meets it: what goes in, where the request may stand in code, lines, and bad input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter

from advisor.front.cli import main
from advisor.report.published import DOCUMENTS
from tests.front.test_cli import DAY

SCHEMA = jsonschema.Draft202012Validator(TypeAdapter(DOCUMENTS["diagnose"]).json_schema())
KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
OVERLAY = {
    "causes.yaml": """\
ink-is-out:
  stage: payload
  means: The printer has no ink
  next_step: Fill the ink.
  command: curl -sS "https://example.com/{request.image_model}"
  probe: {look: Look at the ink.}
  do_not: [Do not shake it.]
old-ink:
  stage: payload
  means: The ink is too old
  next_step: Buy ink.
  probe: {look: Read the day on it.}
""",
    "errors/ink.yaml": """\
as_of: 2026-11-22
title: The printer says that ink is wanting
when: {failure.text|says: out of violet ink}
because: The printer says so.
causes:
  - {cause: ink-is-out}
  - {cause: old-ink, when: {as_of|before: 2026-04-01}}
clears: [route]
matches:
  - {cause: ink-is-out, error: {message: it is out of violet ink}}
""",
}
INK = "RuntimeError: out of violet ink\n"
DRAW = """\
from openai import OpenAI

client = OpenAI()


def small(prompt):
    return client.images.generate(model="gpt-image-2", prompt=prompt, size="512x512", n=2)


def large(prompt):
    return client.images.generate(model="gpt-image-2", prompt=prompt, size="1024x1024")
"""


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rules with causes and a signature of their own; read once for all tests."""
    folder = tmp_path_factory.mktemp("ours")
    for name, text in OVERLAY.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


@pytest.fixture
def place(tmp_path: Path, ours: Path) -> Path:
    """A folder with code, and settings that name those rules."""
    (tmp_path / "advisor.toml").write_text(f"rules = [{json.dumps(str(ours))}]\n")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "draw.py").write_text(DRAW)
    return tmp_path


def run(*arguments: str, cwd: Path, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
    """`advisor` in this process, which has read the rules already."""
    out, err = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin if isinstance(stdin, bytes) else stdin.encode()))
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", given)
        with pytest.raises(SystemExit) as ended:
            main(arguments)
    return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), out.getvalue(), err.getvalue())


def told(*arguments: str, cwd: Path, stdin: str | bytes = "", notes: str = "") -> Any:
    """The JSON answer, held against its published shape."""
    done = run("diagnose", *arguments, "--format", "json", cwd=cwd, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, notes)
    document = json.loads(done.stdout)
    SCHEMA.validate(document)
    return document


def step_of(cause: str, answer: Any) -> Any:
    return next(one["next_step"] for one in answer["causes"] if one["cause"] == cause)


def lines(*arguments: str, cwd: Path, stdin: str | bytes) -> tuple[list[Any], subprocess.CompletedProcess[str]]:
    done = run("diagnose", "--jsonl", *arguments, cwd=cwd, stdin=stdin)
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    for document in documents:
        SCHEMA.validate(document)
    return documents, done


# -- what goes in ------------------------------------------------------------------------------------------------------


def test_a_file_a_dash_and_a_pipe_are_the_same(place: Path) -> None:
    (place / "error.txt").write_text(INK)
    answers = [
        run("diagnose", *arguments, *DAY, cwd=place, stdin=stdin)
        for arguments, stdin in (((), INK), (("-",), INK), (("error.txt",), ""))
    ]
    first = answers[0].stdout.splitlines()
    assert first[0] == "To blame: the payload. The printer has no ink. (the evidence shows it)"
    assert first[2] == "First step: Fill the ink."
    assert "Do not: shake it." in first[:6]
    assert {(done.returncode, done.stdout, done.stderr) for done in answers} == {(0, answers[0].stdout, "")}


def test_the_day_of_the_case_counts_and_a_day_asked_for_wins_and_says_so(place: Path) -> None:
    case = json.dumps({"id": "E1", "date": "2026-03-20", "error": {"message": INK}})
    then = told(cwd=place, stdin=case)
    assert (then["as_of"], then["id"]) == ("2026-03-20", "E1")
    assert [one["cause"] for one in then["causes"]] == ["ink-is-out", "old-ink"]
    note = "advisor: judged as of 2026-11-22, as asked; the case tells 2026-03-20\n"
    now = told(*DAY, cwd=place, stdin=case, notes=note)
    assert (now["as_of"], [one["cause"] for one in now["causes"]]) == ("2026-11-22", ["ink-is-out"])


def test_a_request_and_an_account_told_beside_it_count_before_it(place: Path) -> None:
    (place / "request.yaml").write_text("endpoint: /v1/images/edits\nmodel: gpt-image-2\nparams: {size: 512x512}\n")
    (place / "body.json").write_text(json.dumps({"endpoint": "/v1/images/edits", "model": "gpt-image-2", "n": 1}))
    (place / "account.yaml").write_text("tier: free\n")
    case = json.dumps({"error": {"message": INK}, "request": {"model": "dall-e-2", "params": {"n": 3}}})
    answer = told("--request", "request.yaml", "--account", "account.yaml", *DAY, cwd=place, stdin=case)
    sent = {name: value for name, value in answer["understood"].items() if name.startswith("request.")}
    assert sent["request.surface"] == "images.edits"
    assert (sent["request.model"], sent["request.size"], sent["request.n"]) == ("gpt-image-2", "512x512", 3)
    assert "The Free tier" in json.dumps(answer["causes"]), "a rule on the account speaks too"
    answer = told("--request", "body.json", *DAY, cwd=place, stdin=case)
    assert step_of("ink-is-out", answer)["command"] == 'curl -sS "https://example.com/gpt-image-2"'
    assert answer["understood"]["request.n"] == 1


def test_a_request_alone_is_judged_too(place: Path) -> None:
    (place / "request.yaml").write_text("endpoint: /v1/images/generations\nmodel: gpt-image-2\nsize: 512x512\n")
    answer = told("--request", "request.yaml", *DAY, cwd=place)
    assert "rule size-too-few-pixels" in {one["fact"] for cause in answer["causes"] for one in cause["evidence"]}


def test_a_model_that_a_shell_would_take_apart_stands_in_no_command(place: Path) -> None:
    case = json.dumps({"error": {"message": INK}, "request": {"model": 'x"; reboot; "'}})
    assert step_of("ink-is-out", told(*DAY, cwd=place, stdin=case))["command"] == ""


def test_little_evidence_gets_the_debugging_order(place: Path) -> None:
    answer = told(*DAY, cwd=place, stdin="it does not work")
    assert {one["cause"] for one in answer["causes"]} == {"<unknown>"}
    assert [one["stage"] for one in answer["checks"]] == ["route", "model", "access", "payload", "other"]
    assert answer["first_step"] == answer["checks"][0]["check"]
    text = run("diagnose", *DAY, cwd=place, stdin="it does not work").stdout
    assert text.startswith("Nothing here tells what is to blame.")
    assert text.index("1. Route") < text.index("4. Payload") < text.index("What would make it surer")


def test_any_bytes_are_answered(place: Path) -> None:
    given = bytes(range(256)) * 40 + INK.encode("utf-16")
    done = run("diagnose", *DAY, cwd=place, stdin=given)
    assert (done.returncode, done.stderr) == (0, "")


# -- code --------------------------------------------------------------------------------------------------------------

STACK = f'Traceback (most recent call last):\n  File "/srv/app/draw.py", line 7, in small\n    return draw()\n{INK}'


def test_it_names_the_call_and_what_lint_finds_there(place: Path) -> None:
    answer = told("--in", "app", *DAY, cwd=place, stdin=STACK)
    (site,) = answer["call_sites"]
    assert (site["path"], site["line"], site["call"]) == ("app/draw.py", 7, "client.images.generate")
    assert site["fits"][0] == "the stack runs through it"
    assert "size-too-few-pixels" in {one["rule"] for one in site["findings"]}
    text = run("diagnose", "--in", "app", *DAY, cwd=place, stdin=STACK).stdout
    assert "app/draw.py:7:12 client.images.generate: the stack runs through it" in text


def test_the_one_call_tells_what_the_failure_does_not(place: Path) -> None:
    answer = told("--in", "app", *DAY, cwd=place, stdin=STACK)
    assert answer["understood"]["request.size"] == "512x512 (read from app/draw.py:7)"
    by_rule = [
        one["shows"]
        for cause in answer["causes"]
        for one in cause["evidence"]
        if one["fact"] == "rule size-too-few-pixels"
    ]
    assert len(by_rule) == 1
    assert by_rule[0].endswith("(read from app/draw.py:7)")
    told_itself = json.dumps({"error": {"message": STACK}, "request": {"params": {"size": "1024x1024"}}})
    assert told("--in", "app", *DAY, cwd=place, stdin=told_itself)["understood"]["request.size"] == "1024x1024"


def test_of_several_calls_none_tells_anything(place: Path) -> None:
    case = json.dumps({"error": {"message": INK}, "request": {"model": "gpt-image-2"}})
    answer = told("--in", "app", *DAY, cwd=place, stdin=case)
    assert [(one["line"], one["fits"]) for one in answer["call_sites"]] == [
        (7, ["model gpt-image-2"]),
        (11, ["model gpt-image-2"]),
    ]
    assert "request.size" not in answer["understood"]


def test_code_without_such_a_call_is_told_and_code_not_asked_for_is_not(place: Path) -> None:
    case = json.dumps({"error": {"message": INK}, "request": {"model": "dall-e-3"}})
    assert told("--in", "app", *DAY, cwd=place, stdin=case)["call_sites"] == []
    assert told(*DAY, cwd=place, stdin=case)["call_sites"] is None


def test_a_call_to_another_server_is_named_and_its_model_not_believed(place: Path) -> None:
    code = DRAW.replace("OpenAI()", 'OpenAI(base_url="http://localhost:8000/v1")')
    (place / "app" / "draw.py").write_text(code)
    answer = told("--in", "app", *DAY, cwd=place, stdin=STACK)
    assert [one["line"] for one in answer["call_sites"]] == [7]
    assert "request.size" not in answer["understood"]


# -- lines -------------------------------------------------------------------------------------------------------------


def test_each_line_is_answered_in_order(place: Path) -> None:
    cases = [{"id": 3, "error": {"message": INK}}, {"id": "b", "date": "2026-03-20"}, {"id": None, "error": {}}]
    answers, done = lines(cwd=place, stdin="\n\n".join(map(json.dumps, cases)) + "\n" + json.dumps(INK))
    assert (done.returncode, done.stderr) == (0, "")
    assert [one["id"] for one in answers] == [3, "b", None, None]
    assert answers[1]["as_of"] == "2026-03-20"
    assert [one["causes"][0]["cause"] for one in answers] == ["ink-is-out", "<unknown>", "<unknown>", "ink-is-out"]


def test_a_bad_line_is_answered_in_its_place_and_costs_no_other(place: Path) -> None:
    given = b'{"id": 1}\n{"id": 2,\n[3]\n\xff\xfe\n{"id": 5, "key": "x"}\n'
    answers, done = lines(*DAY, cwd=place, stdin=given)
    assert done.returncode == 2
    assert [one["id"] for one in answers] == [1, None, None, None, 5]
    assert [bool(one["error"]) for one in answers] == [False, True, True, True, False]
    for number in (2, 3, 4):
        assert f"standard input:{number}: " in done.stderr
    assert "3 of the lines could not be read" in done.stderr
    assert "Traceback" not in done.stderr


# -- bad input ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "stdin", "expected"),
    [
        ([], " \n", "nothing to diagnose; expected a file, or what was printed on standard input, such as `pbpaste |"),
        ([f"Error code: 401 {KEY}"], "", "a text itself is handed in on standard input, such as"),
        (["."], "", "'.': cannot be read (Is a directory)"),
        (["-"], "x" * 10_000_001, "standard input: larger than 10,000,000 bytes"),
        (["--request", "none.yaml"], "x", "none.yaml: cannot be read (No such file or directory)"),
        (["--request", "list.yaml"], "x", "list.yaml: a list; expected a map with endpoint, model and params, or a body"),
        (["--request", "params.yaml"], "x", "params.yaml:1:1: params: 'big'; expected a map of fields"),
        (["--request", "model.yaml"], "x", "model.yaml:1:1: model: a list; expected a text"),
        (["--request", "other.yaml"], "x", "other.yaml:1:1: 'modle': is no part of a request (did you mean 'model'?)"),
        (["--account", "params.yaml"], "x", "params.yaml:1:1: no account fact is named 'params'"),
        (["--in", "nowhere"], "x", "nowhere: No such file or directory"),
        (["--jsonl", "--format", "markdown"], "{}", "--jsonl with --format markdown: it prints JSON lines"),
        (["--as-of", "soon"], "x", "as-of: 'soon' is not a day"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_clear_message(place: Path, arguments: list[str], stdin: str, expected: str) -> None:
    (place / "list.yaml").write_text("[1]\n")
    (place / "params.yaml").write_text("params: big\n")
    (place / "model.yaml").write_text("model: [a]\n")
    (place / "other.yaml").write_text("modle: a\n")
    done = run("diagnose", *arguments, cwd=place, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert KEY not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_bare_on_a_terminal_it_never_waits(place: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from advisor.front.cli import main; main(['diagnose'])"]
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, cwd=place, timeout=60, check=False)
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing to diagnose" in done.stderr
    assert "pbpaste | advisor diagnose" in done.stderr


def test_lint_loads_nothing_of_diagnosis(place: Path) -> None:
    code = (
        "import sys, advisor\n"
        "from advisor.front.cli import main\n"
        "try: main(['lint', 'app', '--as-of', '2026-11-22', '--format', 'json'])\n"
        "except SystemExit: pass\n"
        "print(*(name for name in sys.modules if name.startswith(('advisor.paste', 'advisor.blame'))), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=place, check=False)
    assert json.loads(done.stdout)["findings"]
    assert done.stderr.strip() == ""


# -- what an id means --------------------------------------------------------------------------------------------------


def test_causes_and_signatures_are_explained(place: Path) -> None:
    cause = run("explain", "ink-is-out", *DAY, cwd=place).stdout
    for part in (
        "cause ink-is-out: The printer has no ink",
        "stage payload",
        "Fill the ink.",
        "Look at the ink.",
        "ink: ",
    ):
        assert part in cause
    signature = run("explain", "ink", *DAY, cwd=place).stdout
    for part in (
        "signature ink: The printer says",
        "old-ink (shown, by as_of)",
        "route",
        "message: it is out of violet",
    ):
        assert part in signature
