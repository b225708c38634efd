"""How an explorer ends: with its process, or when somebody closes it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import trainer_widgets as tw
from tests.conftest import REPOSITORY
from tests.widgets.exploring import TEXT, View
from trainer_widgets.widgets._turns import ClosedWidgetError

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import trainer_widgets as tw
from tests.widgets.exploring import EVERYTHING, View
explorer = tw.SliceExplorer("datasets/response_ranking")
view = View(explorer, "lea")
request = {"seat": view.seat, "view": "v", "turn": 1, "slice": EVERYTHING}
for number in range(20):
    body = request | {"view": f"v{number}", "other": EVERYTHING}
    explorer._handle_custom_msg({"kind": "request", "id": "x", "name": "compare", "body": body}, [])
"""


def test_a_script_ends_with_whatever_still_runs() -> None:
    """The search for slices and questions of views end with the process, without a word."""
    command = [sys.executable, "-c", SCRIPT]
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr, ended.stdout) == (0, "", "")


def test_a_closed_explorer_says_what_to_do(folder: Path) -> None:
    """Cells that go on with it are told so, also where it had found something already."""
    explorer = tw.SliceExplorer(folder)
    view = View(explorer, login="lea")
    assert explorer.suggestions is not None
    explorer.close()
    for ask in ("labels", "items", "rate", "suggestions"):
        with pytest.raises(ClosedWidgetError, match="was closed: run its cell again"):
            getattr(explorer, ask)
    with pytest.raises(ClosedWidgetError):
        explorer.slice = TEXT
    assert explorer.slice == ""
    before = len(view.sent)
    explorer._handle_custom_msg(
        {"kind": "request", "id": "x", "name": "parse", "body": {"seat": view.seat, "text": ""}}, []
    )
    assert len(view.sent) == before
    explorer.close()
