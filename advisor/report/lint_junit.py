"""A lint answer as JUnit XML, with what both Jenkins' schema and the one of Ant's reports allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from advisor.report.lint_words import (
    cell_of,
    clean,
    fix_of,
    how_to_fix,
    message_of,
    no_fix,
    path_of,
    place_of,
    surroundings,
    unsure,
    verdict,
)

if TYPE_CHECKING:
    from advisor.finding import Finding, Linted

__all__ = ["render"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(answer: Linted) -> str:
    """A test case a finding: errors and warnings fail, notes are skipped; a run without findings is one that passes."""
    failures = sum(one.level != "note" for one in answer.findings)
    suites = ElementTree.Element("testsuites")
    suite = ElementTree.SubElement(
        suites,
        "testsuite",
        id="0",
        package="advisor",
        name="advisor lint",
        timestamp=f"{answer.as_of}T00:00:00",  # the day it is judged by
        hostname="localhost",
        tests=str(len(answer.findings) or 1),
        failures=str(failures),
        errors="0",
        skipped=str(len(answer.findings) - failures),
        time="0",
    )
    ElementTree.SubElement(suite, "properties")
    for one in answer.findings:
        _case(suite, one)
    if not answer.findings:
        ElementTree.SubElement(suite, "testcase", classname="advisor", name="every image request", time="0")
    ElementTree.SubElement(suite, "system-out").text = _xml("\n".join((verdict(answer), *surroundings(answer))))
    ElementTree.SubElement(suite, "system-err")
    ElementTree.indent(suites)
    body = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _case(suite: ElementTree.Element, finding: Finding) -> None:
    site = finding.site
    name = f"{finding.rule} ({site.line}:{site.column})"
    case = ElementTree.SubElement(suite, "testcase", classname=_xml(path_of(site)), name=name, time="0")
    if finding.level == "note":
        ElementTree.SubElement(case, "skipped", message=_xml(message_of(finding)))
        return
    failure = ElementTree.SubElement(case, "failure", type=finding.level, message=_xml(message_of(finding)))
    failure.text = _xml("\n".join(_lines(finding)))


def _lines(finding: Finding) -> Iterator[str]:
    cell = cell_of(finding.site)
    yield place_of(finding.site) + (f" ({cell})" if cell else "")
    yield message_of(finding)
    yield f"why: {clean(finding.because)}"
    yield from (f"source: {one.title}{f', {one.url}' if one.url else ''}" for one in finding.sources)
    if unsure(finding):
        yield f"confidence: {unsure(finding)}"
    fix, why = fix_of(finding), no_fix(finding)
    if fix is not None:
        yield f"fix available: {clean(fix.says)} ({how_to_fix(fix)})"
    elif why:
        yield f"no fix: {why}"


def _xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)
