"""Code in Markdown and MDX: fences, indented blocks, and commands that stand in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, fence
from markdown_it.token import Token

from advisor.extract import languages
from advisor.extract.blocks import block
from advisor.extract.commands import commands_in_prose, typed
from advisor.extract.fragment import Fragment, Row, fragment, physical_lines, rows_of
from advisor.extract.prose import Paragraph

__all__ = ["code_lines", "fragments", "paragraphs"]

_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?)\s+\S|===[+!]?\s+"')
"""A head of mkdocs (note, collapsible note, tab): its body is indented by four."""
_TAG = re.compile(r"</?[A-Za-z][^`]*>\s*$|<>\s*$|</>\s*$")
_COMMENTS = {"<!--": "-->", "{/*": "*/}"}
_BARE_PYTHON = re.compile(r"(?:from [\w.]+ import [\w, ()*]+|import [\w.]+(?: as \w+)?)\s*$")
_DEEPEST = 4
"""How many times Markdown inside Markdown is read."""


def fragments(text: str, kind: str = "markdown") -> list[Fragment]:
    """The code of a file, in order of its first lines; `kind` is markdown or mdx (which has no indented code)."""
    return sorted(_fragments(text, kind, 0), key=lambda found: (found.lines[0], found.columns[0]))


def paragraphs(text: str, kind: str = "markdown") -> list[Paragraph]:
    """The prose of a file, in order: paragraphs, items of lists, rows of tables, and headings."""
    tokens = _parser(kind).parse("\n".join(physical_lines(text)))
    lines = rows_of(text)
    return [
        Paragraph(_body(token, lines, _start(token)), int(before.tag[1:]) if before.type == "heading_open" else 0)
        for before, token in pairwise(tokens)
        if token.type == "inline"
    ]


def code_lines(text: str, kind: str = "markdown") -> frozenset[int]:
    """The physical lines, from 1, that stand in fences or are indented code, the marks of the fences among them."""
    tokens = _parser(kind, code_hides_comments=kind == "markdown").parse("\n".join(physical_lines(text)))
    code = (token.map for token in tokens if token.type in ("fence", "code_block") and token.map)
    return frozenset(line for first, last in code for line in range(first + 1, last + 1))


def _fragments(text: str, kind: str, depth: int) -> list[Fragment]:
    tokens = _parser(kind).parse("\n".join(physical_lines(text)))
    lines = rows_of(text)
    bare = _bare_python(lines, tokens) if kind == "markdown" else []
    found = [fragment("python", bare)] if bare else []
    for token in tokens:
        if token.type == "fence":
            found += _of_fence(token, lines, depth)
        elif token.type == "code_block" and not (bare and bare[0].line <= _start(token) <= bare[-1].line):
            found.append(fragment(*typed("", _body(token, lines, _start(token)))))
        elif token.type == "inline":
            found += [fragment("shell", held) for held in commands_in_prose(_body(token, lines, _start(token)))]
    return found


def _of_fence(token: Token, lines: Sequence[Row], depth: int) -> list[Fragment]:
    rows = _body(token, lines, _start(token) + 1)
    language = languages.of_label(token.info.strip())
    if language not in ("markdown", "mdx"):
        return block(token.info.strip(), rows)
    inner = _fragments("\n".join(row.text for row in rows), language, depth + 1) if depth < _DEEPEST else []
    return [found.within(rows) for found in inner]


def _start(token: Token) -> int:
    """The physical line, from 1, on which a block begins."""
    return token.map[0] + 1 if token.map else 1


def _body(token: Token, lines: Sequence[Row], first: int) -> list[Row]:
    """The lines of a block's content as they stand in the file, cut where the content begins."""
    content = token.content.removesuffix("\n").split("\n") if token.content else []
    return [_cut_to(lines[first - 1 + at], text) for at, text in enumerate(content)]


