"""Whatever is typed in `advisor ask`, it ends with what `advisor recommend` says of what was told."""

from __future__ import annotations

import json
import shlex
import tempfile
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.facts import told
from advisor.freshness import knowledge_of
from advisor.front.cli import cli
from advisor.front.keeping import keep
from advisor.front.wizard import Talk, Wizard
from advisor.interview import Interview, Known
from advisor.report.command_line import advisor_command
from advisor.report.document import recommendation_document
from advisor.report.layout import Page
from tests.property.strategies import ACCOUNTS, BOOK, JOBS, MODELS

WORDS = [
    "",
    "",
    "",
    "?",
    "b",
    "1",
    "2",
    "4",
    "yes",
    "no",
    "migrate",
    "quality",
    "tier-1",
    "all",
    "none",
    "h",
    "12 cats",
]
NAMES = st.sampled_from(MODELS)
TYPED = st.lists(st.sampled_from(WORDS) | NAMES | st.builds("{}, {}".format, NAMES, NAMES), max_size=30)
SOME_DAYS = st.sampled_from([date(2026, 3, 23), date(2026, 11, 22)])


def recommended(*arguments: str) -> Any:
    """The JSON of the command with these arguments."""
    with redirect_stdout(StringIO()) as printed:
        cli.main(["recommend", *arguments, "--format", "json"], standalone_mode=False)
    return json.loads(printed.getvalue())


@given(day=SOME_DAYS, start=st.just(Known()) | st.builds(Known, job=JOBS, account=ACCOUNTS), typed=TYPED)
@settings(max_examples=12, deadline=None)
def test_any_interview_ends_with_what_recommend_says(day: date, start: Known, typed: list[str]) -> None:
    pages: list[Page] = []
    replies = iter([*typed, "s"])
    wizard = Wizard(Interview(knowledge_of(BOOK, day)), start, Talk(lambda _prompt: next(replies), pages.append))
    answer, _ = wizard.run()
    expected = json.loads(json.dumps(recommendation_document(answer)))
    known = wizard.known
    assert recommended(*shlex.split(advisor_command("recommend", known.job, known.account, day))[2:]) == expected
    with tempfile.TemporaryDirectory() as folder:
        files = {Path(folder, "job.yaml"): told(known.job), Path(folder, "account.json"): told(known.account)}
        keep(files)
        first, second = map(str, files)
        assert recommended(first, "--account", second, "--as-of", str(day)) == expected
