"""The tools as agents see them: when to call each, what it takes, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from advisor.errors import InputError
from advisor.facts import Account, Job
from advisor.front.commands.schema import facts_schema
from advisor.front.mcp.arguments import Arguments
from advisor.front.mcp.desk import CODE, DETAIL, KINDS, STATES, Desk, Told
from advisor.report.agent_document import unheard_data
from advisor.report.agent_pages import MOST_CAUSES, MOST_OPTIONS, MOST_REASONS, unheard_lines
from advisor.report.agent_shapes import NextQuestionDocument
from advisor.report.diagnosis_shapes import DiagnosisDocument
from advisor.report.in_short import Short
from advisor.report.lint_shapes import LintDocument
from advisor.report.markdown import render
from advisor.report.shapes import ExplanationDocument, ModelsDocument, RecommendationDocument

__all__ = ["TOOLS", "Answer", "Tool"]

_NEVER = "Offline: sends nothing, spends nothing, knows nothing of the live account."
_HEAD = ("version", "as_of", "knowledge")
_CITED = ("id", "url")
_SHARED: Mapping[str, Any] = {
    "as_of": {"type": "string", "format": "date", "description": "Answer as of this day, YYYY-MM-DD. Default: today."},
    "detail": {
        "type": "string",
        "enum": list(DETAIL),
        "default": DETAIL[0],
        "description": "full: all reasons, everything overruled, every source. Long.",
    },
}


def _facts(group: type[Job] | type[Account], says: str) -> dict[str, Any]:
    schema = facts_schema(group)
    del schema["title"]
    return {**schema, "description": says}


_JOB = _facts(Job, "What is to be made, only as user or code tell it; what is left out is assumed, and told.")
_ACCOUNT = _facts(Account, "What is known of the account. Leave out what nobody told: it is asked back, never assumed.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool answers."""

    text: str
    """A few lines of Markdown."""
    document: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool: what agents read of it, and how it answers."""

    name: str
    title: str
    says: str
    """When to call it, and what it never does."""
    takes: Mapping[str, Any]
    """The JSON Schema of each argument of its own."""
    needs: tuple[str, ...] = ()
    """Arguments that have to be told."""
    short: Short
    ask: Callable[[Desk, Arguments], Told] = field(repr=False)

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of all its arguments."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {**self.takes, **_SHARED},
            "additionalProperties": False,
        }
        return {**schema, "required": [*self.needs]} if self.needs else schema

    @property
    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of its answers, short and full."""
        return self.short.schema

    def answer(self, desk: Desk, given: Mapping[str, Any]) -> Answer:
        """The answer to a call.

        Raises:
            AdvisorError: arguments that cannot be used.
        """
        arguments = Arguments(given, self.input_schema["properties"])
        for name in self.needs:
            if not arguments.holds(name):
                raise InputError(f"{name}: not told. Expected: {self.takes[name]['description']}")
        full = arguments.choice("detail", DETAIL) == "full"
        told = self.ask(desk, arguments)
        document = dict(told.document) if full else {**self.short.of(told.document), **told.beside}
        text = told.full() if full else told.short
        if told.unheard:
            document["unknown"] = unheard_data(told.unheard)
            text = f"{render(unheard_lines(told.unheard))}\n{text}"
        return Answer(text, document)


def _word(values: tuple[str, ...], says: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values), "description": says}


def _text(says: str) -> dict[str, Any]:
    return {"type": "string", "description": says}


