"""Whether labels have what an exploration asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.selection import ANNOTATOR
from trainer_widgets.analysis.slices.outcomes import OUTCOMES
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.analysis.slices.outcomes import Asked


def check_columns(asked: Asked, there: Sequence[str], beside: Sequence[str]) -> None:
    """Make sure that labels have the columns that are named, or their items.

    Raises
    ------
    LabelsError
        When one is missing; tells the nearest that is there.
    """
    item, annotator, at = asked.columns
    # Labels without annotators are taken as they are, and disagreement is refused by its reason.
    needed = [item, *([annotator] if annotator != ANNOTATOR else []), *([at] if at else [])]
    if asked.outcome == "disagreement":
        needed.append(asked.value)
    elif asked.outcome not in OUTCOMES:
        check_outcome(asked.outcome, [*there, *beside])
    for name in needed:
        if name not in there:
            message = (
                f"the labels have no column {name!r}: {nearest(name, there)}There are "
                f"{', '.join(there)}"
            )
            raise counts.LabelsError(message)


def check_outcome(outcome: str, there: Sequence[str]) -> None:
    """Refuse an outcome that is neither known nor a column."""
    if outcome not in there:
        message = (
            f"outcome {outcome!r} is unknown: {nearest(outcome, [*OUTCOMES, *there])}There are "
            f"{', '.join(OUTCOMES)} and the columns with yes or no, or numbers from 0 to 1"
        )
        raise counts.LabelsError(message)
