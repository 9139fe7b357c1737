"""`advisor mcp` as a coding agent meets it: the official client over stdio, and the server in a process of its own."""

from __future__ import annotations

import importlib.metadata
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from click.testing import CliRunner
from mcp import Client, MCPError
from mcp.client.stdio import stdio_client
from mcp.types import ResourceTemplateReference

from advisor import Account, InputError, Job, diagnose, lint, load_rules, recommend
from advisor.explain import explanation, references
from advisor.freshness import knowledge_of
from advisor.front.cli import cli
from advisor.front.commands.mcp import mcp_
from advisor.report.diagnosis_document import diagnosis_document
from advisor.report.document import explanation_document, recommendation_document
from advisor.report.lint_document import lint_document
from tests.front.conftest import DAY, Agent, server

TODAY = date.fromisoformat(DAY)
KEY = "sk-proj-abcdefghijklmnop1234567890"
MADE_UP = "gpt-image-9-aurora"
REFUSED = (
    "Error code: 403 - {'error': {'message': 'Your organization must be verified to use the model `gpt-image-2`.'}}"
)
CODE = (
    f'from openai import OpenAI\nOpenAI(api_key="{KEY}").images.generate(model="dall-e-3", prompt="x", style="vivid")\n'
)
TOOLS = ("recommend", "next_question", "diagnose", "lint_snippet", "explain", "models")
CALLS: dict[str, dict[str, Any]] = {
    "recommend": {"job": {"task": "edit", "n": 20}, "account": {"tier": "free"}},
    "next_question": {"job": {"intent": "new"}},
    "diagnose": {"failure": REFUSED},
    "lint_snippet": {"code": CODE, "language": "python"},
    "explain": {"id": "gpt-image-2"},
    "models": {},
}


def described(agent: Agent) -> dict[str, Any]:
    return {one.name: one for one in agent.ask("list_tools").tools}


# -- what an agent reads first -----------------------------------------------------------------------------------------


def test_every_tool_says_when_to_call_it_and_what_it_never_does(agent: Agent) -> None:
    tools = described(agent)
    assert tuple(tools) == TOOLS
    for one in tools.values():
        assert "Call it" in one.description
        assert "sends nothing, spends nothing" in one.description
        assert (one.annotations.read_only_hint, one.annotations.idempotent_hint) == (True, True)
        assert one.annotations.open_world_hint is False
    assert agent.client.instructions is not None
    assert "never read it as supported" in agent.client.instructions


def test_every_argument_is_typed_and_described(agent: Agent) -> None:
    for one in described(agent).values():
        jsonschema.Draft202012Validator.check_schema(one.input_schema)
        assert one.input_schema["additionalProperties"] is False
        for name, argument in one.input_schema["properties"].items():
            assert argument["type"], name
            assert argument["description"], name
            for fact in argument.get("properties", {}).values():
                assert fact["type"]
                assert fact["description"]


def test_what_a_schema_refuses_the_tool_refuses_too(agent: Agent) -> None:
    schema = described(agent)["recommend"].input_schema
    for wrong in (
        {"job": {"size": "big"}},
        {"job": {"n": 0}},
        {"account": {"tier": "gold"}},
        {"job": {"task": "paint"}},
    ):
        assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)
        assert agent.ask("call_tool", "recommend", wrong).is_error
    assert jsonschema.Draft202012Validator(schema).is_valid(CALLS["recommend"])


def test_the_readme_tells_of_every_tool_and_how_the_server_is_started(agent: Agent) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert not [name for name in described(agent) if f"| `{name}` |" not in readme]
    blocks = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)]
    started = [one for block in blocks for one in (block.get("mcpServers") or block.get("servers") or {}).values()]
    assert [(one["command"], one["args"]) for one in started] == [("advisor", ["mcp"])] * 2


