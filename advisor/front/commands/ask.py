"""`advisor ask`"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from advisor.errors import InputError
from advisor.front.commands.recommend import ANSWER_FORMATS, deliver
from advisor.front.fact_options import facts_told, tells_facts
from advisor.front.options import Options, common

if TYPE_CHECKING:  # loaded when the command runs
    from advisor.front.wizard import Talk, Wizard
    from advisor.interview import Interview, Known

__all__ = ["ask"]

_STANDINGS = {"ready": "ready", "blocked": "blocked", "unknown": "not known yet"}


@click.command(short_help="Asks what decides, and recommends.")
@tells_facts
@partial(common, formats=ANSWER_FORMATS)
def ask(job: str | None, account: str | None, options: Options, **flags: Any) -> int:
    """Asks, in a terminal, what changes the answer and nothing else, then tells the request to send.

    Whatever files and options tell is not asked. Exit codes are those of `recommend`; 130 where you quit.
    """
    from advisor.front.wizard import KEYS, Left, Talk, Wizard
    from advisor.interview import Interview, Known

    if job == "-" or account == "-":
        raise InputError("ask: `-` is where your answers come from; expected a file")
    if options.silence:
        raise InputError(f"ask: there is no request to write. {options.silence.rstrip('.')}")
    told_job, told_account = facts_told(job, account, flags, options)
    interview, known = Interview(options.knowledge), Known(job=told_job, account=told_account)
    _need_terminal(interview, known)
    talk = Talk(input, options.show_text)
    talk.say(f"Which OpenAI image endpoint, model and payload to use, as of {options.as_of}.")
    talk.say(KEYS)
    wizard = Wizard(interview, known, talk)
    try:
        return _talked(wizard, talk, options)
    except (Left, KeyboardInterrupt):
        talk.say("")
        talk.say("Nothing was written. To go on from here:")
        click.echo(_command("ask", wizard.known, options))
        raise click.Abort from None


def _need_terminal(interview: Interview, known: Known) -> None:
    """Raises an error that tells what to use instead where nobody can be asked."""
    from advisor.front.wizard import usual_questions
    from advisor.report.command_line import flag_form

    deaf = [name for name in ("stdin", "stdout") if not getattr(sys, name).isatty()]
    if deaf:
        flags = "".join(f"\n  {flag_form(question.fact)}" for question in usual_questions(interview, known))
        raise InputError(
            f"ask: {deaf[0]} is no terminal, so nobody can be asked; expected a terminal, or `advisor recommend` with "
            f"flags, or with files as `advisor recommend JOB.yaml --account ACCOUNT.yaml`. "
            + (f"What decides most, in this order:{flags}" if flags else "Nothing is left to be asked.")
        )


def _talked(wizard: Wizard, talk: Talk, options: Options) -> int:
    """Asks, answers and offers to keep what was told; from the offer it goes back to the last question."""
    from advisor.facts import told
    from advisor.report.question_page import in_short, left_open_page

    while True:
        answer, left_open = wizard.run()
        talk.say("")
        code = deliver(answer, options)
        if left_open:
            talk.say("")
            talk.show(left_open_page(left_open))
        talk.say(f"\nIn short: {in_short(answer)}; access {_STANDINGS[answer.access.standing]}.")
        talk.say("The same in one line:")
        click.echo(_command("recommend", wizard.known, options))
        if not told(wizard.known.job) and not told(wizard.known.account):
            return code
        typed = _offer(talk)
        if typed == "b":
            wizard.back()
            continue
        if typed == "y":
            _save(wizard.known, talk, options)
        return code


def _offer(talk: Talk) -> str:
    """`y`, `n`, or `b`."""
    while True:
        typed = talk.ask("\nSave your answers to files? y, n, or b back to the questions (Enter: n): ").lower()
        if typed[:1] in ("", "y", "n", "b"):
            return typed[:1] or "n"
        talk.say("Expected y, n or b.")


def _save(known: Known, talk: Talk, options: Options) -> None:
    from advisor.front.keeping import ask_for_files

    files = ask_for_files(known.job, known.account, talk)
    talk.say(f"Written: {' and '.join(map(str, files.values()))}. To ask again:")
    click.echo(_with_files({name: str(path) for name, path in files.items()}, options))


def _with_files(files: dict[str, str], options: Options) -> str:
    from advisor.facts import Account, Job
    from advisor.report.command_line import advisor_command

    named = [
        *([files["job"]] if "job" in files else []),
        *(["--account", files["account"]] if "account" in files else []),
    ]
    return advisor_command("recommend", Job(), Account(), options.as_of, options.told_rules, named)


def _command(name: str, known: Known, options: Options) -> str:
    from advisor.report.command_line import advisor_command

    return advisor_command(name, known.job, known.account, options.as_of, options.told_rules)
