"""The sizes nearest to one that a model refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import sqrt

from advisor.condition import Lookup

__all__ = ["nearest_sizes"]


def nearest_sizes(size: object, lookup: Lookup) -> Iterator[str]:
    """Sizes the image model may take, the nearest first; none where what was asked for is no size."""
    asked = re.fullmatch(r"(\d{1,5})x(\d{1,5})", str(size))
    if asked is None or not int(asked[1]) * int(asked[2]):
        return
    width, height = int(asked[1]), int(asked[2])
    listed = lookup("image_model.sizes")
    if isinstance(listed, tuple):
        sizes = [one for one in map(str, listed) if re.fullmatch(r"\d+x\d+", one)]
        yield from sorted(sizes, key=lambda one: _distance(one, width, height))
        return
    step = lookup("image_model.size_multiple")
    if isinstance(step, int):
        yield from _in_steps(width, height, step, lookup)


def _distance(size: str, width: int, height: int) -> tuple[float, int]:
    """How far a size is off: in its form first, then in its pixels."""
    across, down = map(int, size.split("x"))
    return abs(across / down - width / height), abs(across * down - width * height)


def _in_steps(width: int, height: int, step: int, lookup: Lookup) -> Iterator[str]:
    """The same form in steps of some pixels, as large as it was or as the limits let it be."""
    least, most, edge = (lookup(f"image_model.{name}") for name in ("min_pixels", "max_pixels", "max_edge"))
    scale = 1.0
    if isinstance(least, int):
        scale = max(scale, sqrt(least / (width * height)))
    if isinstance(most, int):
        scale = min(scale, sqrt(most / (width * height)))
    if isinstance(edge, int):
        scale = min(scale, edge / max(width, height))
    for up in (0, 1, -1):
        across, down = (max(step, (round(one * scale / step) + up) * step) for one in (width, height))
        yield f"{across}x{down}"
