"""Labels in code, with what is known of all of them: what an exploration asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts.conditions import holds
from trainer_widgets.analysis.exploring.codes import NOBODYS, by_value, code_field, in_code
from trainer_widgets.records.slices import EVERYTHING
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from datetime import datetime

    import ibis

    from trainer_widgets.analysis.exploring.columns import Column
    from trainer_widgets.analysis.exploring.engine import Engine
    from trainer_widgets.analysis.exploring.facets import Coded
    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.records.slices import Condition


class PreparedLabels(NamedTuple):
    """Labels in code, and what is known of all of them.

    Attributes
    ----------
    engine
        Where they lie.
    columns, fields, coded
        The user's columns, what conditions can name, and the facets.
    windows
        The edges of the windows of the trend.
    whole
        Sums over all items, see :class:`trainer_widgets.analysis.shares.Sums`.
    is_single
        Whether no item has more than one label.
    said
        What was left out and why.
    """

    engine: Engine
    columns: list[Column]
    fields: dict[str, Field]
    coded: list[Coded]
    windows: list[datetime]
    whole: dict[str, float]
    is_single: bool
    said: str

    @property
    def labels(self) -> ibis.Table:
        """All labels."""
        return self.engine.labels

    def holds(self, condition: Condition) -> Any:  # noqa: ANN401 - a boolean column
        """Return whether labels are in a slice."""
        # Should the user have called a column as ours, values are compared.
        coded = by_value(self.coded)
        places = {} if any(name.startswith(NOBODYS) for name in self.fields) else coded
        fields = self.fields | {one.name: one for one in map(code_field, places.values())}
        return holds(self.labels, in_code(condition, places, self.coded), fields, self.engine.texts)

    def within(self, condition: Condition) -> ibis.Table:
        """Return the labels in a slice."""
        if condition == EVERYTHING:
            return self.labels
        found: ibis.Table = self.engine.remembered(
            repr(condition), lambda: self.labels.filter(self.holds(condition))
        )
        return found

    def facet(self, name: str) -> tuple[str, Coded]:
        """Return the column of codes of a facet, and the facet.

        Raises
        ------
        LabelsError
            When there is no such facet.
        """
        names = [one.facet.feature for one in self.coded]
        if name not in names:
            hint = nearest(name, names)
            message = f"{name!r} is no facet here: {hint}There are {', '.join(names) or 'none'}"
            raise counts.LabelsError(message)
        return f"code_{names.index(name)}", self.coded[names.index(name)]
