"""Who won against whom, counted: what strengths and win rates begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts.comparisons import BOTH_BAD, outcome_counts, outcomes
from trainer_widgets.analysis.preferences.davidson import LOSS, TIE, WIN
from trainer_widgets.analysis.results import executed, note, share_note
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    import ibis
    import pandas as pd
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

RESULTS = {"left": WIN, "right": LOSS, "tie": TIE}
WINNERS = (*RESULTS, BOTH_BAD)
CELL = ["left", "right", "winner"]


class Counted(NamedTuple):
    """Comparisons of two different models, counted.

    Attributes
    ----------
    table
        The comparisons in the engine: ``left, right, winner`` and perhaps ``item_id``.
    cells
        ``left, right, winner`` of each kind of comparison that occurs, sorted.
    models
        The models' names, sorted.
    first, second
        Of each cell, the models as places among ``models``, the smaller one first.
    result
        Of each cell, whether the first wins, ties or loses.
    n
        How many comparisons each cell has.
    said
        What was left out and why.
    """

    table: ibis.Table
    cells: pd.DataFrame
    models: list[str]
    first: Whole
    second: Whole
    result: Whole
    n: Whole
    said: str


def counted(comparisons: object, left: str, right: str, winner: str, item: str | None) -> Counted:
    """Count comparisons by pair and winner (form c).

    Raises
    ------
    LabelsError
        When a column is missing, or a winner is none of the four words.
    """
    columns = [left, right, winner, *([item] if item else [])]
    if len({*columns}) < len(columns):
        message = (
            f"{', '.join(columns)} cannot be one column: give left=, right=, winner= and item="
        )
        raise counts.LabelsError(message)
    table = outcomes(counts.as_table(comparisons, columns), left, right, winner, item)
    frame = executed(outcome_counts(table)).sort_values(CELL, ignore_index=True)
    unknown = sorted(set(frame["winner"].dropna()) - set(WINNERS))
    if unknown:
        message = (
            f"column {winner!r} holds {unknown[0]!r}: {nearest(unknown[0], WINNERS)}"
            f"A winner is one of {', '.join(WINNERS)}"
        )
        raise counts.LabelsError(message)
    bad = frame["winner"] == BOTH_BAD
    unfinished = frame[CELL].isna().any(axis=1) & ~bad
    alone = (frame["left"] == frame["right"]) & ~bad & ~unfinished
    said = note(
        share_note(int(frame.loc[bad, "n"].sum()), "comparisons with both bad left out"),
        share_note(int(frame.loc[alone, "n"].sum()), "of a model with itself left out"),
        share_note(int(frame.loc[unfinished, "n"].sum()), "that lack a value left out"),
    )
    frame = frame[~(bad | alone | unfinished)].reset_index(drop=True)
    models = sorted({*frame["left"], *frame["right"]})
    place = {model: number for number, model in enumerate(models)}
    sides = frame[["left", "right"]].apply(lambda names: names.map(place)).to_numpy(np.int64)
    result = frame["winner"].map(RESULTS).to_numpy(np.int64)
    swapped = sides[:, 0] > sides[:, 1]
    result = np.where(swapped, LOSS - result, result)
    first, second = np.sort(sides, axis=1).T
    n = frame["n"].to_numpy(np.int64)
    first, second, result = (one.astype(np.int64) for one in (first, second, result))
    return Counted(table, frame[CELL], models, first, second, result, n, said)