# -- answers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("detail", ["short", "full"])
@pytest.mark.parametrize("tool", TOOLS)
def test_answers_fit_the_schema_that_is_told_and_say_as_of_when(agent: Agent, tool: str, detail: str) -> None:
    schema = described(agent)[tool].output_schema
    document = agent.call(tool, **CALLS[tool], detail=detail)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert set(document) <= set(schema["properties"])
    assert document["as_of"] == DAY
    assert document["knowledge"] == {"newest_reading": "2026-11-19", "age_days": 3}
    if tool != "lint_snippet" or detail == "short":
        assert DAY in agent.text(tool, **CALLS[tool], detail=detail)


def test_whole_answers_are_those_of_the_python_api(agent: Agent) -> None:
    book = load_rules()
    answer = recommend(Job(task="edit", n=20), Account(tier="free"), as_of=TODAY)
    assert agent.call("recommend", **CALLS["recommend"], detail="full") == recommendation_document(answer)
    blamed = diagnosis_document(diagnose(REFUSED, as_of=TODAY))
    assert agent.call("diagnose", **CALLS["diagnose"], detail="full") == blamed
    told = explanation(knowledge_of(book, TODAY), "gpt-image-2")
    meant = explanation_document(told, TODAY, book.newest_reading(TODAY))
    assert agent.call("explain", id="gpt-image-2", detail="full") == meant
    code = CODE.replace(KEY, "k")
    found = lint_document(lint({"snippet.py": code}, as_of=TODAY))["findings"]
    ours = agent.call("lint_snippet", code=code, language="python", detail="full")["findings"]
    assert [(one["rule"], one["line"], one["fix"]) for one in ours] == [
        (one["rule"], one["line"], one["fix"]) for one in found
    ]


@pytest.mark.parametrize("tool", TOOLS)
def test_short_answers_are_parts_of_the_whole_ones(agent: Agent, tool: str) -> None:
    short, full = (agent.call(tool, **CALLS[tool], detail=detail) for detail in ("short", "full"))
    left = short.pop("left_out", {})
    if tool == "explain":  # its parts say themselves what they leave out
        for one, whole in zip(short["sections"], full["sections"], strict=True):
            assert one["lines"] == whole["lines"] or one["lines"][:-1] == whole["lines"][: len(one["lines"]) - 1]
    else:
        _is_part(short, full)
    for name, number in left.items():
        if name in short:
            assert len(short[name]) + number == len(full[name])
    assert len(json.dumps(short)) < 5_000


def _is_part(part: Any, whole: Any) -> None:
    if isinstance(part, dict):
        for name, value in part.items():
            _is_part(value, whole[name])
    elif isinstance(part, list):
        for one, other in zip(part, whole, strict=False):
            _is_part(one, other)
    else:
        assert part == whole


def test_the_words_say_what_the_data_says(agent: Agent) -> None:
    text = agent.text("recommend", **CALLS["recommend"])
    document = agent.call("recommend", **CALLS["recommend"])
    words = [document["route"]["url"], document["model"], *(one["rule"] for one in document["unmet"])]
    words += [one["rule"] for one in (*document["access"]["blockers"], *document["access"]["questions"])]
    words += [source for one in document["reasons"] for source in one["sources"]]
    assert not [word for word in words if word not in text]


def test_code_comes_as_it_is_printed_and_only_where_it_is_asked_for(agent: Agent) -> None:
    printed = CliRunner().invoke(cli, ["recommend", "--task", "edit", "--format", "python", "--as-of", DAY]).stdout
    document = agent.call("recommend", job={"task": "edit"}, code="python")
    assert document["snippets"] == {"python": printed}
    assert printed in agent.text("recommend", job={"task": "edit"}, code="python")
    assert "snippets" not in agent.call("recommend", job={"task": "edit"})


