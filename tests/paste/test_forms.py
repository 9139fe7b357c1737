"""What is read from pastes of every form."""

from __future__ import annotations

from typing import Any

import pytest

from advisor import load_rules
from advisor.call_table import call_table
from advisor.facts import Gap
from advisor.failure import Case
from advisor.paste import read_case
from tests.paste.forms import FORMS, Form

TABLE = call_table(load_rules())


def told(case: Case, name: str) -> Any:
    """What a case tells under a name: of its first failure, its request, or of the failures behind the first."""
    if name == "others":
        return [one.message for one in case.failures[1:]]
    if hasattr(case.failures[0], name):
        value = getattr(case.failures[0], name)
    else:
        value = getattr(case.request, name, case.request.param(name))
    return None if value is Gap.UNKNOWN else value


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_form_tells_its_fields(form: Form) -> None:
    case = read_case(form.text, TABLE)
    assert {name: told(case, name) for name in form.told} == form.told


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_form_leads_to_one_failure_for_each_error(form: Form) -> None:
    case = read_case(form.text, TABLE)
    assert len(case.failures) == 1 + len(form.told.get("others", ()))
