"""How charts are shown: one bundle that needs neither a network nor a running kernel."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, cast

import altair as alt
import vl_convert

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "trainer_widgets"
VEGA_LITE = "5.20"  # what JupyterLab 4.6 renders
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
MIME = "application/vnd.vegalite.v5+json"
SCALE = 2
DECIMALS = 9

INK = "#1c2430"
MUTED = "#5b6675"
FAINT = "#d5dae1"
GRID = "#edf0f3"
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML lacks
ACCENT = "#1f6feb"
# Okabe and Ito's colours, told apart with every common colour blindness; the accent leads.
PALETTE = [ACCENT, "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8c6d1f"]
FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif'


def enable() -> None:
    """Show Altair charts as this package's charts are shown; importing the charts does it.

    A chart becomes one bundle: Vega-Lite 5 for JupyterLab, a PNG for code hosts and other
    readers, and a text that says what it shows. It stays in the saved notebook and needs no
    network. ``altair.renderers.enable("default")`` switches back.

    Examples
    --------
    >>> import altair
    >>> enable()
    >>> altair.renderers.active
    'trainer_widgets'
    """
    alt.renderers.register(NAME, render)
    alt.renderers.enable(NAME)
    alt.theme.register(NAME, enable=True)(theme)


def render(spec: dict[str, Any], **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a chart as a bundle of MIME types, and the size of its image."""
    spec = renamed(rounded(readable(spec | {"$schema": SCHEMA})))
    png = packed(vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=SCALE))
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    size = {"width": width // SCALE, "height": height // SCALE}
    bundle = {MIME: spec, "image/png": png, "text/plain": spoken(spec)}
    return bundle, {"image/png": size}


def readable(part: Any) -> Any:  # noqa: ANN401 - any part of a specification
    r"""Return a specification whose texts hold nothing that no image can show.

    Control characters, such as those of a category's name, end the process that draws them.

    Examples
    --------
    >>> readable({"text": ["a\x1fb"]})
    {'text': ['a�b']}
    """
    return _changed(part, lambda leaf: UNREADABLE.sub("\ufffd", leaf) if _is_text(leaf) else leaf)


def rounded(part: Any) -> Any:  # noqa: ANN401 - any part of a specification
    """Return a part of a chart with nine decimals at most.

    Engines add up in any order, so the last digits of a number differ from run to run; nobody sees
    them, and a saved notebook is not to change for them.
    """
    return _changed(
        part, lambda leaf: round(leaf, DECIMALS) + 0.0 if isinstance(leaf, float) else leaf
    )


def renamed(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a chart whose data sets are numbered: Altair names them after their last digits."""
    names = {name: f"data-{place}" for place, name in enumerate(spec.get("datasets", {}))}
    chart: dict[str, Any] = _changed(
        spec, lambda leaf: names.get(leaf, leaf) if _is_text(leaf) else leaf
    )
    return chart


def _is_text(leaf: object) -> bool:
    return isinstance(leaf, str)


def _changed(part: Any, change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - as above
    """Return a part of a specification with every name and value changed."""
    match part:
        case dict():
            return {change(name): _changed(value, change) for name, value in part.items()}
        case list():
            return [_changed(one, change) for one in part]
        case _:
            return change(part)


def packed(png: bytes) -> bytes:
    """Return the same PNG with its pixels packed harder: vl-convert's are three times as large."""
    made, pixels, at = png[:8], b"", 8
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4])
        kind, content = png[at + 4 : at + 8], png[at + 8 : end - 4]
        if kind == b"IDAT":
            pixels += content
        else:
            if kind == b"IEND":
                made += _chunk(b"IDAT", zlib.compress(zlib.decompress(pixels), 9))
            made += png[at:end]
        at = end
    return made


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return len(content).to_bytes(4) + kind + content + checksum.to_bytes(4)


def spoken(spec: dict[str, Any]) -> str:
    """Return what a chart says of itself in words."""
    description = spec.get("description")
    if description:
        return str(description)
    title = spec.get("title")
    text = title.get("text") if isinstance(title, dict) else title
    return f"Chart: {text}" if text else "Chart without a description"


def theme() -> alt.theme.ThemeConfig:
    """Return the look of all charts: a white card, quiet axes, one accent."""
    axis = {
        "labelColor": MUTED,
        "labelFontSize": 12,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 10,
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "gridColor": GRID,
    }
    title = {
        "anchor": "start",
        "frame": "group",
        "color": INK,
        "fontSize": 15,
        "fontWeight": 600,
        "subtitleColor": MUTED,
        "subtitleFontSize": 12,
        "subtitlePadding": 6,
        "offset": 16,
    }
    look = {
        # White in dark themes too: a chart that is copied elsewhere stays legible.
        "background": "white",
        "padding": {"left": 20, "right": 20, "top": 18, "bottom": 16},
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": axis,
            "axisX": {"labelFlush": False},
            "axisY": {"grid": False, "labelColor": INK, "labelLimit": 240},
            "title": title,
            "header": {"labelColor": INK, "labelFontSize": 12, "labelFontWeight": 600},
            "legend": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 12},
            "range": {"category": PALETTE},
            "mark": {"color": ACCENT},
        },
    }
    return cast("alt.theme.ThemeConfig", look)
