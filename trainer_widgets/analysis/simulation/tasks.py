"""What each simulated task asks, and what its items are made of."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = {"en": 0.4, "de": 0.3, "es": 0.3}
MODELS = {"heron-1": 0.25, "marten-2": 0.25, "otter-3": 0.25, "plover-4": 0.25}


@dataclass(frozen=True)
class SimulatedTask:
    """The answers that a task allows, and its items' features.

    Parameters
    ----------
    choices
        The answers; of a task with sides the first two are the two responses.
    shares
        How often each is the right one. Who does not know guesses in these proportions.
    features
        The items' features: of each the values with their shares.
    sided
        Whether the first two answers are shown on two sides, which are drawn for each label.
    lean_to
        The answer that an annotator's lean favours, where there are no sides.
    failure
        The answer that says that a model failed.
    model
        The feature that names the model.
    """

    choices: tuple[str, ...]
    shares: tuple[float, ...]
    features: dict[str, dict[str, float]]
    sided: bool = False
    lean_to: int = 0
    failure: int = 1
    model: str = "model"


TASKS = {
    "ranking": SimulatedTask(
        choices=("a", "b", "tie", "both_bad"),
        shares=(0.4, 0.4, 0.12, 0.08),
        features={
            "language": LANGUAGES,
            "topic": {"arithmetic": 0.4, "units": 0.3, "dates": 0.3},
            "model": MODELS,
        },
        sided=True,
        failure=3,
    ),
    "safety": SimulatedTask(
        choices=("safe", "unsafe", "cannot_tell"),
        shares=(0.55, 0.38, 0.07),
        features={
            "language": LANGUAGES,
            "topic": {"health": 0.35, "money": 0.35, "people": 0.3},
            "model": MODELS,
        },
        lean_to=1,
    ),
    "image_tags": SimulatedTask(
        choices=("right", "missed", "spurious", "confused"),
        shares=(0.5, 0.2, 0.12, 0.18),
        features={
            "light": {"day": 0.6, "dusk": 0.4},
            "scene": {"bowl": 0.4, "table": 0.35, "shelf": 0.25},
            "tagger": {"lynx-1": 0.35, "lynx-2": 0.35, "lynx-3": 0.3},
        },
        failure=3,
        model="tagger",
    ),
}
