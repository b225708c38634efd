"""What the committed notebooks show before anybody runs them (running them is nbval's part)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def outputs(path: Path) -> list[dict[str, Any]]:
    """Return all outputs of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_committed_and_can_be_seen_anywhere(path: Path) -> None:
    """Every code cell has run without error, and every chart has a picture beside it."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert all(cell["execution_count"] for cell in cells if cell["cell_type"] == "code")
    assert all(output["output_type"] != "error" for output in outputs(path))
    for output in outputs(path):
        data = output.get("data", {})
        assert ("application/vnd.vegalite.v5+json" in data) == ("image/png" in data)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_item_and_no_dead_widget_is_saved(path: Path) -> None:
    """A saved notebook holds neither widget state nor a view that no kernel stands behind."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for output in outputs(path):
        assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})


def test_there_are_notebooks_to_check() -> None:
    """The checks above look at something."""
    assert {"start_here", "rank_responses"} <= {path.stem for path in NOTEBOOKS}
