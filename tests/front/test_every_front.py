"""The same facts get the same answer from every front. A front is one row of a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from advisor import Account, Job, load_rules, recommend
from advisor.facts import UNKNOWN
from advisor.freshness import knowledge_of
from advisor.front.cli import cli
from advisor.interview import Interview, Known
from advisor.report.document import recommendation_document
from tests.front.conftest import Agent, hired
from tests.front.terminal import Terminal


@dataclass(frozen=True)
class Told:
    """What is known, and on which day."""

    says: str
    day: str
    job: Mapping[str, Any] = field(default_factory=dict)
    account: Mapping[str, Any] = field(default_factory=dict)


FACTS = [
    Told("nothing", "2026-11-22"),
    Told("the article's first request", "2026-03-23", {"task": "generate", "size": "1024x1024"}, {"tier": "free"}),
    Told("the article's edit", "2026-03-23", {"source_images": 2, "fidelity": "high"}, {"tier": "tier-1"}),
    Told("an edit today", "2026-11-22", {"task": "edit", "mask": True}, {"organization_verified": False}),
    Told("a variation while there was one", "2026-03-23", {"task": "vary", "source_images": 1}),
    Told("text and image", "2026-11-22", {"text_and_image": True, "transparent": True, "priority": "speed"}),
    Told("one tool among several, with wishes it cannot serve", "2026-07-15", {"other_tools": True, "n": 20}),
    Told("a first proof with wishes left for later", "2026-11-22", {"intent": "first-proof", "size": "2048x2048"}),
    Told("a migration", "2026-11-22", {"intent": "migrate", "current_model": "gpt-image-1.5"}, {"tier": "launch"}),
    Told("a model that is not on the list", "2026-11-22", {"quality": "high"}, {"models_visible": ["gpt-image-1.5"]}),
    Told("a model that decides, unverified", "2026-11-22", {"model_decides": True}, {"organization_verified": False}),
    Told("an edit of one source without credit", "2026-11-22", {"source_images": 1}, {"billing_active": False}),
    Told(
        "a ready account",
        "2026-03-23",
        {"intent": "first-proof"},
        {
            "tier": "tier-2",
            "organization_verified": True,
            "models_visible": ["gpt-image-1.5"],
            "models_allowed": ["gpt-image-1.5"],
            "billing_active": True,
            "key_scope": "all",
        },
    ),
]


@dataclass(frozen=True)
class Around:
    """What some fronts need beside the facts."""

    folder: Path
    agent: Agent
    rules: tuple[Path, ...] = ()
    """Overlays; the agent's server has them too."""


def by_python(told: Told, around: Around) -> Any:
    job, account, as_of = Job(**told.job), Account(**told.account), date.fromisoformat(told.day)
    return recommendation_document(recommend(job, account, as_of=as_of, rules=load_rules(*around.rules)))


def by_command(told: Told, around: Around) -> Any:
    account = around.folder / "account.json"
    account.write_text(json.dumps(told.account), encoding="utf-8")
    options = ["--account", str(account), "--as-of", told.day, "--format", "json"]
    options += [word for folder in around.rules for word in ("--rules", str(folder))]
    return json.loads(CliRunner().invoke(cli, ["recommend", "-", *options], input=json.dumps(told.job)).stdout)


def by_interview(told: Told, around: Around) -> Any:
    """Every question answered as far as the facts tell; then what was never asked, such as sizes."""
    facts = {f"job.{name}": value for name, value in told.job.items()}
    facts |= {f"account.{name}": value for name, value in told.account.items()}
    interview = Interview(knowledge_of(load_rules(*around.rules), date.fromisoformat(told.day)))
    known = Known()
    while question := interview.question(known):
        name = question.fact.full_name
        known = interview.answered(known, name, facts.get(name, UNKNOWN))
    for name, value in facts.items():
        known = known.with_value(name, value)
    return recommendation_document(interview.answer(known))


def by_agent(told: Told, around: Around) -> Any:
    return around.agent.call("recommend", job=told.job, account=told.account, as_of=told.day)


FRONTS: Mapping[str, Callable[[Told, Around], Any]] = {
    "command": by_command,
    "interview": by_interview,
    "mcp": by_agent,
}
"""Each gives the parts of the recommendation that it tells, as the published document has them."""


def decided(document: Mapping[str, Any]) -> dict[str, Any]:
    """What every front has to tell alike."""
    access = document["access"]
    return {
        "surface": document["route"]["surface"],
        "model": document["model"],
        "image_model": document["image_model"],
        "body": document["body"],
        "standing": access["standing"],
        "blockers": [one["rule"] for one in access["blockers"]],
        "questions": [one["fact"] for one in access["questions"]],
        "unmet": [one["fact"] for one in document["unmet"]],
        "until": document["valid_until"],
    }


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
@pytest.mark.parametrize("told", FACTS, ids=lambda told: told.says)
def test_the_same_facts_get_the_same_answer(
    told: Told, front: Callable[[Told, Around], Any], tmp_path: Path, agent: Agent
) -> None:
    around = Around(tmp_path, agent)
    assert decided(front(told, around)) == decided(by_python(told, around))


