"""The page is a row of the table of fronts: for the same facts it tells what every other front tells."""

from __future__ import annotations

from datetime import date

import pytest

from advisor import Account, Job, load_rules, recommend
from advisor.report.document import recommendation_document
from tests.front.test_every_front import FACTS, Told, decided
from tests.page.conftest import DAY, Visit
from tests.page.told import answers, said

pytestmark = pytest.mark.slow
ASKED = {"intent", "task", "source_images", "text_and_image", "other_tools", "model_decides", "multi_turn"}
ASKED |= {"priority", "current_model"}
"""Facts of a job that the page asks for; options of the payload are none of them."""
ROWS = [one for one in FACTS if one.day == str(DAY) and set(one.job) <= ASKED]


def test_there_are_rows_for_the_page() -> None:
    assert len(ROWS) >= 4


@pytest.mark.parametrize("told", ROWS, ids=lambda told: told.says)
def test_the_page_gives_the_answer_of_every_front(told: Told, visit: Visit) -> None:
    job, account, as_of = Job(**told.job), Account(**told.account), date.fromisoformat(told.day)
    (shown,) = answers(visit.open(), [(as_of, said(job, account))])
    document = recommendation_document(recommend(job, account, as_of=as_of, rules=load_rules()))
    assert decided(shown) == decided(document)
