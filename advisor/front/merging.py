"""The answers of the parts of a run, read from disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.errors import InputError
from advisor.finding import Linted
from advisor.report.lint_reader import read_lint
from advisor.shards import merged

__all__ = ["merged_answers"]


def merged_answers(files: Sequence[str]) -> Linted:
    """The answer of the whole run.

    Raises:
        InputError: a file that cannot be read or holds no answer, one given twice, or answers that do not fit together.
    """
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice is not None:
        raise InputError(f"{twice}: is given twice; expected each part once")
    return merged({file: read_lint(_text(file), file) for file in files})


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{file}: cannot be read ({why}); expected a JSON answer of `advisor lint`") from None
