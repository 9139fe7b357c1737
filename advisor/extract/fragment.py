"""SHIM"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fragment:
    language: str
    text: str
    lines: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[int, ...] = ()
    cell_lines: tuple[int, ...] = ()