def test_an_interview_goes_on_with_what_was_known(agent: Agent) -> None:
    """As an agent leads it: hand back what is known with each answer, until nothing changes the answer any more."""
    document, asked = agent.call("next_question"), []
    while not document["done"]:
        question, known = document["question"], document["known"]
        asked.append(question["fact"])
        group, _, own = question["fact"].partition(".")
        if question["stage"] == "route":
            known[group][own] = question["options"][-1]["value"]
        else:
            known["passed"].append(question["fact"])
        document = agent.call("next_question", **known)
    assert asked[0] == "job.intent"
    assert asked[-1].startswith("account.")
    assert len(asked) == len(set(asked))
    assert document["question"] is None
    whole = agent.call("recommend", job=document["known"]["job"])
    assert document["answer"]["model"] == whole["model"]
    assert document["answer"]["surface"] == whole["route"]["surface"]


def test_a_fact_without_which_the_job_contradicts_itself_is_asked_for(agent: Agent) -> None:
    plain = dict.fromkeys(("text_and_image", "other_tools", "model_decides", "multi_turn"), False)
    document = agent.call("next_question", job={"intent": "migrate", "source_images": 0, **plain})
    assert document["question"]["fact"] == "job.current_model"
    assert document["answer"] is None
    assert len(document["question"]["options"]) + document["left_out"]["options"] == len(load_rules().cards)


def test_models_by_state_kind_and_name(agent: Agent) -> None:
    every = agent.call("models")["models"]
    assert {one["kind"] for one in every} == {"image"}
    gone = agent.call("models", lifecycle="shutdown")["models"]
    assert {one["model"] for one in gone} == {one["model"] for one in every if one["lifecycle"] == "shutdown"}
    assert [one["model"] for one in agent.call("models", models=["gpt-5", "dall-e-2"])["models"]] == [
        "dall-e-2",
        "gpt-5",
    ]


def test_another_day_is_another_answer(agent: Agent) -> None:
    assert agent.call("recommend", as_of="2026-03-23")["model"] == "gpt-image-1.5"
    assert agent.call("models", models=["dall-e-3"], as_of="2026-03-23")["models"][0]["lifecycle"] == "deprecated"


def test_a_day_that_is_asked_for_counts_before_that_of_the_case(agent: Agent) -> None:
    case = {"error": {"status": 404, "message": "The model `dall-e-3` does not exist"}, "date": "2026-03-23"}
    assert agent.call("diagnose", failure=json.dumps(case))["as_of"] == DAY
    assert agent.call("diagnose", failure=case, as_of="2026-06-01")["as_of"] == "2026-06-01"


# -- what is not in the records ----------------------------------------------------------------------------------------

GATEWAY = CODE.replace(f'api_key="{KEY}"', 'base_url="https://openrouter.ai/api/v1"')


@pytest.mark.parametrize(
    ("tool", "arguments", "expected"),
    [
        ("explain", {"id": MADE_UP}, ("id", MADE_UP)),
        ("explain", {"id": "gpt-image-2", "as_of": "2026-01-01"}, ("model", "gpt-image-2")),
        ("models", {"models": [MADE_UP]}, ("model", MADE_UP)),
        ("models", {"models": ["gpt-image-2"], "as_of": "2026-01-01"}, ("model", "gpt-image-2")),
        ("lint_snippet", {"code": CODE.replace("dall-e-3", MADE_UP), "language": "python"}, ("model", MADE_UP)),
        ("lint_snippet", {"code": GATEWAY, "file_name": "draw.py"}, ("host", "gateway")),
        ("lint_snippet", {"code": "our_wrapper.draw('a cat')", "file_name": "draw.py"}, ("code", "draw.py")),
        ("diagnose", {"failure": REFUSED, "request": {"model": MADE_UP}}, ("model", MADE_UP)),
    ],
)
def test_what_nothing_here_knows_is_unknown_and_never_supported(
    agent: Agent, tool: str, arguments: dict[str, Any], expected: tuple[str, str]
) -> None:
    document, text = agent.call(tool, **arguments), agent.text(tool, **arguments)
    told = {(one["what"], one["name"]): one for one in document["unknown"]}
    assert told[expected]["standing"] == "unknown"
    assert told[expected]["means"] in text
    assert not [one for one in document.get("models", []) if one["model"] == expected[1]]


