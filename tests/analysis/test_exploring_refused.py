"""What cannot be explored is refused with what to give, and what is missing is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from tests.analysis.explored import labels
from trainer_widgets import LabelStore, analysis
from trainer_widgets.analysis import LabelsError
from trainer_widgets.analysis.exploring import Exploration
from trainer_widgets.analysis.slices.language import SliceError
from trainer_widgets.records.slices import EVERYTHING

if TYPE_CHECKING:
    from pathlib import Path

FRAME = labels(40)


def test_labels_of_nobody() -> None:
    """Without annotators all labels count, and disagreement is refused with what to give."""
    frame = FRAME.drop(columns="annotator").assign(choice="a")
    found = Exploration.of(frame, outcome="wrong")
    assert found.total.n_labels == len(frame)
    assert "no annotators" in found.note
    assert "annotator" not in found.fields
    assert "annotator" not in found.labels().columns
    assert isinstance(found.suggestions(), pd.DataFrame)
    with pytest.raises(LabelsError, match="give annotator="):
        Exploration.of(frame)


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({}, {"features": ["langage"]}, "did you mean 'language'"),
        ({}, {"features": ["item_id"]}, "no feature that items share"),
        ({}, {"outcome": "wrng"}, "did you mean 'wrong'"),
        ({}, {"outcome": "length"}, "numbers from 0 to 1"),
        ({}, {"outcome": "escalated"}, "needs events"),
        ({}, {"item": "itemid"}, "did you mean 'item_id'"),
        ({}, {"annotator": "anotator"}, "did you mean 'annotator'"),
        ({}, {"at": "language"}, "holds no times"),
        ({}, {"confidence": 95}, "between 0 and 1"),
        (
            {"length": np.inf},
            {"features": ["length"]},
            "feature 'length' holds numbers without an end",
        ),
    ],
)
def test_wrong_arguments_say_what_to_do(
    change: dict[str, Any], options: dict[str, Any], message: str
) -> None:
    """Each wrong argument gets one clear error, with the nearest name."""
    with pytest.raises(LabelsError, match=message):
        Exploration.of(FRAME.assign(**change), **{"outcome": "wrong", **options})


def test_wrong_questions_say_what_to_do() -> None:
    """So does a question that has no answer."""
    found = Exploration.of(FRAME, outcome="wrong", features=["language"])
    with pytest.raises(LabelsError, match="did you mean 'language'"):
        found.breakdown(EVERYTHING, ["langage"])
    with pytest.raises(LabelsError, match="one feature or two"):
        found.breakdown(EVERYTHING, [])
    with pytest.raises(LabelsError, match="sorted by rate, labels"):
        found.page(EVERYTHING, "lenght")
    with pytest.raises(LabelsError, match="did you mean 'language'"):
        found.values(EVERYTHING, "langage")
    with pytest.raises(LabelsError, match="2 columns 'language'"):
        Exploration.of(pd.concat([FRAME, FRAME[["language"]]], axis=1), outcome="wrong")
    with pytest.raises(LabelsError, match="as a DataFrame"):
        Exploration.of([1, 2])
    with pytest.raises(SliceError, match="did you mean 'language'"):
        analysis.slice_labels(FRAME, 'langage = "ar"', "wrong")


def test_a_store_is_explored(tmp_path: Path) -> None:
    """A store of one task is as good as its labels; an empty one says what it holds."""
    with pytest.raises(LabelsError, match="holds nothing"):
        Exploration.of(LabelStore(tmp_path))


def test_of_many_columns_the_first_make_facets() -> None:
    """A view has room for 24, whoever chose them; the note tells which are left out."""
    values = {f"f{place}": np.where(FRAME.index % 2, "a", "b") for place in range(30)}
    frame = FRAME[["item_id", "annotator", "wrong"]].assign(**values)
    for features in (None, [*values]):
        found = Exploration.of(frame, outcome="wrong", features=features)
        assert len(found.facets) == 24
        assert "no facets beyond the first 24" in found.note
        assert "f29" in found.note
        assert found.fields["f29"].kind == "category"
