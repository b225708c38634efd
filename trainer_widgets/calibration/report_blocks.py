"""What a report is made of, before it is Markdown or HTML.

All of it is plain text: whoever writes it out keeps names, rationales and model output from
becoming more than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Heading(NamedTuple):
    """A heading; 1 is the report's own."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """A sentence or more; ``label`` stands before what people wrote."""

    text: str
    label: str = ""
    is_warning: bool = False


class Table(NamedTuple):
    """Cells as texts; the ``numbers`` are columns, by their place."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: frozenset[int] = frozenset()


class Figure(NamedTuple):
    """One of the report's charts, by its name."""

    name: str


class Verbatim(NamedTuple):
    """A text as it is, line by line."""

    label: str
    text: str


Block = Heading | Paragraph | Table | Figure | Verbatim
