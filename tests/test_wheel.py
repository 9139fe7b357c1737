"""The wheel: it carries the rules and, compiled, exactly what they say."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from advisor.front.reading import SEARCH, search_text
from advisor.load import COMPILED, base_folder, compiled_text

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built as a user's pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode and not os.environ.get("CI"):
        pytest.skip(f"no wheel could be built here: {built.stderr.strip().splitlines()[-1]}")
    assert built.returncode == 0, built.stderr
    (file,) = folder.iterdir()
    return file


def test_hosts_of_docs_find_the_extension_by_its_name(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel)
    (points,) = (held.read(name).decode() for name in held.namelist() if name.endswith("/entry_points.txt"))
    assert "[markdown.extensions]\nadvisor = advisor.front.markdown_ext:AdvisorExtension" in points


def test_carries_every_rule_file(wheel: Path) -> None:
    held = {name.removeprefix("advisor/rules/") for name in zipfile.ZipFile(wheel).namelist() if "/rules/" in name}
    assert held == {file.relative_to(base_folder()).as_posix() for file in base_folder().rglob("*.yaml")}


def test_carries_what_a_page_is_made_of(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("advisor/report/page/")}
    assert held == {f"advisor/report/page/{file.name}" for file in (ROOT / "advisor" / "report" / "page").iterdir()}


def test_carries_the_compiled_book_of_its_yaml(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).read(f"advisor/{COMPILED.name}").decode()
    assert held == compiled_text((base_folder(),))


def test_carries_what_its_rules_give_to_look_for(wheel: Path) -> None:
    assert zipfile.ZipFile(wheel).read(f"advisor/{SEARCH.name}").decode() == search_text((base_folder(),))


def test_the_compiled_book_is_what_an_installed_wheel_reads(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = "import sys, advisor; advisor.load_rules(); print(advisor.__file__, 'yaml' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert told == f"{tmp_path / 'site' / 'advisor' / '__init__.py'} False\n"
    assert not (tmp_path / "cache").exists()
