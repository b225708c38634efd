"""Labels with an outcome, prepared once and asked many times."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import ibis

from trainer_widgets.analysis.counts import exploring_sums as summing
from trainer_widgets.analysis.counts.sources import read_parquet
from trainer_widgets.analysis.event_selection import Columns
from trainer_widgets.analysis.exploring import (
    item_labels,
    items,
    overviews,
    rates,
    tables,
    value_search,
)
from trainer_widgets.analysis.exploring.labels_with_outcome import with_outcome
from trainer_widgets.analysis.exploring.preparing import prepare
from trainer_widgets.analysis.results import z
from trainer_widgets.analysis.slices.asked import Asked
from trainer_widgets.records.slices import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from trainer_widgets.analysis.exploring.engine import Wanted
    from trainer_widgets.analysis.exploring.item_labels import ItemLabels
    from trainer_widgets.analysis.exploring.prepared_labels import PreparedLabels
    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.records import Taxonomy
    from trainer_widgets.records.explored import (
        Breakdown,
        ComparedSlices,
        Counted,
        Facet,
        FoundValues,
        ItemPage,
        Overview,
        Rate,
        TimeWindow,
    )
    from trainer_widgets.records.slices import Condition


class Exploration:
    """Labels with an outcome, prepared once and asked many times.

    Made by :meth:`of`. It is asked by one thread at a time; what it raises of conditions that
    nobody checked is for whoever wrote them.
    """

    def __init__(
        self, prepared: PreparedLabels, asked: Asked, unit: str, confidence: float
    ) -> None:
        """Take what :meth:`of` prepared."""
        self._prepared = prepared
        self.outcome = asked.outcome
        self.unit = unit
        self.confidence = confidence
        self.total: Rate = rates.rate(prepared.whole, confidence)
        self.counted: list[Counted] = overviews.counted(prepared, EVERYTHING)
        self.baseline: list[TimeWindow] = self.trend(EVERYTHING)

    @classmethod
    def of(  # noqa: PLR0913 - columns and choices, all named
        cls,
        labels: object,
        items: object = None,
        outcome: str = "disagreement",
        features: Sequence[str] | str | None = None,
        *,
        value: str = "choice",
        level: str = "nominal",
        gold: object = None,
        taxonomy: Taxonomy | str | Path | None = None,
        item: str = "item_id",
        annotator: str = "annotator",
        at: str | None = None,
        independent: bool = True,
        models: bool = False,
        confidence: float = 0.95,
        texts: object = None,
    ) -> Exploration:
        """Prepare labels.

        Parameters
        ----------
        labels, items, outcome, value, level, gold, taxonomy, item, annotator, at
            As in :func:`trainer_widgets.analysis.find_slices`.
        features
            The columns that make facets; by default those that tell labels apart, at most 24.
        independent, models
            As in :func:`trainer_widgets.analysis.agreement`.
        confidence
            Of the intervals.
        texts
            The text of each item, in which words can be searched for: a mapping, or a table with
            ``item_id`` and ``text``.

        Raises
        ------
        LabelsError
            When a column, feature or outcome is unknown or unfit.

        Examples
        --------
        >>> import pandas as pd
        >>> labels = pd.DataFrame({"item_id": range(8), "annotator": "ana"})
        >>> labels["language"] = ["ar", "de"] * 4
        >>> labels["wrong"] = labels["language"] == "ar"
        >>> exploration = Exploration.of(labels, outcome="wrong")
        >>> exploration.total.estimate, [facet.feature for facet in exploration.facets]
        (0.5, ['language'])
        """
        z(confidence)
        named = [features] if isinstance(features, str) else features
        named = None if named is None else [*dict.fromkeys(named)]
        columns = Columns(item, annotator, at)
        asked = Asked(
            outcome=outcome, features=named, value=value, level=level, items=items, columns=columns,
            independent=independent, models=models, taxonomy=taxonomy, gold=gold,
        )  # fmt: skip
        own = ibis.duckdb.connect()
        if isinstance(labels, str | Path):
            labels = read_parquet(labels, own)
        found = with_outcome(labels, asked, texts)
        prepared = prepare(found, asked, own)
        return cls(prepared, asked, found.unit, confidence)

    @property
    def note(self) -> str:
        """What was left out and why."""
        return self._prepared.said

    @property
    def is_slow(self) -> bool:
        """Whether the labels lie with a remote engine."""
        return self._prepared.engine.is_slow

    @property
    def fields(self) -> dict[str, Field]:
        """What conditions can name."""
        return self._prepared.fields

    @property
    def facets(self) -> list[Facet]:
        """The features by which labels are told apart."""
        return [one.facet for one in self._prepared.coded]

    def interrupt(self) -> None:
        """Cut the query that runs now on another thread."""
        self._prepared.engine.interrupt()

    def interrupt_suggestions(self) -> None:
        """Cut what :meth:`suggestions` does now on another thread."""
        self._prepared.engine.interrupt_beside()

    def close(self) -> None:
        """Let go of the labels; nobody may be asking."""
        self._prepared.engine.close()

    def overview(self, condition: Condition, wanted: Wanted = None) -> Overview:
        """Return a slice against the rest, and what remains of each facet.

        Raises
        ------
        OvertakenError
            When ``wanted`` says so before a query, or one was cut.
        """
        if condition == EVERYTHING:
            return overviews.of_everything(self.total, self.counted)
        return overviews.overview(self._prepared, condition, self.confidence, wanted)

    def trend(self, condition: Condition, wanted: Wanted = None) -> list[TimeWindow]:
        """Return the rate of a slice in each window of time in which it has labels."""
        return overviews.trend(self._prepared, condition, self.confidence, wanted)

    def breakdown(
        self, condition: Condition, by: Sequence[str], wanted: Wanted = None
    ) -> Breakdown:
        """Return the rate of a slice by each value of one or two features.

        What the slice says of these alone is left out, so that all of their values are there.

        Raises
        ------
        LabelsError
            When there is no such facet, or none is named, or more than two.
        """
        return overviews.breakdown(self._prepared, condition, by, self.confidence, wanted)

    def compare(
        self, condition: Condition, other: Condition, wanted: Wanted = None
    ) -> ComparedSlices:
        """Return two slices side by side."""
        prepared = self._prepared
        query = summing.pair_sums(prepared.labels, prepared.holds(condition), prepared.holds(other))
        return rates.compared(prepared.engine.run(query, wanted).iloc[0], self.confidence)

    def page(  # noqa: PLR0913, PLR0917 - what a page is
        self,
        condition: Condition,
        sort: str = "rate",
        descending: bool = True,
        offset: int = 0,
        limit: int = 50,
        wanted: Wanted = None,
    ) -> ItemPage:
        """Return some items of a slice, sorted by ``rate``, ``labels``, ``time`` or ``item``."""
        order = items.Order(sort, descending, offset, limit)
        return items.page(self._prepared, condition, order, wanted)

    def values(
        self, condition: Condition, feature: str, search: str = "", wanted: Wanted = None
    ) -> FoundValues:
        """Return the most frequent values of a feature in which words stand, capitals or not."""
        return value_search.values(self._prepared, condition, feature, search, wanted)

    def labels(self, condition: Condition = EVERYTHING) -> pd.DataFrame:
        """Return the labels in a slice with all columns, their items' features and the outcome."""
        return tables.labels(self._prepared, condition, self.outcome)

    def items(self, condition: Condition = EVERYTHING) -> pd.DataFrame:
        """Return the items of a slice: ``item_id, n_labels, rate`` and their features."""
        return tables.items(self._prepared, condition)

    def item_ids(self, condition: Condition = EVERYTHING) -> list[str]:
        """Return the items of a slice."""
        return tables.item_ids(self._prepared, condition)

    def of_item(self, item_id: str, condition: Condition = EVERYTHING) -> ItemLabels:
        """Return the labels of one item with all of their columns."""
        return item_labels.of_item(self._prepared, item_id, condition)

    def rates(self, condition: Condition = EVERYTHING) -> pd.DataFrame:
        """Return the rate of a slice, of the rest, and their difference: one row a statistic."""
        return tables.rates(self._prepared, condition, self.overview(condition))

    def suggestions(self) -> pd.DataFrame:
        """Search for slices as :func:`trainer_widgets.analysis.find_slices`, on any thread."""
        return tables.suggestions(self._prepared, self.confidence)
