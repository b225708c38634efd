"""A report as Markdown in which nothing that people or models wrote can become structure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer_widgets.calibration.report_blocks import Heading, Paragraph, Table, Verbatim
from trainer_widgets.line_ends import plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets.calibration.report_blocks import Block

# An entity is never structure, where an escape by a backslash would be mathematics to some.
STRUCTURE = re.compile(r"[\\`*_\[\]<>&|$#~@!{}]|:(?=//)|(?<=www)\.", re.IGNORECASE)
# Without a direction of their own, texts cannot turn what stands around them.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def to_markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown; charts, which repeat their tables, are left to the HTML."""
    return "\n\n".join(filter(None, map(_block, blocks))) + "\n"


def inline(text: str) -> str:
    r"""Return a text as Markdown that shows it on one line, letter by letter.

    Examples
    --------
    >>> inline("**Best** <b>answer</b>\n# by far")
    '&#42;&#42;Best&#42;&#42; &#60;b&#62;answer&#60;/b&#62; &#35; by far'
    """
    line = " ".join(CONTROLS.sub("", plain_lines(text)).split())
    return STRUCTURE.sub(lambda found: f"&#{ord(found[0])};", line)


def fenced(text: str) -> str:
    r"""Return a text as a block of code that ends where the text does.

    Examples
    --------
    >>> print(fenced("a\n```\n# b"))
    ````
    a
    ```
    # b
    ````
    """
    body = CONTROLS.sub("", plain_lines(text))
    longest = max(map(len, re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{body}\n{fence}"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_started(inline(block.text))}"
        case Paragraph():
            text = inline(block.text)
            if block.is_warning:
                return f"> **Mind:** {text}"
            return f"**{block.label}:** {text}" if block.label else _started(text)
        case Table():
            return _table(block)
        case Verbatim():
            return f"**{inline(block.label)}:**\n\n{fenced(block.text)}"
        case _:
            return ""


def _started(text: str) -> str:
    """Keep the beginning of a line from being a list, or the line below a heading."""
    return re.sub(r"^(\d+)([.)])|^([-+=])", _as_text, text)


def _as_text(found: re.Match[str]) -> str:
    if found[3]:
        return f"&#{ord(found[3])};"
    return f"{found[1]}&#{ord(found[2])};"


def _table(table: Table) -> str:
    rules = ["---:" if place in table.numbers else "---" for place in range(len(table.columns))]
    rows = [table.columns, *table.rows]
    head, *body = [f"| {' | '.join(map(inline, row))} |" for row in rows]
    return "\n".join([head, f"| {' | '.join(rules)} |", *body])
