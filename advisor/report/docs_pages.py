"""Pages for blocks of documentation: short, and nothing in them changes because a day has passed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from advisor.answer import Question, Recommendation
from advisor.decision_tree import Fork, Leaf, Tree
from advisor.facts import Account, facts_of
from advisor.finding import Cited
from advisor.report.document import snippets
from advisor.report.layout import Block, Bullets, Code, Outline, Page, Paragraph, Table
from advisor.report.model_groups import in_groups
from advisor.report.pages import access_blocks, limits_of, listed, models_named, or_blank, unmet_items
from advisor.wording import in_words

if TYPE_CHECKING:
    from advisor.diagnosis import Check, Step
    from advisor.lookup import ModelRow, RouteLine

__all__ = [
    "access_block",
    "debugging_block",
    "flowchart_block",
    "models_block",
    "recommendation_block",
    "routes_block",
    "tree_block",
]

_FENCES = {"python": "python", "javascript": "js", "curl": "sh"}
Sources = Mapping[str, Cited]
"""Every source, by its id."""
_OutcomeOf: TypeAlias = Callable[[Leaf], tuple[str, ...]]


def routes_block(lines: tuple[RouteLine, ...], sources: Sources) -> Page:
    """The route table, in the order in which it is read, and what the routes cost."""
    rows = tuple((str(number), *_route_cells(line)) for number, line in enumerate(lines, 1))
    costs = {line.path: line.costs for line in lines if line.costs and not line.closed}
    said = tuple(dict.fromkeys(source for line in lines for source in line.sources))
    return Page(
        (
            Paragraph("Read from the top; the first row that holds decides."),
            Table(("", "Use it first when", "Request", "`model`", "Main mistake"), rows),
            *listed("What it costs", [(f"`{path}`: {' '.join(told)}", "") for path, told in costs.items()]),
            Paragraph(f"Sources: {_links(said, sources)}."),
        )
    )


def _route_cells(line: RouteLine) -> tuple[str, ...]:
    forbidden = "" if line.allowed else " (your organization does not allow it)"
    closed = f" ({line.closed})" if line.closed else ""
    kind, _, model = line.model_field.partition(": ")
    return (
        line.use_first_when,
        f"`{line.method} {line.path}`{closed}{forbidden}",
        f"{kind}: {_code(model)}",
        line.mistake,
    )


def _code(text: str) -> str:
    """A text that begins with a name as code uses it, unless it is a sentence."""
    name, mark, rest = text.partition(" (")
    return text if " " in name else f"`{name}`{mark}{rest}"


def _links(ids: Iterable[str], sources: Sources) -> str:
    """Sources by their titles, each a link where its address is known."""
    cited = [sources[one] for one in ids if one in sources]
    return ", ".join(f"[{one.title}]({one.url})" if one.url else one.title for one in cited)


def models_block(rows: tuple[ModelRow, ...]) -> Page:
    """The lifecycle table, in the order of the rows."""
    columns = ("Model", "State", "Released", "Deprecated", "Shutdown", "Use instead")
    table = tuple(
        (f"`{row.model}`", row.lifecycle, *_days(row), ", ".join(map(_code, row.replacement))) for row in rows
    )
    legend = "deprecated: announced, still callable. shutdown: gone. A blank: no source tells."
    return Page((Table(columns, table), Paragraph(legend)))


def _days(row: ModelRow) -> tuple[str, ...]:
    return or_blank(row.released), or_blank(row.deprecated), or_blank(row.shutdown)


def recommendation_block(
    answer: Recommendation,
    language: Literal["python", "javascript", "curl"],
    sources: Sources,
    account: Mapping[str, object],
) -> Page:
    """The request with its code, what keeps it from working, why it is so, and until when."""
    code = snippets(answer)[language]
    lacks = [] if code else [(f"{one.fact}: {one.because}.", "") for one in answer.lacks]
    return Page(
        (
            Paragraph(f"`{answer.route.method} {answer.route.url}` {models_named(answer)}"),
            *([Code(code.rstrip("\n"), _FENCES[language])] if code else []),
            *listed("There is no request to write as code", lacks),
            *(_to_find_out(answer, account) if answer.access.standing == "unknown" else access_blocks(answer.access)),
            *listed("Wishes that cannot be met", unmet_items(answer)),
            *listed("Mind", [(one.text, _links(one.sources, sources)) for one in answer.cautions]),
            *listed("Why", [(one.text, _links(one.sources, sources)) for one in answer.reasons]),
            *listed("What this route costs", [(cost, "") for cost in answer.costs]),
            Paragraph(_until(answer)),
        )
    )


def _to_find_out(answer: Recommendation, account: Mapping[str, object]) -> Iterable[Block]:
    items = []
    for one in answer.access.questions:
        asks = [_asks(one, account)] if one.told or one.free_check else []
        why = [one.why] if one.told or not one.free_check else []
        items.append((" ".join([*asks, *why, *filter(None, [one.free_check])]), ""))
    return listed("Find out about the account first; it is free", items)


def _asks(one: Question, account: Mapping[str, object]) -> str:
    """The question in words; of what was told, that it was, and what was said of an older model to such an account."""
    if one.told:
        return f"You told: `{one.fact.replace('_', '-')}={in_words(account[one.fact])}`. Likely refused."
    known = facts_of(Account).get(one.fact)
    return known.asks if known else f"{one.fact.replace('_', ' ').replace('.', ': ').capitalize()}?"


def _until(answer: Recommendation) -> str:
    if answer.valid_until is None:
        return "No later day is known on which this changes."
    return f"Holds until {answer.valid_until}."


def access_block(answer: Recommendation, account: Mapping[str, object]) -> Page:
    """What the account must have for a request, why, and how to find out without spending anything."""
    access = answer.access
    rows = tuple((_asks(one, account), one.why, one.free_check) for one in access.questions)
    wanted = f"`{answer.route.method} {answer.route.path}` {models_named(answer)}"
    return Page(
        (
            Paragraph(f"What an account needs for {wanted}:"),
            *([] if access.standing == "unknown" else access_blocks(access)),
            *([Table(("To find out", "Why", "Free check"), rows)] if rows else []),
            *(limits_of(access) if access.standing == "unknown" else []),
        )
    )


def debugging_block(checks: Iterable[Check], do_not: tuple[str, ...]) -> Page:
    """In which order to look for a fault, with the cheapest check of each stage, and what to leave alone."""
    items = tuple((f"**{one.title}.** {one.asks} Check: {_way(one.check)}", "") for one in checks)
    return Page(
        (
            Paragraph("Look in this order, and stop at the first that is wrong."),
            Bullets(items, numbered=True),
            *listed("And whatever happens", [(rule, "") for rule in do_not]),
        )
    )


def _way(step: Step) -> str:
    paid = ["(This costs money.)"] if step.paid else []
    return " ".join([step.text, *paid, *([f"`{step.command}`"] if step.command else []), *filter(None, [step.link])])


def flowchart_block(text: str) -> Page:
    """A flowchart in the language of mermaid, which GitHub and many hosts of docs draw."""
    return Page((Code(text.rstrip("\n"), "mermaid"),))


def tree_block(tree: Fork, outcome: _OutcomeOf, groups: Mapping[str, str]) -> Page:
    """The questions, each answer with what follows from it; `outcome` tells what an end of the tree comes to.

    Models that lead to the same are named by their groups where these are whole.
    """
    return Page((Outline(((tree.question.fact.asks, _answers(tree, outcome, groups)),)),))


def _answers(fork: Fork, outcome: _OutcomeOf, groups: Mapping[str, str]) -> Outline:
    """Every answer; those after which the same follows stand together."""
    labels: dict[tuple[str, Outline | None], list[str]] = {}

    def add(label: str, below: Tree, leads_to: tuple[str, ...]) -> None:
        further = _answers(below, outcome, groups) if isinstance(below, Fork) else None
        text = below.question.fact.asks if isinstance(below, Fork) else ", or ".join(map(_names, leads_to))
        labels.setdefault((text, further), []).append(label)

    for option, below in fork.branches:
        is_assumed = option.value == fork.question.assumed
        add(f"{option.label} (or not known)" if is_assumed else option.label, below, option.leads_to)
    if all(below is not fork.otherwise for _, below in fork.branches):
        other = fork.otherwise
        add("not known", other, (", ".join(outcome(other)),) if isinstance(other, Leaf) else ())
    options = [option.label for option, _ in fork.branches]
    told = {answer: _or(in_groups(said, options, groups)) for answer, said in labels.items()}
    return Outline(tuple((f"**{said}:** {text}", below) for (text, below), said in told.items()))


def _names(text: str) -> str:
    """An outcome with the names in it as code uses them."""
    return ", ".join(part if " " in part else f"`{part}`" for part in text.split(", "))


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
