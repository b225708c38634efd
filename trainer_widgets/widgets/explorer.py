"""Where things go wrong, and for whom: labels by their features, down to single items."""

from __future__ import annotations

import sys
import weakref
from typing import TYPE_CHECKING

import traitlets

from trainer_widgets.analysis.waiting import told
from trainer_widgets.project_slices import slice_table
from trainer_widgets.settings import UnknownArgumentError
from trainer_widgets.widgets._explorer_answers import ExplorerAnswers
from trainer_widgets.widgets._project_widget import STATIC
from trainer_widgets.widgets._seats import Seats
from trainer_widgets.widgets._sights import Sights
from trainer_widgets.widgets.custom import source_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from trainer_widgets.records import Taxonomy
    from trainer_widgets.records.slices import Condition
    from trainer_widgets.wire.explorer.sharing import Purpose


class SliceExplorer(ExplorerAnswers):
    """Find where things go wrong: the rate of disagreement, escalation or failure by feature.

    An explorer shows everybody's answers and names, so it is for leads and analysts: whoever has
    opened an item, and is known by a login or a name, no longer labels it blind. Each person who
    has the notebook open has a view of their own, and can follow somebody else's.

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
        The options of the annotators' widgets by name, where ``project.toml`` has others.

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
        from trainer_widgets.widgets._explorer_opening import end, made  # noqa: PLC0415 - slow

        asked = {
            "items": items, "outcome": outcome, "features": features, "value": value,
            "level": level, "gold": gold, "taxonomy": taxonomy, "item": item,
            "annotator": annotator, "at": at, "independent": independent, "models": models,
            "confidence": confidence,
        }  # fmt: skip
        for name in unknown:
            raise UnknownArgumentError(name, ["labels", *asked, "options"])
        self._seats, self._sights = Seats(None), Sights()
        self._parts = made(
            self, labels, asked, options or {}, lambda state: self._tell("suggestions", state)
        )
        # With the process at the latest, which would abort with a thread that still asks.
        self._ending = weakref.finalize(self, end, self._parts, self._answering)
        self.project = self._parts.project
        if self.project:
            self._view = source_of(self.project.task) or {}
        super().__init__()

    def __repr__(self) -> str:
        """Name what is explored, the same on every run."""
        name = f"{self.project.name!r}, " if self.project else ""
        explored = self._exploration
        count = f"{explored.total.n_labels:,} {explored.unit}"
        return f"{type(self).__name__}({name}{count}, {self.outcome})"

    def close(self) -> None:
        """Cut short what is running, and end."""
        if sys.is_finalizing():  # it has ended, and half of Python is gone
            return
        self._is_closed = True
        super().close()
        if hasattr(self, "_ending"):
            self._ending()

    @property
    def outcome(self) -> str:
        """What the rate is of."""
        return self._parts.explored.outcome

    @property
    def slice(self) -> str:
        """What was looked at last, by anybody or from a cell; empty where it is everything.

        Set it to a text or a condition: the view goes there where one person is there; with
        several, each is told and may follow.
        """
        return self._parts.explored.spelled(self._looked_at)

    @slice.setter  # noqa: A003 - the field's word, of which the class is full
    def slice(self, asked: str | Condition) -> None:
        self._check_open()
        condition = self._parts.explored.condition(asked)
        self._tell_moved(self._sights.point(condition))

    @property
    def views(self) -> dict[str, str]:
        """The slice that each person looks at."""
        spelled = self._parts.explored.spelled
        return {one.annotator: spelled(one.sight.slice) for one in self._sights.people()}

    @property
    def labels(self) -> pd.DataFrame:
        """The labels of the slice, see :func:`trainer_widgets.analysis.slice_labels`."""
        with self._parts.turns.held():
            return self._exploration.labels(self._looked_at)

    @property
    def items(self) -> pd.DataFrame:
        """The items of the slice: ``item_id, n_labels, rate`` and the items' features."""
        with self._parts.turns.held():
            return self._exploration.items(self._looked_at)

    @property
    def rate(self) -> pd.DataFrame:
        """The rate in the slice, that of all other labels, and the difference, with intervals."""
        with self._parts.turns.held():
            return self._exploration.rates(self._looked_at)

    @property
    def suggestions(self) -> pd.DataFrame:
        """The confirmed slices of :func:`trainer_widgets.analysis.find_slices`."""
        self._check_open()
        for _ in told(self._parts.search.steps(), "Slices"):
            pass
        return self._parts.search.result()

    @property
    def code(self) -> str:
        """The line of Python that makes the labels of the slice."""
        return self._parts.explored.code(self._looked_at)

    @property
    def saved(self) -> pd.DataFrame:
        """The slices that were saved by name, see :meth:`Project.saved_slices`."""
        return slice_table(self._parts.slices.kept.all())

    def save(self, name: str, slice: str | Condition | None = None) -> None:  # noqa: A002 - its word
        """Keep the slice, or another, in the project under a name; an older one is replaced."""
        condition = self._looked_at if slice is None else self._parts.explored.condition(slice)
        self._parts.slices.save(name, condition, by=self._user, replaces=True)

    def load(self, name: str) -> None:
        """Look at a saved slice."""
        self.slice = self._parts.slices.kept.find(name).slice

    def drop(self, name: str) -> None:
        """Forget a saved slice, whoever saved it."""
        self._parts.slices.kept.drop(name)

    def compare(self, a: str, b: str) -> pd.DataFrame:
        """Return two slices side by side, each given by its saved name or as a text.

        ``which`` says of each row what it is of: ``a``, ``b``, their ``difference``, or ``both``.
        """
        pair = [self._parts.slices.condition(one) for one in (a, b)]
        with self._parts.turns.held():
            return self._parts.explored.compared(*pair)

    def send_to(self, purpose: Purpose) -> list[str]:
        """Put the items of the slice on the list for ``"review"`` or ``"calibration"``.

        Returns
        -------
        list of str
            All items that the list holds now; :meth:`Project.item_list` reads it again.
        """
        self._parts.sending.send(purpose, self._looked_at, by=self._user)
        return self.item_list(purpose)

    def item_list(self, purpose: str) -> list[str]:
        """Return the items that were sent somewhere."""
        return self._parts.sending.lists.items(purpose)

    @property
    def _looked_at(self) -> Condition:
        return self._sights.last.slice
