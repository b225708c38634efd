"""A report as one HTML file that needs nothing else, and as a part of a notebook."""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING, Any

from trainer_widgets.calibration.report_blocks import Figure, Heading, Paragraph, Table, Verbatim
from trainer_widgets.line_ends import plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trainer_widgets.calibration.report_blocks import Block

UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
# Also of what an error of this file would let in, nothing could run or be fetched.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --muted: #5b6675; --line: #d5dae1;
  --paper: #fff; --tint: #f4f6f8; --mind: #fff4d6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e3e7ed; --muted: #a3adba; --line: #3b4450; --paper: #14181d;
    --tint: #1d232b; --mind: #3b300f; }
}
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.5rem 4rem; background: var(--paper);
  color: var(--ink); font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, sans-serif; }
h1 { font-size: 1.6rem; } h2 { margin-block-start: 2.5rem; font-size: 1.25rem; }
h3 { margin-block-start: 2rem; font-size: 1rem; }
h1, h2, h3, td, pre, p { overflow-wrap: anywhere; }
.mind { padding: .6rem .9rem; background: var(--mind); border-radius: 4px; }
.label { color: var(--muted); }
p:has(> .label) { margin-block: .35rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; inline-size: 100%; }
th, td { padding: .35rem .6rem; border-block-end: 1px solid var(--line);
  vertical-align: top; white-space: pre-wrap; min-inline-size: 6rem; }
th { color: var(--muted); font-weight: 600; white-space: normal; }
/* Each text to the side on which it begins, and not to that which a notebook needs. */
th, td { text-align: start !important; }
.number { min-inline-size: 0; text-align: end !important; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
/* What people said of one item stands below what they said of another. */
h3 ~ p + .wide table { table-layout: fixed; }
h3 ~ p + .wide th:first-child { inline-size: 14%; }
h3 ~ p + .wide th:last-child { inline-size: 12%; }
pre { padding: .6rem .9rem; background: var(--tint); border-radius: 4px; white-space: pre-wrap;
  font: inherit; }
img { max-inline-size: 100%; block-size: auto; border-radius: 6px; }
@media print {
  :root { --ink: #000; --muted: #444; --line: #bbb; --paper: #fff; --tint: #f4f4f4;
    --mind: #f4f4f4; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; } tr, img, pre { break-inside: avoid; }
  .wide { overflow: visible; }
}
"""


def to_page(title: str, blocks: Iterable[Block], charts: Mapping[str, Any]) -> str:
    """Return a whole page, with the charts as images in it.

    Parameters
    ----------
    title
        What the window is called.
    blocks
        What stands in it.
    charts
        Altair charts, by the names of the figures.
    """
    body = "\n".join(_figure(charts[one.name]) if isinstance(one, Figure) else _block(one)
                     for one in blocks)  # fmt: skip
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def to_fragment(blocks: Iterable[Block]) -> str:
    """Return blocks for a notebook, in its own style; pictures of charts would bloat it."""
    return "\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f'<h{block.level} dir="auto">{_text(block.text)}</h{block.level}>'
        case Paragraph():
            return _paragraph(block)
        case Table():
            return _table(block)
        case Verbatim():
            label, text = _text(block.label), _text(block.text)
            return f'<p class="label">{label}</p>\n<pre dir="auto">{text}</pre>'
        case _:
            return ""


def _paragraph(block: Paragraph) -> str:
    text = f"<bdi>{_text(block.text)}</bdi>"
    if block.is_warning:
        return f'<p class="mind">{text}</p>'
    label = f'<span class="label">{_text(block.label)}:</span> ' if block.label else ""
    return f"<p>{label}{text}</p>"


def _table(table: Table) -> str:
    rows = [_row("th", table.columns, table), *(_row("td", row, table) for row in table.rows)]
    head, body = rows[0], "\n".join(rows[1:])
    return (
        f'<div class="wide"><table>\n<thead>\n{head}\n</thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _row(kind: str, cells: Iterable[str], table: Table) -> str:
    scope = ' scope="col"' if kind == "th" else ""
    found = []
    for place, cell in enumerate(cells):
        is_number = place in table.numbers
        name = ' class="number"' if is_number else ""
        # JupyterLab's own tables are of numbers: its style would push all texts to the end.
        side = "" if is_number else ' style="text-align: left"'
        found.append(f'<{kind}{scope}{name}{side} dir="auto">{_text(cell)}</{kind}>')
    return f"<tr>{''.join(found)}</tr>"


def _figure(chart: Any) -> str:  # noqa: ANN401 - any Altair chart
    from trainer_widgets.analysis.charts.rendering import render  # noqa: PLC0415 - it loads much

    bundle, metadata = render(chart.to_dict())
    size = metadata["image/png"]
    source = base64.b64encode(bundle["image/png"]).decode("ascii")
    return (
        f'<p><img src="data:image/png;base64,{source}" alt="{_text(bundle["text/plain"])}" '
        f'width="{size["width"]}" height="{size["height"]}"></p>'
    )


def _text(text: str) -> str:
    return html.escape(UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", plain_lines(text)))
