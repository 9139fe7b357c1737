"""A lint answer as Markdown, for comments on pull requests and summaries of jobs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from advisor.report.lint_words import (
    cell_of,
    clean,
    fix_of,
    how_to_fix,
    message_of,
    pages_of,
    path_of,
    surroundings,
    unsure,
    verdict,
)
from advisor.secrets import without_keys
from advisor.wording import counted

if TYPE_CHECKING:
    from advisor.finding import Finding, Linted, RulePage

__all__ = ["render", "rule_details"]

_MOST_ROWS = 100
"""Rows of the table; a comment on GitHub holds 65,536 characters."""
_CODE = re.compile(r"(`[^`]+`)")
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#@&]")


def render(answer: Linted, *, files: str = "") -> str:
    """What came out as the heading, a table with a row a finding, and what to know of each rule.

    `files` is the address below which the files are shown; without one, places are no links.
    """
    parts = [f"### advisor: {verdict(answer)}"]
    if answer.findings:
        parts.append("\n".join(_table(answer, files)))
        counts = Counter(one.rule for one in answer.findings)
        parts += ["\n".join(_folded(page, counts[page.id])) for page in pages_of(answer).values()]
    parts.append("\n".join(f"- {_prose(sentence)}" for sentence in surroundings(answer)))
    return "\n\n".join(parts) + "\n"


def _table(answer: Linted, files: str) -> Iterator[str]:
    yield "| level | place | what is wrong | rule |"
    yield "| --- | --- | --- | --- |"
    for one in answer.findings[:_MOST_ROWS]:
        yield f"| {one.level} | {_place(one, files)} | {_told(one)} | `{one.rule}` |"
    left = len(answer.findings) - _MOST_ROWS
    if left > 0:
        yield f"| | | and {counted(left, 'finding')} more | |"


def _place(finding: Finding, files: str) -> str:
    site = finding.site
    place = _code(f"{path_of(site)}:{site.line}")
    if files and not site.path.startswith(("/", "../")):
        path = quote(site.path.encode("utf-8", "surrogateescape"))
        place = f"[{place}]({files}{path}#L{site.line})"
    return f"{place} ({cell_of(site)})" if cell_of(site) else place


def _told(finding: Finding) -> str:
    told = [message_of(finding)]
    if unsure(finding):
        told.append(f"Confidence: {unsure(finding)}.")
    fix = fix_of(finding)
    if fix is not None:
        told.append(f"Fix: {clean(fix.says)} ({how_to_fix(fix)}).")
    return "<br>".join(map(_prose, told))


def _folded(page: RulePage, count: int) -> Iterator[str]:
    """What to know of a rule, folded away below its title."""
    title = re.sub("`([^`]+)`", r"<code>\1</code>", escape(clean(page.title), quote=False))
    yield f"<details><summary><code>{page.id}</code>: {title} ({count:,})</summary>"
    yield ""
    yield from rule_details(page)
    yield ""
    yield "</details>"


def rule_details(page: RulePage) -> Iterator[str]:
    """Why a rule is one, what breaks it and what does not, and who says so, as lines of Markdown."""
    yield _prose(clean(page.because))
    for title, example in (("Wrong", page.avoid), ("Right", page.prefer)):
        if example:
            fence = _fence(example)
            yield from ("", f"{title}:", "", fence, without_keys(example).rstrip("\n"), fence)
    if page.sources:
        yield from ("", "Sources:", "")
    for one in page.sources:
        yield f"- [{_prose(one.title)}]({one.url})" if one.url else f"- {_prose(one.title)}"


def _prose(text: str) -> str:
    """Text that shows as it is written; what stands in backticks stays code."""
    return "".join(
        part.replace("|", "\\|") if part.startswith("`") and len(part) > 2 else _SPECIAL.sub(r"\\\g<0>", part)
        for part in _CODE.split(text)
    )


def _code(text: str) -> str:
    """Text as code in a table, whatever it holds."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text.replace('|', chr(92) + '|')}{pad}{fence}"


def _fence(code: str) -> str:
    return "`" * max(3, max((len(run) for run in re.findall("`+", code)), default=0) + 1)
