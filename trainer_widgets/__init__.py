"""Labeling and label analysis inside JupyterLab."""

from trainer_widgets.calibration.pack import CalibrationPack
from trainer_widgets.custom import register_task
from trainer_widgets.formats.public import load_public
from trainer_widgets.guideline import Guideline
from trainer_widgets.project import Project
from trainer_widgets.records import (
    AutoTag,
    CitedSource,
    CorrectionAnswer,
    CorrectionItem,
    CorrectionShown,
    ErrorMark,
    Escalation,
    Event,
    Flag,
    ImageTagAnswer,
    ImageTagItem,
    ImageTagShown,
    Message,
    Place,
    RankingAnswer,
    RankingItem,
    RankingShown,
    Record,
    Response,
    SafetyAnswer,
    SafetyItem,
    Score,
    Span,
    Tag,
    Taxonomy,
)
from trainer_widgets.store import LabelStore
from trainer_widgets.widgets.adjudication import AdjudicationWidget
from trainer_widgets.widgets.calibration import CalibrationSession
from trainer_widgets.widgets.correction import CorrectionWidget
from trainer_widgets.widgets.custom import TaskWidget
from trainer_widgets.widgets.escalations import EscalationWidget
from trainer_widgets.widgets.explorer import SliceExplorer
from trainer_widgets.widgets.image_tags import ImageTagWidget
from trainer_widgets.widgets.ranking import RankingWidget
from trainer_widgets.widgets.review import ReviewWidget
from trainer_widgets.widgets.safety import SafetyWidget
from trainer_widgets.wire import TaskOptions

# isort: split
from trainer_widgets import presets as presets  # made of the names above

__all__ = [
    "AdjudicationWidget",
    "AutoTag",
    "CalibrationPack",
    "CalibrationSession",
    "CitedSource",
    "CorrectionAnswer",
    "CorrectionItem",
    "CorrectionShown",
    "CorrectionWidget",
    "ErrorMark",
    "Escalation",
    "EscalationWidget",
    "Event",
    "Flag",
    "Guideline",
    "ImageTagAnswer",
    "ImageTagItem",
    "ImageTagShown",
    "ImageTagWidget",
    "LabelStore",
    "Message",
    "Place",
    "Project",
    "RankingAnswer",
    "RankingItem",
    "RankingShown",
    "RankingWidget",
    "Record",
    "Response",
    "ReviewWidget",
    "SafetyAnswer",
    "SafetyItem",
    "SafetyWidget",
    "Score",
    "SliceExplorer",
    "Span",
    "Tag",
    "TaskOptions",
    "TaskWidget",
    "Taxonomy",
    "load_public",
    "register_task",
]
