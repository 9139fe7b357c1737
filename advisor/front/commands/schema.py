"""`advisor schema`"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from advisor.errors import InputError, nearest
from advisor.facts import Account, Job, facts_of
from advisor.front import completing

__all__ = ["facts_schema", "schema"]


@click.command(short_help="The JSON Schema of a document.")
@click.argument("name", shell_complete=completing.offering(lambda _context: ((name, "") for name in _names())))
def schema(name: str) -> None:
    """The JSON Schema of an answer (recommend, models, ...), of a job or account, or of the rule files (rules)."""
    schemas: dict[str, Callable[[], Any]] = {
        "job": lambda: facts_schema(Job),
        "account": lambda: facts_schema(Account),
    }
    from pydantic import TypeAdapter

    from advisor.report.published import DOCUMENTS
    from advisor.schema import json_schemas

    schemas |= {command: lambda shape=shape: TypeAdapter(shape).json_schema() for command, shape in DOCUMENTS.items()}  # type: ignore[misc]
    schemas["rules"] = json_schemas
    if name not in schemas:
        raise InputError(f"no schema is named {name!r}{nearest(name, schemas)}; expected one of {', '.join(_names())}")
    click.echo(json.dumps(schemas[name](), indent=2))


def _names() -> list[str]:
    from advisor.report.published import DOCUMENTS

    return sorted(["job", "account", "rules", *DOCUMENTS])


def facts_schema(group: type[Job] | type[Account]) -> dict[str, Any]:
    """The JSON Schema of the facts of a job or an account."""
    facts = facts_of(group).values()
    properties = {fact.name: {**fact.domain.json_schema(), "description": fact.asks} for fact in facts}
    return {"title": group.__name__, "type": "object", "properties": properties, "additionalProperties": False}
