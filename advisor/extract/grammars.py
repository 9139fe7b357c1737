"""The grammar of each language, and the language of each file."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.extract.grammar import Grammar
from advisor.extract.javascript import JAVASCRIPT, TSX, TYPESCRIPT
from advisor.extract.python import PYTHON
from advisor.extract.shell import SHELL

__all__ = ["GRAMMARS", "grammar_of"]

GRAMMARS: Mapping[str, Grammar] = {
    grammar.language: grammar for grammar in (PYTHON, JAVASCRIPT, TYPESCRIPT, TSX, SHELL)
}
"""By language."""

_ENDINGS = {
    "py": "python",
    "pyi": "python",
    "js": "javascript",
    "jsx": "javascript",
    "mjs": "javascript",
    "cjs": "javascript",
    "ts": "typescript",
    "mts": "typescript",
    "cts": "typescript",
    "tsx": "tsx",
    "sh": "shell",
    "bash": "shell",
    "zsh": "shell",
}


def grammar_of(path: str) -> Grammar | None:
    """The grammar of a source file; None where it is in no language that is known."""
    return GRAMMARS.get(_ENDINGS.get(path.rpartition(".")[2].lower(), ""))
