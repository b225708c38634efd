"""Which widget labels which task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.widgets.correction import CorrectionWidget
from trainer_widgets.widgets.custom import TaskWidget
from trainer_widgets.widgets.image_tags import ImageTagWidget
from trainer_widgets.widgets.ranking import RankingWidget
from trainer_widgets.widgets.safety import SafetyWidget

if TYPE_CHECKING:
    from trainer_widgets.widgets._base import LabelingWidget
    from trainer_widgets.widgets._desk import Desk

WIDGETS: dict[str, type[LabelingWidget]] = {
    widget.task: widget
    for widget in (RankingWidget, ImageTagWidget, SafetyWidget, CorrectionWidget)
}


def desk_type(task: str) -> type[Desk]:
    """Return what deals a task's items: for one that somebody registered, the general desk."""
    return WIDGETS.get(task, TaskWidget).desk_type
