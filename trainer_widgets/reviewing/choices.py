"""What a reviewer's queue is made of: said by its lead, and checked before anybody waits."""

from __future__ import annotations

from numbers import Integral, Real
from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.project import Project
    from trainer_widgets.records.slices import Condition

BOTH_ENDS = "audit is a share from 0.0 to 1.0, or a whole number of labels, or None"
OF_LABELS = ("annotator", "task", "category")


class ReviewChoiceError(ValueError):
    """Raised when it cannot be told which labels are meant; says what to do."""


class ReviewChoice(NamedTuple):
    """Which labels are reviewed; see :class:`trainer_widgets.ReviewWidget`."""

    audit: float | None = 0.1
    seed: int | None = None
    by: Sequence[str] = ("annotator", "category")
    gold_missed: bool = True
    below: float | None = None
    where: str | Condition | None = None
    items: object = None
    models: bool = False


def check_choice(project: Project, choice: ReviewChoice) -> None:
    """Refuse a choice that nobody could follow, before anybody waits for it.

    Raises
    ------
    ReviewChoiceError
        With what to write instead.
    """
    audit, below = choice.audit, choice.below
    if audit is not None and not _is_audit(audit):
        message = f"{BOTH_ENDS}; it is {audit!r}"
        raise ReviewChoiceError(message)
    if below is not None and not (isinstance(below, Real) and 0 <= float(below) <= 1):
        message = f"below is an agreement from 0 to 1, not {below!r}"
        raise ReviewChoiceError(message)
    if not isinstance(choice.seed, int | None):
        message = f"seed is a whole number, not {choice.seed!r}"
        raise ReviewChoiceError(message)
    if isinstance(choice.by, str):
        message = f"by is a list of names: write by=[{choice.by!r}]"
        raise ReviewChoiceError(message)
    known = list(dict.fromkeys([*OF_LABELS, *project.features.columns]))
    for name in choice.by:
        if name not in known:
            hint = nearest(name, known)
            message = f"by {name!r} is no stratum: {hint}There are {', '.join(map(str, known))}"
            raise ReviewChoiceError(message)


def _is_audit(audit: object) -> bool:
    if isinstance(audit, bool) or not isinstance(audit, Real):
        return False
    return float(audit) >= 0 and (isinstance(audit, Integral) or float(audit) <= 1)
