"""The scores of an inventory against labelled call sites, on labels and findings made up here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.benchmarks.callsites import Share, figures, judge, read_findings
from tests.benchmarks.scoring import Hit, Outcome, model_is_right, same_value, surface_is_right, unjudged


def row(line: int, end_line: int | None = None, **told: Any) -> dict[str, Any]:
    """A request at some lines of a.py, easy and whole, but for what is told."""
    usual: dict[str, Any] = {
        "id": f"row-{line}",
        "repo": "owner/name",
        "path": "a.py",
        "surface": "images.generations",
        "form": "inline",
        "difficulty": "easy",
        "how": "sdk-python",
        "host": "openai",
        "model": "one",
        "model_from": "literal",
        "model_scope": "call",
        "params": {},
    }
    return {**usual, "line": line, "end_line": end_line or line, **told}


def negative(line: int, **told: Any) -> dict[str, Any]:
    """A place at a line of a.py that is no request."""
    return row(line, surface=None, model=None, why_negative="prose", **told)


def finding(line: int, **said: Any) -> dict[str, Any]:
    """A request found at a line of a.py."""
    return {"path": "a.py", "line": line, "surface": "images.generations", "model": "one", "host": "openai", **said}


def judged(rows: list[dict[str, Any]], findings: list[dict[str, Any]], text: str = "") -> Outcome:
    return judge(rows, findings, lambda _: text)


def lines(hits: list[Hit]) -> list[tuple[int, int]]:
    """The line of each row, and that of its finding."""
    return [(hit.row["line"], hit.finding["line"]) for hit in hits]


@pytest.mark.parametrize(("line", "is_found"), [(8, True), (10, True), (13, True), (16, True), (7, False), (17, False)])
def test_a_finding_is_a_row_within_two_lines_of_it(line: int, is_found: bool) -> None:
    outcome = judged([row(10, 14)], [finding(line)])
    assert bool(outcome.hits) is is_found
    assert bool(outcome.missed) is bool(outcome.unlabelled) is not is_found


def test_a_finding_on_an_anchor_is_its_row() -> None:
    assert lines(judged([row(40, anchors=[3])], [finding(4)]).hits) == [(40, 4)]


def test_a_finding_in_another_file_is_no_row() -> None:
    assert judged([row(10)], [finding(10, path="b.py")]).unlabelled


def test_neighbours_get_the_nearest_finding_each() -> None:
    assert sorted(lines(judged([row(10), row(12)], [finding(12), finding(11)]).hits)) == [(10, 11), (12, 12)]


def test_two_findings_on_one_row_are_not_a_find_of_its_neighbour() -> None:
    outcome = judged([row(10), row(12)], [finding(10), finding(10)])
    assert [one["line"] for one in outcome.missed] == [12]
    assert lines(outcome.repeated) == [(10, 10)]
    assert figures([outcome])["precision"] == Share(1, 1)


def test_an_optional_row_is_neither_missed_nor_false() -> None:
    rows = [row(10, optional=True), row(20, optional=True), row(30)]
    whole = figures([judged(rows, [finding(10), finding(30)])])
    assert whole["recall of core sites"] == whole["precision"] == Share(1, 1)
    assert whole["optional rows found"] == 1


def test_a_finding_on_a_negative_row_is_false_even_where_others_are_not_judged() -> None:
    outcome = judged([negative(10, path="CHANGELOG.md")], [finding(line, path="CHANGELOG.md") for line in (10, 90)])
    assert lines(outcome.negatives) == [(10, 10)]
    assert [why for _, why in outcome.left_alone] == ["changelog"]
    assert figures([outcome])["precision"] == Share(0, 1)


def test_only_the_file_that_was_read_is_judged() -> None:
    outcome = judged([row(10, exhaustive="file")], [finding(10), finding(90), finding(1, path="b.py")])
    assert [one["line"] for one in outcome.unlabelled] == [90]


def test_recall_by_difficulty_and_as_a_mean_over_groups() -> None:
    rows = [row(10, dup_group="twins"), row(20, dup_group="twins"), row(30, difficulty="hard"), row(40)]
    whole = figures([judged(rows, [finding(10), finding(20), finding(30)])])
    assert whole["recall of core sites"] == Share(3, 4)
    assert whole["  easy"] == Share(2, 3)
    assert whole["  hard"] == Share(1, 1)
    assert whole["  mean over groups"] == pytest.approx(2 / 3)
    assert whole["missed, by form"] == {"inline": 1}


@pytest.mark.parametrize(
    ("told", "found", "is_right"),
    [
        ({}, "images.generations", True),
        ({}, ["images.generations"], True),
        ({}, "images.edits", False),
        ({}, ["images.edits", "images.generations"], False),
        ({}, None, False),
        ({"surfaces": ["images.generations", "images.edits"]}, ["images.edits", "images.generations"], True),
        ({"surfaces": ["images.generations", "images.edits"]}, "images.edits", True),
    ],
)
def test_right_surface(told: dict[str, Any], found: object, is_right: bool) -> None:
    assert surface_is_right(Hit(row(1, **told), finding(1, surface=found))) is is_right


@pytest.mark.parametrize(
    ("told", "model_from", "found", "is_right"),
    [
        ("one", "literal", "one", True),
        ("one", "literal", "two", False),
        ("one", "literal", None, False),
        ("one", "default-arg", ["one", "<dynamic>"], True),
        ("one", "literal", ["one", "two", "three", "four"], False),
        ("one", "default-arg", "<dynamic>", False),
        (None, "omitted", None, True),
        (None, "omitted", "one", False),
        (None, "omitted", "<dynamic>", False),
        (None, "parameter", "<dynamic>", True),
        (None, "unknown", "<dynamic>", True),
    ],
)
def test_right_model(told: str | None, model_from: str, found: object, is_right: bool) -> None:
    assert model_is_right(Hit(row(1, model=told, model_from=model_from), finding(1, model=found))) is is_right


def test_a_model_that_one_file_does_not_tell_is_counted_apart() -> None:
    rows = [row(10), row(20, model_scope="project")]
    whole = figures([judged(rows, [finding(10), finding(20, model="<dynamic>")])])
    assert whole["model right, told in one file"] == Share(1, 1)
    assert whole["model right, not told in one file"] == Share(0, 1)


def test_a_right_model_in_a_list_is_counted_apart() -> None:
    whole = figures([judged([row(10), row(20)], [finding(10), finding(20, model=["one", "two"])])])
    assert whole["model right, told in one file"] == Share(2, 2)
    assert whole["  of these: right in a list of values"] == Share(1, 2)


def test_parameters_but_for_model_and_texts() -> None:
    rows = [row(10, params={"model": "one", "prompt": "a cat", "n": 2, "size": "<dynamic>", "quality": "low"})]
    found = {"prompt": "a dog", "n": "2", "size": "10x10", "user": "me"}
    whole = figures([judged(rows, [finding(10, params=found)])])
    assert whole["parameters named"] == Share(2, 3)
    assert whole["parameters named with the right value"] == Share(1, 2)
    assert whole["named parameters that the label has"] == Share(2, 3)


@pytest.mark.parametrize(
    ("told", "found", "is_same"),
    [
        ("A long text that is...", "A long text that is cut in the label", True),
        ([{"type": "tool", "size": 1}], [{"size": "1", "type": "tool"}], True),
        ([{"type": "tool"}], [{"type": "tool", "size": 1}], False),
        ("low", ["low", "high"], True),
        (True, "true", True),
        (1, 2, False),
    ],
)
def test_same_value(told: object, found: object, is_same: bool) -> None:
    assert same_value(told, found) is is_same


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("src/a.py", "mock", ""),
        ("tests/test_a.py", "def test(): send()", ""),
        ("tests/test_a.py", "def test(monkeypatch): send()", "test with mocks"),
        ("src/a.test.ts", "vi.mock('openai')", "test with mocks"),
        ("deploy/values.yml", "", "YAML"),
        ("docs/spec.json", '{"openapi": "3.1.0"}', "OpenAPI"),
        ("package-lock.json", "", "lock file"),
        ("poetry.lock", "", "lock file"),
        ("CHANGELOG.md", "", "changelog"),
        ("web/dist/a.js", "", "built or installed"),
        ("build.py", "", ""),
        ("web/a.min.js", "", "minified or a dump"),
        ("web/a.js", "x" * 5_000, "minified or a dump"),
        ("app/route.ts", "model: openai.image('some-model'),", "a framework's wrapper"),
        ("app/route.ts", "openai.images.generate({", ""),
    ],
)
def test_where_nothing_is_judged(path: str, text: str, why: str) -> None:
    assert unjudged(path, text, 1) == why


def test_findings_are_read_as_the_command_prints_them() -> None:
    printed: list[Mapping[str, object]] = [finding(1, path="./a/b.py"), finding(2, path="a\\b.py")]
    assert [one["path"] for one in read_findings("\n".join(map(json.dumps, printed)) + "\n")] == ["a/b.py", "a/b.py"]
