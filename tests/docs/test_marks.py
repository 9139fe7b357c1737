"""Blocks in pages of Markdown and MDX: where they are, where none is, and that all else stays as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import load_rules
from advisor.docs.fill import filled_page
from advisor.docs.kinds import KINDS
from advisor.docs.marks import page_text
from advisor.errors import InputError

DAY = date(2026, 11, 22)
FORMS = {"markdown": ("<!--", "-->"), "mdx": ("{/*", "*/}")}
"""How comments open and close."""


def block(asks: str = "models kind=image state=active", form: str = "markdown", *, content: str = "") -> str:
    opener, closer = FORMS[form]
    return f"{opener} advisor:begin {asks} {closer}\n{content}{opener} advisor:end {closer}"


def synced(text: str, path: str = "page.md", day: date = DAY, *, force: bool = False) -> str:
    return filled_page(text, path, load_rules(), day).written(force=force)


def standings(text: str, day: date = DAY) -> list[str]:
    return [one.standing for one in filled_page(text, "page.md", load_rules(), day).blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (block(), 1),
        (block("routes", "mdx"), 1),
        ("- a\n- b\n\n  " + block().replace("\n", "\n  "), 1),
        ("> " + block().replace("\n", "\n> "), 1),
        ("!!! note\n\n    " + block().replace("\n", "\n    "), 1),
        (f"{block()}\n\n{block('routes')}\n", 2),
        (f"```md\n{block()}\n```", 0),
        (f"~~~~\n{block()}\n~~~~\n\n{block()}", 1),
        ("- a\n\n  ```\n  " + block().replace("\n", "\n  ") + "\n  ```", 0),
        ("    " + block().replace("\n", "\n    "), 0),
        ("Write `<!-- advisor:begin routes -->` above a block.", 0),
        ("<!-- advisor: ignore[some-rule] a reason -->", 0),
    ],
)
def test_where_a_block_is_and_where_it_is_an_example(text: str, blocks: int) -> None:
    assert len(page_text(text, "page.md").blocks) == blocks


def test_indentation_in_a_list_is_no_code_in_mdx() -> None:
    text = "    " + block(form="mdx").replace("\n", "\n    ")
    assert len(page_text(text, "page.mdx").blocks) == 1


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("\n<!-- advisor:begin routes -->\n", "page.md:2", "does not end"),
        ("<!-- advisor:end -->", "page.md:1", "does not begin"),
        (f"<!-- advisor:begin routes -->\n{block()}\n<!-- advisor:end -->", "page.md:2", "inside of the one"),
        (block("rutes"), "page.md:1", "did you mean 'routes'?"),
        (block("models kin=image"), "page.md:1", "did you mean 'kind'?"),
        (block("models kind=images"), "page.md:1", "did you mean 'image'?"),
        (block("models kind=image kind=text"), "page.md:1", "told twice"),
        (block("models as-of=2026-13-01"), "page.md:1", "is not a day"),
        (block("recommend tier=fre"), "page.md:1", "did you mean 'free'?"),
        (block("recommend source-images=many"), "page.md:1", "a whole number"),
        (block("recommend mask=perhaps"), "page.md:1", "true or false"),
        (block("recommend current-model=gpt-image-9 intent=migrate"), "page.md:1", "no sign that it is supported"),
        (block("recommend task=edit source-images=0"), "page.md:1", "contradicts itself"),
        (block("recommend prompt='a cat"), "page.md:1", "cannot be read"),
        (block(""), "page.md:1", "names no kind"),
        (block("explain"), "page.md:1", "id is not told"),
        (block("explain id=gpt-image-1.6"), "page.md:1", "did you mean 'gpt-image-"),
        ("- <!-- advisor:begin routes -->\n  <!-- advisor:end -->", "page.md:1", "shares its line"),
        ("<!-- advisor:begin\nroutes -->\n<!-- advisor:end -->", "page.md:1", "not closed on it"),
        ("<!-- advisor:begin routes -->\n  <!-- advisor:end -->", "page.md:2", "not indented"),
        ("<!-- advisor:begin routes -->\n<!-- advisor:end sha256=? -->", "page.md:2", "no checksum"),
        ("<!-- advisor:start routes -->\n<!-- advisor:end -->", "page.md:1", "advisor:start"),
    ],
)
def test_what_is_no_block_is_told_with_its_line(text: str, place: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        filled_page(text, "page.md", load_rules(), DAY)
    assert str(caught.value).startswith(f"{place}: ")
    assert says in str(caught.value)


def asking(kind: str) -> str:
    return "explain id=gpt-image-1.5" if kind == "explain" else kind


@pytest.mark.parametrize("kind", [*map(asking, KINDS)])
def test_a_filled_block_is_fresh_until_something_else_than_the_day_changes(kind: str) -> None:
    text = synced(block(kind))
    assert standings(text) == standings(text, date(2026, 11, 23)) == ["fresh"]
    assert synced(text, day=date(2026, 11, 23)) == text


@pytest.mark.parametrize("kind", ["models", "recommend", "routes", "access", "debugging-order"])
def test_a_block_is_stale_when_what_it_says_has_changed(kind: str) -> None:
    text = synced(block(kind), day=date(2026, 3, 23))
    assert standings(text) == ["stale"]
    assert synced(text) == synced(block(kind))


def test_a_block_with_a_day_of_its_own_never_gets_stale() -> None:
    text = synced(block("routes as-of=2026-03-23"))
    assert "gpt-image-1.5" in text
    assert "As of 2026-03-23;" in text
    assert standings(text, date(2027, 3, 1)) == ["fresh"]


def test_another_day_of_its_own_makes_a_block_stale() -> None:
    text = synced(block("debugging-order as-of=2026-11-21"))
    assert standings(text.replace("as-of=2026-11-21", "as-of=2026-11-22")) == ["stale"]


def test_what_was_edited_by_hand_is_left_alone() -> None:
    text = synced(block("routes"))
    edited = text.replace("Read from the top", "Mind: read from the top")
    assert standings(edited) == ["edited"]
    assert synced(edited) == edited
    assert synced(edited, force=True) == text


def test_what_stood_there_before_the_first_sync_counts_as_written_by_hand() -> None:
    text = block(content="Our own table.\n")
    assert standings(text) == ["edited"]
    assert synced(text) == text


def test_an_emptied_block_is_filled_anew() -> None:
    text = synced(block())
    emptied = "\n".join([text.split("\n")[0], text.split("\n")[-1]])
    assert standings(emptied) == ["empty"]
    assert synced(emptied) == text


def test_the_lines_of_a_block_stand_as_deep_as_its_marks() -> None:
    lines = synced("- a\n\n  " + block("recommend snippet=python").replace("\n", "\n  ") + "\n- b\n").split("\n")
    assert lines[-2] == "- b"
    within = lines[2:-2]
    assert all(line.startswith("  ") for line in within if line)
    assert "  import base64" in within


def test_every_snippet_is_shown_in_the_language_asked_for() -> None:
    for language, fence in (("python", "```python"), ("javascript", "```js"), ("curl", "```sh")):
        assert fence in synced(block(f"recommend snippet={language}"))


@pytest.mark.parametrize("asks", ["routes as=mermaid", "decision-tree as=mermaid intent=new"])
def test_a_flowchart_is_a_fence_that_hosts_draw(asks: str) -> None:
    assert "\n```mermaid\n" in synced(block(asks))


def test_answers_that_lead_to_the_same_stand_together() -> None:
    written = synced(block("decision-tree up-to=model intent=new multi-turn=yes"))
    (end,) = {line.strip() for line in written.split("\n") if "sunburst called by" in line}
    assert end.startswith("- **quality or not known:**")


@pytest.mark.parametrize("form", ["", "as=mermaid"])
def test_models_that_lead_to_the_same_are_named_by_what_they_are(form: str) -> None:
    job = "intent=migrate text-and-image=no other-tools=no model-decides=no multi-turn=no source-images=0"
    written = synced(block(f"decision-tree up-to=model {job} {form}".strip()))
    told = "an image model that is gone, a mainline model that lives, a mainline model that is gone"
    assert told in written
    assert " more" not in written
    assert "gpt-4.1-mini" not in written


def test_a_fact_of_the_account_changes_what_is_told_of_access() -> None:
    assert "Access: blocked. The Free tier cannot use" in synced(block("recommend tier=free as-of=2026-03-23"))
    assert "Which usage tier" in synced(block("access"))
    assert "Which usage tier" not in synced(block("access tier=launch"))
    for asks in ("access tier=free", "recommend tier=free"):
        told = synced(block(asks))
        assert "You told: `tier=free`. Likely refused." in told
        assert "Which usage tier" not in told


def test_mdx_reads_no_tag_and_no_expression_in_a_block() -> None:
    written = synced(block("recommend prompt='a {b} <c>' size=1x1", "mdx"), "page.mdx")
    prose = "".join(part for at, part in enumerate(written.split("```")) if at % 2 == 0)
    inner = "\n".join(line for line in prose.split("\n") if "advisor:" not in line)
    assert not set("{<") & set("".join(part for at, part in enumerate(inner.split("`")) if at % 2 == 0))


def test_with_a_rule_gone_what_it_says_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "access"
    folder.mkdir()
    (folder / "organization-not-verified.yaml").write_text(
        "override: organization-not-verified\nretired: true\nbecause: We are verified.\n"
    )
    book = load_rules(tmp_path)
    without = filled_page(block("access"), "page.md", book, DAY).written(force=False)
    assert "Is the organization verified?" in synced(block("access"))
    assert "Is the organization verified?" not in without


# -- laws --------------------------------------------------------------------------------------------------------------

LINE = st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=20).filter(
    lambda one: "advisor:" not in one
)
END = st.sampled_from(["\n", "\r\n", "\r"])
ASKS = st.sampled_from(["models kind=image state=active", "debugging-order as-of=2026-03-23", "models state=shutdown"])


@settings(max_examples=40)
@given(
    around=st.lists(st.lists(LINE, max_size=4), min_size=1, max_size=4),
    asks=st.lists(ASKS, min_size=3, max_size=3),
    form=st.sampled_from(sorted(FORMS)),
    end=END,
)
def test_sync_is_idempotent_and_keeps_all_else(around: list[list[str]], asks: list[str], form: str, end: str) -> None:
    blocks = [block(one, form).split("\n") for one in asks[: len(around) - 1]]
    rows = [*around[0], *(row for held, outer in zip(blocks, around[1:], strict=True) for row in (*held, *outer))]
    text = end.join(rows)
    try:
        once = synced(text)
    except InputError:  # a fence around swallowed one of the marks
        return
    assert synced(once) == once
    before, after = page_text(text, "page.md"), page_text(once, "page.md")
    assert len(after.blocks) == len(before.blocks)
    assert before.without_marks(lambda _: "") == after.without_marks(lambda _: "")