def test_what_is_known_is_not_called_unknown(agent: Agent) -> None:
    for tool, arguments in CALLS.items():
        assert "unknown" not in agent.call(tool, **arguments)


def test_fields_that_nobody_knows_are_told(agent: Agent) -> None:
    code = CODE.replace("style", "dreaminess").replace("dall-e-3", "gpt-image-2")
    assert "field-not-on-this-surface" in [
        one["rule"] for one in agent.call("lint_snippet", code=code, language="py")["findings"]
    ]
    assert [one["fact"] for one in agent.call("recommend", job={"quality": "ultra"})["unmet"]] == ["quality"]


def test_a_move_from_a_model_that_nobody_knows_is_no_answer(agent: Agent) -> None:
    text = agent.text("recommend", job={"intent": "migrate", "current_model": MADE_UP})
    assert "is unknown" in text
    assert "so no move from it can be told" in text
    assert "no sign that it is supported" in text


@pytest.mark.parametrize(
    ("code", "path"),
    [
        (CODE, "snippet.py"),
        ('const r = await client.images.generate({model: "dall-e-3", prompt: "a cat"});', "snippet.ts"),
        ('curl https://api.openai.com/v1/images/generations -d \'{"model": "dall-e-3"}\'', "snippet.sh"),
    ],
    ids=["python", "javascript", "curl"],
)
def test_a_language_that_the_code_shows_need_not_be_told(agent: Agent, code: str, path: str) -> None:
    findings = agent.call("lint_snippet", code=code, detail="full")["findings"]
    assert {one["path"] for one in findings} == {path}


# -- bad input ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "arguments", "expected"),
    [
        ("recommend", {"task": "edit"}, "no argument is named 'task'; it is a fact of `job`; expected one of job, account, "),
        ("recommend", {"job": {"tsk": "edit", "n": "4"}}, "job: no job fact is named 'tsk' (did you mean 'task'?)"),
        ("recommend", {"job": {"tsk": "edit", "n": "4"}}, "job: n: '4' is not a whole number from 1 to 1000"),
        ("recommend", {"job": "edit"}, "job: 'edit'; expected a map of job facts"),
        ("recommend", {"job": {"task": "edit", "source_images": 0}}, "the job contradicts itself"),
        ("recommend", {"as_of": "soon"}, "as_of: 'soon' is not a day; expected YYYY-MM-DD"),
        ("recommend", {"detail": "medium"}, "detail: 'medium' is not one of short, full"),
        ("recommend", {"code": "cobol"}, "code: 'cobol' is not one of python, javascript, curl"),
        ("recommend", {"job": {"task": KEY}}, "job: task: '<key>' is not one of generate, edit, vary"),
        ("next_question", {"passed": ["job.tsk"]}, "passed: no fact is named 'job.tsk' (did you mean 'job.task'?)"),
        ("next_question", {"job": {"task": "edit"}, "passed": ["job.task"]}, "passed: job.task is told as well"),
        ("diagnose", {}, "failure: nothing to diagnose; expected what was printed"),
        ("diagnose", {"failure": [1]}, "the failure: is a list; expected"),
        ("diagnose", {"failure": REFUSED, "request": {"sise": 1}}, "'sise': is no part of a request (did you mean 'size'?)"),
        ("lint_snippet", {"language": "python"}, "code: not told."),
        ("lint_snippet", {"code": "x"}, "language: not told, and the code does not show it; expected it, such as python, or file_name"),
        ("lint_snippet", {"code": "x", "language": "cobol"}, "language: 'cobol' is not read here"),
        ("models", {"kind": "video"}, "kind: 'video' is not one of image, text"),
        ("models", {"models": [1]}, "models: a list is not a list of names"),
    ],
)  # fmt: skip
def test_bad_input_is_an_error_with_one_clear_message(
    agent: Agent, tool: str, arguments: dict[str, Any], expected: str
) -> None:
    answer = agent.ask("call_tool", tool, arguments)
    assert answer.is_error
    assert expected in answer.content[0].text
    assert "Traceback" not in answer.content[0].text


