"""Lint answers of all kinds, one of them hostile: names and values as somebody might write them to break a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advisor.answer import Overruled
from advisor.finding import Baselined, Cited, Edit, Finding, Fix, Linted, RulePage
from advisor.left import Left
from advisor.site import Site

__all__ = ["ANSWERS", "CLEAN", "HOSTILE", "KEY", "NOTHING", "ODD_PATH"]

KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
ODD_PATH = "src dir/100%,a:b|c`d<é>\n::error ::.py"
GUIDE = Cited("guide", "The guide", "https://example.com/guide?a=1&b=2")
BOOK = Cited("book", "A book [2nd]", "")


def _site(path: str, line: int, column: int, end_line: int, end_column: int) -> Site:
    return Site(
        path=path, line=line, column=column, end_line=end_line, end_column=end_column,
        language="python", how="sdk", host="openai", model_from="literal",
    )  # fmt: skip


_ODD_LINE = f'\tdraw("猫\x1b[31m", user="{KEY}", size="\u202e1")  # 100%'
_ODD = Finding(
    rule="odd-values",
    stage="payload",
    level="error",
    confidence="medium",
    site=_site(ODD_PATH, 7, 2, 7, len(_ODD_LINE) + 1 - len("  # 100%")),
    message=f"`a|b<c>\n::warning::d\x00\ud800` with {KEY} is no size, 100%, of `x`; ]]> --> &amp;",
    because="Why: a | b, 100% <sure>.",
    sources=(GUIDE, BOOK),
    overruled=(
        Overruled("Which sizes?", "any", "blog", date(2026, 1, 2), "The guide (2026-02-03) stands above"),
        Overruled("Which sizes?", "none", "thread", date(2026, 1, 2), "The guide (2026-02-03) stands above"),
    ),
    fix=Fix(
        safety="safe",
        says="`size` becomes `1|2`",
        edits=(
            Edit(line=7, column=5, end_line=7, end_column=9, text='"1|2"\n'),
            Edit(line=7, column=12, end_line=7, end_column=14, text=""),
        ),
    ),
    line=_ODD_LINE,
    code=_ODD_LINE[1 : -len("  # 100%")],
    fingerprint="0" * 31 + "1",
)
_SECOND = replace(
    _ODD,
    rule="keeps-a-key",
    level="warning",
    confidence="high",
    message="A key stays in what is mended.",
    fix=Fix(
        safety="unsafe",
        says="move it",
        edits=(Edit(line=7, column=1, end_line=7, end_column=2, text=f'"{KEY}"'),),
    ),
    overruled=(),
    fingerprint="0" * 31 + "2",
)
_IN_NOTEBOOK = replace(
    _ODD,
    rule="odd-values",
    level="note",
    confidence="low",
    site=replace(_site("a.ipynb", 12, 6, 14, 3), cell=3, cell_line=2),
    message="May be: odd. The code does not tell size.",
    missing=("request.size",),
    overruled=(),
    fix=None,
    unfixed="The code decides the size.",
    line="    \"draw('" + "x" * 200 + '\\n",',
    code="draw(\n)",
    fingerprint="0" * 31 + "3",
)
_GONE = replace(_IN_NOTEBOOK, level="warning", site=_site("../gone.py", 1, 1, 1, 9), missing=(), line="", code="",
                fingerprint="0" * 31 + "4")  # fmt: skip

HOSTILE = Linted(
    as_of=date(2026, 11, 22),
    newest_reading=date(2026, 11, 20),
    findings=(_GONE, _IN_NOTEBOOK, _ODD, _SECOND),
    files=1234,
    requests=5,
    elsewhere={"azure": 1, "local": 2},
    rules=9,
    pages={
        "odd-values": RulePage(
            id="odd-values",
            stage="payload",
            level="error",
            title="Odd `values` <b>",
            because="Why: a | b, 100% <sure>.",
            avoid='draw("```")\n',
            prefer='draw("ok")\n',
            sources=(GUIDE, BOOK),
        )
    },
    left=(Left("binary", 70, ("a.png", "b.png", "c.png")), Left("unreadable", 1, ("x ##[error]\ny",))),
    suppressed=2,
    baselined=(Baselined("old.py", "odd-values", 3),),
)
CLEAN = replace(HOSTILE, findings=(), pages={}, suppressed=0, baselined=(), left=HOSTILE.left[:1])
NOTHING = replace(CLEAN, requests=0, elsewhere={}, left=(), newest_reading=None)

ANSWERS = {"hostile": HOSTILE, "clean": CLEAN, "nothing": NOTHING}
