"""The grammar of each language, and the language of each file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from advisor.extract.csharp import CSHARP
from advisor.extract.go import GO
from advisor.extract.grammar import Grammar, Wheel
from advisor.extract.java import JAVA
from advisor.extract.javascript import JAVASCRIPT, TSX, TYPESCRIPT
from advisor.extract.kotlin import KOTLIN
from advisor.extract.php import PHP
from advisor.extract.python import PYTHON
from advisor.extract.ruby import RUBY
from advisor.extract.rust import RUST
from advisor.extract.shell import SHELL
from advisor.extract.swift import SWIFT

__all__ = ["GRAMMARS", "grammar_of"]

_ALL = (PYTHON, JAVASCRIPT, TYPESCRIPT, TSX, SHELL, GO, PHP, CSHARP, JAVA, RUBY, KOTLIN, RUST, SWIFT)
GRAMMARS: Mapping[str, Grammar] = {grammar.language: grammar for grammar in _ALL}
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
    "go": "go",
    "cs": "csharp",
    "java": "java",
    "swift": "swift",
    "rs": "rust",
    "kt": "kotlin",
    "kts": "kotlin",
    "rb": "ruby",
    "rake": "ruby",
    "php": "php",
}


def grammar_of(path: str) -> Grammar | None:
    """The grammar of a source file; None where it is in no language that is known, or its wheel is not installed."""
    grammar = GRAMMARS.get(_ENDINGS.get(path.rpartition(".")[2].lower(), ""))
    return grammar if grammar is not None and _is_there(grammar.language) else None


@cache
def _is_there(language: str) -> bool:
    load = GRAMMARS[language].load
    return not isinstance(load, Wheel) or load.is_there
