"""What is to be examined, settled before anything is sent."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from advisor import recommend
from advisor.call_table import call_table
from advisor.errors import InputError
from advisor.extract.hosts import Hosts
from advisor.facts import Job, facts_of
from advisor.secrets import redacted

if TYPE_CHECKING:
    from advisor.answer import Recommendation
    from advisor.facts import Account
    from advisor.freshness import Knowledge

__all__ = ["BASE_URL", "INSTALL", "KEY", "SENT", "Plan", "base_url", "boring_request", "need_sdk", "without_login"]

KEY, BASE_URL = "OPENAI_API_KEY", "OPENAI_BASE_URL"
SENT = {"organization": "OPENAI_ORG_ID", "project": "OPENAI_PROJECT_ID"}
"""Variables that the SDK reads by itself and sends as headers."""
INSTALL = 'pip install "openai-image-advisor[live]"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be examined, and how."""

    knowledge: Knowledge
    boring: Recommendation
    """The smallest request that proves anything, as the route table gives it."""
    chosen: bool
    """Its model was asked for, and is not the recommended one."""
    key: str
    """Empty where there is none."""
    address: str
    """The base address, version included."""
    address_from: str
    """Who gave the address, in words."""
    sent: Mapping[str, str]
    """Ids that go with every request, by what they are the id of."""
    account: Account
    """What was told of the account before."""
    seconds: float
    """How long a free check may take."""
    spend: bool
    """A request that costs money may be sent."""
    image: Path
    """Where to save what is drawn."""
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The options of the command as they were given, each with its values: one that takes none has none."""

    @property
    def host(self) -> str:
        """Whose server is asked, as rules/clients.yaml tells hosts apart; of OpenAI's own, `openai`."""
        return Hosts(call_table(self.knowledge.book)).of_address(self.address)

    @property
    def at_home(self) -> bool:
        """Whether requests go to OpenAI itself."""
        return self.host == "openai"

    @property
    def by_gateway(self) -> bool:
        """Whether requests go to a server with ways of its own: neither OpenAI's nor Azure's."""
        return self.host not in ("openai", "azure")

    def command(self, option: str, *values: str) -> str:
        """The command as it was given, with one more option; empty where that would show a secret."""
        options = {**self.given, option: values}
        words = [word for name, of_it in options.items() for word in (_each(name, of_it))]
        if any(redacted(word) != word for word in words) or without_login(self.address) != self.address:
            return ""
        return shlex.join(("advisor", "doctor", *words))

    @property
    def model(self) -> str:
        """The model of the boring request, by the name it is sent as."""
        return str(self.boring.body["model"])


def _each(option: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """An option before each of its values."""
    return tuple(word for value in values for word in (option, value)) or (option,)


def need_sdk() -> None:
    """Nothing, where the official SDK is installed.

    Raises:
        InputError: it is not.
    """
    if find_spec("openai") is None:
        raise InputError(f"doctor: the official openai SDK is not installed; expected it beside advisor: {INSTALL}")


def boring_request(model: str | None, account: Account, knowledge: Knowledge) -> Recommendation:
    """The smallest request that proves anything, with the recommended model or with another one.

    A model that the rules know keeps of it what that model takes; one they do not know is put in as it is.
    """
    told = partial(recommend, account=account, as_of=knowledge.as_of, rules=knowledge.book)
    boring = told(Job(intent="first-proof"))
    if model is None:
        return boring
    if model in knowledge.book.cards:
        asked = {name: value for name, value in boring.request.params.items() if name in facts_of(Job)}
        return told(Job(intent="compare", current_model=model, **asked))  # type: ignore[arg-type]
    request = replace(boring.request, model=model, image_model=model)
    return replace(boring, request=request, body={**boring.body, "model": model})


def base_url(given: str | None, environment: Mapping[str, str], knowledge: Knowledge) -> tuple[str, str]:
    """The base address and who gave it: the option, then the environment, then the rules.

    Raises:
        InputError: no address of the web.
    """
    told = str(knowledge.value("platform", "base_url"))
    for address, by in ((given, "--base-url"), (environment.get(BASE_URL), BASE_URL), (told, "the rules")):
        if address is not None and (address or by == "--base-url"):
            return _checked(address, by).rstrip("/"), by
    raise InputError("base-url: no address is known; expected --base-url, such as https://gateway.example/v1")


def _checked(address: str, by: str) -> str:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        sound = False
    if not sound or any(letter.isspace() for letter in address):
        name = by.removeprefix("--")
        expected = "expected http:// or https:// and a host, such as https://gateway.example/v1"
        raise InputError(f"{name}: {redacted(address)!r} is no address of the web; {expected}")
    return address


def without_login(address: str) -> str:
    """The address without name, password and query, to be shown."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