def _names(says: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": says}


RECOMMEND = Tool(
    name="recommend",
    title="Which endpoint, model and payload",
    says=(
        "Which OpenAI image endpoint, model and payload to use for a job and an account on a day, with reasons, rule "
        "ids and dated sources. Call it before writing or changing code that makes or edits images with OpenAI, "
        "instead of answering from memory: models and fields change from month to month. Says what blocks the account, "
        f"which wishes cannot be met, and what nobody told. {_NEVER}"
    ),
    takes={
        "job": _JOB,
        "account": _ACCOUNT,
        "code": _word(CODE, "Add the request as code that runs as it stands, in this language."),
    },
    short=Short(
        RecommendationDocument,
        {
            "RecommendationDocument": (
                *_HEAD, "route", "model", "image_model", "body", "access", "unmet", "cautions", "reasons",
                "valid_until",
            ),
            "RouteDocument": ("row", "surface", "method", "path", "url", "sdk", "image_at"),
            "AccessDocument": ("standing", "blockers", "questions"),
            "QuestionDocument": ("fact", "free_check", "rule", "told"),
            "SnippetsDocument": (),
        },
        {"reasons": MOST_REASONS},
    ),
    ask=Desk.recommend,
)  # fmt: skip

NEXT_QUESTION = Tool(
    name="next_question",
    title="What to ask the user next",
    says=(
        "Which one fact is worth asking the user for next, why, and what each answer leads to; with `done`, nothing "
        "that is still unknown changes the answer. Call it when a job or an account is only half known. Hand in all "
        "that was told so far; call again with the answer in `job` or `account`, or, when nobody knows, with the "
        f"fact's full name in `passed`. Never guess an answer for the user. {_NEVER}"
    ),
    takes={
        "job": _JOB,
        "account": _ACCOUNT,
        "passed": _names("Full names of facts that were asked for and that nobody knows, such as job.priority."),
    },
    short=Short(NextQuestionDocument, {}, {"options": MOST_OPTIONS}),
    ask=Desk.next_question,
)

DIAGNOSE = Tool(
    name="diagnose",
    title="What is to blame for a failure",
    says=(
        "What is to blame for a failed OpenAI image request (route, model, access, payload or something around it), on "
        "what evidence, the one first step, and what to leave alone. Call it as soon as a call fails, before changing "
        "code: most failures are the account's, and rewriting the payload does not help there. Secrets in the input "
        f"never come back. {_NEVER}"
    ),
    takes={
        "failure": {
            "type": "string",
            "description": "What was printed, as it is: traceback, log, body of an error; or a case as JSON.",
        },
        "request": {
            "type": "object",
            "description": "The request that failed, as far as it is known: endpoint, model, sdk, params; or its body.",
        },
        "account": _ACCOUNT,
    },
    short=Short(
        DiagnosisDocument,
        {
            "DiagnosisDocument": (*_HEAD, "causes", "first_step", "do_not", "checks"),
            "CauseDocument": (
                "cause", "stage", "standing", "confidence", "means", "because", "evidence", "next_step", "sources",
            ),
            "CitedDocument": _CITED,
        },
        {"causes": MOST_CAUSES, "sources": 2, "do_not": 3},
    ),
    ask=Desk.diagnose,
)  # fmt: skip

LINT_SNIPPET = Tool(
    name="lint_snippet",
    title="What the requests in some code break",
    says=(
        "Which rules the OpenAI image requests in some code break on a day, with places and fixes. Call it after "
        "writing or changing such code, and on code you are asked to review. Judges only what the code shows. A model "
        "or a server that is not in the records comes back under `unknown`, never as right. An unsafe fix asks for "
        f"another image: ask first. Reads nothing but the text it is handed, changes no file. {_NEVER}"
    ),
    takes={
        "code": _text("The code that sends the request, whole statements with their imports."),
        "language": _text(
            "Its language: python, typescript, go, curl, markdown, ... Or tell file_name. Needed where the code alone "
            "does not show that it is Python, JavaScript or shell."
        ),
        "file_name": _text("The name of its file, whose ending tells the language. It is not opened."),
    },
    needs=("code",),
    short=Short(
        LintDocument,
        {
            "LintDocument": (*_HEAD, "findings", "summary"),
            "FindingDocument": (
                "rule", "stage", "level", "confidence", "line", "column", "message", "sources", "fix", "unfixed",
            ),
            "LintSummary": ("requests", "by_level", "elsewhere", "suppressed"),
            "CitedDocument": _CITED,
        },
        {"sources": 2},
    ),
    ask=Desk.lint_snippet,
)  # fmt: skip

EXPLAIN = Tool(
    name="explain",
    title="What an id means",
    says=(
        "What a rule, model, surface, cause, signature, source or topic is: why, since when, what to avoid and prefer, "
        "by which sources. Call it for an id that another answer names, or for the limits of one model. An id that is "
        f"not in the records answers as unknown, which says neither that it is supported nor that it is not. {_NEVER}"
    ),
    takes={"id": _text("An id, such as a model's, a rule's, a source's, or `debugging`.")},
    needs=("id",),
    short=Short(
        ExplanationDocument,
        {
            "ExplanationDocument": (*_HEAD, "id", "kind", "title", "sections"),
            "SectionDocument": ("title", "lines", "language"),
        },
    ),
    ask=Desk.explain,
)

MODELS = Tool(
    name="models",
    title="Which models live, which end when",
    says=(
        "The lifecycle of OpenAI's image models and of the mainline models that call the image tool: released, "
        "deprecated, shut down, and what is named instead. Call it before naming a model in code. A model that is not "
        f"in the records comes back under `unknown`, never as supported and never as gone. {_NEVER}"
    ),
    takes={
        "models": _names("Only these ids."),
        "kind": _word(KINDS, "image: they draw. text: mainline models for the top level of Responses. Default: image."),
        "lifecycle": _word(STATES, "Only models in this state. deprecated: announced, still callable."),
    },
    short=Short(
        ModelsDocument,
        {
            "ModelDocument": (
                "model", "kind", "lifecycle", "released", "shutdown", "days_left", "replacement", "sources",
            ),
        },
    ),
    ask=Desk.models,
)  # fmt: skip

TOOLS: Mapping[str, Tool] = {
    one.name: one for one in (RECOMMEND, NEXT_QUESTION, DIAGNOSE, LINT_SNIPPET, EXPLAIN, MODELS)
}
"""Every tool, by name."""
