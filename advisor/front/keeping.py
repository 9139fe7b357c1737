"""What was told in an interview, kept in files that `advisor recommend` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from advisor.facts import Account, Job, told
from advisor.front.wizard import Talk
from advisor.front.writing import write_whole
from advisor.secrets import without_keys

__all__ = ["ask_for_files", "keep"]


def ask_for_files(job: Job, account: Account, talk: Talk) -> dict[str, Path]:
    """The files that were written, `job` and `account`; of a group of which nothing was told there is none.

    Raises:
        Left: somebody quits.
    """
    while True:
        files: dict[str, Path] = {}
        for name, known in (("job", job), ("account", account)):
            if told(known):
                files[name] = _ask_for_file(name, talk, set(files.values()))
        try:
            keep({files[name]: told(job if name == "job" else account) for name in files})
        except OSError as error:
            talk.say(f"{error.filename}: cannot be written ({error.strerror or error}). Expected other names.")
            continue
        return files


def _ask_for_file(name: str, talk: Talk, taken: set[Path]) -> Path:
    usual = f"{name}.yaml"
    while True:
        path = Path(talk.ask(f"File for the {name} (Enter: {usual}): ") or usual).expanduser()
        if path.is_dir() or not path.parent.is_dir():
            talk.say(f"{path}: no file can be written there; expected a file in a folder that exists.")
        elif path in taken:
            talk.say(f"{path} is taken; expected another file.")
        elif not path.exists() or talk.confirm(f"{path} exists. Write over it?"):
            return path


def keep(facts: Mapping[Path, Mapping[str, object]]) -> None:
    """Writes the facts of each file, as JSON where its name says so, else as YAML; each file whole.

    Raises:
        OSError: a file that cannot be written; it is as it was.
    """
    for path, known in facts.items():
        write_whole(path, _text(path, known).encode())


def _text(path: Path, known: Mapping[str, object]) -> str:
    plain = {name: _plain(value) for name, value in known.items()}
    if path.suffix == ".json":
        return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"
    text: str = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True)
    return text


def _plain(value: object) -> Any:
    """A fact as plain data; a key in it is masked, for files are passed on."""
    if isinstance(value, tuple):
        return list(map(_plain, value))
    return without_keys(value) if isinstance(value, str) else value
