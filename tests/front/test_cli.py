"""The command line as a person meets it, in processes of its own; every answer against its own schema."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

DAY = ["--as-of", "2026-11-22"]


def run(
    *arguments: str, stdin: str | bytes = "", cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """`advisor` in a process of its own, standard input closed after `stdin`."""
    given = stdin if isinstance(stdin, bytes) else stdin.encode()
    done = subprocess.run(
        [sys.executable, "-c", "from advisor.front.cli import main; main()", *arguments],
        input=given,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **env},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def answer(*arguments: str, **more: Any) -> Any:
    done = run(*arguments, "--format", "json", **more)
    assert done.stderr == ""
    return json.loads(done.stdout)


# -- what goes in ------------------------------------------------------------------------------------------------------


def test_bare_advisor_shows_three_examples_and_never_prompts() -> None:
    done = run()
    assert done.returncode == 0
    assert len(re.findall(r"^  (?:pbpaste \| )?advisor ", done.stdout, re.MULTILINE)) == 3


def test_a_job_file_and_flags_on_top_of_it(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text("task: edit\nsource_images: 2\nquality: low\n")
    found = answer("recommend", "job.yaml", "--quality", "high", *DAY, cwd=tmp_path)
    assert found["body"]["image"] == ["source-1.png", "source-2.png"]
    assert found["body"]["quality"] == "high"


@pytest.mark.parametrize("text", ['{"task": "edit"}', '{\n\t"task": "edit"\n}', "task: edit\n", "\ufefftask: edit\n"])
def test_a_job_from_standard_input(text: str) -> None:
    assert answer("recommend", "-", *DAY, stdin=text)["route"]["surface"] == "images.edits"


def test_an_empty_job_is_a_job() -> None:
    assert answer("recommend", "-", *DAY, stdin="")["route"]["surface"] == "images.generations"


def test_an_account_file_and_account_flags(tmp_path: Path) -> None:
    (tmp_path / "account.yaml").write_text("tier: launch\nmodels_visible: [gpt-image-2.6-flare]\n")
    found = answer("recommend", "--account", "account.yaml", "--no-organization-verified", *DAY, cwd=tmp_path)
    assert [blocker["rule"] for blocker in found["access"]["blockers"]] == ["organization-not-verified"]
    asked = {question["fact"] for question in found["access"]["questions"]}
    assert asked == {"models_allowed", "billing_active", "key_scope"}


def test_names_are_told_with_commas() -> None:
    found = answer("recommend", "--models-allowed", "gpt-5.5, gpt-6-sol", *DAY)
    assert "model-not-allowed" in {blocker["rule"] for blocker in found["access"]["blockers"]}


def test_configuration_of_the_nearest_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.advisor]\nrules = ["ours"]\naccount = "account.yaml"\n')
    (tmp_path / "account.yaml").write_text("tier: free\n")
    (tmp_path / "ours" / "payload").mkdir(parents=True)
    override = "override: n-over-limit\nretired: true\nbecause: Our gateway splits requests.\n"
    (tmp_path / "ours" / "payload" / "n.yaml").write_text(override)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    found = answer("recommend", "--n", "20", "--as-of", "2026-03-23", cwd=tmp_path / "deep" / "er")
    assert found["body"]["n"] == 20
    assert found["access"]["standing"] == "blocked"


# -- bad input ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "stdin", "expected"),
    [
        (["-"], "task: paint\n", "standard input:1:1: task: 'paint' is not one of generate, edit, vary"),
        (["-"], "n: many\n", "standard input:1:1: n: 'many' is not a whole number from 1 to 1000"),
        (["-"], "task: edit\nsise: 1024x1024\n", "standard input:2:1: no job fact is named 'sise' (did you mean 'size'?)"),
        (["-"], "size: 1024\n", "size: 1024 is not WIDTHxHEIGHT in pixels, such as 1024x1024, or auto"),
        (["-"], "mask: perhaps\n", "mask: 'perhaps' is not true or false"),
        (["-"], "task: edit\ntask: vary\n", "standard input:2:1: key 'task' is written twice; expected once"),
        (["-"], '{"task": "edit", "task": "vary"}', "key 'task' is written twice; expected once"),
        (["-"], "task: [edit\n", "standard input:2:1: not YAML: "),
        (["-"], "[1, 2]\n", "standard input: a list; expected a map of job facts"),
        (["-"], "task: &a edit\nprompt: *a\n", "an alias (*name); expected the value itself"),
        (["-"], "task: !!python/object:os.system x\n", "not plain data"),
        (["-"], b"task: \xff\n", "standard input: byte 6 is not UTF-8; expected text in UTF-8"),
        (["-", "--account", "-"], "", "both are `-`; expected only one from standard input"),
        (["missing.yaml"], "", "missing.yaml: cannot be read (No such file or directory)"),
        (["."], "", ".: cannot be read (Is a directory)"),
        (["--as-of", "2026-02-30"], "", "as-of: '2026-02-30' is not a day; expected YYYY-MM-DD"),
        (["--as-of", "yesterday"], "", "as-of: 'yesterday' is not a day"),
        (["--rules", "nowhere"], "", "nowhere: no such folder; expected a folder of rules"),
        (["--task", "edit", "--source-images", "0"], "", "the job contradicts itself: task is edit but source_images is 0"),
        (["--mask", "--task", "generate", "--source-images", "0"], "", "mask is true but source_images is 0"),
        (["--intent", "migrate"], "", "the job contradicts itself: intent is migrate or compare"),
        (["--intent", "migrate", "--current-model", "gpt-image-15"], "", "'gpt-image-15' is unknown (did you mean"),
        (["--n", "0"], "", "n: 0 is not a whole number from 1 to 1000"),
        (["--tier", "gold"], "", "'gold' is not one of"),
        (["--format", "xml"], "", "'xml' is not one of"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_clear_message(
    tmp_path: Path, arguments: list[str], stdin: str | bytes, expected: str
) -> None:
    done = run("recommend", *arguments, stdin=stdin, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_all_bad_facts_of_a_file_are_told_at_once() -> None:
    done = run("recommend", "-", stdin="task: paint\nsise: 1\nn: 0\n")
    assert re.findall(r"standard input:(\d):1: ", done.stderr) == ["1", "2", "3"]


def test_a_file_of_10_mb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"prompt: " + b"x" * 10_000_000)
    done = run("recommend", "big.yaml", cwd=tmp_path)
    assert (done.returncode, "larger than 10,000,000 bytes" in done.stderr) == (2, True)
    done = run("recommend", "-", stdin=b"prompt: " + b"x" * 10_000_000)
    assert (done.returncode, "standard input: larger than 10,000,000 bytes" in done.stderr) == (2, True)


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    secret = tmp_path / "job.yaml"
    secret.write_text("task: edit\n")
    secret.chmod(0)
    done = run("recommend", "job.yaml", cwd=tmp_path)
    if os.geteuid() == 0:
        pytest.skip("root reads every file")
    assert (done.returncode, "cannot be read (Permission denied)" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("[tool.advisor]\nrulez = []\n", "no setting is named 'rulez' (did you mean 'rules'?)"),
        ("[tool.advisor]\nrules = 'ours'\n", "rules: 'ours' is not a list of folders"),
        ("[tool.advisor]\naliases = ['ours']\n", "aliases: ['ours'] is not a table of deployment names"),
        ("[tool.advisor.aliases]\npictures = 2\n", "aliases: pictures: 2 is not the id of a model"),
        ("[tool.advisor\n", "not TOML"),
    ],
)
def test_a_bad_configuration_is_told(tmp_path: Path, settings: str, expected: str) -> None:
    (tmp_path / "pyproject.toml").write_text(settings)
    done = run("recommend", cwd=tmp_path)
    assert (done.returncode, expected in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["explain", "gpt-imag-2"],
            "nothing is named 'gpt-imag-2' (did you mean 'gpt-image-2'?); expected a rule, model, family, ",
        ),
        (["sources", "paths"], "no topic is named 'paths'"),
        (["sources", "parameters", "gpt-image-20"], "no subject is named 'gpt-image-20'"),
        (["schema", "recomend"], "no schema is named 'recomend' (did you mean 'recommend'?)"),
        (["recomend"], "No such command 'recomend'"),
        (
            ["changes", "--since", "gpt-image-15"],
            "since: no model is named 'gpt-image-15' (did you mean 'gpt-image-1.5'?)",
        ),
        (["changes", "--since", "yesterday"], "no model is named 'yesterday'; expected a model or YYYY-MM-DD"),
        (["changes", "--since", "2026-02-30"], "since: '2026-02-30' is not a day; expected YYYY-MM-DD"),
        (
            ["changes", "--since", "gpt-image-2", "--as-of", "2026-03-23"],
            "nothing is said of 'gpt-image-2' on or before 2026-03-23",
        ),
        (["changes", "--since", "2026-11-22", "--as-of", "2026-03-23"], "since: 2026-11-22 lies after 2026-03-23"),
    ],
)
def test_unknown_names_get_a_hint(arguments: list[str], expected: str) -> None:
    done = run(*arguments)
    assert (done.returncode, expected in done.stderr) == (2, True)


# -- what comes out ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--task", "generate"], 0),
        (["--tier", "free", "--as-of", "2026-03-23"], 1),
        (["--n", "20"], 1),
    ],
    ids=["nothing wrong", "blocked", "a wish is not met"],
)
def test_exit_codes(arguments: list[str], status: int) -> None:
    assert (
        run("recommend", *(["--as-of", "2026-11-22"] if "--as-of" not in arguments else []), *arguments).returncode
        == status
    )


COMMANDS = {
    "recommend": ["recommend", "--other-tools", "--n", "3", "--tier", "launch"],
    "models": ["models"],
    "routes": ["routes"],
    "sources": ["sources", "parameters"],
    "explain": ["explain", "gpt-image-2.6-flare"],
    "changes": ["changes", "--since", "dall-e-3"],
}


@pytest.mark.parametrize("day", ["2025-01-01", "2026-03-23", "2026-11-22", "2027-06-01"])
@pytest.mark.parametrize("name", COMMANDS)
def test_json_answers_fit_their_own_schema(name: str, day: str) -> None:
    schema = json.loads(run("schema", name).stdout)
    document = answer(*COMMANDS[name], "--as-of", day)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert (document["version"], document["as_of"]) == (1, day)
    assert set(document) == set(schema["properties"])


@pytest.mark.parametrize("name", COMMANDS)
def test_yaml_says_the_same_as_json(name: str) -> None:
    as_yaml = yaml.safe_load(run(*COMMANDS[name], *DAY, "--format", "yaml").stdout)
    assert json.loads(json.dumps(as_yaml, default=str)) == answer(*COMMANDS[name], *DAY)


@pytest.mark.parametrize("name", COMMANDS)
def test_text_is_plain_and_at_most_100_columns(name: str) -> None:
    text = run(*COMMANDS[name], *DAY).stdout
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_markdown_has_a_title_and_closed_fences(name: str) -> None:
    text = run(*COMMANDS[name], *DAY, "--format", "markdown").stdout
    assert text.startswith("# ")
    assert text.count("```") % 2 == 0


def test_the_first_screen_answers_first() -> None:
    lines = run("recommend", "--task", "generate", *DAY).stdout.splitlines()
    assert lines[0] == "POST https://api.openai.com/v1/images/generations   with model gpt-image-2.6-flare"
    screen = "\n".join(lines[:24])
    assert "curl -sS" in screen
    assert "base64 --decode > image.png" in screen
    assert "Access: not known yet." in screen
    assert "Free check first:" in screen


@pytest.mark.parametrize("format_", ["text", "markdown"])
@pytest.mark.parametrize("command", [("models",), ("routes",), ("explain", "gpt-image-2")], ids="-".join)
def test_the_newest_reading_is_named(command: tuple[str, ...], format_: str) -> None:
    shown = run(*command, *DAY, "--format", format_).stdout
    assert shown.endswith("\nAs of 2026-11-22; the newest source behind the rules was read on 2026-11-19.\n")


@pytest.mark.parametrize("command", [("models",), ("recommend",), ("recommend", "--format", "curl"), ("ask",)])
def test_before_the_first_reading_it_says_so_and_invents_nothing(command: tuple[str, ...]) -> None:
    done = run(*command, "--as-of", "1999-01-01")
    shown = done.stdout + done.stderr
    assert "No source speaks yet on 1999-01-01; the first reading is of 2023-11-06" in shown
    assert [one for one in ("<unknown>", "not known()", "In Python", "days left", "terminal") if one in shown] == []
    assert ("there is no request to write" in shown.lower()) == (command != ("models",))


def test_schemas_of_what_goes_in_refuse_unknown_facts() -> None:
    for name in ("job", "account"):
        schema = json.loads(run("schema", name).stdout)
        assert schema["additionalProperties"] is False
    assert "job" in run("schema", "job").stdout.lower()


def test_rules_check_is_clean_and_lists_disputes() -> None:
    done = run("rules", "check")
    assert (done.returncode, " 0 faults, " in done.stdout) == (0, True)
    document = answer("rules", "check", "--as-of", "2026-11-22")
    assert document["faults"] == []
    assert {"model:gpt-6-astra"} <= {dispute["subject"] for dispute in document["disputes"]}
    jsonschema.Draft202012Validator(json.loads(run("schema", "check").stdout)).validate(document)


def test_a_reader_that_has_enough_is_no_error() -> None:
    command = f"{sys.executable} -c 'from advisor.front.cli import main; main()' models | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.stdout.startswith("Models known on"), done.stderr) == (True, "")


def test_an_internal_error_has_no_traceback_and_says_how_to_report(tmp_path: Path) -> None:
    code = (
        "import advisor.front.cli as cli\n"
        "def broken(*_, **__): raise RuntimeError('sk-secret')\n"
        "from advisor.front.commands import recommend\n"
        "recommend.recommend = broken\n"
        "cli.main(['recommend'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 3
    assert "internal error (RuntimeError" in done.stderr
    assert "Please open an issue" in done.stderr
    assert "sk-secret" not in done.stderr
    assert "Traceback" not in done.stderr
