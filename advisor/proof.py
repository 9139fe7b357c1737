"""How to prove the first request on a day: one boring request, decoded and looked at, before anything is added."""

from __future__ import annotations

from functools import lru_cache

from advisor.choose import candidates, preferred_image_model
from advisor.evaluate import View
from advisor.facts import UNKNOWN, Facts, Gap, Job, Request, close_job, with_facts
from advisor.freshness import Knowledge
from advisor.routing import forbidding
from advisor.wording import worded

__all__ = ["address", "proof_steps"]


def address(knowledge: Knowledge, surface: str) -> str:
    """The full address of a surface, which the SDKs call too; `<unknown>` where a part is untold.

    A base address holds what paths begin with, such as their version, as the SDKs' own one does.
    """
    base, own = (knowledge.value("platform", fact) for fact in ("base_url", "sdk_base_url"))
    path = knowledge.value(f"surface:{surface}", "path")
    if isinstance(base, Gap) or isinstance(own, Gap) or isinstance(path, Gap):
        return UNKNOWN.value
    begins = "/" + str(own).partition("://")[2].partition("/")[2]
    return f"{str(base).rstrip('/')}{str(path).removeprefix(begins)}"


@lru_cache(maxsize=64)
def proof_steps(knowledge: Knowledge) -> tuple[str, ...]:
    """The steps that prove the first request, then what to add to it, in order; none where too little is known."""
    book = knowledge.book
    row = next(row for row in book.routes if row.boring)
    job = with_facts(close_job(Job()), row.boring)
    view = View(knowledge, Facts(as_of=knowledge.as_of, job=job, request=Request(surface=row.surface)))
    if forbidding(view, row.surface):
        return ()
    offered = candidates(knowledge, row.surface, preferred_image_model(view).model)
    url = address(knowledge, row.surface)
    if not offered or url == UNKNOWN.value:
        return ()
    words = {
        "boring.url": url,
        "boring.model": knowledge.sent_as(offered[0]),
        **{f"boring.{name}": value for name, value in row.boring.items()},
        "boring.image_at": knowledge.value(f"surface:{row.surface}", "image_at"),
        "order": ", ".join(stage.title.lower() for stage in book.debugging.stages[:-1]),
    }
    return tuple(worded(step, lambda name: words.get(name, UNKNOWN)) for step in book.debugging.proof)
