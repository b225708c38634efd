"""Labels with an outcome, prepared once and asked many times: what an explorer of slices shows."""

from trainer_widgets.analysis.exploring.engine import OvertakenError
from trainer_widgets.analysis.exploring.exploration import Exploration

__all__ = ["Exploration", "OvertakenError"]
