"""Where rules stand: the folder of the base rules, and the files of a folder."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["PACKAGE", "base_folder", "rule_files"]

PACKAGE = Path(__file__).parent


def base_folder() -> Path:
    """The folder of the rules: inside the installed package, else beside it in a checkout."""
    inside = PACKAGE / "rules"
    return inside if inside.is_dir() else PACKAGE.parent / "rules"


def rule_files(folder: Path) -> list[Path]:
    """Every YAML file of a folder and of those below it, linked ones too, in order; hidden ones are left out."""
    found: list[Path] = []
    seen: set[str] = set()
    for top, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(top)
        new = real not in seen  # links may form a loop
        seen.add(real)
        folders[:] = [name for name in folders if new and not name.startswith(".")]
        found += [Path(top, name) for name in files if new and not name.startswith(".")]
    return sorted(file for file in found if file.suffix in (".yaml", ".yml") and file.is_file())
