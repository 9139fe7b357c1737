"""`advisor doctor`"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from advisor.errors import InputError
from advisor.front import completing
from advisor.front.options import FOUND, Options, common

if TYPE_CHECKING:  # loaded when the command runs
    from advisor.front.doctor.plan import Plan

__all__ = ["doctor"]

_CRASHED, _STOPPED = 3, 130
_IMAGE = "first-request.png"
_OF_PRINTING = ("format_", "no_color")


@click.command(short_help="Check key, address, models and account against the live API.")
@click.option("--base-url", metavar="URL", help="Ask this address instead of OPENAI_BASE_URL or OpenAI's own.")
@click.option(
    "--model",
    metavar="ID",
    shell_complete=completing.models,
    help="Draw with this model instead of the recommended one.",
)
@click.option("--spend", is_flag=True, help="Send the smallest request for an image, once; it costs money.")
@click.option(
    "--output",
    metavar="FILE",
    shell_complete=completing.files,
    help=f"Where to save the image of --spend.  [default: {_IMAGE}]",
)
@click.option(
    "--save-account",
    metavar="FILE",
    shell_complete=completing.files,
    help="Keep what is learned, for `recommend` and `diagnose --account`.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, 3600, min_open=True),
    default=20,
    show_default=True,
    help="How long each free check may take; --spend waits as long as an image may take.",
)
@common
def doctor(
    base_url: str | None,
    model: str | None,
    spend: bool,
    output: str | None,
    save_account: str | None,
    timeout: float,
    options: Options,
) -> None:
    """Checks, in debugging order, what stands between you and an image: key, address, models, account.

    All is free, unless --spend is given. Needs the official SDK: pip install "openai-image-advisor[live]"
    """
    from advisor.front.doctor.plan import need_sdk
    from advisor.front.doctor.remember import remember, told_before
    from advisor.front.doctor.run import examine
    from advisor.report.doctor_document import examination_document
    from advisor.report.doctor_page import examination_page

    need_sdk()
    if output and not spend:
        raise InputError("output: nothing is drawn without --spend; expected both or none")
    file = Path(save_account) if save_account else None
    before = told_before(file) if file else {}
    plan = _plan(base_url, model, before, Path(output or _IMAGE), timeout, options, spend=spend)
    answer, session = examine(plan, lambda text: click.echo(f"advisor: {text}", err=True))
    if file:
        answer = replace(answer, account=str(file), changed=remember(file, before, session.learned))
    options.show(lambda: examination_page(answer), lambda: examination_document(answer))
    code = _STOPPED if answer.stopped else FOUND if answer.refuted else _CRASHED if answer.crashed else 0
    if code:
        raise click.exceptions.Exit(code)


def _plan(
    base_url: str | None,
    model: str | None,
    before: dict[str, object],
    image: Path,
    seconds: float,
    options: Options,
    *,
    spend: bool,
) -> Plan:
    """All that is known before anything is sent; bad input ends it here."""
    from advisor.facts import Account
    from advisor.front.doctor import plan

    if spend and (image.is_dir() or not image.parent.is_dir()):
        raise InputError(f"output: {image}: no file can be written there; expected a file in a folder that exists")
    account = Account(**before)  # type: ignore[arg-type]  # its domains were checked as it was read
    address, by = plan.base_url(base_url, os.environ, options.knowledge)
    return plan.Plan(
        knowledge=options.knowledge,
        boring=plan.boring_request(model, account, options.knowledge),
        chosen=model is not None,
        key=os.environ.get(plan.KEY, ""),
        address=address,
        address_from=by,
        sent={what: id_ for what, name in plan.SENT.items() if (id_ := os.environ.get(name))},
        account=account,
        seconds=seconds,
        spend=spend,
        image=image,
        given=dict(_given(click.get_current_context())),
    )


def _given(context: click.Context) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The options that stand in the command line, but for those that tell how to print the answer."""
    for option in context.command.params:
        name = option.name or ""
        if name in _OF_PRINTING or context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        value = context.params[name]
        values = () if value is True else tuple(map(_typed, value if isinstance(value, tuple) else (value,)))
        yield option.opts[0], values


def _typed(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