def test_null_and_maps_written_as_text_are_taken_as_they_are_meant(agent: Agent) -> None:
    meant = agent.call("recommend", job={"task": "edit"})
    assert agent.call("recommend", job='{"task": "edit", "size": null}', account=None) == meant


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("recommend", {"job": {"prompt": f"draw {KEY}"}, "code": "python"}),
        ("diagnose", {"failure": f"401 Incorrect API key provided: {KEY}."}),
        ("lint_snippet", {"code": CODE, "language": "python"}),
        ("explain", {"id": KEY}),
        ("models", {"models": [KEY]}),
        ("next_question", {"job": {"prompt": KEY}}),
    ],
)
@pytest.mark.parametrize("detail", ["short", "full"])
def test_keys_never_come_back(agent: Agent, tool: str, arguments: dict[str, Any], detail: str) -> None:
    answer = agent.ask("call_tool", tool, {**arguments, "detail": detail})
    assert not answer.is_error
    assert KEY not in answer.model_dump_json()


def test_an_unknown_tool_is_an_error_of_the_protocol(agent: Agent) -> None:
    with pytest.raises(MCPError, match="no tool is named 'draw'; expected one of recommend"):
        agent.ask("call_tool", "draw", {})


# -- pages -------------------------------------------------------------------------------------------------------------


def all_addresses(agent: Agent) -> Iterator[str]:
    batch = agent.ask("list_resources")
    yield from (one.uri for one in batch.resources)
    while batch.next_cursor:
        batch = agent.ask("list_resources", cursor=batch.next_cursor)
        yield from (one.uri for one in batch.resources)


def test_everything_with_an_id_has_a_page(agent: Agent) -> None:
    addresses = list(all_addresses(agent))
    assert set(addresses) == {f"advisor://{one.path}" for one in references(load_rules())}
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize(
    ("uri", "title"),
    [
        ("advisor://rules/size-malformed", "# rule size-malformed: "),
        ("advisor://models/gpt-image-2", "# model gpt-image-2: "),
        ("advisor://surfaces/images.edits", "# surface images.edits: "),
        ("advisor://routes/boring-first-proof", "# route "),
        ("advisor://causes/org-not-verified", "# cause org-not-verified: "),
        ("advisor://signatures/rate-limited", "# signature rate-limited: "),
        ("advisor://sources/deprecations-page", "# source deprecations-page: "),
        ("advisor://topics/image-line", "# topic image-line: "),
    ],
)
def test_a_page_is_markdown(agent: Agent, uri: str, title: str) -> None:
    (page,) = agent.ask("read_resource", uri).contents
    assert page.mime_type == "text/markdown"
    assert page.text.startswith(title)
    assert "](advisor://" in page.text


@pytest.mark.parametrize("uri", ["advisor://models/gpt-image-9", "advisor://dreams/x", "file:///etc/passwd"])
def test_a_page_that_is_not_there_is_not_in_the_records(agent: Agent, uri: str) -> None:
    with pytest.raises(MCPError, match=r"nothing has the address .*; it is not in the records"):
        agent.ask("read_resource", uri)


def test_ids_are_completed(agent: Agent) -> None:
    forms = {one.uri_template for one in agent.ask("list_resource_templates").resource_templates}
    assert "advisor://models/{id}" in forms
    form = ResourceTemplateReference(uri="advisor://models/{id}")
    found = agent.ask("complete", form, {"name": "id", "value": "gpt-image-2.6"}).completion.values
    assert sorted(found) == ["gpt-image-2.6-flare", "gpt-image-2.6-sunburst"]


