"""Which language a file or a block of code is in, told by its name, its label or its first line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

__all__ = ["family_of", "file_name", "of_label", "of_name", "of_shebang"]

_SUFFIXES = {
    "python": "py pyi pyw",
    "javascript": "js mjs cjs jsx",
    "typescript": "ts mts cts",
    "tsx": "tsx",
    "shell": "sh bash zsh ksh",
    "go": "go",
    "java": "java",
    "kotlin": "kt kts",
    "csharp": "cs csx",
    "ruby": "rb rake",
    "php": "php",
    "rust": "rs",
    "swift": "swift",
    "json": "json jsonl ndjson jsonc json5",
    "yaml": "yaml yml",
    "http": "http rest",
    "bruno": "bru",
    "makefile": "mk",
    "dockerfile": "dockerfile containerfile",
    "batch": "bat cmd",
    "powershell": "ps1 psm1",
    "notebook": "ipynb",
    "markdown": "md markdown mdown mkd",
    "mdx": "mdx",
    "restructured": "rst",
    "vue": "vue",
    "svelte": "svelte",
    "astro": "astro",
    "html": "html htm",
}
_NAMES = {
    "ruby": "Gemfile Rakefile Fastfile",
    "shell": ".bashrc .bash_profile .profile .zshrc .zprofile .envrc",
    "makefile": "Makefile makefile GNUmakefile",
    "dockerfile": "Dockerfile Containerfile",
}
_LABELS = {
    "python": "python python2 python3 py py3 pycon ipython ipython3 python-repl python-console doctest jupyter",
    "javascript": "javascript node nodejs node.js javascriptreact ecmascript es6",
    "typescript": "typescript deno",
    "tsx": "typescriptreact",
    "shell": "shell shellscript shell-session shellsession sh-session console bash-session terminal fish curl",
    "go": "golang",
    "kotlin": "kotlin",
    "csharp": "csharp c# dotnet",
    "ruby": "ruby",
    "rust": "rust",
    "json": "ipynb",
    "makefile": "make",
    "dockerfile": "docker",
    "powershell": "pwsh",
    "diff": "diff patch udiff",
    "": "text txt plain plaintext none raw",
}
_OTHERS = (
    "apache asm awk c clojure cmake cpp c++ css csv cypher dart elixir elm erlang fortran"
    " fsharp gitignore glsl gradle graphql groovy haskell hcl ini julia kusto latex less lua math matlab"
    " mermaid nginx nim nix objc objective-c ocaml pascal perl plantuml pl postgresql prisma prolog"
    " properties proto protobuf r regex reg restructuredtext rst sass scala scss solidity sql sqlite svg tex"
    " toml tsv vb vim wasm xml zig"
)
_FOREIGN = frozenset(_OTHERS.split())
"""Labels of languages that no parser here reads."""
_DIRECTIVES = frozenset({"code-cell", "code-block", "code", "sourcecode", "prompt", "jupyter-execute"})
"""Directives of MyST whose argument is a language; the body of any other is Markdown."""
_SHEBANG = re.compile(
    r"#!\s*(?:\S*/)?(?:env\s+(?:-\S+\s+)*)?(python|node|bash|zsh|ksh|dash|sh|ruby|php|deno|bun)(?=[\d.]*(?:\s|$))"
)


def _turned(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((word, language) for language, words in table.items() for word in words.split())


_BY_SUFFIX = dict(_turned(_SUFFIXES))
_BY_NAME = dict(_turned(_NAMES))
_BY_LABEL = _BY_SUFFIX | dict(_turned(_LABELS)) | {language: language for language in _SUFFIXES}


def of_name(path: str) -> str | None:
    """The language of a file, told by its name; None where the name does not say."""
    name = PurePath(path).name
    if name.startswith("Dockerfile."):
        return "dockerfile"
    return _BY_NAME.get(name) or _BY_SUFFIX.get(name.rpartition(".")[2].lower() if "." in name else "")


def of_shebang(first_line: str) -> str | None:
    """The language of a script, told by its first line; None where the line does not say."""
    found = _SHEBANG.match(first_line)
    if not found:
        return None
    return {"python": "python", "node": "javascript", "bun": "typescript", "deno": "typescript"}.get(
        found[1], found[1] if found[1] in ("ruby", "php") else "shell"
    )


def of_label(label: str) -> str | None:
    """The language of a block of code, told by its label (the info string of a fence).

    Empty where the label does not say, None where it names a language that nothing here reads. `diff`, `markdown`
    and the other containers are answers too.
    """
    directive = re.match(r"\{([\w-]+)\}\s*(\S*)", label)
    if directive and directive[1] not in _BY_LABEL and directive[1] not in _FOREIGN:
        return _of_word(directive[2]) if directive[1] in _DIRECTIVES else "markdown"
    words = re.split(r"[\s{},;()\[\]]+", label.strip("{ \t").lstrip("."), maxsplit=1)
    return _of_word(words[0])


def _of_word(word: str) -> str | None:
    bare = re.sub(r"^(?:language-|lang-|#!|\.)", "", word.lower())
    before, _, after = bare.partition(":")
    for name in ("diff" if bare.startswith("diff-") else bare, before):
        if name in _FOREIGN:
            return None
        if name in _BY_LABEL:
            return _BY_LABEL[name]
    return of_name(after.rpartition(":")[2] or bare) or ""


def file_name(stem: str, label: str) -> str | None:
    """How a file of that language may be called; None where nothing here reads the language."""
    suffixes = _SUFFIXES.get(of_label(label) or "")
    return f"{stem}.{suffixes.split()[0]}" if suffixes else None


def family_of(language: str) -> str:
    """The language whose packages and calls another one shares."""
    return "javascript" if language in ("typescript", "tsx") else language
