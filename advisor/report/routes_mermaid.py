"""The route table as a flowchart of mermaid: questions from the top, and where the first that holds leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from advisor.lookup import RouteLine
from advisor.report.mermaid import ask, edge, end, faded, flowchart

__all__ = ["routes_mermaid"]


def routes_mermaid(lines: Sequence[RouteLine]) -> str:
    """The route table as the text of a flowchart, read from the top."""
    return flowchart("TD", *_parts(lines))


def _parts(lines: Sequence[RouteLine]) -> Iterator[str]:
    number = 0
    for card, (told, group) in enumerate(groupby(lines, key=_told), 1):
        yield end(f"surface{card}", *told)
        for line in group:
            number += 1
            last = number == len(lines)
            yield ask(f"row{number}", line.use_first_when)
            yield edge(f"row{number}", f"surface{card}", "otherwise" if last else "yes")
            if not last:
                yield edge(f"row{number}", f"row{number + 1}", "no")
            if line.closed:
                yield from (faded(f"row{number}"), faded(f"surface{card}"))


def _told(line: RouteLine) -> tuple[str, ...]:
    """Where a row leads to; rows in a row that lead to the same share a node."""
    forbidden = () if line.allowed else ("Your organization does not allow it.",)
    return (f"{line.method} {line.path}", line.closed or line.model_field, *forbidden)
