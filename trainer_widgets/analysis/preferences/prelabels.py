"""Whether people agree more with a prelabel that they see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis.expr.datatypes as dt

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts.presentation import (
    accepted,
    accepted_tags,
    arm_sums,
    cluster_sums,
    with_arms,
)
from trainer_widgets.analysis.results import Key, executed, groups, note
from trainer_widgets.analysis.selection import select
from trainer_widgets.analysis.shares import Share, difference, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ARMS = {"accepted_with_prelabel": True, "accepted_without_prelabel": False}


def has_prelabels(labels: object) -> bool:
    """Whether labels tell if prelabels were on screen."""
    if "shown" not in counts.column_names(labels):
        return False
    kind = counts.as_table(labels, ["shown"]).schema()["shown"]
    return isinstance(kind, dt.Struct) and "prelabels" in kind.names


def prelabel_rows(  # noqa: PLR0913, PLR0917 - handed on by presentation_bias
    labels: object,
    by: str | Sequence[str] | None,
    value: str | None,
    prelabel: str | None,
    items: object,
    confidence: float,
    choices: Mapping[str, Any],
) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Give the shares that agree with the prelabel, and their difference, as rows of a result.

    Raises
    ------
    LabelsError
        When nothing tells who saw a prelabel.
    """
    there = counts.column_names(labels)
    telling = [name for name in ("shown", "condition") if name in there]
    columns = [value, prelabel] if value and prelabel else ["tag_names"]
    chosen = select(labels, [*columns, *telling], by, items=items, **choices)
    known = with_arms(chosen.table)
    if value and prelabel:
        rows, what = accepted(known, value, prelabel), "answers as proposed"
    else:
        rows, what = accepted_tags(known, chosen.by), "proposed tags kept"
    arms = groups(executed(cluster_sums(rows, [*chosen.by, "arm"])), chosen.by)
    sizes = groups(executed(cluster_sums(rows, chosen.by)), chosen.by)
    both = groups(executed(arm_sums(rows, chosen.by)).fillna(0), chosen.by)
    for key, size in sizes.items():
        records = arms[key].to_dict(orient="records") if key in arms else []
        of: dict[bool, Any] = {bool(one["arm"]): one for one in records}
        for name, arm in ARMS.items():
            one = of.get(arm, _NOTHING)
            found = share(one, confidence)
            undefined = "" if one["n"] else "undefined: no such labels"
            said = note(undefined, f"share of {what}", found.note, chosen.said)
            yield key, _row(name, found, one, said)
        change = difference(dict(both[key].iloc[0]), confidence)
        said = note(change.note, f"difference in the share of {what}", chosen.said)
        yield key, _row("prelabel_effect", change, dict(size.iloc[0]), said)


_NOTHING = dict.fromkeys(("y", "n", "yy", "yn", "nn", "items", "n_annotators", "n_labels"), 0)


def _row(statistic: str, found: Share, sizes: Mapping[str, Any], said: str) -> dict[str, Any]:
    whole = {"n_items": "items", "n_annotators": "n_annotators", "n_labels": "n_labels"}
    row = {name: int(sizes[column]) for name, column in whole.items()}
    return found._asdict() | {"statistic": statistic, "note": said} | row
