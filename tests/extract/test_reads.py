"""What code reads from an answer, and what it reads from something else that has a part of the same name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.extract.file import file_sightings
from advisor.extract.project import Files
from tests.extract.test_fixtures import TABLE, WORDS

CASES = yaml.safe_load((Path(__file__).parent / "reads.yaml").read_text(encoding="utf-8"))
CLIENTS = {
    "a.py": "from openai import OpenAI\nclient = OpenAI()\n",
    "a.ts": 'import OpenAI from "openai";\nconst openai = new OpenAI();\n',
    "a.js": 'import OpenAI from "openai";\nconst openai = new OpenAI();\n',
    "a.rb": 'require "openai"\nclient = OpenAI::Client.new\n',
}
"""What a form has above it."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['path']}: {case['form']}")
def test_a_field_is_read_where_it_is_the_answers(case: dict[str, Any]) -> None:
    content = (CLIENTS.get(case["path"], "") + case["code"]).encode()
    found = file_sightings(case["path"], content, TABLE, WORDS, Files(dict[str, bytes]().get))
    assert [list(one.site.reads) for one in found[:1]] == [case["reads"]]