def _cut_to(row: Row, content: str) -> Row:
    """A row cut so that its content is left; of a tab that is cut in two, nothing is left."""
    code = content.strip()
    if not code:
        return row.blank()
    start = len(row.text.rstrip()) - len(code)
    space = content[: len(content) - len(content.lstrip())]
    while not row.text[:start].endswith(space):
        space = space[1:]
    return row.cut(start - len(space))


def _bare_python(lines: Sequence[Row], tokens: Sequence[Token]) -> list[Row]:
    """Python that stands in the file without a fence: from an import that begins a paragraph to the next fence."""
    starts = [_start(token) for token in tokens if token.type == "inline" and token.level == 0]
    start = next((line for line in starts if _BARE_PYTHON.match(lines[line - 1].text)), None)
    if start is None:
        return []
    fences = (_start(token) for token in tokens if token.type == "fence")
    end = next((line for line in fences if line > start), len(lines) + 1)
    return list(lines[start - 1 : end - 1])


@cache
def _parser(kind: str, *, code_hides_comments: bool = False) -> MarkdownIt:
    """A parser of blocks alone that sees fences at any depth and looks into tags, tabs and admonitions."""
    parser = MarkdownIt("commonmark").disable(["code", "html_block", "lheading", "reference", "inline", "text_join"])
    ruler = parser.block.ruler
    interrupts: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    ruler.after("fence", "comment", _shallow_comment if code_hides_comments else _comment, interrupts)
    ruler.after("comment", "tag", _tag, interrupts)
    ruler.after("tag", "admonition", _admonition, interrupts)
    if kind == "markdown":
        ruler.after("admonition", "indented", _indented)
    ruler.at("paragraph", _paragraph)
    return parser


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment, which hides all the code it holds."""
    close = next((close for begin, close in _COMMENTS.items() if _line(state, start).startswith(begin)), None)
    if close is None:
        return False
    if not silent:
        last = next((line for line in range(start, end) if close in _line(state, line)), end - 1)
        state.line = last + 1
    return True


def _shallow_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that is not indented as code is."""
    return state.sCount[start] - state.blkIndent < 4 and _comment(state, start, end, silent)


def _tag(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that is a tag: what follows it is a block of its own."""
    if not _TAG.match(_line(state, start)):
        return False
    if not silent:
        state.line = start + 1
    return True


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A head of mkdocs, and all that is indented under it."""
    if not _ADMONITION.match(_line(state, start)):
        return False
    if silent:
        return True
    inner = state.sCount[start] + 4
    stop = start + 1
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= inner):
        stop += 1
    outer, state.blkIndent = state.blkIndent, inner
    last, state.lineMax = state.lineMax, stop
    state.level += 1
    state.md.block.tokenize(state, start + 1, stop)
    state.level -= 1
    state.blkIndent, state.lineMax, state.line = outer, last, stop
    return True


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Indented code, up to a fence that is as deep."""
    if silent or state.sCount[start] - state.blkIndent < 4:
        return False
    last = start
    for line in _while_indented(state, start, end):
        if line > start and fence(state, line, end, True):
            break
        last = line
    state.line = last + 1
    token = state.push("code_block", "code", 0)
    token.content = state.getLines(start, last + 1, 4 + state.blkIndent, False)
    token.map = [start, last + 1]
    return True


def _while_indented(state: StateBlock, start: int, end: int) -> Iterator[int]:
    for line in range(start, end):
        if not state.isEmpty(line):
            if state.sCount[line] - state.blkIndent < 4:
                return
            yield line


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    """A paragraph; unlike CommonMark's, it ends at a fence however deep that is indented."""
    rules = state.md.block.ruler.getRules("paragraph")
    kind, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < state.lineMax and not state.isEmpty(line):
        closing = [fence] if state.sCount[line] - state.blkIndent > 3 else rules
        if state.sCount[line] >= 0 and any(rule(state, line, state.lineMax, True) for rule in closing):
            break
        line += 1
    state.parentType, state.line = kind, line
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, line, state.blkIndent, False).strip()
    token.map, token.children = [start, line], []
    return True
