"""What is read of one file, and why another is left out."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from advisor.front.source import decode, largest, read_source

LIMIT = 3_000_000


def text_of(path: Path) -> str:
    content = read_source(str(path), LIMIT)
    assert isinstance(content, bytes)
    return decode(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_unicode_with_its_mark_is_text(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.py").write_text("size = 'é'\n", encoding=encoding)
    assert text_of(tmp_path / "a.py") == "size = 'é'\n"


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\x00\x00\xfe\xff"])
def test_the_other_byte_order_is_text_too(tmp_path: Path, mark: bytes) -> None:
    width = len(mark)
    (tmp_path / "a.py").write_bytes(mark + b"".join(letter.to_bytes(width) for letter in b"n = 1"))
    assert text_of(tmp_path / "a.py") == "n = 1"


def test_a_broken_byte_is_one_character_so_that_columns_stay_right(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes("prompt = 'é ü'; n = 1\r\nx".encode("latin-1"))
    found = text_of(tmp_path / "a.py")
    assert found.index("n = 1") == len("prompt = 'é ü'; ")
    assert found.split("\r\n")[1] == "x"
    found.encode()


@pytest.mark.parametrize("content", [b"\x7fELF\0\0", b"text " * 1000 + b"\0", "text".encode("utf-16-le")])
def test_a_nul_near_the_start_tells_a_binary_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert read_source(str(tmp_path / "a"), LIMIT) == "binary"


def test_a_file_over_the_limit_is_left_out_with_the_limit_said(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b"x" * LIMIT)
    assert text_of(tmp_path / "a.js") == "x" * LIMIT
    (tmp_path / "a.js").write_bytes(b"x" * (LIMIT + 1))
    assert read_source(str(tmp_path / "a.js"), LIMIT) == "larger than 3 MB"


def test_a_notebook_may_be_larger_than_other_files() -> None:
    assert largest("a/b.ipynb") > largest("a/b.py")


def test_an_empty_file_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    assert text_of(tmp_path / "a.py") == ""


def test_a_file_that_vanished_or_became_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert read_source(str(tmp_path / "gone"), LIMIT) == "gone before it was read"
    assert read_source(str(tmp_path / "file" / "x"), LIMIT) == "gone before it was read"
    assert read_source(str(tmp_path), LIMIT) == "neither file nor folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_without_a_writer_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_source(str(tmp_path / "pipe"), LIMIT) == "neither file nor folder"


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch(mode=0)
    as_nobody = (os.setuid, (65534,)) if os.geteuid() == 0 else (None, ())  # root may read everything
    with ProcessPoolExecutor(1, get_context("fork"), *as_nobody) as pool:
        assert pool.submit(read_source, str(tmp_path / "a.py"), LIMIT).result() == "unreadable"
