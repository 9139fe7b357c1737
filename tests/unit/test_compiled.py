"""A compiled book says what its YAML says, or is not believed: damaged, old, unwritable and shared caches do no harm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import blake2b
from pathlib import Path

import pytest

from advisor import Account, Job, Recommendation, load_rules, recommend
from advisor.compiled import dump, parse
from advisor.load import base_folder, compiled_text, read_book
from advisor.reader import read_folders

DAY = date(2026, 11, 22)
YAML = read_folders([base_folder()])


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the user's."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "openai-image-advisor"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules, to be changed; it is no package's own. The signatures of errors, half of it all, are left out."""
    return Path(shutil.copytree(base_folder(), tmp_path / "rules", ignore=shutil.ignore_patterns("errors")))


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What such a copy says."""
    left_out = shutil.ignore_patterns("errors")
    copy = shutil.copytree(base_folder(), tmp_path_factory.mktemp("said") / "rules", ignore=left_out)
    return dump(read_folders([Path(copy)]))


def kept(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def test_a_compiled_book_says_what_its_yaml_says() -> None:
    compiled = parse(dump(YAML))
    assert dump(compiled) == dump(YAML)
    assert compiled.claims == YAML.claims
    assert list(compiled.vocabulary.names()) == list(YAML.vocabulary.names())
    for job in (Job(), Job(source_images=2, transparent=True, fidelity="high"), Job(other_tools=True, n=3)):
        first, second = (recommend(job, Account(tier="free"), as_of=DAY, rules=book) for book in (YAML, compiled))
        assert first == second


def test_a_book_is_kept_and_found_again(rules: Path, cache: Path, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_book([rules])
    assert kept(cache).is_file()
    monkeypatch.setattr("advisor.load._from_yaml", lambda _: pytest.fail("read from YAML again"))
    assert dump(read_book([rules])) == said


def test_a_changed_file_is_read_anew(rules: Path, cache: Path) -> None:
    read_book([rules])
    file = rules / "platform.yaml"
    stamp = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("api.openai.com", "api.opemai.com"), encoding="utf-8")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # as long and as old as before
    assert recommend(Job(), as_of=DAY, rules=read_book([rules])).route.url.startswith("https://api.opemai.com/")
    assert kept(cache).is_file()


def test_a_file_that_is_gone_is_noticed(rules: Path, cache: Path) -> None:
    read_book([rules])
    (rules / "payload" / "n-over-limit.yaml").unlink()
    assert "n-over-limit" not in read_book([rules]).rules_by_id
    assert kept(cache).is_file()


def test_each_set_of_overlays_is_kept_apart(rules: Path, cache: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "ours"
    overlay.mkdir()
    for folders in ([rules], [rules, overlay], [rules]):
        read_book(folders)
    assert len(list(cache.iterdir())) == 2


def test_the_books_kept_are_few(rules: Path, cache: Path, tmp_path: Path) -> None:
    for number in range(17):
        (tmp_path / f"ours-{number}").mkdir()
        read_book([rules, tmp_path / f"ours-{number}"])
    assert len(list(cache.iterdir())) == 16
    assert kept_names(cache, rules, tmp_path / "ours-16") <= {file.name for file in cache.iterdir()}


def kept_names(cache: Path, *folders: Path) -> set[str]:
    """The file that reading the folders writes."""
    before = {file.name: file.stat().st_mtime_ns for file in cache.iterdir()}
    for file in cache.iterdir():
        file.write_text("", encoding="utf-8")
    read_book(folders)
    return {file.name for file in cache.iterdir() if file.stat().st_size} & set(before)


def _resealed(text: str) -> str:
    """A damaged text under a seal that fits it."""
    head, _, _ = kept_text().partition(" ")
    return f"{head} {blake2b(text.encode(), digest_size=16).hexdigest()}\n{text}"


def kept_text() -> str:
    return compiled_text((base_folder(),))


DAMAGES: dict[str, Callable[[str], str]] = {
    "empty": lambda _: "",
    "cut short": lambda text: text[: len(text) // 2],
    "one letter changed": lambda text: text.replace("gpt-image-2.6-flare", "gpt-image-2.6-glare", 1),
    "another key": lambda text: "0" + text[1:],
    "no JSON": lambda _: _resealed("{"),
    "JSON of another shape": lambda _: _resealed(json.dumps({"$RuleBook": [1, 2]})),
    "JSON of no book": lambda _: _resealed("[]"),
    "an unknown part": lambda _: _resealed(json.dumps({"$Nothing": []})),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_not_believed(
    damage: str, rules: Path, cache: Path, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    read_book([rules])
    file = kept(cache)
    file.write_text(DAMAGES[damage](file.read_text(encoding="utf-8")), encoding="utf-8")
    assert dump(read_book([rules])) == said
    assert file.read_text(encoding="utf-8") == compiled_text((rules,))  # mended
    assert capfd.readouterr() == ("", "")


def test_bytes_that_are_no_text_are_not_believed(rules: Path, cache: Path, said: str) -> None:
    read_book([rules])
    kept(cache).write_bytes(b"\xff\x00" * 1000)
    assert dump(read_book([rules])) == said


def test_a_cache_that_cannot_be_written_does_no_harm(
    rules: Path, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert dump(read_book([rules])) == said
    assert capfd.readouterr() == ("", "")


def test_a_cache_file_that_is_no_file_or_huge_is_not_opened(rules: Path, cache: Path, said: str) -> None:
    read_book([rules])
    file = kept(cache)
    makers: list[Callable[[], object]] = [
        lambda: os.mkfifo(file),
        lambda: file.symlink_to("/dev/zero"),
        lambda: _hollow(file),
    ]
    for make in makers:
        file.unlink()
        make()
        assert dump(read_book([rules])) == said
        assert file.is_file()


def _hollow(file: Path) -> None:
    file.touch()
    os.truncate(file, 3_000_000_000)


def test_an_overlay_that_json_cannot_hold_is_read_all_the_same(rules: Path, cache: Path, tmp_path: Path) -> None:
    rule = (rules / "payload" / "n-over-limit.yaml").read_text(encoding="utf-8")
    ours = tmp_path / "ours" / "payload" / "ours.yaml"
    ours.parent.mkdir(parents=True)
    ours.write_text(rule[: rule.index("avoid:")] + "avoid: {request.n: !!binary aGk=}\nprefer: {}\n", encoding="utf-8")
    assert "ours" in read_book([rules, tmp_path / "ours"]).rules_by_id
    assert not cache.exists()


# -- shared ----------------------------------------------------------------------------------------------------------

ASK = "from advisor.front.cli import main; main()"


def _ask(cache: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ASK, "recommend", "--as-of", "2026-11-22", "--format", "json", *arguments]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_processes_share_one_cache(tmp_path: Path) -> None:
    overlay = tmp_path / "ours"
    overlay.mkdir()
    for _ in range(2):  # together on an empty cache, then together on what they left
        running = [_ask(tmp_path / "cache", "--rules", str(overlay)) for _ in range(4)]
        told = {process.communicate() for process in running}
        assert len(told) == 1
        assert {process.returncode for process in running} == {0}
        assert next(iter(told))[1] == ""
    assert kept(tmp_path / "cache" / "openai-image-advisor").suffix == ".json"


def test_threads_share_one_book(tmp_path: Path) -> None:
    jobs = [Job(), Job(source_images=1, fidelity="high"), Job(other_tools=True), Job(n=20, transparent=True)]
    days = [date(2026, 3, 23), date(2026, 5, 20), date(2026, 9, 15), DAY]
    tasks = [(job, day) for job in jobs for day in days] * 16

    def answer(task: tuple[Job, date]) -> tuple[int, Recommendation]:
        book = load_rules(tmp_path)
        return id(book), recommend(task[0], as_of=task[1], rules=book)

    with ThreadPoolExecutor(32) as pool:
        told = list(pool.map(answer, tasks))
    alone = {task: recommend(task[0], as_of=task[1]) for task in tasks[: len(jobs) * len(days)]}
    assert len({book for book, _ in told}) == 1
    assert [given for _, given in told] == [alone[task] for task in tasks]


def test_importing_and_asking_a_compiled_book_loads_neither_pydantic_nor_rich_nor_yaml(tmp_path: Path) -> None:
    code = """
import sys
import advisor
from datetime import date
assert not {"pydantic", "rich", "yaml", "click", "platformdirs"} & set(sys.modules), "on import"
advisor.recommend(advisor.Job(), as_of=date(2026, 11, 22))
advisor.recommend(advisor.Job(), as_of=date(2026, 11, 22))
print(sorted({"pydantic", "rich", "yaml"} & set(sys.modules)))
"""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    loaded = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert loaded[1] == "[]\n"
