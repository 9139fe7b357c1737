"""Requests that commands send, in the shell or run by other code: curl, and programs like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TypeAlias

from advisor.extract.address import Addresses, path_written, with_deployment
from advisor.extract.body import PLACEHOLDER, body_of_text
from advisor.extract.programs import PROGRAMS, Word, text_of
from advisor.extract.resolve import Frame, Resolver
from advisor.extract.sent import Sent
from advisor.extract.shell import READS, SHELL
from advisor.extract.table import CallTable
from advisor.extract.unit import Unit
from advisor.extract.values import HOLE, Fields, Possible, merged
from advisor.extract.view import Call, Expression, Function, Name, Span, names_of
from advisor.extract.view import Sequence as Listed
from advisor.extract.whose import Whose

__all__ = ["CurlCalls"]

_RUNNERS = frozenset(
    {"run", "call", "check_call", "check_output", "Popen", "system", "popen", "getoutput", "create_subprocess_exec"}
    | {"create_subprocess_shell", "exec", "execSync", "spawn", "spawnSync", "execFile", "execFileSync", "execa"}
    | {"shell_exec", "passthru", "proc_open", "Command", "capture2", "capture3", "execFileAsync", "execAsync", "sh"}
)
"""Functions of other languages that run a command: a list of its words, or its text."""
_PRINTERS = re.compile(r"(?:^|/)(?:echo|printf|print|cat|grep|rg|which|type|man|alias|say|log\w*|\w+_log|info|warn)$")
"""Commands to which a command is a text."""
_SHELLS = re.compile(r"(?:^|/)(?:(?:ba|z|k|da)?sh|eval|ssh|su)$")
"""Commands that run a text."""
_DEEPEST = 20
"""Lists in lists; one may be added to many times, or hold itself."""
_MOST_WORDS = 500
"""Words of a command that are looked at."""
_MOST_SCRIPTS = 3
"""Scripts in texts of scripts."""

ReadFile: TypeAlias = Callable[[str], str | None]
"""The text of a file beside the script; None where it is not there."""


class CurlCalls:
    """Finds the commands of one file that send requests."""

    def __init__(self, resolver: Resolver, whose: Whose, table: CallTable, read_file: ReadFile, depth: int = 0) -> None:
        self._resolver, self._whose, self._table, self._read_file = resolver, whose, table, read_file
        self._depth = depth
        self._addresses = Addresses(table)

    def __iter__(self) -> Iterator[Sent]:
        """The commands that name an address; a function of the script that is given one counts where it is called."""
        found: list[tuple[Sent, Span | None]] = []
        for call in self._resolver.unit.calls:
            helper = self._helper(call)
            sent = self._sent(call, None) if helper is None else self._through(Frame(helper, call, None))
            if sent is not None:
                found.append((sent, helper.span if helper else None))
        helpers = [span for _, span in found if span is not None]
        yield from (sent for sent, _ in found if not any(span.holds(sent.span) for span in helpers))

    @property
    def _is_script(self) -> bool:
        return self._resolver.unit.grammar is SHELL

    def _helper(self, call: Call) -> Function | None:
        """The function of the script that a command calls, where it gives it a path."""
        helper = self._resolver.scope.function_of(call) if self._is_script else None
        given = (text_of(self._resolver.values(one)) for one in call.positional) if helper else ()
        return helper if any(map(self._addresses.surface, given)) else None

    def _through(self, frame: Frame) -> Sent | None:
        inside = (call for call in self._resolver.unit.calls if frame.function.span.holds(call.span))
        sent = next(filter(None, (self._sent(call, frame) for call in inside)), None)
        return replace(sent, span=frame.call.span, call=frame.call) if sent else None

    def _sent(self, call: Call, frame: Frame | None) -> Sent | None:
        for name, words in self._commands(call, frame):
            said = PROGRAMS[name](words, partial(self._data, call=call, frame=frame))
            surfaces = tuple(dict.fromkeys(filter(None, map(self._addresses.surface, said.addresses))))
            kinds = [self._whose.hosts.of_address(one) for one in said.addresses if self._addresses.names_one(one)]
            if surfaces and said.method in ("", "POST", HOLE) and kinds[0] not in ("other-vendor", "chatgpt-backend"):
                how = "curl" if name == "curl" else "http"
                body = with_deployment(said.body, said.addresses)
                alike = self._whose.hosts.is_only_alike(said.addresses)
                path = path_written(said.addresses, self._table)
                return Sent(surfaces, body, call.span, how, kinds[0], call, self._resolver, alike, path)
        return None

    # -- the command that runs in the end ----------------------------------------------------------------------------

    def _commands(self, call: Call, frame: Frame | None) -> Iterator[tuple[str, list[Word]]]:
        """The programs that a call runs, each with the words after its name."""
        if self._is_script and isinstance(call.callee, Name) and self._may_send(call, call.callee.name):
            named: list[Word] = [(Possible(call.callee.name, "literal"),)]
        elif not self._is_script and names_of(call.callee)[-1] in _RUNNERS:
            named = []
        else:
            return
        given = (word for one in call.positional for word in self._words(one, frame))
        words = [*named, *islice(given, _MOST_WORDS)]
        texts = [text_of(word) for word in words]
        if not texts or (named and _PRINTERS.search(texts[0])):
            return
        at = next((at for at, text in enumerate(texts) if _program(text) in (_WRAPPED if at else PROGRAMS)), None)
        if at is not None:
            yield _program(texts[at]), list(_filled(texts[:at], words[at + 1 :]))
        else:
            for text in texts if _SHELLS.search(texts[0]) else () if named else texts[:1]:
                yield from self._inside(text) if "curl" in text and self._depth < _MOST_SCRIPTS else ()

    def _may_send(self, call: Call, name: str) -> bool:
        """Whether a command is a program that sends, or its words name one."""
        written = self._resolver.unit.source[call.span.start : call.span.end]
        return _program(name) in PROGRAMS or any(program.encode() in written for program in _WRAPPED)

    def _inside(self, text: str) -> Iterator[tuple[str, list[Word]]]:
        """The programs that run where a text is run as a script."""
        script = Resolver(Unit(text.replace(HOLE, PLACEHOLDER).encode("utf-8", "surrogatepass"), SHELL))
        inner = CurlCalls(script, self._whose, self._table, self._read_file, self._depth + 1)
        for call in script.unit.calls:
            yield from inner._commands(call, None)

    def _words(self, expression: Expression, frame: Frame | None, depth: int = 0) -> Iterator[Word]:
        """The words that an argument makes: those of a list one by one."""
        lists = [one for one in self._resolver.reach(expression, frame) if isinstance(one.expression, Listed)]
        if depth > _DEEPEST:
            yield (Possible(HOLE, "unknown"),)
        elif lists:
            longest = lists[-1]
            assert isinstance(longest.expression, Listed)
            changes = ((change.entry.value, change.frame) for change in longest.changes)
            for item, within in (*((item, longest.frame) for item in longest.expression.items), *changes):
                yield from self._words(item, within, depth + 1)
        else:
            yield from self._split(expression, frame)

    def _split(self, expression: Expression, frame: Frame | None) -> Iterator[Word]:
        """The words of a text, which the shell splits where it stands without quotes."""
        values = tuple(map(_restored, self._resolver.values(expression, frame)))
        text = text_of(values)
        if self._is_script and isinstance(expression, Name) and " " in text.strip() and text.strip()[0] not in "{[":
            yield from ((Possible(part, "constant"),) for part in text.split())
        else:
            yield values

    # -- the data ----------------------------------------------------------------------------------------------------

    def _data(self, word: Word, *, call: Call, frame: Frame | None) -> Fields:
        """The fields of what a command sends, which may stand in a file or come from its input."""
        found = [one.value for one in word if isinstance(one.value, Fields)]
        texts = [one.value for one in word if isinstance(one.value, str)]
        fewest = min((text.count(HOLE) for text in texts), default=0)
        for text in (text for text in texts if text.count(HOLE) == fewest):
            found.append(self._content(text, call, frame))
        return merged(found) if found else Fields(open=True)

    def _content(self, text: str, call: Call, frame: Frame | None) -> Fields:
        read = call.named(READS)
        if text == "@-" and read is not None:
            return self._data(self._resolver.values(read, frame), call=replace(call, arguments=()), frame=frame)
        if text.startswith("@") and HOLE not in text:
            written = text_of(self._resolver.values(Name(text, call.span), frame))
            text = written if written != HOLE else self._read_file(text[1:]) or ""
        return body_of_text(text) or Fields(open=True)


_WRAPPED = frozenset({"curl", "wget"})
"""Programs whose names mean them among the words of another command, such as `timeout 60 curl`."""


def _program(text: str) -> str:
    """The name of a program without its folder, in small letters; a variable that is named for it counts."""
    bare = text.strip("\"'").rpartition("/")[2].lower()
    named = re.match(r"\$\{?(curl)", bare)
    return named[1] if named else bare.removesuffix(".exe")


def _filled(before: Sequence[str], words: Sequence[Word]) -> Iterator[Word]:
    """The words of a command that `xargs` gives more words: where it says, else at their end."""
    if "xargs" not in before and "parallel" not in before:
        yield from words
        return
    marks = [mark for flag, mark in zip(before, [*before[1:], ""], strict=True) if flag in ("-I", "-J")]
    marks += [text[2:] for text in before if text[:2] == "-I" and text[2:]]
    for word in words:
        yield tuple(_with_hole(one, (marks or ["{}"])[0]) for one in word)
    if not marks:
        yield (Possible(HOLE, "unknown"),)


def _restored(possible: Possible) -> Possible:
    return _with_hole(possible, PLACEHOLDER)


def _with_hole(possible: Possible, mark: str) -> Possible:
    value = possible.value
    return replace(possible, value=value.replace(mark, HOLE)) if isinstance(value, str) else possible
