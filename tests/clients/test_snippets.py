"""Every printed snippet travels through its official client, unchanged, and saves what came back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allpairspy import AllPairs

from advisor import Account, Job, Recommendation, load_rules, recommend
from advisor.report.document import recommendation_document
from tests.clients.conftest import MARCH_SDK, need
from tests.clients.jobs import BOOK, DAYS, FLOWS, FORMATS, SIZES, STARTS, VARY, Wish, choices, each, said
from tests.clients.loopback import Loopback
from tests.clients.runs import COMMANDS, Bench, Run

pytestmark = pytest.mark.slow

OPTIONS: list[list[Any]] = [
    [*STARTS, VARY],
    [{}, *FLOWS],
    [{}, *each("size", SIZES[:: len(SIZES) // 3])],
    [{}, *each("quality", said("qualities"))],
    [{}, *each("n", (1, 3))],
    [{}, {"transparent": True}],
    [{}, *each("output_format", FORMATS)],
    [{}, *each("compression", (0, 80))],
    [{}, *each("fidelity", choices("fidelity"))],
    [{}, {"stream": True}],
    [
        {},
        {"prompt": 'It\'s a "cat" for $5 \\ `ls`\n& naïve <source-1.png> 猫'},
        {"prompt": "data:image/png;base64,<source-1.png>"},
    ],
]
"""Alternatives of each option of a job."""
ROUTES: list[Wish] = [STARTS[0], STARTS[3], VARY, FLOWS[0]]
EVERY: list[tuple[Wish, date]] = [(route, DAYS[0]) for route in ROUTES] + [
    ({**route, "stream": True}, DAYS[-1]) for route in ROUTES if route is not VARY
]
"""Each route, and each that streams."""
PICTURES = [f"{name}.png" for name in ("image", "image-1", "image-2", "partial")]
"""The files that a snippet may write."""
ADVISOR = (sys.executable, "-c", "from advisor.front.cli import main; main()")
MESSAGE = "Your request was rejected by the safety system."
FAILURES: dict[str, tuple[dict[str, Any], str, Callable[[Wish], bool]]] = {
    "no image": ({"blank": True}, "no image", lambda wish: FLOWS[0].items() <= wish.items()),
    "failed response without a stream": (
        {"blank": True, "fault": {"status": "failed", "error": {"code": "x", "message": MESSAGE}}},
        MESSAGE,
        lambda wish: "stream" not in wish and FLOWS[0].items() <= wish.items(),
    ),
    "error in the stream of images": (
        {"fault": {"type": "error", "error": {"type": "image_generation_user_error", "code": "x", "message": MESSAGE}}},
        MESSAGE,
        lambda wish: "stream" in wish and not FLOWS[0].items() <= wish.items(),
    ),
    "error in the stream of a response": (
        {"fault": {"type": "error", "code": "x", "message": MESSAGE, "param": None, "sequence_number": 9}},
        MESSAGE,
        lambda wish: "stream" in wish and FLOWS[0].items() <= wish.items(),
    ),
    "failed response": (
        {
            "fault": {
                "type": "response.failed",
                "sequence_number": 9,
                "response": {"error": {"code": "x", "message": MESSAGE}},
            }
        },
        MESSAGE,
        lambda wish: "stream" in wish and FLOWS[0].items() <= wish.items(),
    ),
}
"""How an answer may fail, the message that has to be shown, and the jobs it can happen to."""


def _covered() -> list[tuple[Wish, date]]:
    """Jobs in which every value of an option meets every value of every other option."""
    return [
        ({name: value for option in options for name, value in option.items()}, day)
        for *options, day in AllPairs([*OPTIONS, list(DAYS)])
    ]


@pytest.fixture(params=COMMANDS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    """A folder for one language; its tests are left out where the language is not installed."""
    language = str(request.param)
    if language == "javascript":
        sdk = request.getfixturevalue("node_sdk")
        (tmp_path / "node_modules").symlink_to(sdk / "node_modules")
    if language == "curl":
        need("curl", "jq", "base64", "sh")
    return Bench(language, tmp_path)


def _answer(wish: Wish, day: date) -> Recommendation:
    return recommend(Job(**wish), Account(), as_of=day, rules=BOOK)


def _snippet(answer: Recommendation, language: str) -> str:
    snippets: Mapping[str, Any] = recommendation_document(answer)["snippets"]
    return str(snippets[language])


def _report(check: Callable[[int, Wish, date], Iterable[str]], jobs: list[tuple[Wish, date]]) -> None:
    """Runs the jobs side by side, and fails with a line for every fault of every job."""
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda job: list(check(job[0], *job[1])), enumerate(jobs))
        lines = [
            f"as of {day} {wish}: {fault}" for (wish, day), faults in zip(jobs, found, strict=True) for fault in faults
        ]
    assert not lines, f"{len(lines)} faults in {len(jobs)} jobs:\n" + "\n".join(lines)


def test_every_pair_of_options(bench: Bench) -> None:
    def check(number: int, wish: Wish, day: date) -> Iterable[str]:
        answer = _answer(wish, day)
        snippet = _snippet(answer, bench.language)
        return bench.run(str(number), snippet, answer).faults(answer.body) if snippet else ["no snippet"]

    _report(check, _covered())


def _failing(run: Run, message: str, kept: Iterable[str]) -> Iterator[str]:
    """What is wrong with a run that should have failed, told why, and left every file as it was."""
    if run.status == 0:
        yield "exit 0"
    if message not in run.out + run.err:
        yield f"{message!r} is not shown: {run.out} {run.err}"
    if run.new - {name for name in run.new if name.startswith("partial")}:
        yield f"left {sorted(run.new)} behind"
    yield from (f"{name} was destroyed" for name in kept if (run.folder / name).read_bytes() != b"kept")


def test_a_wrong_key_fails_loudly_and_destroys_nothing(bench: Bench) -> None:
    def check(number: int, wish: Wish, day: date) -> Iterable[str]:
        answer = _answer(wish, day)
        for name, kept in (("empty", ()), ("kept", PICTURES)):
            run = bench.run(f"{number}-{name}", _snippet(answer, bench.language), answer, key="sk-wrong", kept=kept)
            yield from _failing(run, "Incorrect API key provided.", kept)

    _report(check, EVERY)


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_answer_fails_loudly_and_destroys_nothing(bench: Bench, failure: str) -> None:
    how, message, fits = FAILURES[failure]

    def check(number: int, wish: Wish, day: date) -> Iterable[str]:
        answer = _answer(wish, day)
        run = bench.run(str(number), _snippet(answer, bench.language), answer, failing=how, kept=PICTURES[:3])
        return _failing(run, message, PICTURES[:3])

    _report(check, [(wish, day) for wish, day in EVERY if fits(wish)])


def test_a_gateway_of_the_overlay_is_called(bench: Bench) -> None:
    def check(number: int, wish: Wish, day: date) -> Iterable[str]:
        with Loopback(base="/gateway/v1") as server:
            overlay = _overlay(bench.root / f"rules-{number}", server.url, day)
            answer = recommend(Job(**wish), Account(), as_of=day, rules=load_rules(overlay))
            printed = _printed(wish, day, bench.language, overlay)
            yield from bench.run(str(number), printed, answer, server).faults(answer.body)

    _report(check, EVERY)


def test_the_sdk_of_march_2026(march_sdk: Path, tmp_path: Path) -> None:
    bench = Bench("python", tmp_path, more={"PYTHONPATH": str(march_sdk)})

    def check(number: int, wish: Wish, day: date) -> Iterable[str]:
        answer = _answer(wish, day)
        run = bench.run(str(number), _snippet(answer, bench.language), answer)
        yield from run.faults(answer.body)
        if f"OpenAI/Python {MARCH_SDK}" not in run.server.taken[0].headers["User-Agent"]:
            yield "another SDK sent it"

    _report(check, [({**route, **more}, DAYS[0]) for route in ROUTES for more in ({}, {"stream": True}, {"n": 2})])


def test_what_the_command_prints_is_what_was_run(bench: Bench) -> None:
    for wish, day in EVERY:
        assert _printed(wish, day, bench.language).rstrip() == _snippet(_answer(wish, day), bench.language).rstrip()


def _overlay(folder: Path, url: str, day: date) -> Path:
    """An organization's rules that lead every call to its gateway."""
    folder.mkdir()
    source = "us: {kind: organization, title: Us, owner: us}\n"
    claim = f'claims:\n  - {{fact: base_url, value: "{url}", source: us, seen: {day}}}\n'
    (folder / "sources.yaml").write_text(source, encoding="utf-8")
    (folder / "platform.yaml").write_text(claim, encoding="utf-8")
    return folder


def _printed(wish: Wish, day: date, language: str, *overlays: Path) -> str:
    """What the command line prints for a job."""
    asked = [*ADVISOR, "recommend", "--as-of", str(day), "--format", language]
    for name, value in wish.items():
        flag = name.replace("_", "-")
        asked += [f"--{flag}"] if value is True else [f"--{flag}", str(value)]
    asked += [word for overlay in overlays for word in ("--rules", str(overlay))]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout
