"""`advisor diagnose`"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any

import click

from advisor.errors import AdvisorError, InputError
from advisor.front import completing, failing, inputs
from advisor.front.options import Options, common
from advisor.secrets import redacted, redacted_field
from advisor.text_file import MAX_BYTES

if TYPE_CHECKING:  # loaded when the command runs
    from advisor.diagnosis import Diagnosis
    from advisor.extract.table import CallTable
    from advisor.failure import Case
    from advisor.front.call_sites import CallSites

__all__ = ["diagnose_"]


@click.command("diagnose", short_help="What is to blame for a failure, and the one next step.")
@click.argument("failure", required=False, metavar="[FAILURE|-]", shell_complete=completing.files)
@click.option(
    "--request",
    metavar="FILE",
    shell_complete=completing.files,
    help="The request that failed, as YAML or JSON: endpoint, model, params.",
)
@click.option(
    "--account", metavar="FILE", shell_complete=completing.files, help="What is known of the account, as YAML or JSON."
)
@click.option(
    "--in",
    "paths",
    multiple=True,
    metavar="PATH",
    shell_complete=completing.files,
    help="Code that may have sent it; repeatable.",
)
@click.option("--jsonl", is_flag=True, help="Read a JSON case a line, answer a JSON line each; without --format.")
@common
def diagnose_(
    failure: str | None,
    request: str | None,
    account: str | None,
    paths: tuple[str, ...],
    jsonl: bool,  # click names it
    options: Options,
) -> None:
    """What is to blame for a failure, on what evidence, the one next step, and what to leave alone.

    FAILURE is a file, or standard input: a traceback, a log, the body of an API error, or a JSON case with `error`,
    `request`, `account` and `date`. The day a case tells counts before today, --as-of before both. Exits 0 when it
    answers.
    """
    diagnosing = _Diagnosing(request, account, paths, options)
    if jsonl:
        diagnosing.lines(failure)
    else:
        diagnosing.one(failure)


class _Diagnosing:
    """Cases, with what is told beside them, and their answers.

    Raises:
        AdvisorError: a file that cannot be used.
    """

    def __init__(self, request: str | None, account: str | None, paths: tuple[str, ...], options: Options) -> None:
        self._options, self._paths = options, paths
        self._request = failing.read_request(request, self._table) if request else None
        account = account or (str(options.configuration.account) if options.configuration.account else None)
        self._account = inputs.read_account(account) if account else {}

    def one(self, failure: str | None) -> None:
        """Answers what a file holds, or standard input."""
        from advisor.report.diagnosis_document import diagnosis_document
        from advisor.report.diagnosis_page import diagnosis_page

        given = failing.read_failure(failure)
        if not given and not self._request:
            raise InputError(failing.NOTHING)
        answer = self._answer(given or {"error": {}})
        self._options.show(lambda: diagnosis_page(answer), lambda: diagnosis_document(answer))

    def lines(self, failure: str | None) -> None:
        """Answers a case a line, in order; one that cannot be read is told in its place, and the others go on."""
        if self._options.format not in ("text", "json"):
            raise InputError(f"--jsonl with --format {self._options.format}: it prints JSON lines; leave out --format")
        unread = 0
        with failing.opened(failure) as (file, name):
            for number, line in _numbered(file):
                try:
                    document = self._of_line(line)
                except Exception as error:  # noqa: BLE001  # one line must not cost the others their answer
                    unread += 1
                    document = self._unread(f"{name}:{number}: {_said(error)}")
                click.echo(json.dumps(document, ensure_ascii=False))
        if unread:
            raise InputError(f"{unread:,} of the lines could not be read; each was answered with its `error`")

    def _of_line(self, line: bytes) -> Any:
        from advisor.report.diagnosis_document import diagnosis_document

        if len(line) > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES:,} bytes; expected a case")
        try:
            case = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise InputError("not UTF-8; expected a JSON case") from None
        except (ValueError, RecursionError) as error:
            raise InputError(f'not JSON ({error}); expected a case such as {{"error": {{...}}}}') from None
        if not isinstance(case, (dict, str)):
            raise InputError('neither an object nor a text; expected a case such as {"error": {...}}')
        answer = self._answer(case)
        return diagnosis_document(
            replace(answer, id=redacted_field("id", case.get("id"))) if isinstance(case, dict) else answer
        )

    def _unread(self, message: str) -> Any:
        from advisor.report.diagnosis_document import unread_document

        click.echo(f"advisor: {message}", err=True)
        return unread_document(message, self._options.as_of, self._options.newest)

    # -- answering -----------------------------------------------------------------------------------------------------

    def _answer(self, given: bytes | str | dict[str, Any]) -> Diagnosis:
        from advisor.blame import diagnose

        case = self._dated(self._case(given))
        if self._sites is not None:
            return self._sites.diagnose(case, self._options.as_of)
        return diagnose(case, as_of=self._options.as_of, book=self._options.book)

    def _case(self, given: bytes | str | dict[str, Any]) -> Case:
        from advisor.paste import read_case

        case = failing.with_account(read_case(given, self._table), self._account)
        return case if self._request is None else failing.with_request(case, self._request, self._table)

    def _dated(self, case: Case) -> Case:
        """The case on the day that was asked for, which is said where the case tells another."""
        as_of = self._options.as_of
        if not self._options.day_is_told or case.as_of in (None, as_of):
            return case
        click.echo(f"advisor: judged as of {as_of}, as asked; the case tells {case.as_of}", err=True)
        return replace(case, as_of=as_of)

    @cached_property
    def _table(self) -> CallTable:
        from advisor.call_table import call_table

        return call_table(self._options.book, self._options.configuration.aliases)

    @cached_property
    def _sites(self) -> CallSites | None:
        if not self._paths:
            return None
        from advisor.front.call_sites import CallSites

        return CallSites(self._paths, self._options)


def _numbered(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that hold anything, counted from 1; of one that is far too long, its beginning."""
    number = 0
    while line := file.readline(MAX_BYTES + 2):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(MAX_BYTES)):
            pass
        if line.strip():
            yield number, line


def _said(error: Exception) -> str:
    """What is wrong with a line."""
    if isinstance(error, AdvisorError):
        return redacted(str(error))
    return f"internal error, please report it ({type(error).__name__})"
