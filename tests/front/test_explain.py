"""What every id means, on its own and as a section of a documentation."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisor import InputError, load_rules
from advisor.explain import KINDS, explained, explanation, references
from advisor.freshness import Knowledge
from advisor.front.cli import cli, main
from advisor.front.folder import write_folder
from advisor.load import base_folder, read_book
from advisor.lookup import Explanation, Reference
from advisor.report.explanation_markdown import MARK, docs_section
from advisor.report.pages import explanation_page
from advisor.report.text import render as render_text

MARCH, NOVEMBER = date(2026, 3, 23), date(2026, 11, 22)
MARKDOWN = MarkdownIt("commonmark").enable("table")


@cache
def every(day: date) -> Mapping[Reference, Explanation]:
    knowledge = Knowledge(load_rules(), day)
    return {one: explained(knowledge, one) for one in references(knowledge.book)}


@cache
def section() -> Mapping[str, str]:
    return docs_section(tuple(every(NOVEMBER).values()), NOVEMBER, load_rules().newest_reading(NOVEMBER))


@cache
def tokens(page: str) -> tuple[Token, ...]:
    return tuple(MARKDOWN.parse(section()[page]))


def inline(page: str) -> Iterator[Token]:
    for token in tokens(page):
        yield from token.children or ()


def plain(token: Token) -> str:
    """What a reader sees of a paragraph."""
    return "".join(one.content if one.type != "softbreak" else " " for one in token.children or ())


@pytest.mark.parametrize("day", [MARCH, NOVEMBER], ids=str)
def test_every_id_is_explained_and_names_only_what_is_explained_too(day: date) -> None:
    known = every(day)
    assert {one.kind for one in known} == set(KINDS)
    for reference, told in known.items():
        assert told.reference == reference
        assert told.title
        assert any(one.lines for one in told.sections), reference
        assert len({one.title for one in told.sections}) == len(told.sections), reference
        for one in told.sections:
            assert set(one.see) <= known.keys()
            assert not any("\n" in line or "\r" in line for line in one.lines)
            assert all(seen.id in "\n".join((one.title, *one.lines)) for seen in one.see), (reference, one.title)
        assert render_text(explanation_page(told)).count("\n") > 2


def test_a_rule_leads_to_its_cause_its_signatures_and_back() -> None:
    known = every(NOVEMBER)
    rule = Reference("rule", "size-ratio-too-extreme")
    cause = next(one for one in seen(known[rule]) if one.kind == "cause")
    signatures = {one for one in seen(known[cause]) if one.kind == "signature"}
    assert rule in seen(known[cause])
    assert signatures == {one for one in seen(known[rule]) if one.kind == "signature"}
    assert all(cause in seen(known[one]) and rule in seen(known[one]) for one in signatures)


def test_a_model_leads_to_what_replaces_it_its_family_and_its_surfaces() -> None:
    led = {one.path for one in seen(every(NOVEMBER)[Reference("model", "gpt-image-1.5")])}
    assert {"models/gpt-image-2.6-sunburst", "families/gpt-image", "surfaces/images.edits"} <= led
    assert {"sources/deprecations-page", "rules/input-fidelity-unsupported", "models/gpt-image-2"} <= led


def test_a_source_leads_to_what_it_speaks_of_and_what_cites_it() -> None:
    led = {one.path for one in seen(every(NOVEMBER)[Reference("source", "image-generation-guide")])}
    assert {"models/gpt-image-1.5", "surfaces/images.edits", "rules/size-ratio-too-extreme"} <= led
    assert {"routes/generations-otherwise", "causes/size-invalid", "topics/route-choice"} <= led


def seen(told: Explanation) -> set[Reference]:
    return {one for section in told.sections for one in section.see}


# -- as a section of a documentation ---------------------------------------------------------------------------------


def test_every_link_of_the_section_leads_to_a_page_of_it() -> None:
    pages = section()
    led = set()
    for page in pages:
        for link in (str(one.attrs["href"]) for one in inline(page) if one.type == "link_open"):
            if not link.startswith(("http://", "https://")):
                led.add(posixpath.normpath(posixpath.join(posixpath.dirname(page), link)))
    assert led <= pages.keys()
    assert pages.keys() - led == {"index.md"}


def test_the_pages_are_read_as_they_are_written() -> None:
    """Whatever Markdown would make of a fact, a pattern or a printed error, the reader sees it as it is."""
    for reference, told in every(NOVEMBER).items():
        page = f"{reference.path}.md"
        read = tokens(page)
        shown = [one for one in told.sections if one.lines]
        headings = [plain(after) for one, after in pairwise(read) if one.type == "heading_open"]
        assert headings[1:] == [bare(one.title) for one in shown]
        code = [(one.info, one.content.splitlines()) for one in read if one.type == "fence"]
        assert code == [(one.language, list(one.lines)) for one in shown if one.language]
        paragraphs = (after for one, after in pairwise(read) if one.type == "paragraph_open")
        items = [plain(one) for one in paragraphs]
        assert items == [bare(line) for one in shown if not one.language for line in one.lines]
        assert [one.content.strip() for one in read if one.type == "html_block"] == [MARK]
        assert not [one for one in inline(page) if one.type == "html_inline"]


def bare(line: str) -> str:
    return re.sub(r"`([^`\n]+)`", r"\1", line)


def test_the_tables_name_every_page() -> None:
    for kind in KINDS:
        folder = next(one.path for one in every(NOVEMBER) if one.kind == kind).partition("/")[0]
        rows = sum(one.type == "tr_open" for one in tokens(f"{folder}/index.md"))
        assert rows == 1 + sum(one.kind == kind for one in every(NOVEMBER))


def test_a_rule_that_is_removed_takes_its_page_along(tmp_path: Path) -> None:
    no_errors = shutil.ignore_patterns("errors")  # without the signatures the folder is sooner read
    folder = Path(shutil.copytree(base_folder(), tmp_path / "rules", ignore=no_errors))
    (folder / "payload" / "size-ratio-too-extreme.yaml").unlink()
    knowledge = Knowledge(read_book([folder]), NOVEMBER)
    with pytest.raises(InputError, match="nothing is named 'size-ratio-too-extreme'"):
        explanation(knowledge, "size-ratio-too-extreme")
    cause = [explained(knowledge, Reference("cause", "size-invalid"))]
    assert "size-ratio-too-extreme" not in str(docs_section(cause, NOVEMBER, None))


# -- the command -----------------------------------------------------------------------------------------------------


def written(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_section_is_written_and_replaces_its_own_old_pages(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "advisor"
    arguments = ["explain", "--all", str(folder), "--format", "markdown", "--as-of", str(NOVEMBER)]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert not result.stdout
    assert f"{len(section())} pages written to {folder}" in result.stderr
    assert written(folder) == section()
    (folder / "rules" / "gone.md").write_text(f"{MARK}\n\n# rule gone\n", encoding="utf-8")
    (folder / "index.md").write_text(f"{MARK}\nold\n", encoding="utf-8")
    write_folder(folder, section(), MARK)
    assert written(folder) == section()
    assert [path.name for path in folder.parent.iterdir()] == ["advisor"]


@pytest.mark.parametrize("text", ["# Our own page\n", "", f"\n{MARK}\n"])
def test_a_folder_with_anything_else_in_it_is_left_alone(text: str, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.md").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"rules/own\.md was not written by this command"):
        write_folder(tmp_path, section(), MARK)
    assert written(tmp_path) == {"rules/own.md": text}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["size-ratio-to-extreme"], "did you mean 'size-ratio-too-extreme'?"),
        (["rules/size-invalid"], "nothing is named 'rules/size-invalid'"),
        (["--all", "out"], "expected --format markdown"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_explained_is_said_in_one_line(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["explain", *arguments, "--as-of", str(NOVEMBER)])
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


def test_a_kind_before_the_id_tells_apart_what_shares_it() -> None:
    knowledge = Knowledge(load_rules(), NOVEMBER)
    shared = "input-fidelity-unsupported"
    both = [one.kind for one in references(knowledge.book) if one.id == shared]
    assert len(both) > 1
    told = [explanation(knowledge, Reference(kind, shared).path) for kind in both]
    assert [one.kind for one in told] == both
    assert explanation(knowledge, shared).sections == tuple(part for one in told for part in one.sections)
