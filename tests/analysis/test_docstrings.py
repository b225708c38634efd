"""What every public function of the analysis says of itself."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from trainer_widgets import analysis

FUNCTIONS = sorted(set(analysis.__all__) - {"LabelsError", "charts"})
# These count labels and pictures of them; nobody's method stands behind that.
WITHOUT_SOURCE = {"progress", "slice_labels"}


def said(function: Any) -> str:
    """Give a function's docstring."""
    return inspect.getdoc(function) or ""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_statistic_names_its_source(name: str) -> None:
    """A function tells what it takes and gives, cites its source and shows an example."""
    sections = ["Parameters", "Returns", "Examples"]
    sections += [] if name in WITHOUT_SOURCE else ["References"]
    text = said(getattr(analysis, name))
    assert [one for one in sections if f"\n{one}\n{'-' * len(one)}\n" not in text] == []
    assert ">>>" in text


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_parameter_is_told(name: str) -> None:
    """No parameter is left to guessing."""
    function = getattr(analysis, name)
    lists = said(function).split("Returns\n")[0].split("Parameters\n")[1]
    told = {word.strip("*, ") for line in lists.splitlines() for word in line.split(",")}
    asked = inspect.signature(function).parameters
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    assert [one for one, kind in asked.items() if one not in told and kind.kind not in kinds] == []
