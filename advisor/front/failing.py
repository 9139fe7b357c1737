"""What failed, as it is handed in: a file or standard input, and what is told beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from advisor.errors import InputError, as_written, nearest
from advisor.secrets import redacted
from advisor.text_file import MAX_BYTES, read_text

if TYPE_CHECKING:  # loaded where there is something to read
    from advisor.document import Document
    from advisor.extract.table import CallTable
    from advisor.failure import Case

__all__ = ["NOTHING", "STDIN", "opened", "read_failure", "read_request", "request_in", "with_account", "with_request"]

STDIN = "-"
_EXAMPLE = "such as `pbpaste | advisor diagnose` or `advisor diagnose error.txt`"
NOTHING = f"nothing to diagnose; expected a file, or what was printed on standard input, {_EXAMPLE}"
_OWN_KEYS = ("endpoint", "model", "sdk", "params")


@contextmanager
def opened(failure: str | None) -> Iterator[tuple[IO[bytes], str]]:
    """A file, or standard input where none is named, and its name for messages.

    Raises:
        InputError: nothing on standard input but a terminal, or a file that cannot be read.
    """
    if failure not in (None, STDIN):
        try:
            with Path(str(failure)).open("rb") as file:
                yield file, str(failure)
        except OSError as error:
            raise InputError(
                f"{redacted(as_written(str(failure)))}: cannot be read ({error.strerror or error}); expected a file "
                f"with what was printed; a text itself is handed in on standard input, {_EXAMPLE}"
            ) from None
        return
    if sys.stdin is None or (failure is None and sys.stdin.isatty()):
        raise InputError(NOTHING)
    if sys.stdin.isatty():
        click.echo("advisor: paste what was printed, then press Ctrl-D (Windows: Ctrl-Z and Enter)", err=True)
    yield sys.stdin.buffer, "standard input"


def read_failure(failure: str | None) -> bytes:
    """What was printed, as it is; empty where there is nothing but white space.

    Raises:
        InputError: larger than 10 MB, or it cannot be read.
    """
    with opened(failure) as (file, name):
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES:,} bytes; expected the part that tells of the error")
    return content if content.strip() else b""


def read_request(path: str, table: CallTable) -> dict[str, Any]:
    """A request as a case tells it: `endpoint`, `model`, `sdk`, `params`; fields of a body become `params`.

    Raises:
        AdvisorError: a file that cannot be read, is neither YAML nor JSON, or holds no request.
    """
    from advisor.document import parse

    return request_in(parse(read_text(Path(path)), path), table)


def request_in(document: Document, table: CallTable) -> dict[str, Any]:
    """The request that a document tells, as `read_request` gives it.

    Raises:
        InputError: it holds no request.
    """
    data = document.data
    if not isinstance(data, Mapping):
        raise InputError(
            f"{document.path}: {as_written(data)}; expected a map with endpoint, model and params, or a body"
        )
    params = data.get("params", {})
    if not isinstance(params, Mapping):
        raise InputError(str(document.problem(("params",), f"params: {as_written(params)}; expected a map of fields")))
    for key in _OWN_KEYS[:3]:
        if data.get(key) is not None and not isinstance(data[key], str):
            raise InputError(str(document.problem((key,), f"{key}: {as_written(data[key])}; expected a text")))
    fields = {name: value for name, value in data.items() if name not in _OWN_KEYS}
    known = {"prompt", "messages", "input", "tools", *(name for one in table.surfaces for name in one.fields)}
    strange = [name for name in fields if name not in known]
    if strange and ("params" in data or not known.union(_OWN_KEYS) & data.keys()):
        hint = nearest(str(strange[0]), (*_OWN_KEYS, *known))
        message = (
            f"{as_written(strange[0])}: is no part of a request{hint}; expected endpoint, model and params, or a body"
        )
        raise InputError(str(document.problem((strange[0],), message)))
    return {**{name: data[name] for name in _OWN_KEYS if name in data}, "params": {**fields, **params}}


def with_request(case: Case, told: Mapping[str, Any], table: CallTable) -> Case:
    """A case with a request that was told beside it; what is told there counts before what the case tells."""
    from dataclasses import replace

    from advisor.facts import UNKNOWN
    from advisor.paste import read_case
    from advisor.suspects import beside

    other = read_case({"request": told}, table)
    known = other.failures[0]
    around = {name: value for name in ("client", "endpoint") if (value := getattr(known, name)) is not UNKNOWN}
    return replace(
        case,
        request=beside(other.request, case.request),
        failures=tuple(replace(one, **around) for one in case.failures),
    )


def with_account(case: Case, facts: Mapping[str, Any]) -> Case:
    """A case with facts of the account that were told beside it."""
    from dataclasses import replace

    return replace(case, account=replace(case.account, **facts))
