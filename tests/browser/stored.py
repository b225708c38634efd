"""What is on disk, read with nothing but pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path


def frame(folder: Path) -> pd.DataFrame:
    """Read the ranking events in a labels folder, oldest first."""
    parts = [pd.read_parquet(part) for part in (folder / "ranking").glob("*.parquet")]
    return pd.concat(parts).sort_values("recorded_at").reset_index(drop=True)


def events(folder: Path) -> list[dict[str, Any]]:
    """Return the same as dicts."""
    rows: list[dict[str, Any]] = frame(folder).to_dict("records")  # type: ignore[assignment]
    return rows
