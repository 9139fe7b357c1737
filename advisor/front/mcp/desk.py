"""What the tools answer: each reads its arguments and asks the same functions as every other front."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from advisor import recommend
from advisor.blame import diagnose
from advisor.call_table import call_table
from advisor.catalogue import models
from advisor.document import Document
from advisor.errors import InputError, as_written, nearest
from advisor.explain import explanation, references
from advisor.extract.file import file_sightings
from advisor.extract.ignores import ignores
from advisor.extract.languages import file_name, of_name
from advisor.extract.project import Files
from advisor.extract.words import Words
from advisor.facts import UNKNOWN, Account, Job, told
from advisor.freshness import Knowledge, knowledge_of
from advisor.front import failing, inputs
from advisor.front.lines import with_lines
from advisor.front.options import today
from advisor.front.source import largest
from advisor.interview import ASKABLE, Interview, Known
from advisor.judge import lint
from advisor.lookup import Explanation
from advisor.paste import read_case
from advisor.recommendation import check_model
from advisor.report import agent_pages as short
from advisor.report.agent_document import next_question_document
from advisor.report.dated import dated
from advisor.report.diagnosis_document import diagnosis_document
from advisor.report.diagnosis_page import diagnosis_page
from advisor.report.document import (
    explanation_document,
    models_document,
    recommendation_document,
    snippets,
)
from advisor.report.lint_document import lint_document
from advisor.report.lint_markdown import render as lint_markdown
from advisor.report.markdown import render
from advisor.report.pages import models_page, recommendation_page
from advisor.unheard import Unheard, unheard_id, unheard_in_code, unheard_models

if TYPE_CHECKING:
    from advisor.answer import Recommendation
    from advisor.extract.table import CallTable
    from advisor.failure import Case
    from advisor.front.mcp.arguments import Arguments
    from advisor.front.options import Options
    from advisor.site import Sighting

__all__ = ["CODE", "DETAIL", "KINDS", "STATES", "Desk", "Told"]

CODE, DETAIL = ("python", "javascript", "curl"), ("short", "full")
KINDS, STATES = ("image", "text"), ("active", "deprecated", "shutdown")
_FENCES = {"curl": "sh"}
_SNIPPET = "snippet"
_GUESSED = ("python", "typescript", "shell")
"""Languages tried where none is told; TypeScript is JavaScript as well."""
_NOTHING = "failure: nothing to diagnose; expected what was printed, the body of an API error, or a case"


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer before it is known how much of it is wanted."""

    document: Mapping[str, Any]
    short: str
    """A few lines, as Markdown."""
    full: Callable[[], str]
    """The page that a person would read, as Markdown."""
    unheard: tuple[Unheard, ...] = ()
    """What was named and is not in the records."""
    beside: Mapping[str, Any] = field(default_factory=dict)
    """Parts of the document that stay in short, because they were asked for."""


