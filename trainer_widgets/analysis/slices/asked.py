"""What is asked for where slices are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.analysis.event_selection import Columns
    from trainer_widgets.records import Taxonomy


class Asked(NamedTuple):
    """What is asked for, see :func:`trainer_widgets.analysis.find_slices`."""

    outcome: str
    features: list[str] | None
    value: str
    level: str
    items: object
    columns: Columns
    independent: bool
    models: bool
    taxonomy: Taxonomy | str | Path | None
    gold: object = None
