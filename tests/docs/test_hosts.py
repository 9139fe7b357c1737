"""Blocks in real sites: each host of docs builds one, and what it wrote is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
PAGE = """\
---
title: Images
---
# Images

<!-- advisor:begin routes -->
<!-- advisor:end -->

<!-- advisor:begin recommend source-images=1 snippet=python -->

What stood here before.

<!-- advisor:end sha256=0123456789abcdef -->

- In a list:

    <!-- advisor:begin decision-tree -->
    <!-- advisor:end -->

```md
<!-- advisor:begin an-example -->
```
"""
MKDOCS = """\
site_name: Ours
theme: mkdocs
plugins: []
markdown_extensions:
  - advisor.front.markdown_ext:
      as_of: 2026-11-22
"""
ZENSICAL = """\
[project]
site_name = "Ours"
[project.markdown_extensions.tables]
[project.markdown_extensions.toc]
[project.markdown_extensions.pymdownx.superfences]
[project.markdown_extensions."advisor.front.markdown_ext"]
as_of = 2026-11-22
"""


def build(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def mkdocs(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "mkdocs.yml").write_text(MKDOCS)
    return build(folder, "mkdocs", "build", "--strict")


def properdocs(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "properdocs.yml").write_text(MKDOCS)
    return build(folder, "properdocs", "build", "--strict")


def zensical(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "zensical.toml").write_text(ZENSICAL)
    return build(folder, "zensical", "build", "--clean", "--strict")


Host = Callable[[Path], "subprocess.CompletedProcess[str]"]
HOSTS = (mkdocs, properdocs, zensical)


def words(html: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def letters(html: str) -> str:
    """The same without spaces, which stand between the colours of code."""
    return words(html).replace(" ", "")


@pytest.mark.parametrize("host", HOSTS)
def test_blocks_are_filled_when_a_site_is_built(host: Host, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(PAGE)
    done = host(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"<td[^>]*><code>POST /v1/images/edits</code></td>", html)
    assert "client.images.edit(" in letters(html)
    assert "As of 2026-11-22; the newest source behind the rules was read on 2026-11-19." in words(html)
    assert len(re.findall(r"<li>\s*(?:<p>)?<strong>", html)) > 10  # the tree: lists in a list
    assert html.count("advisor:begin") == words(html).count("advisor:begin an-example") == 1
    assert "What stood here before" not in html
    assert (tmp_path / "docs" / "index.md").read_text() == PAGE


@pytest.mark.parametrize("host", HOSTS)
def test_a_wrong_block_fails_the_build_with_page_and_line(host: Host, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(PAGE.replace("begin routes", "begin rutes"))
    done = host(tmp_path)
    assert done.returncode != 0
    assert "index.md:6: no kind of block is named 'rutes' (did you mean 'routes'?)" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr or host is zensical  # which shows one of every extension that fails


def sphinx(folder: Path, **pages: str) -> subprocess.CompletedProcess[str]:
    (folder / "conf.py").write_text(
        'extensions = ["advisor.front.sphinx_ext", "myst_parser"]\nadvisor_as_of = "2026-11-22"\n'
    )
    for name, text in pages.items():
        (folder / name.replace("_", ".")).write_text(text)
    return build(folder, "sphinx", "--quiet", "--fail-on-warning", "--builder", "html", ".", "site")


def test_sphinx_and_myst_take_the_directive(tmp_path: Path) -> None:
    index = "Images\n======\n\n.. advisor:: routes\n\n.. advisor:: decision-tree\n\n.. toctree::\n\n   other\n"
    other = "# Other\n\n```{advisor} recommend\n:source-images: 1\n:snippet: python\n```\n"
    done = sphinx(tmp_path, index_rst=index, other_md=other)
    assert done.returncode == 0, done.stdout + done.stderr
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "POST /v1/images/edits" in words(html[html.index("<table") : html.index("</table>")])
    assert 'href="https://developers.openai.com/api/docs/guides/image-generation"' in html
    assert len(re.findall(r"<li><p><strong>", html)) > 10
    assert "client.images.edit(" in letters((tmp_path / "site" / "other.html").read_text(encoding="utf-8"))


def test_a_wrong_directive_is_told_with_page_and_line(tmp_path: Path) -> None:
    done = sphinx(tmp_path, index_rst="Images\n======\n\n.. advisor:: models\n   :kind: imag\n")
    assert done.returncode != 0
    assert "index.rst:4: ERROR: kind: 'imag' (did you mean 'image'?)" in done.stderr
