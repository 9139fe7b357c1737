"""What the checks learn from each other: answers of the API, what they come down to, and facts of the account."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from advisor import diagnose
from advisor.clues import quoted
from advisor.diagnosis import Diagnosis, Step
from advisor.facts import UNKNOWN, Account, Request, told
from advisor.failure import Failure
from advisor.front.doctor.plan import Plan

if TYPE_CHECKING:
    from openai import OpenAI

__all__ = ["Heard", "Outcome", "Session"]

_NO_JSON = object()


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer of the server, good or bad."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: bytes
    error: Exception | None
    """What the SDK raised for it."""

    @property
    def is_json(self) -> bool:
        """Whether the body is JSON, if only `null`."""
        return self._parsed is not _NO_JSON

    @property
    def document(self) -> Any:
        """The body as plain data; None where it is no JSON."""
        return self._parsed if self.is_json else None

    @property
    def _parsed(self) -> Any:
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return _NO_JSON

    @property
    def says(self) -> tuple[str, ...]:
        """What the server itself says of a refusal, and how long it asks to wait; nothing where it says nothing."""
        error = self.document.get("error") if isinstance(self.document, Mapping) else None
        message = error.get("message") if isinstance(error, Mapping) else error
        wait = self.headers.get("retry-after")
        return (
            *((f'the server says: "{quoted(message)}"',) if isinstance(message, str) and message else ()),
            *((f"the server asks to wait: retry-after {quoted(wait)}",) if wait else ()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check comes to."""

    state: str
    shows: str
    details: tuple[str, ...] = ()
    diagnosis: Diagnosis | None = None
    """What the rules say of what was refused."""
    cause: str = ""
    """A cause that the check itself established."""
    next_step: Step | None = None
    """Where neither of the two tells one."""


@dataclass
class Session:
    """One examination under way."""

    plan: Plan
    tell: Callable[[str], None]
    """Told what takes long and what costs money, while it happens."""
    listing: Heard | None = None
    """The answer to the question which models there are."""
    listed: tuple[Mapping[str, Any], ...] | None = None
    """The models of that answer, as they were told; None where none were."""
    first: Heard | None = None
    """The answer to the first request."""
    drawn: bool = False
    """The first request was answered with an image."""
    refused: Diagnosis | None = None
    """What the failure of the first request comes down to."""
    failed: str | None = None
    """The cause by which the first request failed, empty where none is known; None where it did not fail."""
    spent: bool = False
    """A request that costs money was sent."""
    saved: str = ""
    """The file that holds the image."""
    learned: dict[str, object] = field(default_factory=dict)
    """Facts of the account that were proved or refuted, by their names."""

    @cached_property
    def client(self) -> OpenAI:
        """The official client. It never sends a request twice."""
        from openai import OpenAI

        plan = self.plan
        return OpenAI(api_key=plan.key, base_url=plan.address, timeout=plan.seconds, max_retries=0)

    def get_ready(self) -> None:
        """Loads the SDK, which may take longer than an answer does, so that no check is timed for it."""
        _ = self.client.models.with_raw_response.list

    def ask(self, send: Callable[[], Any]) -> Heard:
        """The answer to a request, sent through the SDK.

        Raises:
            APIConnectionError: there was none.
        """
        from openai import APIStatusError

        error: Exception | None = None
        try:
            response = send().http_response
        except APIStatusError as refusal:
            response, error = refusal.response, refusal
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Heard(response.status_code, headers, response.content, error)

    def visible(self) -> tuple[str, ...]:
        """The models that are listed, by the names the rules know them by; none where no list was given.

        Fine-tuned models are left out: their ids name the organization.
        """
        listed = {one["id"] for one in self.listed or () if ":" not in one["id"]}
        knowledge = self.plan.knowledge
        return tuple(sorted(listed | {id_ for id_ in knowledge.book.cards if knowledge.sent_as(id_) in listed}))

    def account(self) -> Account:
        """What was told of the account before, and what was learned since."""
        return Account(**{**told(self.plan.account), **self.learned})  # type: ignore[arg-type]

    def diagnose(self, failure: Exception | Failure, request: Request | None = None) -> Diagnosis:
        """What the rules say of a failure, given what is known of the account."""
        knowledge = self.plan.knowledge
        return diagnose(failure, request, self.account(), as_of=knowledge.as_of, rules=knowledge.book)

    def failure(self, heard: Heard, text: str) -> Failure:
        """A failure that no exception tells, with whose server it came from."""
        plan = self.plan
        client = "gateway" if plan.by_gateway else UNKNOWN
        return Failure(status=heard.status, text=text, message=text, endpoint=plan.address, client=client)

    def refuted(
        self,
        shows: str,
        failure: Exception | Failure,
        *,
        request: Request | None = None,
        details: tuple[str, ...] = (),
        otherwise: Step | None = None,
    ) -> Outcome:
        """The outcome of a check that met a failure; `otherwise` is what to do where the rules tell no cause of it."""
        diagnosis = self.diagnose(failure, request)
        if otherwise and diagnosis.causes[0].standing not in ("shown", "likely"):
            return Outcome(state="refuted", shows=shows, details=details, next_step=otherwise)
        return Outcome(state="refuted", shows=shows, details=details, diagnosis=diagnosis)