def test_a_person_can_ask_for_a_check_by_name(agent: Agent) -> None:
    (prompt,) = agent.ask("list_prompts").prompts
    (message,) = agent.ask("get_prompt", prompt.name).messages
    assert not [name for name in re.findall(r"`(\w+)`", message.content.text) if name not in (*TOOLS, "unknown")]
    with pytest.raises(MCPError, match="no prompt is named 'draw'; expected one of check_integration"):
        agent.ask("get_prompt", "draw")


# -- the process -------------------------------------------------------------------------------------------------------


def test_without_the_sdk_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    for found, said in ((missing, "not installed"), (lambda _: "1.22.0", "version 1.22.0")):
        monkeypatch.setattr(importlib.metadata, "version", found)
        with pytest.raises(InputError, match=said) as error:
            mcp_.main([], standalone_mode=False)
        assert str(error.value).endswith('pip install "openai-image-advisor[mcp]"')
        assert "\n" not in str(error.value)


def test_rules_that_cannot_be_read_are_told_before_anything_is_served(tmp_path: Path) -> None:
    code = "from advisor.front.cli import main; main()"
    options = ["mcp", "--rules", str(tmp_path / "nowhere")]
    done = subprocess.run([sys.executable, "-c", code, *options], capture_output=True, text=True, input="", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such folder" in done.stderr


def test_overlay_account_and_configuration_of_the_folder_it_is_started_in(tmp_path: Path) -> None:
    """With one rule retired its question, its blocker and its lines vanish; the account file counts until told otherwise."""
    (tmp_path / "advisor.toml").write_text('rules = ["ours"]\naccount = "account.yaml"\n')
    (tmp_path / "account.yaml").write_text("tier: free\norganization_verified: false\n")
    rule = tmp_path / "ours" / "access" / "verified.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text("override: organization-not-verified\nretired: true\nbecause: We are verified.\n")

    async def asked() -> tuple[Any, Any, Any]:
        async with Client(stdio_client(server(cwd=tmp_path))) as client:
            first = await client.call_tool("recommend", {"as_of": "2026-03-23"})
            other = await client.call_tool("recommend", {"account": {"tier": "tier-1"}, "as_of": "2026-03-23"})
            page = await client.read_resource("advisor://rules/organization-not-verified")
            return first.structured_content, other.structured_content, page.contents[0]

    first, other, page = anyio.run(asked)
    assert [one["rule"] for one in first["access"]["blockers"]] == ["free-tier-unsupported"]
    assert not other["access"]["blockers"]
    assert "We are verified." in page.text
    assert "organization_verified" not in json.dumps([first, other])


def started() -> subprocess.Popen[str]:
    """A server that is started by hand."""
    code = "from advisor.front.cli import main; main()"
    pipe = subprocess.PIPE
    options = ["mcp", "--as-of", DAY]
    return subprocess.Popen([sys.executable, "-c", code, *options], stdin=pipe, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="a signal is what Ctrl-C is elsewhere")
def test_ctrl_c_ends_it_while_it_waits() -> None:
    process = started()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write('{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == -signal.SIGINT
    process.communicate()


def test_nothing_but_protocol_is_printed() -> None:
    """A server that is started by hand and handed one line answers with lines of JSON, and ends with its input."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
    ]
    lines += [{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "models", "arguments": {}}}]
    process = started()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(json.dumps(one) + "\n" for one in lines))
    process.stdin.flush()
    answers = [json.loads(process.stdout.readline()) for _ in range(2)]
    rest, errors = process.communicate()
    assert [one["id"] for one in answers] == [1, 2]
    assert answers[0]["result"]["serverInfo"]["name"] == "advisor"
    assert answers[1]["result"]["structuredContent"]["as_of"] == DAY
    assert (rest, errors, process.returncode) == ("", "", 0)
