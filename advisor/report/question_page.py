"""A question of the interview as a person reads it, on a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from advisor.domain import Choice, Flag, Names
from advisor.report.command_line import flag_form
from advisor.report.layout import Block, Bullets, Heading, Lead, Page, Paragraph
from advisor.wording import in_words

if TYPE_CHECKING:
    from advisor.answer import Recommendation
    from advisor.interview import Option, Question

__all__ = ["in_short", "is_numbered", "left_open_page", "question_page"]

_MOST_OPTIONS = 12
"""Of more, only the names are listed."""


def question_page(question: Question, number: int, of: int) -> Page:
    """What is asked and why, the answers with what each leads to, and how to find out; `of` is how many are likely."""
    count = f"Question {number} of about {of}" if of > number else f"Question {number} of {of}"
    return Page((Lead(f"{count} ({question.stage}): {question.fact.asks}"), *_body(question)))


def _body(question: Question) -> Iterable[Block]:
    yield Paragraph(question.why)
    if question.free_check:
        yield Paragraph(f"Free check: {question.free_check}")
    if len(question.options) > _MOST_OPTIONS:
        yield Paragraph(f"Known: {', '.join(option.label for option in question.options)}")
    else:
        items = tuple((f"{_label(question, option)}: {_leads_to(question, option)}", "") for option in question.options)
        yield Bullets(items, numbered=is_numbered(question))
    if isinstance(question.fact.domain, Names):
        yield Paragraph("Or type the ids that you see, with commas between them.")


def is_numbered(question: Question) -> bool:
    """Whether an answer may be told by its number in the list; where numbers are answers themselves it may not."""
    return isinstance(question.fact.domain, (Choice, Flag, Names))


def _label(question: Question, option: Option) -> str:
    is_default = option.value == question.assumed and type(option.value) is type(question.assumed)
    return f"{option.label} (the default)" if is_default else option.label


def _leads_to(question: Question, option: Option) -> str:
    if option.leads_to:
        *others, last = option.leads_to
        apart = "; " if any(", " in one for one in option.leads_to) else ", "
        return f"{apart.join(others)} or {last}" if others else last
    return "nothing known against it" if question.stage == "access" else "no change"


def in_short(answer: Recommendation) -> str:
    """The answer as far as things are known, in one line."""
    model, image_model = in_words(answer.request.model), in_words(answer.request.image_model)
    drawn = "" if model == image_model else f" and {image_model} in the tool"
    return f"{answer.route.method} {answer.route.path} with {model}{drawn}"


def left_open_page(questions: Sequence[Question]) -> Page:
    """What was not asked and could still change the answer, with the options that tell it."""
    blocks: list[Block] = [Heading("Still open; each can change the answer")]
    for stage, some in groupby(questions, key=lambda one: one.stage):
        items = tuple((one.fact.asks, flag_form(one.fact)) for one in some)
        blocks += [Paragraph(f"{stage.capitalize()}:"), Bullets(items)]
    return Page(tuple(blocks))
