"""The page as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from advisor.front.cli import main
from tests.page.conftest import DAY, Visit

pytestmark = pytest.mark.slow
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1440, 390)]
STATES = ["", "intent=migrate&current-model=gpt-image-1.5&other-tools=true", "tier=free&organization-verified=false"]


def test_answers_at_once_and_asks_no_network(visit: Visit) -> None:
    page = visit.open()
    expect(page.locator("#said .request")).to_contain_text("/v1/images/generations")
    expect(page.locator("#said .standing")).to_contain_text("not known yet")
    expect(page.locator("#day")).to_have_value(str(DAY))
    assert not visit.asked


def test_is_small(written: Path) -> None:
    assert written.stat().st_size < 300_000


def test_an_answer_changes_what_is_asked_and_what_is_said(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("group", name="Is image generation one tool among several?").get_by_label("yes").check()
    expect(page.locator("#said .request")).to_contain_text("/v1/responses")
    expect(page.get_by_role("status")).to_contain_text("/v1/responses")
    expect(page.get_by_role("group", name="Must one request")).to_be_visible()
    page.get_by_role("group", name="New work").get_by_label("migrate").check()
    expect(page.get_by_label("Which model does the code use today?")).to_be_visible()


def test_the_address_holds_the_state_and_back_works(visit: Visit) -> None:
    page = visit.open("as-of=2026-12-05&source-images=1&tier=free")
    expect(page.locator("#said .request")).to_contain_text("/v1/images/edits")
    expect(page.locator("#day")).to_have_value("2026-12-05")
    expect(page.get_by_role("group", name="Which usage tier").get_by_label("free")).to_be_checked()
    page.get_by_role("group", name="Is image generation one tool among several?").get_by_label("yes").check()
    expect(page.locator("#said .request")).to_contain_text("/v1/responses")
    assert "other-tools=true" in page.url
    page.go_back()
    expect(page.locator("#said .request")).to_contain_text("/v1/images/edits")
    page.get_by_role("button", name="Clear all answers").click()
    expect(page.locator("#said .request")).to_contain_text("/v1/images/generations")
    expect(page.locator("#day")).to_have_value("2026-12-05")


def test_an_address_of_nonsense_does_no_harm(visit: Visit) -> None:
    page = visit.open("as-of=2026-13-45&tier=<b>&nothing=1&task=%F0&current-model=x")
    expect(page.locator("#said .request")).to_contain_text("/v1/images/generations")


def test_the_keyboard_alone_reaches_an_answer(visit: Visit) -> None:
    page = visit.open()
    press_to(page, "Tab", lambda: page.evaluate("document.activeElement.closest('fieldset')?.id") == "q-intent")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("group", name="New work").get_by_label("first-proof")).to_be_checked()
    assert page.evaluate("document.activeElement.closest('fieldset')?.id") == "q-intent"
    expect(page.get_by_role("status")).to_contain_text("/v1/images/generations")
    expect(page.locator("#said")).to_contain_text("boring request")
    page.evaluate("document.activeElement.blur()")
    press_to(page, "Tab", lambda: page.evaluate("document.activeElement.className") == "skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "answer"


def press_to(page: Page, key: str, arrived: object) -> None:
    for _ in range(60):
        page.keyboard.press(key)
        if arrived():  # type: ignore[operator]
            return
    pytest.fail("the keyboard does not get there")


def test_code_is_copied(browser: Browser, written: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = Visit(context.new_page(), written).open()
    page.get_by_label("Body").check()
    page.locator(".code").first.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert json.loads(page.evaluate("navigator.clipboard.readText()"))["model"] == "gpt-image-2.6-flare"
    context.close()


@pytest.mark.parametrize("state", STATES, ids=["nothing said", "a migration", "blocked"])
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing(scheme: str, width: int, state: str, browser: Browser, written: Path, axe: Path) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    page = Visit(context.new_page(), written).open(state)
    for folded in page.locator("details").all():
        folded.evaluate("one => { one.open = true; }")
    page.add_script_tag(path=axe)
    found = page.evaluate("axe.run().then(one => one.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_says_so_where_it_cannot_work(browser: Browser, written: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written.as_uri())
    expect(page.locator("#notice")).to_contain_text("JavaScript")
    expect(page.locator("#notice")).to_be_visible()
    context.close()
    context = browser.new_context()
    context.add_init_script("delete window.DecompressionStream")
    page = context.new_page()
    page.goto(written.as_uri())
    expect(page.locator("#notice")).to_contain_text("too old")
    context.close()


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        main(["page", *arguments])
    return ended.value.code, capsys.readouterr().err


def test_refuses_to_write_over_anything_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "index.html"
    other.write_text("<h1>Ours</h1>", encoding="utf-8")
    code, said = run(str(other), capsys=capsys)
    assert (code, "--force" in said) == (2, True)
    assert other.read_text(encoding="utf-8") == "<h1>Ours</h1>"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("no-such-folder/page.html",), "there is no folder"),
        ((".",), "is no file"),
        (("page.html", "--since", "soon"), "expected YYYY-MM-DD"),
        (("page.html", "--since", "2027-01-01", "--as-of", "2026-11-22"), "is after 2026-11-22"),
    ],
)
def test_bad_input_is_told(
    arguments: tuple[str, ...],
    expected: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run(*arguments, capsys=capsys)
    assert (code, expected in said) == (2, True), said
