"""Code that reads an image's address where the answer holds base64: a data address serves in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.edits import Source, UnmendedError
from advisor.site import Site

__all__ = ["data_addresses"]

_LANGUAGES = ("python", "javascript", "typescript", "tsx")
_BOUND = re.compile(r"(?P<name>[A-Za-z_$][\w$]*)\s*(?::[^=\n]*)?=\s*(?:await\s+)?$")
"""What stands before a call whose answer gets a name."""
_FIRST = r"(?:\?\.|!?\.)data(?:\?\.|!)?\[0\](?P<dot>!\.|\?\.|\.)url\b"
"""How the first image's address is read from an answer."""
_FETCHED = re.compile(r"\b(?:requests|httpx|axios|aiohttp|session|got|superagent)\b[\w.]*\.(?:get|stream|request)\(")
"""Clients that open no data addresses."""


def data_addresses(source: Source, site: Site, field: str, prefix: str) -> Iterator[tuple[int, int, str]]:
    """The reads of an answer's address, as data addresses of its base64 `field`; each begins with `prefix`.

    Raises:
        UnmendedError: another language, no plain read, or a client fetches what is read.
    """
    start, end = source.offset(site.line, site.column), source.offset(site.end_line, site.end_column)
    if site.language not in _LANGUAGES:
        raise UnmendedError("The address that is read has to be decoded by hand: the answer holds base64.")
    if _FETCHED.search(source.text, end):
        raise UnmendedError("What is read as an address is fetched; decode the base64 of the answer in its place.")
    found = list(_reads(source.text, start, end))
    if not found:
        raise UnmendedError("The address is read in a way that has to be mended by hand: the answer holds base64.")
    opening = source.said(f'"{prefix}" + ')
    for begin, dot, stop in found:
        yield begin, begin, opening
        yield dot, stop, f"{source.text[dot:stop].removesuffix('url')}{field}"


def _reads(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where each read begins, where its last dot stands, and where it ends."""
    at_once = re.compile(rf"\s*\)?{_FIRST}").match(text, end)
    if at_once:
        awaited = re.search(r"\(\s*await\s+$", text[:start])
        yield (awaited.start() if awaited else start), at_once.start("dot"), at_once.end()
        return
    bound = _BOUND.search(text[:start])
    if bound is None:
        return
    name = re.escape(bound["name"])
    again = re.compile(rf"(?<![\w.$]){name}\s*=[^=]").search(text, end)
    for read in re.compile(rf"(?<![\w.$]){name}{_FIRST}").finditer(text, end, again.start() if again else len(text)):
        yield read.start(), read.start("dot"), read.end()
