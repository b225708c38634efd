"""What can be an answer to an item, whoever gives it in Python: annotators, leads, reviewers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets.records import TASKS, CorrectionAnswer, RankingAnswer, Record
from trainer_widgets.schema import InvalidRecordError, validate
from trainer_widgets.wire import RankingOptions

if TYPE_CHECKING:
    from trainer_widgets.rulings import Rulings


def possible_answer(project: Rulings, item_id: str, answer: object) -> Record:
    """Return an answer, or its fields, as a record that can be one to an item.

    Raises
    ------
    InvalidRecordError
        When it cannot.
    """
    given = msgspec.to_builtins(answer) if isinstance(answer, Record) else answer
    given = with_scale(given, project.settings.screen_options)
    record: Record = validate(given, TASKS[project.task].answer)
    if problem := _misfit(project, item_id, record):
        message = f"this cannot be an answer to {item_id!r}: {problem}"
        raise InvalidRecordError(message)
    return record


def with_scale(given: Any, options: Record) -> Any:  # noqa: ANN401 - plain data
    """Return an answer's fields, with the scale of the options where a strength comes without.

    Examples
    --------
    >>> with_scale({"order": [["a"], ["b"]], "strength": 2}, RankingOptions(points=5))["points"]
    5
    """
    if not isinstance(options, RankingOptions) or not isinstance(given, dict):
        return given
    lacks = given.get("strength") is not None and given.get("points") is None
    return given | {"points": options.points} if lacks else given


def _misfit(project: Rulings, item_id: str, answer: Any) -> str | None:  # noqa: ANN401 - the task's
    item = project.items[item_id]
    match answer:
        case RankingAnswer():
            ids = [one.response_id for one in item.responses]
            return answer.misfit(ids) or answer.unscaled(len(ids))
        case CorrectionAnswer():
            return answer.misfit(item)
        case _ if hasattr(answer, "misfit"):
            problem: str | None = answer.misfit(item, project.settings.screen_options)
            return problem
        case _:
            return None
