"""Where things go wrong, and for whom: labels by their features, down to single items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import traitlets

from trainer_widgets.item_lists import ItemLists
from trainer_widgets.items.texts import item_texts
from trainer_widgets.saved_slices import SavedSlices
from trainer_widgets.settings import UnknownArgumentError
from trainer_widgets.widgets._explorer_cells import ExplorerCells
from trainer_widgets.widgets._explorer_opening import compared, opened
from trainer_widgets.widgets._project_widget import STATIC
from trainer_widgets.widgets._seats import Seats
from trainer_widgets.widgets._seen_items import SeenItems
from trainer_widgets.widgets._sights import Sights
from trainer_widgets.widgets._suggested import MOST_BY_ITSELF, SliceSearch
from trainer_widgets.widgets._turns import Turns
from trainer_widgets.widgets.custom import source_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trainer_widgets.records import Taxonomy


class SliceExplorer(ExplorerCells):
    """Find where things go wrong: the rate of disagreement, escalation or failure by feature.

    An explorer shows everybody's answers and names, so it is for leads and analysts. Each person
    who has the notebook open has a view of their own, and can follow somebody else's.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a
        :class:`~trainer_widgets.LabelStore`, a :class:`~trainer_widgets.Project` or the path of
        one. With a project, items can be opened as their annotators saw them.
    items
        A table with the items' features; a project's own are there without it.
    outcome
        What goes wrong: ``"disagreement"`` of a label with the others' of its item,
        ``"escalated"`` (needs events: a project, or its events), ``"failed"`` (labels with any
        ``errors``, ``flags`` or ``categories``), ``"gold_missed"`` (needs right answers: a
        project's, or ``gold``), or a column with yes or no, or numbers from 0 to 1.
    features
        The columns that stand on the left; by default the items' columns and those that tell who
        labeled under which circumstances.
    value, level
        The column and the level of measurement of ``"disagreement"``, as in
        :func:`~trainer_widgets.analysis.agreement`; by default what the project's task is
        compared by, else ``choice`` and ``nominal``.
    gold
        Right answers, where they are not the project's.
    taxonomy
        Under which marks of weight 0 are no failures; a project has its own.
    item, annotator, at
        The columns that say what was labeled, by whom and when.
    independent, models
        As in :func:`~trainer_widgets.analysis.agreement`.
    confidence
        Of the intervals.
    options
        With a project, the options with which the annotators' widgets were made, by name, where
        they are not those of ``project.toml``.

    Raises
    ------
    LabelsError
        When a column, feature or outcome is unknown or unfit.
    UnknownArgumentError
        For a misspelt argument, with the right one.

    Examples
    --------
    >>> explorer = SliceExplorer("datasets/response_ranking")
    >>> explorer.slice = 'language = "en"'
    >>> explorer.slice
    'language = "en"'
    >>> explorer.close()
    """

    _view = traitlets.Dict().tag(sync=True)
    _esm = STATIC / "explorer.js"
    _css = STATIC / "explorer.css"

    def __init__(  # noqa: PLR0913 - columns and choices, all named
        self,
        labels: object,
        items: object = None,
        outcome: str = "disagreement",
        features: Sequence[str] | str | None = None,
        *,
        value: str | None = None,
        level: str | None = None,
        gold: object = None,
        taxonomy: Taxonomy | str | Path | None = None,
        item: str = "item_id",
        annotator: str = "annotator",
        at: str | None = None,
        independent: bool = True,
        models: bool = False,
        confidence: float = 0.95,
        options: Mapping[str, object] | None = None,
        **unknown: object,
    ) -> None:
        """Prepare the labels; who looks at them is found out when views come."""
        from trainer_widgets.widgets._explored_labels import ExploredLabels  # noqa: PLC0415 - slow

        asked = {
            "items": items, "outcome": outcome, "features": features, "value": value,
            "level": level, "gold": gold, "taxonomy": taxonomy, "item": item,
            "annotator": annotator, "at": at, "independent": independent, "models": models,
            "confidence": confidence,
        }  # fmt: skip
        for name in unknown:
            raise UnknownArgumentError(name, ["labels", *asked, "options"])
        source, self.project, self.options = opened(labels, options or {})
        asked["value"], asked["level"] = compared(self.project, value, level)
        texts = item_texts(self.project.items) if self.project else None
        self._explored = ExploredLabels(source, labels, asked, texts)
        self._sights = Sights(self._explored.spelled)
        self._seats = Seats(None)
        if self.project:
            self._seen = SeenItems(self.project, self.options, independent=independent)
            self._view = source_of(self.project.task) or {}
        self._kept = self.project.kept_slices if self.project else SavedSlices(None)
        self._lists = self.project.item_lists if self.project else ItemLists(None)
        exploration = self._explored.exploration
        self._turns = Turns(exploration.interrupt)
        self._search = SliceSearch(
            exploration.suggestions,
            self._explored.condition,
            lambda state: self._tell("suggestions", state),
            exploration.interrupt_suggestions,
            is_quick=exploration.total.n_labels <= MOST_BY_ITSELF,
        )
        super().__init__()

    def __repr__(self) -> str:
        """Name what is explored, the same on every run."""
        name = f"{self.project.name!r}, " if self.project else ""
        explored = self._explored.exploration
        count = f"{explored.total.n_labels:,} {explored.unit}"
        return f"{type(self).__name__}({name}{count}, {self.outcome})"

    def close(self) -> None:
        """Cut short what is running, and end."""
        was_open = not self._is_closed and hasattr(self, "_search")
        self._is_closed = True
        super().close()
        if was_open:
            self._turns.end()
            self._search.end()
            for thread in list(self._answering):
                thread.join()
            self._explored.exploration.close()