class Desk:
    """Answers the tools, by one rule book, one account file and, where it was told, one day.

    Raises:
        AdvisorError: rules or an account file that cannot be used.
    """

    def __init__(self, options: Options) -> None:
        self.book = options.book
        self._day = options.as_of if options.day_is_told else None
        self._aliases = options.configuration.aliases
        file = options.configuration.account
        self._account = inputs.read_account(str(file)) if file else {}

    def knowledge(self, arguments: Arguments | None = None) -> Knowledge:
        """What is known on the day that is asked for, else on the one the server was told, else today."""
        asked = arguments.day("as_of") if arguments else None
        return knowledge_of(self.book, asked or self._day or today())

    # -- tools ---------------------------------------------------------------------------------------------------------

    def recommend(self, arguments: Arguments) -> Told:
        """The request to send for a job."""
        knowledge, job = self.knowledge(arguments), self._job(arguments)
        language = arguments.choice("code", ("", *CODE))
        answer = recommend(job, self._told_account(arguments), as_of=knowledge.as_of, rules=self.book)
        page = render(short.recommendation_in_short(answer))
        beside: dict[str, Any] = {}
        if language:
            code = snippets(answer)[language]  # type: ignore[literal-required]
            beside, page = (
                {"snippets": {language: code}},
                f"{page}\n```{_FENCES.get(language, language)}\n{code.rstrip()}\n```\n",
            )
        return Told(
            document=recommendation_document(answer),
            short=page,
            full=lambda: render(recommendation_page(answer)),
            unheard=unheard_models(knowledge, [job.current_model]),
            beside=beside,
        )

    def next_question(self, arguments: Arguments) -> Told:
        """The fact to ask for next, and the answer so far."""
        interview = Interview(self.knowledge(arguments))
        known = Known(job=self._job(arguments), account=self._told_account(arguments))
        for name in arguments.names("passed"):
            known = self._passed(interview, known, name)
        question = interview.question(known)
        answer = _so_far(interview, known, asked=question is not None)
        page = render(short.question_in_short(question, known, answer))
        as_of = interview.knowledge.as_of
        return Told(
            document=next_question_document(question, known, answer, as_of, self.book.newest_reading(as_of)),
            short=page,
            full=lambda: page,
            unheard=unheard_models(interview.knowledge, [known.job.current_model]),
        )

    def diagnose(self, arguments: Arguments) -> Told:
        """What is to blame for a failure."""
        knowledge = self.knowledge(arguments)
        case = self._case(arguments)
        if arguments.holds("as_of") or self._day:
            case = replace(case, as_of=knowledge.as_of)
        answer = diagnose(case, as_of=knowledge.as_of, book=self.book)
        return Told(
            document=diagnosis_document(answer),
            short=render(short.diagnosis_in_short(answer)),
            full=lambda: render(diagnosis_page(answer)),
            unheard=unheard_models(knowledge, [case.request.model, case.request.image_model]),
        )

    def lint_snippet(self, arguments: Arguments) -> Told:
        """What the requests in some code break."""
        knowledge, code = self.knowledge(arguments), arguments.text("code")
        content = code.encode("utf-8", "replace")
        path = _path(arguments) or self._guessed(code, content)
        if len(content) > largest(path):
            raise InputError(f"code: larger than {largest(path):,} bytes; expected the part that sends the request")
        seen = self._seen(path, content)
        judged = lint(knowledge, seen, files=1, texts=lambda _: code, ignores=ignores(path, content))
        answer = with_lines(judged, {path: content})
        return Told(
            document=lint_document(answer),
            short=render(short.lint_in_short(answer)),
            full=lambda: lint_markdown(answer, files=""),
            unheard=unheard_in_code(knowledge, path, seen),
        )

    def explain(self, arguments: Arguments) -> Told:
        """What an id means."""
        knowledge, id_ = self.knowledge(arguments), arguments.text("id").strip()
        try:
            known = explanation(knowledge, id_)
            unheard = unheard_models(knowledge, [id_] if id_ in self.book.cards else [])
        except InputError:
            known = Explanation(id_, UNKNOWN.value, "not in the records", ())
            unheard = (unheard_id(id_, [one.id for one in references(self.book)]),)
        told = known if arguments.choice("detail", DETAIL) == "full" else short.explanation_in_short(known)
        newest = self.book.newest_reading(knowledge.as_of)
        page = render(short.explanation_on(told, knowledge.as_of, newest))
        return Told(
            document=explanation_document(told, knowledge.as_of, newest),
            short=page,
            full=lambda: page,
            unheard=unheard,
        )

    def models(self, arguments: Arguments) -> Told:
        """The lifecycle of models."""
        knowledge, named = self.knowledge(arguments), arguments.names("models")
        kind, state = arguments.choice("kind", ("", *KINDS)), arguments.choice("lifecycle", ("", *STATES))
        kind = kind or ("" if named else KINDS[0])
        rows = tuple(
            one
            for one in models(knowledge)
            if (not named or one.model in named) and kind in ("", one.kind) and state in ("", one.lifecycle)
        )
        newest = self.book.newest_reading(knowledge.as_of)
        return Told(
            document=models_document(rows, knowledge.as_of, newest),
            short=render(short.models_in_short(rows, knowledge.as_of, newest)),
            full=lambda: render(dated(models_page(rows, knowledge.as_of), knowledge.as_of, newest)),
            unheard=unheard_models(knowledge, named),
        )

    # -- what is told --------------------------------------------------------------------------------------------------

    def _job(self, arguments: Arguments) -> Job:
        """The job.

        Raises:
            InputError: a fact that cannot be used, or a model to move from that is not in the records.
        """
        job = Job(**arguments.facts(Job))
        check_model(job.current_model, self.knowledge(arguments))
        return job

    def _told_account(self, arguments: Arguments) -> Account:
        """What is known of the account: the configured file, and what the call tells before it."""
        return Account(**{**self._account, **arguments.facts(Account)})

    def _passed(self, interview: Interview, known: Known, name: str) -> Known:
        if name not in ASKABLE:
            raise InputError(
                f"passed: no fact is named {as_written(name)}{nearest(name, ASKABLE)}; expected one such as job.task"
            )
        group, _, own = name.partition(".")
        if own in told(known.job if group == "job" else known.account):
            raise InputError(f"passed: {name} is told as well; expected one of both")
        return interview.answered(known, name, UNKNOWN)

    def _case(self, arguments: Arguments) -> Case:
        """The failure with what is told beside it, which counts before what it tells itself."""
        failure, request = arguments.map("failure"), arguments.map("request")
        if not failure and not request:
            raise InputError(_NOTHING)
        case = read_case(failure or {"error": {}}, self._table)
        case = failing.with_account(case, {**self._account, **arguments.facts(Account)})
        if not request:
            return case
        return failing.with_request(
            case, failing.request_in(Document("request", request, {}), self._table), self._table
        )

    def _guessed(self, code: str, content: bytes) -> str:
        """A name of the snippet that tells the one language in which it holds a request.

        Raises:
            InputError: a request in none of the languages that are tried, or in several.
        """
        names = [name for language in _GUESSED if (name := file_name(_SNIPPET, language))]
        fitting = [
            name
            for name in names
            if len(content) <= largest(name)
            and (of_name(name) != "python" or _is_python(code))  # its reader gets over much that is not Python
            and any(one.site.how != "prose" for one in self._seen(name, content))
        ]
        if len(fitting) != 1:
            raise InputError(
                "language: not told, and the code does not show it; expected it, such as python, or file_name"
            )
        return fitting[0]

    def _seen(self, path: str, content: bytes) -> list[Sighting]:
        return file_sightings(path, content, self._table, self._words, Files({path: content}.get))

    @cached_property
    def _table(self) -> CallTable:
        return call_table(self.book, self._aliases)

    @cached_property
    def _words(self) -> Words:
        return Words.of(self._table)


def _so_far(interview: Interview, known: Known, *, asked: bool) -> Recommendation | None:
    """The answer so far; None where the job contradicts itself until what is asked for is told."""
    try:
        return interview.answer(known)
    except InputError:
        if not asked:
            raise
        return None


def _path(arguments: Arguments) -> str:
    """A name of the snippet that tells its language; empty where nothing of it is told."""
    path, language = arguments.text("file_name"), arguments.text("language")
    if not arguments.text("code").strip():
        raise InputError("code: is empty; expected the code that sends the request")
    if not path and not language:
        return ""
    if path and (of_name(path) or not language):
        return path
    named = file_name(_SNIPPET, language)
    if named is None:
        raise InputError(f"language: {as_written(language)} is not read here; expected one such as python, go or curl")
    return named


def _is_python(code: str) -> bool:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
