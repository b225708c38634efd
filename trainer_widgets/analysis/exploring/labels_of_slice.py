"""The labels in a slice, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis.exploring.exploration import Exploration
from trainer_widgets.analysis.slices.language import checked, parsed
from trainer_widgets.items.texts import item_texts
from trainer_widgets.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from trainer_widgets.records import Taxonomy
    from trainer_widgets.records.slices import Condition


def slice_labels(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    slice: str | Condition,  # noqa: A002 - the field's word for it
    outcome: str = "disagreement",
    *,
    items: object = None,
    value: str = "choice",
    level: str = "nominal",
    gold: object = None,
    taxonomy: Taxonomy | str | Path | None = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
) -> pd.DataFrame:
    """Return the labels in a slice, with all of their columns and the outcome beside them.

    Parameters
    ----------
    labels, outcome, items, value, level, gold, taxonomy, item, annotator, at
        As in :func:`~trainer_widgets.analysis.find_slices`.
    slice
        Such as ``language = "ar" and severity >= 3``, in the language in which
        :func:`~trainer_widgets.analysis.find_slices` writes slices. ``anywhere contains "refund"``
        searches all texts.
    independent, models
        As in :func:`~trainer_widgets.analysis.agreement`.

    Returns
    -------
    pandas.DataFrame
        One row a label that has an outcome, by item and annotator: its columns, those that only the
        items have, and the outcome under its own name, from 0 to 1.

    Raises
    ------
    LabelsError
        When a column or the outcome is unknown or unfit.
    SliceError
        When the slice is no slice of these labels.

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame({"item_id": ["q1", "q1", "q2"], "annotator": ["ana", "ben", "ana"]})
    >>> labels["language"] = ["ar", "ar", "de"]
    >>> labels["wrong"] = [True, False, False]
    >>> slice_labels(labels, 'language = "ar"', "wrong")
      item_id annotator language  wrong
    0      q1       ana       ar   True
    1      q1       ben       ar  False
    """
    texts = item_texts(labels.items) if isinstance(labels, Project) else None
    exploration = Exploration.of(
        labels, items, outcome, [], value=value, level=level, gold=gold, taxonomy=taxonomy,
        item=item, annotator=annotator, at=at, independent=independent, models=models, texts=texts,
    )  # fmt: skip
    fields = exploration.fields
    chosen = parsed(slice, fields) if isinstance(slice, str) else checked(slice, fields)
    return exploration.labels(chosen)
