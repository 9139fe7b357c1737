"""The commands of causes and stages: they are told, they print no secret, and they hand no key to a suspect."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import date

from advisor import diagnose, load_rules

BOOK = load_rules()
COMMANDS = [
    *(one.command for one in BOOK.causes.values() if one.command),
    *(one.probe.command for one in BOOK.causes.values() if one.probe.command),
    *(one.probe.command for one in BOOK.debugging.stages if one.probe.command),
]


def test_a_command_that_needs_no_fact_is_told_whatever_form_it_has() -> None:
    answer = diagnose("Error: getaddrinfo ENOTFOUND api.opnai.com", as_of=date(2026, 11, 22), rules=BOOK)
    assert "spell" in answer.first_step.text or "letter by letter" in answer.first_step.text
    assert '"%{http_code}' in answer.first_step.command


def test_no_key_goes_to_an_address_that_may_be_the_fault() -> None:
    keyed = [one for one in COMMANDS if "OPENAI_API_KEY" in one]
    assert len(keyed) > 1
    assert [one for one in keyed if re.search(r"BASE_URL|ENDPOINT", one)] == []


def test_what_lists_the_environment_prints_no_value() -> None:
    listing = [part for one in COMMANDS for part in one.split(";") if part.startswith("env |")]
    secret = "wJalrXUtn"
    told = {f"{name}": f"http://me:{secret}@proxy:1" for name in ("HTTPS_PROXY", "https_proxy", "OPENAI_BASE_URL")}
    told |= {"OPENAI_ORG_ID": secret, "OPENAI_PROJECT_ID": secret}
    for command in listing:
        shown = subprocess.run(
            ["bash", "-c", command], env={**os.environ, **told}, capture_output=True, text=True, check=False
        )
        assert any(name in shown.stdout for name in told), command
        assert secret not in shown.stdout
    assert len(listing) > 1


def test_nothing_in_a_command_is_left_to_be_guessed() -> None:
    """`RESOURCE` or `REGION` in a command cannot be pasted."""
    assert [one for one in COMMANDS if re.search(r"(?<![$\w{/\\-])[A-Z]{4,}(?![\w:-])|<\w+>", one)] == []
