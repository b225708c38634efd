"""Seasons that are drawn by lot: a written-down process, its labels, and the truth behind them."""

from trainer_widgets.analysis.simulation.annotators import Annotator
from trainer_widgets.analysis.simulation.frames import draw_labels, label_frame, truth_frame
from trainer_widgets.analysis.simulation.labels import Drawn, draw
from trainer_widgets.analysis.simulation.process import Process, SeasonError, process_of

__all__ = [
    "Annotator",
    "Drawn",
    "Process",
    "SeasonError",
    "draw",
    "draw_labels",
    "label_frame",
    "process_of",
    "truth_frame",
]
