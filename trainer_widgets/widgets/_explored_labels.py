"""The labels that an explorer shows: their exploration, their rows, and the language of slices."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets import analysis
from trainer_widgets.analysis import counts
from trainer_widgets.analysis.exploring import Exploration, OvertakenError
from trainer_widgets.analysis.results import executed, note
from trainer_widgets.analysis.selection import opened
from trainer_widgets.analysis.slices.language import (
    SliceError,
    checked,
    completions,
    parsed,
    spelled,
)
from trainer_widgets.item_lists import ItemListError
from trainer_widgets.project import Project
from trainer_widgets.saved_slices import SavedSliceError
from trainer_widgets.settings import ProjectError
from trainer_widgets.widgets._cells import told
from trainer_widgets.widgets._found import as_record, facet_record
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._python_lines import call, written
from trainer_widgets.widgets._seen_items import Placed
from trainer_widgets.widgets._turns import overtaken
from trainer_widgets.wire.explorer import (
    Completions,
    Facet,
    Mistake,
    OpenedItem,
    Parsed,
    Said,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.records.slices import Condition

FOR_PEOPLE = (counts.LabelsError, ProjectError, SavedSliceError, ItemListError)
MOST_ROWS = 200


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
        self._labels, self._given, self._arguments = labels, given, arguments
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
        return as_record(completions(text, at, self.fields), Completions)

    def facets(self) -> list[Facet]:
        """Return the features on the left, with what they hold in all labels."""
        found = zip(self.exploration.facets, self.exploration.counted, strict=True)
        return [facet_record(facet, counted) for facet, counted in found]

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
        difference = f"{texts[0]} less {texts[1]}"
        rows = [("rate", text, rate) for text, rate in zip(texts, found.rates, strict=True)]
        rows += [("rate_difference", difference, found.difference)]
        rows += [("rate_of_both", f"in {' and '.join(map(repr, texts))}", found.both)]
        table = [{"slice": text, "statistic": name} | rate._asdict() for name, text, rate in rows]
        columns = ("slice", "statistic", "estimate", "low", "high", "n_items", "n_labels", "note")
        numbers = dict.fromkeys(("estimate", "low", "high"), "float64")
        return pd.DataFrame(table, columns=list(columns)).astype(numbers)

    def placed(self, item_id: str, condition: Condition) -> dict[str, Placed]:
        """Return what is known of each annotator's label of an item."""
        rows = self.exploration.of_item(item_id, condition)
        values = rows[["annotator", "outcome", "in_slice"]].itertuples(index=False)
        return {str(who): Placed(outcome, bool(inside)) for who, outcome, inside in values}

    def opened(self, item_id: str, condition: Condition) -> OpenedItem:
        """Return an item of a table with what its labels say."""
        item, annotator = self._arguments["item"], self._arguments["annotator"]
        placed = self.placed(item_id, condition)
        labels = self._rows(self._labels, item_id)
        items = self._rows(_features(self._arguments["items"]), item_id)
        return OpenedItem(
            item_id=item_id,
            item=None,
            gold=None,
            letters=[],
            features=told(items[0], (item,)) if items else [],
            said=[_said(row, placed, (item, annotator)) for row in labels],
            escalations=[],
        )

    def _rows(self, table: object, item_id: str) -> list[dict[str, Any]]:
        item = self._arguments["item"]
        if table is None:
            return []
        table = opened(table, independent=self._arguments["independent"])
        if isinstance(table, pd.DataFrame):
            if table.index.name == item:
                table = table.reset_index()
            return _records(table[table[item].astype("str") == item_id])
        rows = counts.as_table(table, counts.column_names(table))
        return _records(executed(rows.filter(rows[item].cast("string") == item_id)))


def _features(items: object) -> object:
    return items.features if isinstance(items, Project) else items


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    found = rows.head(MOST_ROWS).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in found]


def _said(row: Mapping[str, Any], placed: Mapping[str, Placed], roles: tuple[str, str]) -> Said:
    annotator = str(row.get(roles[1], ""))
    place = placed.get(annotator, Placed(None, in_slice=False))
    return Said(
        annotator=annotator,
        annotator_kind=str(row.get("annotator_kind", "person")),
        action="answer",
        item=None,
        answer=None,
        plain=None,
        is_stale=False,
        in_slice=place.in_slice,
        outcome=place.outcome,
        condition=None,
        guideline=None,
        rationale=None,
        submitted_at=None,
        active_ms=None,
        columns=told(row, roles),
    )


@contextmanager
def told_to_people() -> Iterator[None]:
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
