"""`advisor recommend`"""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from advisor import Recommendation, recommend
from advisor.errors import InputError
from advisor.front.fact_options import facts_told, tells_facts
from advisor.front.options import FORMATS, FOUND, Options, common

__all__ = ["ANSWER_FORMATS", "deliver", "recommend_"]

_CODE = ("python", "javascript", "curl")
"""Formats of a recommendation that are code to run."""
ANSWER_FORMATS = (*FORMATS, *_CODE)
"""Formats of a recommendation."""


@click.command(name="recommend", short_help="The request to send for a job.")
@tells_facts
@partial(common, formats=ANSWER_FORMATS)
def recommend_(job: str | None, account: str | None, options: Options, **flags: Any) -> int:
    """The request to send for a job: route, model, payload, what blocks it, and why."""
    told = facts_told(job, account, flags, options)
    return deliver(recommend(*told, as_of=options.as_of, rules=options.book), options)


def deliver(answer: Recommendation, options: Options) -> int:
    """Prints a recommendation in the format asked for; gives the exit code."""
    from advisor.report.document import recommendation_document
    from advisor.report.pages import recommendation_page

    if options.format in _CODE:
        _print_code(answer, options)
    else:
        options.show(lambda: recommendation_page(answer, options.silence), lambda: recommendation_document(answer))
    return FOUND if answer.access.standing == "blocked" or answer.unmet else 0


def _print_code(answer: Recommendation, options: Options) -> None:
    """The snippet alone on standard output; what it cannot tell, on standard error."""
    from advisor.report.document import snippets

    code = snippets(answer)[options.format]  # type: ignore[literal-required]
    if not code and options.silence:
        raise InputError(f"there is no request to write as code. {options.silence.rstrip('.')}")
    if not code:
        lacks = "; ".join(f"{lack.fact}: {lack.because}" for lack in answer.lacks)
        raise InputError(f"there is no request to write as code on {answer.as_of}: {lacks}")
    click.echo(code.rstrip("\n"))
    notes = [f"access is blocked: {blocker.text}" for blocker in answer.access.blockers]
    notes += [f"{unmet.fact} is not met: {unmet.text}" for unmet in answer.unmet]
    for note in notes:
        click.echo(f"advisor: {note}", err=True)
