"""Code that decides between values: a fault is told where one value has it whatever the others are."""

from __future__ import annotations

from datetime import date

import pytest

from advisor import Finding, lint

HEAD = "from openai import OpenAI\nclient = OpenAI()\ndef draw(prompt, new, wide):\n"


def findings_in(body: str) -> list[Finding]:
    code = HEAD + "".join(f"    {line}\n" for line in body.splitlines())
    answer = lint({"draw.py": code}, as_of=date(2026, 3, 23))
    assert answer.requests == 1
    return [one for one in answer.findings if one.stage == "payload"]


def test_a_model_and_a_size_that_are_chosen_together_are_no_fault() -> None:
    body = (
        'model, size = ("gpt-image-1.5", "1536x1024") if new else ("dall-e-3", "1792x1024")\n'
        "return client.images.generate(model=model, size=size, prompt=prompt)"
    )
    assert findings_in(body) == []


@pytest.mark.parametrize(
    ("body", "rule", "named"),
    [
        (
            'size = "999x999" if wide else "1024x1024"\n'
            'return client.images.generate(model="gpt-image-1.5", size=size, prompt=prompt)',
            "size-not-listed",
            "999x999",
        ),
        (
            'model = "gpt-image-1.5" if new else "dall-e-3"\n'
            'return client.images.generate(model=model, response_format="url", prompt=prompt)',
            "response-format-unsupported",
            "gpt-image-1.5",
        ),
    ],
)
def test_a_value_that_is_wrong_with_all_others_is_told_with_less_confidence(body: str, rule: str, named: str) -> None:
    (one,) = findings_in(body)
    assert (one.rule, one.confidence) == (rule, "medium")
    assert named in one.message
