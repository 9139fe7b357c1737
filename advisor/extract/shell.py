"""The shell: which node of its syntax tree means what. A command is a call, what it reads is its argument `<<`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Language, Node

from advisor.extract import grammar as g
from advisor.extract.library import formatted
from advisor.extract.view import (
    Binding,
    Call,
    Constant,
    Entry,
    Expression,
    Fallback,
    Function,
    Joined,
    Name,
    Parameter,
    Sequence,
    Span,
    Unknown,
)

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
    found = _with_expansions(reader, node, node.start_byte, node.end_byte)
    start = node.prev_named_sibling
    while start is not None and start.type != "heredoc_start":
        start = start.prev_named_sibling
    if not re.match(r"[\w-]", reader.text(start)):  # in quotes, or escaped: nothing in it is replaced
        return found
    parts = found.parts if isinstance(found, Joined) else (found,)
    return Joined(tuple(inner for part in parts for inner in _numbered(part)), g.span_of(node))


def _numbered(part: Expression) -> Iterator[Expression]:
    """A text in which `$1` and the like are names, which the grammar does not see in a here-document."""
    written = part.value if isinstance(part, Constant) and isinstance(part.value, str) else ""
    if "$" not in written:
        yield part
        return
    for at, piece in enumerate(re.split(r"(?<!\\)\$(\d)", written)):
        yield Name(piece, part.span) if at % 2 else Constant(piece, part.span)


_ALL = "[@]"
"""After the name of a list: all that it holds, each a word of its own."""
_EXPANSIONS = ("simple_expansion", "expansion", "command_substitution", "arithmetic_expansion")


def _with_expansions(reader: g.Reader, node: Node, start: int, end: int) -> Expression:
    """A text in which names and commands are replaced; whatever stands between them is text."""
    parts: list[Expression] = []
    at = start
    for child in (child for child in node.named_children if child.type in _EXPANSIONS):
        parts += [_between(reader, node, at, child.start_byte), reader.expression(child)]
        at = child.end_byte
    parts.append(_between(reader, node, at, end))
    return _side_by_side([one for one in parts if not isinstance(one, Constant) or one.value] or parts, g.span_of(node))


def _concatenation(reader: g.Reader, node: Node) -> Expression:
    return _side_by_side(list(map(reader.expression, node.named_children)), g.span_of(node))


def _side_by_side(parts: list[Expression], where: Span) -> Expression:
    """Parts of one text; what a file holds is not known. A part alone is still no bare word."""
    if len(parts) == 1 and isinstance(parts[0], Constant):
        return parts[0]
    if len(parts) == 1 and _is_list(parts[0]):
        return parts[0]
    known = (Unknown(one.span) if len(parts) > 1 and _is_file(one) else one for one in parts)
    return Joined(tuple(known), where)


def _is_list(part: Expression) -> bool:
    return isinstance(part, Name) and part.name.endswith(_ALL)


def _is_file(part: Expression) -> bool:
    if not isinstance(part, Joined):
        return False
    first = part.parts[0]
    return _is_file(first) if len(part.parts) == 1 else isinstance(first, Constant) and first.value == "@"


def _between(reader: g.Reader, node: Node, start: int, end: int) -> Constant:
    source = reader.text(node).encode("utf-8", "surrogatepass")[start - node.start_byte : end - node.start_byte]
    written = source.decode("utf-8", "replace")
    return Constant(re.sub(r'\\\n|\\(["\\$`])', r"\1", written), Span(start, end))


def _expansion(reader: g.Reader, node: Node) -> Expression:
    """`$x`, `${x}`, `${x:-default}`, `${list[@]}`."""
    where = g.span_of(node)
    part = next((child for child in node.named_children if child.type == "subscript"), None)
    if part is not None and reader.text(part).endswith((_ALL, "[*]")):
        return Name(reader.text(part)[: -len(_ALL)] + _ALL, where)
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
    """What a command reads: a here-document, a here-string, a file, or what the command before it writes."""
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
        if redirect.type == "file_redirect" and reader.text(redirect).startswith("<"):
            return _file(reader.expression(redirect.named_children[-1]), g.span_of(redirect))
    part = above if above is not None and above.type == "redirected_statement" else node
    if part.parent is not None and part.parent.type == "pipeline" and part.prev_named_sibling is not None:
        return _written(reader, part.prev_named_sibling)
    return None


def _file(name: Expression, where: Span) -> Expression:
    """What a file holds, as programs write it: its name after an `@`."""
    return Joined((Constant("@", where), name), where)


def _redirected(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`command > file`: the file holds what the command writes."""
    redirects = [one for part in node.named_children for one in (part, *part.named_children)]
    for redirect in (one for one in redirects if one.type == "file_redirect" and one.named_children):
        if reader.text(redirect).startswith(">") and not reader.text(redirect).startswith(">>"):
            name = reader.text(redirect.named_children[-1]).strip("\"'")
            yield Binding((f"@{name}",), _written(reader, node), g.span_of(node))


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
    if command.callee.name == "printf" and len(words) > 1:
        return formatted(words[0], words[1:], command)
    if command.callee.name in ("echo", "printf") and words:
        return words[-1]
    if command.callee.name == "cat":
        return command.named(READS) or (_file(words[0], where) if words else Unknown(where))
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
    if name is None or value is None or name.type != "variable_name":
        return
    written, given, where = reader.text(name), reader.expression(value), g.span_of(node)
    adds = reader.text(node).startswith(f"{written}+=")
    if isinstance(given, Sequence):
        written += _ALL
        before = (Name(written, where),) if adds else ()
        yield Binding((written,), Sequence((*before, *given.items), where), where)
    else:
        yield Binding((written,), Joined((Name(written, where), given), where) if adds else given, where)


