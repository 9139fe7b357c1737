"""The shell: which node of its syntax tree means what. A command is a call, what it reads is its argument `<<`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Language, Node

from advisor.extract import grammar as g
from advisor.extract.view import Binding, Call, Constant, Entry, Expression, Fallback, Joined, Name, Span, Unknown

__all__ = ["READS", "SHELL"]

READS = "<<"
"""The name of the argument that a command reads from its input."""


def _load() -> Language:
    import tree_sitter_bash

    return Language(tree_sitter_bash.language())


def _bare(reader: g.Reader, node: Node) -> Expression:
    """A word without quotes: a backslash keeps what follows it."""
    return Constant(re.sub(r"\\\n|\\(.)", r"\1", reader.text(node)), g.span_of(node))


def _raw(reader: g.Reader, node: Node) -> Expression:
    return Constant(reader.text(node)[1:-1], g.span_of(node))


def _dollar_quoted(reader: g.Reader, node: Node) -> Expression:
    inside = reader.text(node)[2:-1]
    return Constant(
        re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), inside), g.span_of(node)
    )


def _quoted(reader: g.Reader, node: Node) -> Expression:
    return _with_expansions(reader, node, node.start_byte + 1, node.end_byte - 1)


def _here_document(reader: g.Reader, node: Node) -> Expression:
    return _with_expansions(reader, node, node.start_byte, node.end_byte)


_EXPANSIONS = ("simple_expansion", "expansion", "command_substitution", "arithmetic_expansion")


def _with_expansions(reader: g.Reader, node: Node, start: int, end: int) -> Expression:
    """A text in which names and commands are replaced; whatever stands between them is text."""
    parts: list[Expression] = []
    at = start
    for child in (child for child in node.named_children if child.type in _EXPANSIONS):
        parts += [_between(reader, node, at, child.start_byte), reader.expression(child)]
        at = child.end_byte
    parts.append(_between(reader, node, at, end))
    return Joined(tuple(parts), g.span_of(node)) if len(parts) > 1 else parts[0]


def _between(reader: g.Reader, node: Node, start: int, end: int) -> Constant:
    source = reader.text(node).encode("utf-8", "surrogatepass")[start - node.start_byte : end - node.start_byte]
    written = source.decode("utf-8", "replace")
    return Constant(re.sub(r'\\\n|\\(["\\$`])', r"\1", written), Span(start, end))


def _expansion(reader: g.Reader, node: Node) -> Expression:
    """`$x`, `${x}`, `${x:-default}`."""
    where = g.span_of(node)
    name = next((child for child in node.named_children if child.type == "variable_name"), None)
    known: Expression = Name(reader.text(name), where) if name is not None else Unknown(where)
    operator = next((reader.text(child) for child in node.children if reader.text(child) in (":-", "-", ":=", "=")), "")
    others = [child for child in node.named_children if child != name]
    if not operator or not others:
        plain = node.type == "simple_expansion" or not others
        return known if plain else Unknown(where)
    written = reader.text(node).partition(operator)[2].removesuffix("}")
    default = reader.expression(others[-1]) if "$" in written else Constant(written.strip("\"'"), where)
    return Fallback(known, default, where)


def _command(reader: g.Reader, node: Node) -> Expression:
    name = node.child_by_field_name("name")
    skipped = ("variable_assignment", "herestring_redirect", "file_redirect", "heredoc_redirect")
    given = [
        Entry(None, reader.expression(child))
        for child in node.named_children
        if child != name and child.type not in skipped and "comment" not in child.type
    ]
    read = _input(reader, node)
    if read is not None:
        given.append(Entry(Constant(READS, g.span_of(node)), read))
    return Call(Name(reader.text(name), g.span_of(node)), tuple(given), g.span_of(node))


def _input(reader: g.Reader, node: Node) -> Expression | None:
    """What a command reads: a here-document, a here-string, or what the command before it writes."""
    above = node.parent
    redirects = [
        *node.named_children,
        *(above.named_children if above and above.type == "redirected_statement" else ()),
    ]
    for redirect in redirects:
        if redirect.type == "heredoc_redirect":
            body = next((child for child in redirect.named_children if child.type == "heredoc_body"), None)
            return _here_document(reader, body) if body is not None else None
        if redirect.type == "herestring_redirect" and redirect.named_children:
            return reader.expression(redirect.named_children[-1])
    part = above if above is not None and above.type == "redirected_statement" else node
    if part.parent is not None and part.parent.type == "pipeline" and part.prev_named_sibling is not None:
        return _written(reader, part.prev_named_sibling)
    return None


def _substitution(reader: g.Reader, node: Node) -> Expression:
    """`$(command)`: what the command writes."""
    inside = next(iter(node.named_children), None)
    return _written(reader, inside) if inside is not None else Unknown(g.span_of(node))


def _written(reader: g.Reader, node: Node) -> Expression:
    """What a command writes, where that is plain: `echo text`, `cat <<EOF`, `cat file`, `jq -n '{...}'`."""
    where = g.span_of(node)
    inside = node
    while inside.type in ("redirected_statement", "pipeline") and inside.named_children:
        inside = inside.named_children[0 if inside.type == "redirected_statement" else -1]
    command = reader.expression(inside) if inside.type == "command" else None
    if not isinstance(command, Call) or not isinstance(command.callee, Name):
        return Unknown(where)
    words = [word for word in command.positional if not _is_flag(word)]
    if command.callee.name in ("echo", "printf") and words:
        return words[-1]
    if command.callee.name == "cat":
        return command.named(READS) or (Joined((Constant("@", where), words[0]), where) if words else Unknown(where))
    if command.callee.name == "jq" and words:
        return _filter(command)
    return Unknown(where)


def _is_flag(word: Expression) -> bool:
    return isinstance(word, Constant) and str(word.value).startswith("-")


def _filter(command: Call) -> Expression:
    """The object that `jq -n --arg name value '{...}'` writes; any other filter's answer is not known."""
    values: dict[str, Expression] = {}
    words = command.positional
    for flag, name, value in zip(words, words[1:], words[2:], strict=False):
        if isinstance(flag, Constant) and flag.value in ("--arg", "--argjson") and isinstance(name, Constant):
            quote = Constant('"' if flag.value == "--arg" else "", command.span)
            values[str(name.value)] = Joined((quote, value, quote), command.span)
    text = next((str(one.value) for one in reversed(words) if isinstance(one, Constant) and "{" in str(one.value)), "")
    if not text:
        return Unknown(command.span)
    parts = (
        values.get(part, Unknown(command.span)) if number % 2 else Constant(part, command.span)
        for number, part in enumerate(re.split(r"\$(\w+)", text))
    )
    return Joined(tuple(parts), command.span)


def _assignment(reader: g.Reader, node: Node) -> Iterator[Binding]:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if name is not None and value is not None and name.type == "variable_name":
        yield Binding((reader.text(name),), reader.expression(value), g.span_of(node))


SHELL = g.Grammar(
    language="shell",
    load=_load,
    expressions={
        "word": _bare,
        "number": _bare,
        "raw_string": _raw,
        "ansi_c_string": _dollar_quoted,
        "string": _quoted,
        "concatenation": g.joined,
        "simple_expansion": _expansion,
        "expansion": _expansion,
        "command_substitution": _substitution,
        "command": _command,
    },
    bindings={"variable_assignment": _assignment},
    branches=frozenset({"if_statement", "elif_clause", "else_clause", "case_item", "while_statement", "for_statement"}),
)
