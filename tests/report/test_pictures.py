"""The pictures as a browser draws them: readable, named, and saying what the tables say."""

from __future__ import annotations

import re
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from filelock import FileLock
from playwright.sync_api import Page

from advisor import load_rules
from advisor.catalogue import models, routes
from advisor.decision_tree import decision_tree, leaves
from advisor.facts import ABSENT, UNKNOWN, Request
from advisor.freshness import Knowledge
from advisor.interview import Interview, Known
from advisor.lookup import ModelRow, RouteLine
from advisor.recommendation import request_of
from advisor.report.lifecycle_svg import lifecycle_svg
from advisor.report.model_groups import model_groups
from advisor.report.routes_mermaid import routes_mermaid
from advisor.report.routes_svg import routes_svg
from advisor.report.tree_mermaid import model_mermaid, route_mermaid
from advisor.wording import in_words
from tests.browser import chromium
from tests.clients.conftest import missing, need

pytestmark = pytest.mark.slow

MARCH, NOVEMBER = date(2026, 3, 23), date(2026, 11, 22)
READ = date(2026, 11, 19)
"""The newest reading in November."""
MERMAID = "11.17.2"
SVG = "{http://www.w3.org/2000/svg}"
AWKWARD = 'a "quoted" <b>name</b> & `code`; #1 \\ 图像 1. end'
OVERLAPS = """() => {
    const picture = document.querySelector("svg"), around = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
    const outside = texts.filter(([, box]) => box.left < around.left || box.right > around.right
        || box.top < around.top || box.bottom > around.bottom).map(([text]) => text);
    const meet = (one, two) => one.left < two.right && two.left < one.right
        && one.top + 1 < two.bottom && two.top + 1 < one.bottom;
    const pairs = texts.flatMap(([text, box], at) =>
        texts.slice(at + 1).filter(([, other]) => meet(box, other)).map(([other]) => `${text} | ${other}`));
    return {count: texts.length, outside, pairs};
}"""


def lifecycle(day: date) -> tuple[ModelRow, ...]:
    return models(Knowledge(load_rules(), day))


def table(day: date) -> tuple[RouteLine, ...]:
    return routes(Knowledge(load_rules(), day))


def awkward_rows() -> Iterator[ModelRow]:
    """Every combination of days, gaps and states, under long and short names."""
    row = lifecycle(NOVEMBER)[0]
    ends: tuple[object, ...] = (UNKNOWN, ABSENT, date(2025, 1, 3), date(2031, 12, 31))
    for released in (UNKNOWN, date(2018, 2, 1), date(2026, 11, 21)):
        for deprecated in ends:
            for shutdown in ends:
                state = ("active", "deprecated", "shutdown", "<unknown>")[len(str(shutdown)) % 4]
                name = AWKWARD if shutdown is UNKNOWN else "m" * 45
                yield replace(
                    row, model=name, lifecycle=state, released=released, deprecated=deprecated, shutdown=shutdown
                )


def awkward_lines() -> Iterator[RouteLine]:
    for line in table(NOVEMBER):
        yield replace(line, allowed=False, use_first_when=f"{AWKWARD} {line.use_first_when * 3}", mistake=AWKWARD * 4)
        yield replace(line, path="/" + "wide" * 12, model_field=f"image model: {AWKWARD}", costs=(AWKWARD * 3,) * 6)


