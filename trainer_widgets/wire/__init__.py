"""What crosses between a view in the browser and its widget in the kernel."""

from __future__ import annotations

from typing import Any

from trainer_widgets.wire.adjudication import ADJUDICATION_REPLIES, ADJUDICATION_REQUESTS
from trainer_widgets.wire.calibration import CALIBRATION_REPLIES, CALIBRATION_REQUESTS
from trainer_widgets.wire.correction import (
    CorrectionDealt,
    CorrectionOptions,
    LimitsInForce,
    RunLimits,
    RunOutcome,
    RunTests,
)
from trainer_widgets.wire.escalations import (
    LEAD_REQUESTS,
    Escalated,
    Ledger,
    Look,
    Looked,
    Reread,
    Resolve,
    Rule,
)
from trainer_widgets.wire.explorer import EXPLORER_REPLIES, EXPLORER_REQUESTS
from trainer_widgets.wire.image_tags import (
    ImageTagDealt,
    ImageTagOptions,
    PaletteTag,
    Picture,
    Pictured,
)
from trainer_widgets.wire.messages import (
    PROTOCOL,
    REPLIES,
    REQUESTS,
    AskScore,
    Batch,
    Feedback,
    GuidelineText,
    Hello,
    KeyScore,
    Mine,
    Next,
    Open,
    Opened,
    Own,
    OwnList,
    Problem,
    Progress,
    Receipt,
    Submit,
    Welcome,
)
from trainer_widgets.wire.ranking import Criterion, DealtResponse, RankingDealt, RankingOptions
from trainer_widgets.wire.review import REVIEW_REPLIES, REVIEW_REQUESTS
from trainer_widgets.wire.safety import SafetyDealt, SafetyOptions
from trainer_widgets.wire.screens import Dealt, Screen, TaskOptions, View

SCREENS: dict[str, Screen] = {
    "ranking": Screen(RankingOptions, RankingDealt),
    "image_tags": Screen(ImageTagOptions, ImageTagDealt),
    "safety": Screen(SafetyOptions, SafetyDealt),
    "correction": Screen(CorrectionOptions, CorrectionDealt),
}

# Requests and replies of all widgets, in one vocabulary.
MESSAGES: tuple[Any, ...] = (
    *(*REQUESTS.values(), *REPLIES),
    *(*LEAD_REQUESTS.values(), Ledger, Looked),
    *(*EXPLORER_REQUESTS.values(), *EXPLORER_REPLIES),
    *(*CALIBRATION_REQUESTS.values(), *CALIBRATION_REPLIES),
    *(*REVIEW_REQUESTS.values(), *REVIEW_REPLIES),
    *(*ADJUDICATION_REQUESTS.values(), *ADJUDICATION_REPLIES),
    *(AskScore, KeyScore),
    *(Picture, Pictured, RunTests, RunOutcome, RunLimits, LimitsInForce),
)

__all__ = [
    "ADJUDICATION_REPLIES",
    "ADJUDICATION_REQUESTS",
    "CALIBRATION_REPLIES",
    "CALIBRATION_REQUESTS",
    "EXPLORER_REPLIES",
    "EXPLORER_REQUESTS",
    "LEAD_REQUESTS",
    "MESSAGES",
    "PROTOCOL",
    "REPLIES",
    "REQUESTS",
    "REVIEW_REPLIES",
    "REVIEW_REQUESTS",
    "SCREENS",
    "AskScore",
    "Batch",
    "CorrectionDealt",
    "CorrectionOptions",
    "Criterion",
    "Dealt",
    "DealtResponse",
    "Escalated",
    "Feedback",
    "GuidelineText",
    "Hello",
    "ImageTagDealt",
    "ImageTagOptions",
    "KeyScore",
    "Ledger",
    "LimitsInForce",
    "Look",
    "Looked",
    "Mine",
    "Next",
    "Open",
    "Opened",
    "Own",
    "OwnList",
    "PaletteTag",
    "Picture",
    "Pictured",
    "Problem",
    "Progress",
    "RankingDealt",
    "RankingOptions",
    "Receipt",
    "Reread",
    "Resolve",
    "Rule",
    "RunLimits",
    "RunOutcome",
    "RunTests",
    "SafetyDealt",
    "SafetyOptions",
    "Screen",
    "Submit",
    "TaskOptions",
    "View",
    "Welcome",
]
