"""Explanations as Markdown: one alone, or all of them as a section of a documentation, linked with each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from advisor.lookup import Explanation, Reference, Section
from advisor.wording import counted

__all__ = ["KINDS", "MARK", "Link", "docs_section", "render"]

Link: TypeAlias = Callable[[Reference], str]
"""Where the page of a reference is; empty where it has none."""

MARK = "<!-- written by `advisor explain --all`; a new run replaces it -->"
"""The first line of every page of a section."""

_INDEX = "index.md"
KINDS = {
    "rule": ("Rules", "What a request must not do, each with code to avoid and to prefer."),
    "model": ("Models", "What each model is, takes and turns into."),
    "family": ("Families", "What holds for all models of a family."),
    "surface": ("Surfaces", "The places a request can be sent to."),
    "route": ("Routes", "Which surface for which job; the first row that holds decides."),
    "cause": ("Causes", "What can be to blame when a request fails, and what to do."),
    "signature": ("Signatures of errors", "How errors look, and which causes they lead to."),
    "stage": ("Debugging order", "In which order to look for a fault."),
    "topic": ("Topics", "Whom to believe on which question."),
    "source": ("Sources", "Every page, spec and thread that is cited, and what it says."),
}
"""The kinds in the order of the index, each with its title and what its pages tell."""
_CODE = re.compile(r"(`[^`\n]+`)")
_ADDRESS = re.compile(r"(https?://[^\s,;\]<>]*[^\s,;\]<>.])")
_SPECIAL = re.compile(r"[\\*`\[\]<>#&~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What Markdown would read; within a word, `_` is a letter."""
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_BAR = re.compile(r"(?<!\\)\|")
_LIST = re.compile(r"^(\d+)\.(?= )")


def render(explanation: Explanation, link: Link = lambda _: "") -> str:
    """An explanation as a page of Markdown, with a link wherever one is known."""
    return "\n\n".join(_parts(explanation, link)) + "\n"


def _parts(explanation: Explanation, link: Link) -> Iterator[str]:
    yield f"# {_words(f'{explanation.kind} {explanation.id}: {explanation.title}')}"
    for section in explanation.sections:
        if section.lines:
            linked = _linker(section, link)
            yield f"## {linked(section.title)}"
            yield _code(section) if section.language else _told(section, linked)


def _told(section: Section, linked: Callable[[str], str]) -> str:
    """Its lines as a list, or as a paragraph where there is one."""
    mark = "- " if len(section.lines) > 1 else ""
    return "\n".join(f"{mark}{linked(line)}" for line in section.lines)


def _code(section: Section) -> str:
    text = "\n".join(section.lines)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{section.language}\n{text}\n{fence}"


def _linker(section: Section, link: Link) -> Callable[[str], str]:
    """Writes a line with a link on every id that the section says it names."""
    targets = {one.id: link(one) for one in section.see}
    ids = sorted((id_ for id_, target in targets.items() if target), key=len, reverse=True)
    names = re.compile(rf"(?<![\w./-])({'|'.join(map(re.escape, ids))})(?![\w-]|\.\w)" if ids else r"(?!)()")

    def linked(line: str) -> str:
        parts = []
        for part in _CODE.split(line):
            if _CODE.fullmatch(part):
                target = targets.get(part.strip("`"))
                parts.append(f"[{part}]({target})" if target else part)
                continue
            for address in _ADDRESS.split(part):
                if _ADDRESS.fullmatch(address):
                    parts.append(f"<{address}>")
                    continue
                pieces = names.split(address)
                parts += (_text(one) if at % 2 == 0 else f"[{one}]({targets[one]})" for at, one in enumerate(pieces))
        return _LIST.sub(r"\1\\.", "".join(parts))

    return linked


def _text(text: str) -> str:
    """Text that Markdown reads as nothing but text."""
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)


# -- the whole section -----------------------------------------------------------------------------------------------


def docs_section(explanations: Sequence[Explanation], as_of: date, newest: date | None) -> dict[str, str]:
    """Every page by its path, with an index of the whole and one of each kind; all links are relative."""
    pages = {f"{one.reference.path}.md": _marked(render(one, _beside(one))) for one in explanations}
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in explanations)]
    for kind in kinds:
        members = [one for one in explanations if one.kind == kind]
        pages[f"{_folder(members[0])}/{_INDEX}"] = _marked(_of_kind(kind, members))
    read = f"The newest reading behind them is of {newest}." if newest else "Nothing was read by then."
    rows = []
    for kind in kinds:
        members = [one for one in explanations if one.kind == kind]
        title, tells = KINDS[kind]
        rows.append((f"[{title}]({_folder(members[0])}/{_INDEX})", str(len(members)), tells))
    told = (f"# What the advisor knows, as of {as_of}", read, _table(("", "pages", ""), rows))
    pages[_INDEX] = _marked("\n\n".join(told) + "\n")
    return pages


def _marked(page: str) -> str:
    return f"{MARK}\n\n{page}"


def _folder(explanation: Explanation) -> str:
    return explanation.reference.path.partition("/")[0]


def _beside(explanation: Explanation) -> Link:
    """Links from one page to the others."""

    def link(reference: Reference) -> str:
        return "" if reference == explanation.reference else f"../{reference.path}.md"

    return link


def _of_kind(kind: str, members: Sequence[Explanation]) -> str:
    title, tells = KINDS[kind]
    marks = list(dict.fromkeys(name for one in members for name in one.marks))
    rows = []
    for one in members:
        told = (one.title, *(one.marks.get(name, "") for name in marks))
        rows.append((f"[{one.reference.id}]({one.reference.id}.md)", *map(_words, told)))
    counts = f"{tells} {counted(len(members), 'page')}."
    return "\n\n".join((f"# {title}", counts, _table(("id", "what it is", *marks), rows))) + "\n"


def _words(text: str) -> str:
    """Text whose code stays code."""
    return "".join(part if _CODE.fullmatch(part) else _text(part) for part in _CODE.split(text))


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = (columns, ("---",) * len(columns), *rows)
    return "\n".join("| " + " | ".join(_BAR.sub(r"\\|", cell) for cell in line) + " |" for line in lines)
