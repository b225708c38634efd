"""Labeling and label analysis inside JupyterLab."""

from trainer_widgets.formats.public import load_public
from trainer_widgets.guideline import Guideline
from trainer_widgets.project import Project
from trainer_widgets.records import (
    Escalation,
    Event,
    Message,
    RankingAnswer,
    RankingItem,
    RankingShown,
    Response,
    Score,
    Taxonomy,
)
from trainer_widgets.store import LabelStore
from trainer_widgets.widgets.ranking import RankingWidget

__all__ = [
    "Escalation",
    "Event",
    "Guideline",
    "LabelStore",
    "Message",
    "Project",
    "RankingAnswer",
    "RankingItem",
    "RankingShown",
    "RankingWidget",
    "Response",
    "Score",
    "Taxonomy",
    "load_public",
]
