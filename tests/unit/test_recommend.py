"""Jobs that contradict themselves are refused, in words."""

from __future__ import annotations

from typing import Any

import pytest

from advisor import InputError, Job, recommend
from tests.unit.books import BASE, day


@pytest.mark.parametrize(
    ("job", "told"),
    [
        ({"task": "vary", "source_images": 0}, "task is vary but source_images is 0; expected one source image"),
        ({"task": "edit", "source_images": 0}, "task is edit but source_images is 0"),
        ({"mask": True, "source_images": 0}, "mask is true but source_images is 0"),
        ({"intent": "migrate"}, "intent is migrate or compare but current_model is not given"),
        ({"intent": "compare"}, "intent is migrate or compare but current_model is not given"),
    ],
    ids=["a variation of nothing", "an edit of nothing", "a mask on nothing", "migrate", "compare"],
)
@pytest.mark.parametrize("on", ["03-16", "03-23", "11-22"])
def test_a_job_that_contradicts_itself(job: dict[str, Any], told: str, on: str) -> None:
    with pytest.raises(InputError) as caught:
        recommend(Job(**job), as_of=day(on), rules=BASE)
    assert str(caught.value).startswith(f"the job contradicts itself: {told}")


@pytest.mark.parametrize("task", ["edit", "vary"])
def test_with_one_source_image_it_does_not(task: str) -> None:
    assert recommend(Job(task=task, source_images=1), as_of=day("11-22"), rules=BASE).request.surface == "images.edits"
