"""Pictures as text: elements, colours in light and dark, and how wide a text may get in any common font."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from math import ceil

from advisor.printable import on_one_line

__all__ = ["element", "lettering", "path", "picture", "rectangle", "text_width", "wrapped"]

_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace'
_COLORS: Mapping[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#0d1117"),
    "panel": ("#f6f8fa", "#161b22"),
    "line": ("#d1d9e0", "#30363d"),
    "ink": ("#1f2328", "#e6edf3"),
    "muted": ("#59636e", "#9198a1"),
    "accent": ("#0b57d0", "#79b0ff"),
    "alive": ("#1a7f6b", "#3fb9a0"),
    "ending": ("#b35900", "#e0913a"),
    "gone": ("#818b98", "#768390"),
}
"""What each colour is in light and in dark. Letters keep a contrast of 4.5 to the paper and the panel, shapes of 3."""
_WIDE = dict.fromkeys("mwMW@%", 1.0)
_NARROW = {**dict.fromkeys("iIjlt.,;:|'!()[]f/ ", 0.42), **dict.fromkeys("rs-", 0.54)}
_LETTER, _CAPITAL, _MONOSPACED, _OTHER = 0.64, 0.76, 0.63, 1.05
"""Widths in parts of the font size, as of the widest fonts that the lists above may lead to."""


def element(name: str, *inner: str, **attributes: object) -> str:
    """An element with what is inside of it, which is markup already; `class_` is `class`, `stroke_width` has a dash."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{told}>{''.join(inner)}</{name}>" if inner else f"<{name}{told}/>"


def lettering(x: float, y: float, text: str, class_: str = "ink", **attributes: object) -> str:
    """A line of text whose base line starts at a point."""
    return element("text", escape(on_one_line(text)), x=x, y=y, class_=class_, **attributes)


def rectangle(x: float, y: float, width: float, height: float, class_: str, radius: float = 0) -> str:
    """A rectangle, its corners rounded by a radius."""
    return element("rect", x=x, y=y, width=width, height=height, rx=radius, class_=class_)


def path(line: str, class_: str, **attributes: object) -> str:
    """A line in the language of SVG's paths."""
    return element("path", d=line, class_=class_, **attributes)


def picture(prefix: str, title: str, description: str, size: tuple[float, float], parts: Iterable[str]) -> str:
    """The whole picture, `width` by `height` pixels and as small as its place asks for, in ASCII.

    Its ids and its style start with the prefix, an id of HTML, so that several pictures can stand in one document.
    """
    width, height = map(ceil, size)
    drawn = element(
        "svg",
        element("title", escape(title), id=f"{prefix}-title"),
        element("desc", escape(description), id=f"{prefix}-desc"),
        element("style", _style(prefix)),
        rectangle(0, 0, width, height, "paper", 8),
        *(f"\n{part}" for part in parts),
        "\n",
        xmlns="http://www.w3.org/2000/svg",
        id=prefix,
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
    )
    return drawn.encode("ascii", "xmlcharrefreplace").decode() + "\n"


def _style(prefix: str) -> str:
    """Rules that hold inside of this picture only: a style inside of an inline picture is one of the whole page."""
    root = f"#{prefix}"
    shapes = (
        f"{root} {{max-width: 100%; height: auto; font: 13px {_SANS}}}",
        f"{root} .small {{font-size: 12px}}",
        f"{root} .large {{font-size: 16px}}",
        f"{root} .strong {{font-weight: 600}}",
        f"{root} .mono {{font-family: {_MONO}}}",
        f"{root} .thin {{stroke-width: 1; fill: none}}",
        f"{root} .thick {{stroke-width: 1.5; fill: none}}",
        f"{root} .dashed {{stroke-dasharray: 4 3}}",
        f"{root} .halo {{paint-order: stroke; stroke-width: 5; stroke-linejoin: round}}",
        f"{root} .dotted {{stroke-dasharray: 1 4; stroke-linecap: round}}",
    )
    dark = " ".join(_colors(root, 1))
    return "\n".join(("", *shapes, *_colors(root, 0), f"@media (prefers-color-scheme: dark) {{{dark}}}", ""))


def _colors(root: str, scheme: int) -> Iterable[str]:
    for name, colors in _COLORS.items():
        yield f"{root} .{name} {{fill: {colors[scheme]}}}"
        yield f"{root} .{name}-stroke {{stroke: {colors[scheme]}}}"
    for name in ("alive", "gone"):
        yield f"{root} .{name}-stop {{stop-color: {_COLORS[name][scheme]}}}"


def _plain(value: object) -> str:
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)


def text_width(text: str, size: float, *, mono: bool = False, strong: bool = False) -> float:
    """Pixels that a text takes at most, whichever of the fonts is there."""
    return sum(map(_mono if mono else _sans, text)) * size * (1.08 if strong else 1)


def _mono(letter: str) -> float:
    return _MONOSPACED if letter.isascii() else _OTHER


def _sans(letter: str) -> float:
    if not letter.isascii():
        return _OTHER
    if letter in _WIDE:
        return _WIDE[letter]
    return _NARROW.get(letter, _CAPITAL if letter.isupper() else _LETTER)


def wrapped(text: str, width: float, size: float, *, strong: bool = False) -> list[str]:
    """Lines of at most a width in pixels, broken at spaces."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, strong=strong) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
