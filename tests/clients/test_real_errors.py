"""What the official SDKs print of an error comes to the same first cause as the bare body of the answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from openai import OpenAI, OpenAIError

from advisor import diagnose
from advisor.load import base_folder, read_book
from tests.clients.refuser import body_of, refuser

BOOK = read_book([base_folder()])
RAISING = Path(__file__).parent / "raising"
AROUND = ("request", "account", "date")
"""What a case tells beside its error; a printed exception does not hold it."""


def thawed(value: object) -> Any:
    """Plain data, as JSON has it."""
    if isinstance(value, Mapping):
        return {key: thawed(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [thawed(one) for one in value]
    return value if isinstance(value, (str, int, float)) else None


def answered(case: Mapping[str, Any]) -> bool:
    """Whether a case is an answer of a server that an SDK raises an exception for, and not a remark on one."""
    error = case.get("error", {})
    return isinstance(error.get("status"), int) and error["status"] >= 400 and (error.get("message") or "(")[0] != "("


CASES = [
    (signature.id, case, signature.as_of)
    for signature in BOOK.signatures
    for case in map(thawed, signature.matches)
    if answered(case)
]


def causes(around: Mapping[str, Any], as_of: Any, **error: Any) -> str:
    case = {name: around[name] for name in AROUND if name in around} | {"error": error}
    return diagnose(cast("Mapping[str, Any]", case), as_of=as_of, rules=BOOK).causes[0].cause


def call(case: Mapping[str, Any]) -> str:
    """The call that the case came of, as far as it tells one."""
    endpoint = str(case.get("request", {}).get("endpoint", ""))
    return "edit" if "edits" in endpoint else "respond" if "responses" in endpoint else "generate"


def printed(*command: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> list[dict[str, str]]:
    """By case: what the exception of an SDK prints, in each of the ways it can be printed."""
    with refuser([case for _, case, _ in CASES]) as address:
        ran = subprocess.run(
            [*command, address],
            input="".join(f"{number} {call(case)}\n" for number, (_, case, _) in enumerate(CASES)),
            capture_output=True,
            text=True,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            check=True,
        )
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.fixture(scope="module")
def exceptions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    if request.param == "javascript":
        sdk: Path = request.getfixturevalue("node_sdk")
        folder = tmp_path_factory.mktemp("raising")
        (folder / "node_modules").symlink_to(sdk / "node_modules")
        shutil.copy(RAISING / "raise.mjs", folder)
        return printed("node", "raise.mjs", cwd=folder)
    path = str(request.getfixturevalue("march_sdk")) if request.param == "python-of-march" else ""
    return printed(sys.executable, str(RAISING / "raise.py"), env={"PYTHONPATH": path})


def test_there_are_cases_of_most_signatures() -> None:
    assert len({id_ for id_, _, _ in CASES}) >= len(BOOK.signatures) / 3


@pytest.mark.slow
@pytest.mark.parametrize("exceptions", ["python", "python-of-march", "javascript"], indirect=True)
def test_a_printed_exception_comes_to_the_cause_of_the_bare_body(exceptions: list[dict[str, str]]) -> None:
    assert len(exceptions) == len(CASES)
    other = []
    for (id_, case, as_of), forms in zip(CASES, exceptions, strict=True):
        expected = causes(case, as_of, **{**body_of(case)["error"], "status": case["error"]["status"]})
        assert forms, f"{id_}: the SDK raised nothing"
        for form, text in forms.items():
            found = causes(case, as_of, raw=text)
            if found != expected:
                other.append(f"{id_}: {form}: {found}, not {expected}: {text[:300]}")
    assert not other, "\n".join(other)


def test_an_exception_object_tells_what_its_text_does_not() -> None:
    with refuser([case for _, case, _ in CASES]) as address:
        client = OpenAI(base_url=address, api_key="sk-loopback", max_retries=0)
        for number, (id_, case, as_of) in enumerate(CASES):
            with pytest.raises(OpenAIError) as raised:
                client.images.generate(prompt="a cat", extra_headers={"x-case": str(number)})
            answer = diagnose(raised.value, as_of=as_of, rules=BOOK)
            for name in ("status", "code", "param", "type"):
                told = case["error"].get(name)
                assert answer.understood.get(f"failure.{name}") == told or told is None, (id_, name)
