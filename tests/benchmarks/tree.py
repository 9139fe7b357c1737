"""Trees of source files to search: unpacked packages, and trees of any size made from one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

__all__ = ["code", "environment_tree", "package_tree", "sampled"]

WHEELS = (
    "ag2==1.2.1",
    "autogen-ext==0.7.5",
    "crewai-tools==1.15.30",
    "griptape==1.13.0",
    "haystack-ai==3.4.1",
    "langchain-community==0.4.2",
    "langchain-openai==1.7.4",
    "litellm==1.110.2",
    "llama-index-core==0.14.25",
    "openai-agents==0.24.0",
    "semantic-kernel==1.45.0",
)
OPENAI = "openai==3.57.0"
"""As source, with the examples and tests that the wheel lacks."""
NPM = (
    "@ai-sdk/openai@3.0.141",
    "@langchain/community@1.1.29",
    "@langchain/openai@1.5.8",
    "@n8n/n8n-nodes-langchain@2.41.1",
    "ai@6.0.326",
    "flowise-components@3.1.4",
    "langchain@1.5.14",
    "litellm@0.12.0",
    "openai@6.49.0",
    "openai-edge@1.2.2",
)
_CODE = {".py", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"}


def code(tree: Path) -> list[Path]:
    """The source files of a tree that all searchers read, in the order of their paths."""
    return sorted(path for path in tree.rglob("*") if path.suffix in _CODE and path.is_file())


def package_tree(downloads: Path, tree: Path) -> Path:
    """The packages above, each unpacked into a folder of its own; downloaded where they are not yet."""
    for package in _downloaded(downloads):
        if package.suffix == ".whl":
            with ZipFile(package) as wheel:
                wheel.extractall(tree / package.stem)
        else:
            with tarfile.open(package) as archive:
                archive.extractall(tree / package.stem, filter="data")
    return tree


def _downloaded(folder: Path) -> list[Path]:
    done, asked = folder / "done.json", json.dumps([WHEELS, OPENAI, NPM])
    if not done.exists() or done.read_text() != asked:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
        pip += ["--ignore-requires-python", "--dest", str(folder)]  # nothing of it is run
        _run(*pip, "--only-binary", ":all:", *WHEELS)
        _run(*pip, "--no-binary", "openai", OPENAI)
        _run("npm", "pack", "--silent", "--pack-destination", str(folder), *NPM)
        done.write_text(asked)
    return sorted(path for path in folder.iterdir() if path != done)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def environment_tree(tree: Path, size: int) -> Path:
    """A tree of so many source files, chosen from the packages that this interpreter has."""
    return sampled(code(Path(sysconfig.get_path("purelib"))), tree, size)


def sampled(files: Sequence[Path], tree: Path, size: int) -> Path:
    """A tree of so many files, one of them with a request that every searcher finds.

    The others are evenly chosen where there are more, else all of them, time and again, each with a line of its own.
    """
    tree.mkdir()
    (tree / "request.py").write_text('client.images.generate(model="gpt-image-2", prompt="a cat")\n', encoding="utf-8")
    for number in range(size - 1):
        again, place = divmod(number, len(files))
        file = files[place if size > len(files) else number * len(files) // size]
        copy = tree / str(again) / str(number // 100) / f"{number}{file.suffix}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        comment = b"\n# " if file.suffix == ".py" else b"\n// "
        copy.write_bytes(file.read_bytes() + comment + str(number).encode() + b"\n")
    return tree
