"""The interview in a terminal: one question after another, back at will, until nothing more changes the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from advisor.errors import InputError, as_written, nearest
from advisor.facts import ABSENT, UNKNOWN
from advisor.front.inputs import masked
from advisor.front.replies import read_reply
from advisor.interview import ASKABLE, Interview, Known, Question
from advisor.report.layout import Page, Paragraph
from advisor.report.question_page import in_short, question_page
from advisor.secrets import without_keys
from advisor.wording import in_words

if TYPE_CHECKING:
    from advisor.answer import Recommendation

__all__ = ["KEYS", "Left", "Talk", "Wizard", "usual_questions"]

KEYS = (
    "At every question: the number of an answer, or the answer itself or its beginning; Enter takes the default; "
    "? not known; b back; s stop, with the answer so far; q quit; h shows this again."
)
_OF_IDS = "`advisor explain ID` tells more of what stands in brackets."
_NOT_KNOWN, _BACK, _STOP, _QUIT, _HELP = ("?", "unknown"), ("b", "back"), ("s", "stop"), ("q", "quit"), ("h", "help")


class Left(Exception):  # noqa: N818  # no error: somebody wanted to go
    """Whoever was asked has left."""


@dataclass(frozen=True)
class Talk:
    """Where questions are asked and answered."""

    read: Callable[[str], str]
    """The line that is typed after a prompt; raises EOFError where no more will come."""
    show: Callable[[Page], None]

    def say(self, text: str) -> None:
        """Shows a sentence, with keys masked."""
        self.show(Page((Paragraph(without_keys(text)),)))

    def ask(self, prompt: str) -> str:
        """What is typed after a prompt, without space around it.

        Raises:
            Left: the end of input, or a word that says so.
        """
        while True:
            try:
                typed = self.read(prompt).strip()
            except EOFError:
                raise Left from None
            except UnicodeDecodeError:
                typed = "\0"
            if typed.lower() in _QUIT:
                raise Left
            if typed.isprintable():
                return typed
            self.say("That cannot be read, for it holds keys or bytes that are no text; expected text.")

    def confirm(self, prompt: str) -> bool:
        """Whether somebody said yes; Enter says no."""
        while True:
            typed = self.ask(f"{prompt} y or n (Enter: n): ").lower()
            if typed in ("y", "yes", "n", "no", ""):
                return typed.startswith("y")
            self.say("Expected y or n.")


def usual_questions(
    interview: Interview, known: Known, question_of: Callable[[Known], Question | None] | None = None
) -> Iterator[Question]:
    """The questions that are asked where every answer is the default."""
    while (question := (question_of or interview.question)(known)) is not None:
        yield question
        known = interview.answered(known, question.fact.full_name, question.assumed)


class Wizard:
    """One interview, with everything that was known before each answer."""

    def __init__(self, interview: Interview, known: Known, talk: Talk) -> None:
        self._interview, self._talk = interview, talk
        self._question_of = cache(interview.question)
        self._steps = [known]
        self._said = ""
        self._told_of_ids = False

    @property
    def known(self) -> Known:
        """What is known by now."""
        return self._steps[-1]

    def back(self) -> None:
        """Takes the last answer back."""
        if len(self._steps) > 1:
            self._steps.pop()
        else:
            self._talk.say("There is no question before this one.")

    def run(self) -> tuple[Recommendation, tuple[Question, ...]]:
        """Asks until nothing more changes the answer or somebody stops; gives the answer, and what is still open.

        Raises:
            Left: somebody quits.
        """
        while ahead := tuple(usual_questions(self._interview, self.known, self._question_of)):
            self._say_so_far()
            self._talk.say("")
            self._talk.show(question_page(ahead[0], len(self._steps), len(self._steps) + len(ahead) - 1))
            self._say_of_ids(ahead[0])
            if not self._heard(ahead[0]):
                self._leave_open(ahead)
                return self._interview.answer(self.known), ahead
        return self._interview.answer(self.known), ()

    def _say_so_far(self) -> None:
        """The answer as it stands, where it is another one than before."""
        if not self._stands(self.known):
            return
        text = in_short(self._interview.answer(self.known))
        if text != self._said:
            self._talk.say(f"So far: {text}.")
        self._said = text

    def _say_of_ids(self, question: Question) -> None:
        """Says what the ids of rules are good for, where the first of them are seen."""
        if not self._told_of_ids and any(option.rules for option in question.options):
            self._talk.say(_OF_IDS)
            self._told_of_ids = True

    def _heard(self, question: Question) -> bool:
        """Takes one reply, asked for until it can be understood; false where it is to stop."""
        while True:
            typed = self._talk.ask(_prompt(question))
            word = typed.lower()
            if word in _STOP:
                return False
            if word in _BACK:
                self.back()
                return True
            if word in _HELP:
                self._talk.say(KEYS)
                continue
            try:
                self._take(question, _value(question, typed))
            except InputError as error:
                self._talk.say(f"{error}.")
                continue
            return True

    def _take(self, question: Question, value: object) -> None:
        """Adds an answer, and says what was understood.

        Raises:
            InputError: a value that no rule knows, or that contradicts what was told.
        """
        value = masked({question.fact.name: value})[question.fact.name]
        known = self._interview.answered(self.known, question.fact.full_name, value)
        self._question_of(known)
        name = question.fact.name.replace("_", " ")
        self._talk.say(f"Noted: {name}: {in_words(value, absent='left open')}.")
        self._doubt(value)
        self._step(known)

    def _doubt(self, value: object) -> None:
        """Says which names of a list are no models that are known; they may be right all the same."""
        models = self._interview.knowledge.book.cards
        for name in (one for one in (value if isinstance(value, tuple) else ()) if one not in models):
            self._talk.say(f"No rule knows a model named {as_written(name)}{nearest(name, models)}; b takes it back.")

    def _leave_open(self, ahead: Iterable[Question]) -> None:
        """Passes questions, from the next one on, until the answer can be told without more of them."""
        known = self.known
        for question in ahead:
            known = self._interview.answered(known, question.fact.full_name, UNKNOWN)
            if self._stands(known):
                break
        self._step(known)

    def _stands(self, known: Known) -> bool:
        """Whether what is known can be answered; a migration cannot until its model is told."""
        try:
            self._interview.answer(known)
        except InputError:
            return False
        return True

    def _step(self, known: Known) -> None:
        gone = [name for name in known.passed if self.known.value(name) is not UNKNOWN]
        self._steps.append(known)
        if gone:
            names = ", ".join(ASKABLE[name].name.replace("_", " ") for name in sorted(gone))
            self._talk.say(f"Taken back, because it cannot stand without that: {names}.")


def _value(question: Question, typed: str) -> object:
    if not typed:
        return question.assumed
    return UNKNOWN if typed.lower() in _NOT_KNOWN else read_reply(question, typed)


def _prompt(question: Question) -> str:
    if question.assumed is ABSENT or question.assumed is UNKNOWN:
        return "Answer (Enter: leave it open): "
    return f"Answer (Enter: {in_words(question.assumed)}): "
