"""A correction project with a taxonomy, and answers as a view sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

import trainer_widgets as tw

if TYPE_CHECKING:
    from pathlib import Path

TAXONOMY = """
version = "1.0"
name = "Errors"
[[severity]]
id = "minor"
name = "Minor"
[[severity]]
id = "major"
name = "Major"
[[category]]
id = "accuracy"
name = "Accuracy"
[[category]]
id = "accuracy.omission"
name = "Omission"
severities = ["major"]
"""
TARGET = "The dog \N{DOG FACE} sleep."
TESTS = "assert answer() == 42"
RIGHT = "def answer():\n    return 42"


def widget(folder: Path, **arguments: Any) -> tw.CorrectionWidget:
    """Return a widget over two translations with a taxonomy."""
    (folder / "taxonomy").mkdir(parents=True, exist_ok=True)
    (folder / "taxonomy" / "1.0.toml").write_text(TAXONOMY)
    (folder / "project.toml").write_text('id = "c0rr"\ntask = "correction"\n')
    items = pd.DataFrame(
        {
            "item_id": ["secret-1", "secret-2"],
            "source": "Der Hund schläft.",
            "target": TARGET,
            "tests": TESTS,
        }
    )
    items.to_parquet(folder / "items.parquet")
    return tw.CorrectionWidget(folder, annotator="ana", **arguments)


def answer(*marks: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return an answer as a view sends it."""
    whole = {"type": "correction", "errors": list(marks), "rewrite": None, "sources": []}
    return whole | parts


def mark(start: int, end: int, **changes: Any) -> dict[str, Any]:
    """Return a mark in the target."""
    whole = {"start": start, "end": end, "side": "target", "category": "accuracy"}
    return whole | {"severity": "minor", "note": ""} | changes
