"""Code that decides between values: a fault is told where one value has it whatever the others are."""

from __future__ import annotations

from datetime import date

import pytest

from advisor import load_rules
from advisor.call_table import call_table
from advisor.extract.file import file_sightings
from advisor.extract.project import Files
from advisor.extract.words import Words
from advisor.finding import Finding
from advisor.freshness import Knowledge
from advisor.judge import lint

BOOK = load_rules()
TABLE = call_table(BOOK)
HEAD = "from openai import OpenAI\nclient = OpenAI()\ndef draw(prompt, new, wide):\n"


def findings_in(body: str) -> list[Finding]:
    code = (HEAD + "".join(f"    {line}\n" for line in body.splitlines())).encode()
    seen = file_sightings("draw.py", code, TABLE, Words.of(TABLE), Files(lambda _: None))
    assert len(seen) == 1
    return [one for one in lint(Knowledge(BOOK, date(2026, 3, 23)), seen, files=1).findings if one.stage == "payload"]


def test_a_model_and_a_size_that_are_chosen_together_are_no_fault() -> None:
    body = (
        'model, size = ("gpt-image-1.5", "1536x1024") if new else ("dall-e-3", "1792x1024")\n'
        "return client.images.generate(model=model, size=size, prompt=prompt)"
    )
    assert findings_in(body) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (
            'size = "999x999" if wide else "1024x1024"\n'
            'return client.images.generate(model="gpt-image-1.5", size=size, prompt=prompt)',
            "size-not-listed",
        ),
        (
            'model = "gpt-image-1.5" if new else "dall-e-3"\n'
            'return client.images.generate(model=model, response_format="url", prompt=prompt)',
            "response-format-unsupported",
        ),
    ],
)
def test_a_value_that_is_wrong_with_all_others_is_told_with_less_confidence(body: str, rule: str) -> None:
    (one,) = findings_in(body)
    assert (one.rule, one.confidence) == (rule, "medium")
    assert "(With" in one.message
