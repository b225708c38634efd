"""The labels that failures are counted in, what is marked in them, and where that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import failures as counting
from trainer_widgets.analysis.failures.nodes import NODE, Node, ancestors, nodes_of
from trainer_widgets.analysis.results import Key, executed, groups, note, share_note
from trainer_widgets.analysis.selection import opened, select
from trainer_widgets.project import Project
from trainer_widgets.taxonomy import loose_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import ibis

    from trainer_widgets.records import Taxonomy

VALUES = ("errors", "flags", "categories")
TAKEN = {*NODE, "severity", "node", "mark", "share", "penalty", "part", "raters", "number", "when"}
Mark = tuple[str, str]  # category and severity


class Failures(NamedTuple):
    """Labels, what is marked in them, and the tree that it counts in.

    Attributes
    ----------
    labels
        One row a label: the columns of ``by``, ``item_id``, ``annotator``, perhaps ``at``.
    marks
        One row a thing marked: the same, ``category`` and ``severity``.
    rows
        To which nodes a mark counts: category, severity, the node's place, weight.
    nodes
        The nodes in the tree's order, the root first.
    severities
        The severities in their order, those that the taxonomy lacks at the end.
    by, said
        As of a :class:`~trainer_widgets.analysis.selection.Selection`.
    """

    labels: ibis.Table
    marks: ibis.Table
    rows: list[tuple[str, str, int, float]]
    nodes: list[Node]
    severities: list[str]
    by: list[str]
    said: str

    @property
    def book(self) -> ibis.Table:
        """The rows as a table."""
        return counting.book(self.rows)

    def at_depth(self, depth: int | None) -> Failures:
        """Return the failures as they are at a depth of the tree; None means as they were given.

        Raises
        ------
        LabelsError
            When the depth is no whole number from 1 on.
        """
        if depth is not None and (isinstance(depth, bool) or depth != int(depth) or depth < 1):
            message = f"depth={depth!r}: give 1 for the top level, 2 for the next, or None for all"
            raise counts.LabelsError(message)
        kept = [row for row in self.rows if row[2] == self._place(row[0], depth)]
        return self._replace(rows=kept)

    def _place(self, category: str, depth: int | None) -> int:
        path = ".".join(category.split(".")[:depth])
        place = {node.category: number for number, node in enumerate(self.nodes)}
        return place[path] if path else -1


def failures(  # noqa: PLR0913 - as select
    labels: object,
    taxonomy: Taxonomy | str | Path | None,
    by: str | Sequence[str] | None,
    *,
    value: str | None,
    weightless: bool,
    independent: bool,
    **choice: Any,  # noqa: ANN401 - handed on to select
) -> Failures:
    """Choose labels, find what is marked in them and give each mark its place in the tree.

    Raises
    ------
    LabelsError
        When no column holds failures, or none of them is in the taxonomy.
    """
    if taken := [name for name in counts.by_columns(by) if name in TAKEN]:
        name = taken[0]
        message = f"the result has a column {name!r} of its own: rename that of by="
        raise counts.LabelsError(message)
    if taxonomy is None and isinstance(labels, Project):
        taxonomy = labels.taxonomy
    tree = loose_taxonomy(taxonomy) if taxonomy is not None else None
    labels = opened(labels, independent=independent)
    value = value or _value(counts.column_names(labels))
    chosen = select(labels, [value], by, independent=independent, **choice)
    marks = counting.marks(chosen.table, value)
    found = executed(counting.marked(marks)).to_dict("records")
    there = {(row["category"], row["severity"]): int(row["n"]) for row in found}
    nodes = nodes_of([category for category, _ in there], tree)
    rows, out = _book(there, nodes, tree, weightless=weightless)
    said = note(chosen.said, share_note(out, "marks that weigh nothing left out"))
    return Failures(
        labels=chosen.table.drop(value),
        marks=marks,
        rows=rows,
        nodes=nodes,
        severities=_severities({row[1] for row in rows}, tree),
        by=chosen.by,
        said=said,
    )


def _value(columns: Iterable[str]) -> str:
    there = list(columns)
    for name in VALUES:
        if name in there:
            return name
    message = (
        f"no column holds failures: give value=, a column with lists of categories or of structs "
        f"that have a category, such as {', '.join(VALUES)}. There are {', '.join(there)}"
    )
    raise counts.LabelsError(message)


def _book(
    there: dict[Mark, int], nodes: list[Node], taxonomy: Taxonomy | None, *, weightless: bool
) -> tuple[list[tuple[str, str, int, float]], int]:
    place = {node.category: number for number, node in enumerate(nodes)}
    rows, out = [], 0
    for (category, severity), n in sorted(there.items()):
        weight = float(taxonomy.weight(category, severity)) if taxonomy else 1.0
        if weight == 0 and not weightless:
            out += n
            continue
        rows += [(category, severity, place[path], weight) for path in ancestors(category)]
    return rows, out


def _severities(found: set[str], taxonomy: Taxonomy | None) -> list[str]:
    known = taxonomy.severity if taxonomy else []
    first = [level.id for level in known if level.weight > 0 or level.id in found]
    return [*first, *sorted(found - {*first})]


def keyed(table: ibis.Table, keys: list[str]) -> dict[Key, dict[str, Any]]:
    """Run a query and return the numbers of its rows by their keys."""
    rows = groups(executed(table), keys).items()
    return {
        key: {str(name): value for name, value in part.iloc[0].items() if name not in keys}
        for key, part in rows
    }