@pytest.mark.parametrize("told", FACTS, ids=lambda told: told.says)
def test_a_block_in_docs_tells_it_too(told: Told, tmp_path: Path, agent: Agent) -> None:
    """A page is read by people, so what is compared is what it says."""
    facts = {name.replace("_", "-"): value for name, value in {**told.job, **told.account}.items()}
    asks = " ".join(f"{name}={','.join(value) if isinstance(value, list) else value}" for name, value in facts.items())
    page = tmp_path / "page.md"
    page.write_text(
        f"<!-- advisor:begin recommend {asks.replace('True', 'yes').replace('False', 'no')} -->\n<!-- advisor:end -->\n"
    )
    assert CliRunner().invoke(cli, ["docs", "sync", str(page), "--as-of", told.day]).exit_code == 0
    document, written = by_python(told, Around(tmp_path, agent)), page.read_text(encoding="utf-8")
    said = [
        f"`{document['route']['method']} {document['route']['url']}` with model {document['model']}",
        document["image_model"],
        document["snippets"]["curl"].rstrip(),
        *(one["text"] for part in ("unmet", "cautions", "reasons") for one in document[part]),
        *(one["text"] for one in document["access"]["blockers"]),
        *(["Access: ready."] if document["access"]["standing"] == "ready" else []),
        f"Holds until {document['valid_until']}.",
    ]
    assert [one for one in said if one not in written] == []


def test_the_facts_lead_to_different_answers(tmp_path: Path, agent: Agent) -> None:
    """Or that all fronts agree would say little."""
    answers = [decided(by_python(told, Around(tmp_path, agent))) for told in FACTS]
    assert len({json.dumps(one) for one in answers}) == len(FACTS)
    assert {one["standing"] for one in answers} == {"ready", "blocked", "unknown"}
    assert len({one["surface"] for one in answers}) == 4
    assert any(one["unmet"] for one in answers)


# -- a key in what is told ---------------------------------------------------------------------------------------------

KEY = "sk-proj-abcdEFGH1234567890abcdEFGH1234567890"
DRAWN = "a boat, <key>, at sea"


def _invoked(*arguments: str, text: str | None = None) -> tuple[str, str]:
    done = CliRunner().invoke(cli, [*arguments, "--as-of", "2026-11-22"], input=text)
    return done.stdout, done.stderr


def _block(folder: Path, prompt: str) -> tuple[str, str]:
    page = folder / "page.md"
    begin = f'<!-- advisor:begin recommend prompt="{prompt}" -->\n'
    page.write_text(f"{begin}<!-- advisor:end -->\n", encoding="utf-8")
    said, told = _invoked("docs", "sync", str(page))
    return said + page.read_text(encoding="utf-8").removeprefix(begin), told


def _asked(folder: Path, prompt: str) -> tuple[str, str]:
    with Terminal.advisor("ask", "--prompt", prompt, "--as-of", "2026-11-22", cwd=folder) as terminal:
        terminal.reply("s", "y", "job.yaml")
        terminal.end()
    return terminal.screen + (folder / "job.yaml").read_text(encoding="utf-8"), terminal.screen


def _flag(format_: str) -> Callable[[Path, str], tuple[str, str]]:
    return lambda _, prompt: _invoked("recommend", "--prompt", prompt, "--format", format_)


MASKING: Mapping[str, Callable[[Path, str], tuple[str, str]]] = {
    **{format_: _flag(format_) for format_ in ("text", "json", "yaml", "markdown", "python", "javascript", "curl")},
    "file": lambda _, prompt: _invoked("recommend", "-", text=json.dumps({"prompt": prompt})),
    "block": _block,
    "ask": _asked,
}
"""Each gives what is told of a prompt, and where it is said that something was masked."""


@pytest.mark.parametrize("front", MASKING.values(), ids=MASKING)
def test_a_key_is_masked_alike_and_it_is_said_once(
    front: Callable[[Path, str], tuple[str, str]], tmp_path: Path
) -> None:
    answer, said = front(tmp_path, DRAWN.replace("<key>", KEY))
    assert DRAWN in answer
    assert KEY not in answer
    assert said.count("a key in prompt was masked") == 1


def test_an_agent_is_told_what_a_command_tells_of_a_key(agent: Agent) -> None:
    told = Told("a key", "2026-11-22", {"prompt": DRAWN.replace("<key>", KEY)})
    assert by_agent(told, Around(Path(), agent))["body"]["prompt"] == DRAWN


# -- with one rule file less -------------------------------------------------------------------------------------------

RULE, FACT = "organization-not-verified", "organization_verified"


@pytest.fixture(scope="module")
def without_a_rule(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Around]:
    """An overlay that retires a rule, and an agent whose server has it."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "ours" / "access").mkdir(parents=True)
    text = f"override: {RULE}\nretired: true\nbecause: We are verified.\n"
    (folder / "ours" / "access" / "verified.yaml").write_text(text, encoding="utf-8")
    with hired("--rules", str(folder / "ours")) as agent:
        yield Around(folder, agent, (folder / "ours",))


@pytest.mark.parametrize("front", [by_python, *FRONTS.values()], ids=["python", *FRONTS])
def test_with_one_rule_less_its_question_and_its_blocker_vanish(
    front: Callable[[Told, Around], Any], tmp_path: Path, agent: Agent, without_a_rule: Around
) -> None:
    nothing, unverified = Told("nothing", "2026-11-22"), Told("unverified", "2026-11-22", account={FACT: False})
    here = Around(tmp_path, agent)
    assert FACT in decided(front(nothing, here))["questions"]
    assert RULE in decided(front(unverified, here))["blockers"]
    assert FACT not in decided(front(nothing, without_a_rule))["questions"]
    assert not decided(front(unverified, without_a_rule))["blockers"]