PICTURES = {
    "models in March": lifecycle_svg(lifecycle(MARCH), MARCH, MARCH),
    "models in November": lifecycle_svg(lifecycle(NOVEMBER), NOVEMBER, READ),
    "models of every kind": lifecycle_svg(tuple(awkward_rows()), NOVEMBER, READ),
    "models of one day": lifecycle_svg(lifecycle(NOVEMBER)[:1], date(2026, 11, 4), date(2026, 11, 4)),
    "no model": lifecycle_svg((), date(2020, 1, 1), None),
    "routes in March": routes_svg(table(MARCH), MARCH, MARCH),
    "routes in November": routes_svg(table(NOVEMBER), NOVEMBER, READ),
    "routes of every kind": routes_svg(tuple(awkward_lines()), NOVEMBER, READ),
}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_no_text_leaves_the_picture_or_covers_another(picture: str, page: Page) -> None:
    page.set_content(picture)
    drawn = page.evaluate(OVERLAPS)
    assert drawn["count"] == picture.count("<text ")
    assert (drawn["outside"], drawn["pairs"]) == ([], [])


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_well_formed_and_has_a_name(picture: str) -> None:
    root = ElementTree.fromstring(picture)
    named = {one.get("id"): one.text for one in root.iter() if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("role") == "img"
    assert all(named[id_] for id_ in str(root.get("aria-labelledby")).split())
    assert picture.isascii()


def test_two_pictures_of_one_document_share_neither_ids_nor_style() -> None:
    rows = lifecycle(NOVEMBER)
    one, two = (lifecycle_svg(rows, NOVEMBER, READ, prefix=name) for name in ("one", "two"))
    ids = [set(re.findall(r'\bid="([^"]+)"', picture)) for picture in (one, two)]
    assert len(ids[0]) == len(ids[1]) > 4
    assert not ids[0] & ids[1]
    assert "one" not in re.findall(r"#(\w+)", two)


def test_colours_follow_the_reader(page: Page) -> None:
    page.set_content(PICTURES["routes in November"])
    seen = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        fills = ["paper", "ink", "muted", "accent"]
        seen.append([page.evaluate(f"getComputedStyle(document.querySelector('.{fill}')).fill") for fill in fills])
    page.emulate_media(color_scheme="light")
    assert len({*seen[0], *seen[1]}) == 8


def test_every_model_and_the_day_it_ends_are_in_the_timeline() -> None:
    picture = PICTURES["models in November"]
    texts = [one.text for one in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    for row in lifecycle(NOVEMBER):
        assert row.model in texts
        if isinstance(row.shutdown, date):
            assert any(str(row.shutdown) in str(text) for text in texts)
    assert texts.index("Image models") < texts.index("Mainline models for the top level of Responses")


def test_unknown_none_and_a_day_are_drawn_in_three_ways() -> None:
    row = replace(lifecycle(MARCH)[0], model="one", deprecated=UNKNOWN)
    drawn = []
    for shutdown in (UNKNOWN, ABSENT, date(2026, 9, 1)):
        picture = lifecycle_svg((replace(row, shutdown=shutdown),), MARCH, MARCH)
        drawn.append(re.sub(r"[\d.]+", "", picture[picture.index("<g>") : picture.index("</g>")]))
    assert len(set(drawn)) == 3
    words = [one.rpartition("shutdown ")[2].partition("<")[0] for one in drawn]
    assert words == ["(no source tells)", "(none is announced)", "--"]


def test_since_the_newest_reading_an_active_model_is_dotted_and_it_is_told() -> None:
    row = replace(lifecycle(NOVEMBER)[0], lifecycle="active", shutdown=ABSENT)
    read_today, read_before = (lifecycle_svg((row,), NOVEMBER, day) for day in (NOVEMBER, READ))
    unread = "<rect [^>]*alive-stroke thin dotted"
    assert len(re.findall(unread, read_today)) == 1  # in the legend
    assert len(re.findall(unread, read_before)) == 2
    for picture in (read_before, PICTURES["routes in November"]):
        assert "the newest source behind the rules was read on 2026-11-19." in picture


def test_where_no_model_is_known_no_line_crosses_the_sentence() -> None:
    assert PICTURES["no model"].count("line-stroke thin") == 1  # above the legend


# -- mermaid ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawing(page: Page, request: pytest.FixtureRequest) -> Page:
    """A page that has mermaid itself."""
    need("npm")
    folder: Path = request.config.cache.mkdir(f"mermaid-{MERMAID}")
    script = folder / "package" / "dist" / "mermaid.min.js"
    with FileLock(folder / "fetching.lock"):
        if not script.exists():
            npm = ("npm", "pack", "--silent", f"mermaid@{MERMAID}")
            packed = subprocess.run(npm, cwd=folder, capture_output=True, text=True, check=False)
            if packed.returncode != 0:
                missing(f"npm could not fetch mermaid: {packed.stderr[-300:]}")
            with tarfile.open(folder / packed.stdout.strip()) as archive:
                archive.extract("package/dist/mermaid.min.js", folder, filter="data")
    page.set_content("<body></body>")
    page.add_script_tag(path=script)
    return page


def drawn_labels(page: Page, chart: str) -> tuple[list[str], list[str]]:
    """What stands in the nodes and on the arrows, as mermaid draws them."""
    nodes, edges = page.evaluate(
        """async chart => {
            const {svg} = await mermaid.render("drawn", chart);
            document.body.innerHTML = svg;
            const texts = kind => [...document.querySelectorAll(kind)].map(one => one.innerText.replace(/\\s+/g, " "));
            return [texts(".nodeLabel"), texts(".edgeLabel .edgeLabel")];
        }""",
        chart,
    )
    return nodes, edges


def test_mermaid_draws_the_route_table_as_it_is_written(drawing: Page) -> None:
    lines = (*table(NOVEMBER), *awkward_lines())
    nodes, edges = drawn_labels(drawing, routes_mermaid(lines))
    asked = [" ".join(line.use_first_when.split()) for line in lines]
    assert [one for one in nodes if one in asked] == asked
    assert any(AWKWARD in one for one in nodes)
    assert edges.count("yes") == len(lines) - 1
    assert edges.count("otherwise") == 1


def test_mermaid_draws_the_decision_tree(drawing: Page) -> None:
    knowledge = Knowledge(load_rules(), MARCH)  # of a few models, so it is soon built
    whole = decision_tree(Interview(knowledge), Known(), "model")

    def request(known: Known) -> Request:
        return request_of(known.job, knowledge)

    asked, answers = drawn_labels(drawing, route_mermaid(whole, request))
    ends = {in_words(request(known).surface) for known in leaves(whole)}
    assert {one for one in asked if "?" not in one} == ends
    assert "first-proof" in answers
    asked, answers = drawn_labels(drawing, model_mermaid(whole, request, model_groups(lifecycle(MARCH))))
    assert ends < set(asked)
    assert "the model in use" in asked
    assert "migrate, compare" in answers
    assert len(asked) < 40  # small enough to read
