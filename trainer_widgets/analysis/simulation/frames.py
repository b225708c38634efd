"""A drawn season as tables: its labels, and the truth behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trainer_widgets.analysis.simulation.clock import WEEK, moments
from trainer_widgets.analysis.simulation.items import AGAINST
from trainer_widgets.analysis.simulation.labels import ANSWERED, draw
from trainer_widgets.analysis.simulation.process import process_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trainer_widgets.analysis.simulation.labels import Drawn

FIRST_VERSION, SECOND_VERSION = "1.0", "1.1"


def draw_labels(seed: int = 0, **process: Any) -> pd.DataFrame:  # noqa: ANN401 - of a Process
    """Draw the labels of a season in memory, in a few milliseconds.

    Parameters
    ----------
    seed
        The same seed gives the same labels.
    **process
        The parameters of :class:`Process`. Every effect is off by default.

    Returns
    -------
    pandas.DataFrame
        One row a label, in order of time: ``item_id``, ``annotator``, ``submitted_at`` (UTC),
        ``choice``, ``guideline``, ``condition`` (``prelabel`` or ``blind``), ``active_ms``, the
        items' features, and of rankings ``shown`` (its ``order`` from left to right). What was
        skipped is not there, nor what was escalated and never answered.

    Raises
    ------
    UnknownArgumentError
        For a parameter that does not exist.
    SeasonError
        For a value that does not fit.

    Examples
    --------
    >>> labels = draw_labels(items=100, overlap=3, drift=0.1, drift_from=4)
    >>> labels[["item_id", "annotator", "choice"]].head(2)
      item_id  annotator choice
    0  s00002  sim-goran      b
    1  s00000  sim-goran      b
    """
    return label_frame(draw(process_of(process), seed))


def label_frame(drawn: Drawn) -> pd.DataFrame:
    """Return the labels of a drawn season, see :func:`draw_labels`."""
    process, items = drawn.process, drawn.items
    given = (drawn.fate == ANSWERED) | np.isfinite(drawn.returned)
    hours = given_hours(drawn)[given]
    order = np.flatnonzero(given)[np.argsort(hours, kind="stable")]
    hours = np.sort(hours, kind="stable")
    item, choice = drawn.item[order], final_choice(drawn)[order]
    ids = item_ids(process.items)
    columns: dict[str, Any] = {
        "item_id": _taken(ids, item),
        "annotator": _taken([one.name for one in drawn.annotators], drawn.annotator[order]),
        "submitted_at": pd.DatetimeIndex(moments(hours, process.start)).tz_localize("UTC"),
        "choice": _taken(process.of_task.choices, choice),
        "guideline": versions(drawn, hours),
        "condition": _taken(("blind", "prelabel"), items.shown[item].astype(np.int64)),
        "active_ms": np.rint(1000 * drawn.seconds[order]).astype(np.int64),
    }
    columns |= {name: values[item] for name, values in feature_values(drawn).items()}
    if process.of_task.sided:
        sides = np.array([{"order": ["a", "b"]}, {"order": ["b", "a"]}], dtype=object)
        columns["shown"] = sides[drawn.left[order]]
    return pd.DataFrame(columns)


def truth_frame(drawn: Drawn) -> pd.DataFrame:
    """Return what is true of each item, one row each.

    Returns
    -------
    pandas.DataFrame
        ``item_id, truth`` (a choice), ``difficulty``, ``weak`` (in the weak slice), ``prelabel``
        (a choice), ``prelabel_shown``.
    """
    items, choices = drawn.items, drawn.process.of_task.choices
    return pd.DataFrame(
        {
            "item_id": item_ids(drawn.process.items),
            "truth": _taken(choices, items.truth),
            "difficulty": np.round(items.difficulty, 6),
            "weak": items.weak,
            "prelabel": _taken(choices, items.prelabel),
            "prelabel_shown": items.shown,
        }
    )


def given_hours(drawn: Drawn) -> NDArray[np.float64]:
    """Return when each label was given: after the ruling, where there was one."""
    return np.where(np.isfinite(drawn.returned), drawn.returned, drawn.hours)


def final_choice(drawn: Drawn) -> NDArray[np.int64]:
    """Return the answers that stand in the end: after a ruling, the right ones."""
    return np.where(np.isfinite(drawn.returned), drawn.items.truth[drawn.item], drawn.choice)


def versions(drawn: Drawn, hours: NDArray[np.float64]) -> NDArray[np.object_]:
    """Return the guideline's version at some working hours."""
    change = drawn.process.guideline_change
    later = hours / WEEK >= (np.inf if change is None else change)
    return _taken((FIRST_VERSION, SECOND_VERSION), later.astype(np.int64))


def feature_values(drawn: Drawn) -> dict[str, NDArray[np.object_]]:
    """Return the items' features by name, with their values."""
    of_task = drawn.process.of_task
    known = {name: list(values) for name, values in of_task.features.items()}
    known[AGAINST] = known[of_task.model]
    return {name: _taken(known[name], places) for name, places in drawn.items.features.items()}


def item_ids(n: int) -> list[str]:
    """Return the ids of so many items, in the order in which they come in."""
    return [f"s{place:05d}" for place in range(n)]


def _taken(values: Sequence[str], places: NDArray[np.int64]) -> NDArray[np.object_]:
    return np.array(values, dtype=object)[places]
