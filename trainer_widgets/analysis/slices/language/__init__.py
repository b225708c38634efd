"""The language of slices: what somebody types becomes a condition, and a condition a text.

A text is parsed and never evaluated. From weakest to strongest there are ``or``, ``and``, ``not``
and comparisons: ``language = "ar" and not (severity >= 3 or topic is missing)``. Names that are no
plain words stand in backticks, texts in quotes as in JSON, times as texts in ISO 8601.

A comparison with a missing value does not hold, so that ``model != "m1"`` has the labels whose
model is known and is another one. The word ``not``, also in ``not in`` and ``is not missing``, is
the exact complement: ``not model = "m1"`` and ``model not in ("m1")`` have the labels without a
model, too.
"""

from trainer_widgets.analysis.slices.language.checking import checked
from trainer_widgets.analysis.slices.language.completing import Completion, Completions, completions
from trainer_widgets.analysis.slices.language.conditions import canonical, either, every
from trainer_widgets.analysis.slices.language.mistakes import SliceError
from trainer_widgets.analysis.slices.language.parsing import parsed
from trainer_widgets.analysis.slices.language.spelling import literal, spelled, spelt

__all__ = [
    "Completion",
    "Completions",
    "SliceError",
    "canonical",
    "checked",
    "completions",
    "either",
    "every",
    "literal",
    "parsed",
    "spelled",
    "spelt",
]
