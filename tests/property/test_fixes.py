"""Laws of fixes: what can be mended is, nothing that can be mended stays, and mending twice changes nothing more."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Finding, lint
from advisor.front.mending import mended_text
from tests.property.strategies import IMAGE_MODELS, PARAMS

DAY = date(2026, 11, 22)
SAFETIES = ("safe", "unsafe")
BODIES = st.builds(
    lambda model, params: {**model, **{name: one for name, one in params.items() if isinstance(one, (str, int))}},
    st.fixed_dictionaries({}, optional={"model": st.sampled_from(IMAGE_MODELS)}),
    PARAMS,
)


def in_python(body: dict[str, Any]) -> str:
    given = "".join(f"    {name}={value!r},\n" for name, value in body.items())
    return f"import openai\nopenai.images.generate(\n{given})\n"


def in_javascript(body: dict[str, Any]) -> str:
    given = ", ".join(f"{name}: {json.dumps(value)}" for name, value in body.items())
    return f'import OpenAI from "openai";\nawait new OpenAI().images.generate({{ {given} }});\n'


def in_shell(body: dict[str, Any]) -> str:
    return f"curl https://api.openai.com/v1/images/generations -H \"Authorization: Bearer $KEY\" -d '{json.dumps(body, indent=2)}'\n"


FORMS = {"draw.py": in_python, "draw.js": in_javascript, "draw.sh": in_shell}


def judge(path: str, text: str) -> tuple[Finding, ...]:
    return lint({path: text}, as_of=DAY).findings


@settings(max_examples=60, deadline=None)
@given(body=BODIES, path=st.sampled_from(sorted(FORMS)))
def test_nothing_that_can_be_mended_stays_and_mending_again_changes_nothing(body: dict[str, Any], path: str) -> None:
    text = FORMS[path](body)
    mended, left = mended_text(path, text, judge(path, text), judge, SAFETIES)
    assert [one.rule for one in left if one.fix] == []
    assert mended_text(path, mended, judge(path, mended), judge, SAFETIES)[0] == mended


@settings(max_examples=40, deadline=None)
@given(body=BODIES, path=st.sampled_from(sorted(FORMS)))
def test_a_fix_breaks_no_rule_that_was_kept(body: dict[str, Any], path: str) -> None:
    text = FORMS[path](body)
    before = judge(path, text)
    _, left = mended_text(path, text, before, judge, SAFETIES)
    graver = {one.rule for one in left if one.level != "note"}
    assert graver <= {one.rule for one in before}
