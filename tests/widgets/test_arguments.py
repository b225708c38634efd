"""What a widget takes is what its docstring tells."""

from __future__ import annotations

import pytest

from trainer_widgets import wire
from trainer_widgets.widgets._opening import NAMED, PROJECT_SETTINGS
from trainer_widgets.widgets.by_task import WIDGETS

GIVEN = {"project", "store", "annotator"}


@pytest.mark.parametrize("task", WIDGETS)
def test_the_docstring_names_every_argument(task: str) -> None:
    """Each option and setting that a widget takes stands in its docstring."""
    told = WIDGETS[task].__doc__ or ""
    options = wire.SCREENS[task].options.__struct_fields__
    taken = {*options, *PROJECT_SETTINGS, *NAMED} - GIVEN
    assert {name for name in taken if f"``{name}``" not in told} == set()
