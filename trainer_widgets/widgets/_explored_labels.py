"""The labels that an explorer shows: their exploration, and the language of slices."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd
from msgspec.structs import asdict

from trainer_widgets import analysis
from trainer_widgets.analysis import counts
from trainer_widgets.analysis.exploring import Exploration, OvertakenError
from trainer_widgets.analysis.results import note
from trainer_widgets.analysis.slices.language import (
    SliceError,
    checked,
    completions,
    parsed,
    spelled,
)
from trainer_widgets.item_lists import ItemListError
from trainer_widgets.saved_slices import SavedSliceError
from trainer_widgets.settings import ProjectError
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._python_lines import call, written
from trainer_widgets.widgets._turns import overtaken
from trainer_widgets.wire.explorer import (
    Completion,
    Completions,
    Facet,
    Mistake,
    Parsed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.records.slices import Condition

NAMED = ("which", "slice", "statistic")
FOR_PEOPLE = (counts.LabelsError, ProjectError, SavedSliceError, ItemListError)


class ExploredLabels:
    """Labels with an outcome, and what was said to get them.

    Parameters
    ----------
    labels
        As the user gave them; a project opened.
    given
        What the user gave first, for the line of Python.
    arguments
        Those of :class:`~trainer_widgets.analysis.exploring.Exploration`.
    texts
        What ``anywhere`` searches beside the labels' own texts, by item.
    """

    def __init__(
        self, labels: object, given: object, arguments: dict[str, Any], texts: object
    ) -> None:
        """Prepare the labels, which may take a while."""
        self._given, self._arguments = given, arguments
        self.exploration = Exploration.of(labels, **arguments, texts=texts)

    @property
    def fields(self) -> dict[str, Field]:
        """What conditions can be about."""
        return self.exploration.fields

    @property
    def outcome(self) -> str:
        """What the rate is of."""
        return str(self._arguments["outcome"])

    @property
    def note(self) -> str:
        """What is compared, and what was left out and why."""
        value, level = self._arguments["value"], self._arguments["level"]
        compared = f"disagreement of {value} ({level})" if self.outcome == "disagreement" else ""
        return note(compared, self.exploration.note)

    def condition(self, asked: str | Condition) -> Condition:
        """Return a condition, given as such or as a text.

        Raises
        ------
        SliceError
            With a line that marks the wrong word.
        """
        if not isinstance(asked, str):
            return checked(asked, self.fields)
        try:
            return parsed(asked, self.fields)
        except SliceError as error:
            raise SliceError(_marked(asked, error), error.start, error.end) from None

    def spelled(self, condition: Condition) -> str:
        """Return a condition as people type it."""
        return spelled(condition)

    def parsed(self, text: str) -> Parsed:
        """Return what a line means, or what is wrong with it."""
        try:
            condition = parsed(text, self.fields)
        except SliceError as error:
            return Parsed(None, text, Mistake(error.message, error.start, error.end))
        return Parsed(condition, spelled(condition), None)

    def completions(self, text: str, at: int) -> Completions:
        """Return what could stand at the caret."""
        found = completions(text, at, self.fields)
        options = [Completion(one.text, one.label, one.detail) for one in found.options]
        return Completions(found.start, found.end, options)

    def facets(self) -> list[Facet]:
        """Return the features on the left, with what they hold in all labels."""
        found = zip(self.exploration.facets, self.exploration.counted, strict=True)
        return [
            Facet(one.feature, one.kind, one.values, one.edges, one.n_values, all=counted)
            for one, counted in found
        ]

    def source(self) -> str:
        """Return how Python writes what the labels came from."""
        return written(self._given, "labels")

    def code(self, condition: Condition) -> str:
        """Return the line of Python that makes the labels of a slice."""
        first = [self.source(), repr(spelled(condition))]
        return call(analysis.slice_labels, "analysis.slice_labels", first, self._arguments)

    def compared(self, one: Condition, other: Condition) -> pd.DataFrame:
        """Return two slices side by side, as a table."""
        found = self.exploration.compare(one, other)
        texts = [spelled(each) or "all labels" for each in (one, other)]
        rows = [
            ("a", texts[0], "rate", found.rates[0]),
            ("b", texts[1], "rate", found.rates[1]),
            ("difference", "a less b", "rate_difference", found.difference),
            ("both", "in a and in b", "rate_of_both", found.both),
        ]
        table = [dict(zip(NAMED, row[:-1], strict=True)) | asdict(row[-1]) for row in rows]
        columns = (*NAMED, "estimate", "low", "high", "n_items", "n_labels", "note")
        numbers = dict.fromkeys(("estimate", "low", "high"), "float64")
        return pd.DataFrame(table, columns=list(columns)).astype(numbers)


@contextmanager
def refusing_in_words() -> Iterator[None]:
    """Make of errors that people can understand refusals with the same words."""
    try:
        yield
    except FOR_PEOPLE as error:
        raise RefusedError(str(error)) from None
    except OvertakenError:
        raise overtaken() from None


def _marked(text: str, error: SliceError) -> str:
    """Return a mistake with a line under the wrong word."""
    line = "".join(one if one.isprintable() else " " for one in text)
    marks = " " * error.start + "^" * max(error.end - error.start, 1)
    return f"{error.message}\n    {line}\n    {marks}"
