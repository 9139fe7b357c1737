"""How much code must show for a call to be told as a request, and how sure that makes it."""

from __future__ import annotations

import re

from advisor.extract.doubles import is_test
from advisor.extract.sent import Sent
from advisor.extract.table import CallTable
from advisor.extract.unit import Unit
from advisor.extract.view import names_of
from advisor.extract.whose import Whose
from advisor.facts import ABSENT

__all__ = ["confidence", "is_shown"]

_SURE = ("openai", "azure")
_MODULE = re.compile(rb"^[ \t]*(?:package|namespace|module)[ \t]+([\w.\\]+)", re.MULTILINE)


def confidence(sent: Sent) -> str:
    """How sure it is that a request is one of ours: its host alone decides."""
    return "high" if sent.host in _SURE else "medium"


def is_shown(sent: Sent, whose: Whose, table: CallTable) -> bool:
    """Whether the code shows enough.

    | the host                        | what else must be shown                                                    |
    |---------------------------------|----------------------------------------------------------------------------|
    | OpenAI's or Azure's             | nothing                                                                    |
    | another that is known           | raw HTTP: it is in no test, since a test calls the server that it tests    |
    | not known, through an SDK       | a client named for the vendor, a known model or the image tool; or a body  |
    |                                 | that may be ours, with a model beside its prompt, through what is called a |
    |                                 | client, or in a file that names the vendor                                 |
    | not known, raw HTTP, in no test | a known model, a model beside its prompt, or a file that names the vendor; |
    |                                 | and neither a body of another protocol nor a class or module that is named |
    |                                 | for another vendor                                                         |

    A body may be ours when it is open or has fields, all of them ours.
    Commands and bodies that stand alone show all that there is.
    """
    if sent.resolver is None or sent.how not in ("sdk", "http") or sent.host in _SURE:
        return True
    unit, raw = sent.resolver.unit, sent.how == "http"
    if raw and is_test(unit, sent.span):
        return False
    if sent.host != "dynamic":
        return True
    strange = _strange_fields(sent, table)
    known = {one.value for one in sent.models() if isinstance(one.value, str)} & (
        table.image_models | set(table.aliases)
    )
    drawing = any(surface.tool and sent.tool(surface) is not None for surface in sent.surfaces)
    named = bool(known) or drawing or (not raw and _is_named(sent, whose))
    has_both = not strange and {"prompt", "model"} <= sent.fields.entries.keys()
    if raw:
        told = named or has_both or whose.is_named_in(unit.page)
        return told and sum(strange.values()) <= 1 and not _is_of_another(unit, sent, whose)
    may_be_ours = not any(strange.values()) and (sent.fields.open or bool(sent.fields.entries))
    return named or (may_be_ours and (has_both or _is_a_client(sent) or whose.is_named_in(unit.page)))


def _strange_fields(sent: Sent, table: CallTable) -> dict[str, bool]:
    """The fields that no body of ours ever had, and whether each is always sent; those added on purpose aside."""
    added = sent.call is not None and sent.call.named("extra_body") is not None
    text = any(surface.model_kind != "image" for surface in sent.surfaces)
    if added or text or (sent.resolver is not None and sent.resolver.unit.grammar.own_spelling):
        return {}
    ours = frozenset[str]().union(*(surface.fields for surface in table.surfaces))
    return {
        name: all(one.value is not ABSENT for one in values)
        for name, values in sent.fields.entries.items()
        if ours and name.removesuffix("[]") not in ours
    }


def _is_of_another(unit: Unit, sent: Sent, whose: Whose) -> bool:
    """Whether the class or the module around a request is named for another vendor."""
    around = unit.class_at(sent.span)
    module = _MODULE.search(unit.source)
    named = [
        around.name if around else "",
        re.split(rb"[.\\]", module[1])[-1].decode("utf-8", "replace") if module else "",
    ]
    return any(map(whose.speaks_of_another, named)) and not any(map(whose.speaks_of_ours, named))


def _is_named(sent: Sent, whose: Whose) -> bool:
    """Whether the client, or what it is a part of, is named for the vendor."""
    return sent.call is not None and any(map(whose.speaks_of_ours, names_of(sent.call.callee)))


def _is_a_client(sent: Sent) -> bool:
    """Whether what a call goes through is called a client: `client`, `self._client`, `apiClient`."""
    return sent.call is not None and any(name.lower().endswith("client") for name in names_of(sent.call.callee))