def _reading(reader: g.Reader, node: Node) -> Iterator[Binding]:
    """`read name <<EOF` and `printf -v name format value`."""
    command = reader.text(node.child_by_field_name("name"))
    words = [reader.text(child) for child in node.named_children[1:] if "redirect" not in child.type]
    if command == "read" and words:
        read = _input(reader, node)
        yield from [Binding((words[-1],), read, g.span_of(node))] if read is not None else []
    elif command == "printf" and words[:1] == ["-v"] and len(words) > 2:
        pattern, *given = map(reader.expression, node.named_children[3:])
        call = Call(Unknown(g.span_of(node)), (), g.span_of(node))
        yield Binding((words[1],), formatted(pattern, given, call), g.span_of(node))


_MOST_PARAMETERS = 9


def _parameters(node: Node) -> tuple[Parameter, ...]:
    """What a function is given: `$1` to `$9`."""
    where = Span(node.start_byte, node.start_byte)
    return tuple(Parameter(str(at + 1), at, None, "", where) for at in range(_MOST_PARAMETERS))


def _function(reader: g.Reader, node: Node) -> Function:
    name = reader.text(node.child_by_field_name("name"))
    return Function(name, _parameters(node), g.span_of(node))


def _given(reader: g.Reader, node: Node) -> Iterator[Binding]:  # noqa: ARG001
    for parameter in _parameters(node):
        yield Binding((parameter.name,), parameter, parameter.span)


SHELL = g.Grammar(
    language="shell",
    load=_load,
    expressions={
        "word": _bare,
        "number": _bare,
        "raw_string": _raw,
        "ansi_c_string": _dollar_quoted,
        "string": _quoted,
        "concatenation": _concatenation,
        "array": g.listed,
        "process_substitution": _substitution,
        "simple_expansion": _expansion,
        "expansion": _expansion,
        "command_substitution": _substitution,
        "command": _command,
    },
    bindings={
        "variable_assignment": _assignment,
        "command": _reading,
        "redirected_statement": _redirected,
        "function_definition": _given,
    },
    functions={"function_definition": _function},
    branches=frozenset({"if_statement", "elif_clause", "else_clause", "case_item", "while_statement", "for_statement"}),
)
