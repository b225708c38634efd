"""Escalations: the questions that annotators asked their lead, and how they were settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.event_arrays import SLIM, event_rows, micros, slim_frame
from trainer_widgets.heads import standing_rows

if TYPE_CHECKING:
    from trainer_widgets.store import LabelStore

COLUMNS = (
    *("item_id", "annotator", "status", "reason", "note", "suggested_rule", "guideline"),
    *("escalated_at", "resolved_at", "resolved_by", "ruling", "ruling_reason", "ruling_guideline"),
    *("ruling_answer", "escalation", "resolution"),
)
NEEDED = (*SLIM, "guideline", "escalation", "ruling", "calibration")


def escalation_table(store: LabelStore, task: str) -> pd.DataFrame:
    """Return every escalation of a task, oldest first.

    Parameters
    ----------
    store
        Where the events are.
    task
        The task.

    Returns
    -------
    pandas.DataFrame
        One row an escalation: ``item_id``, ``annotator``, ``status`` (``open``, ``resolved``, or
        ``withdrawn`` where its annotator took it back or answered after all), ``reason``,
        ``note``, ``suggested_rule``, ``guideline`` (the version that was not enough),
        ``escalated_at``, then of the ruling ``resolved_at``, ``resolved_by``, ``ruling``
        (``answer``, ``clarification``, ``reject``), ``ruling_reason``, ``ruling_guideline`` (the
        version that has it), ``ruling_answer`` (the task's answer, where the lead gave one; it
        is a ruling and no label), and the ids of both events, ``escalation`` and ``resolution``.

    Examples
    --------
    >>> from trainer_widgets.store import LabelStore
    >>> escalation_table(LabelStore("nowhere"), "ranking").empty
    True
    """
    events = store.events(task, columns=NEEDED)
    escalated = events[(events["action"] == "escalate").to_numpy()]
    rulings = _rulings(events).set_index("refers_to")
    ruling = rulings.reindex(escalated["event_id"])
    answers = store.find(task, rulings["event_id"])
    stands = set(events["event_id"][_stand(events, task)])
    found = {
        "item_id": escalated["item_id"].to_numpy(),
        "annotator": escalated["annotator"].to_numpy(),
        "status": _status(escalated["event_id"], set(rulings.index), stands),
        **{name: _field(escalated["escalation"], name) for name in COLUMNS[3:6]},
        "guideline": escalated["guideline"].to_numpy(),
        "escalated_at": _given_at(escalated),
        "resolved_at": ruling["recorded_at"].array,
        "resolved_by": ruling["annotator"].to_numpy(),
        "ruling": _field(ruling["ruling"], "kind"),
        "ruling_reason": _field(ruling["ruling"], "reason"),
        "ruling_guideline": _field(ruling["ruling"], "guideline"),
        "ruling_answer": [answers[i].answer if i in answers else None for i in ruling["event_id"]],
        "escalation": escalated["event_id"].to_numpy(),
        "resolution": ruling["event_id"].to_numpy(),
    }
    return pd.DataFrame(found, columns=list(COLUMNS))


def _rulings(events: pd.DataFrame) -> pd.DataFrame:
    """Return the newest ruling of each escalation that was not taken back: it counts."""
    # Only calibration sessions take rulings back, when they leave open what they had decided.
    retracts = (events["action"] == "retract") & events["calibration"].notna()
    retracted = events["refers_to"][retracts.to_numpy()]
    counts = (events["action"] == "resolve") & ~events["event_id"].isin(retracted)
    rulings = events[counts.to_numpy()]
    return rulings.drop_duplicates("refers_to", keep="last")


def _stand(events: pd.DataFrame, task: str) -> Any:  # noqa: ANN401 - flags
    table = slim_frame(events, task)
    return standing_rows(event_rows(table), micros(table, "recorded_at"))


def _status(ids: pd.Series[str], resolved: set[str], stands: set[str]) -> list[str]:
    return [
        "resolved" if one in resolved else "open" if one in stands else "withdrawn" for one in ids
    ]


def _given_at(events: pd.DataFrame) -> Any:  # noqa: ANN401 - an array of times
    submitted = events["submitted_at"].fillna(events["recorded_at"])
    return submitted.where(submitted < events["recorded_at"], events["recorded_at"]).array


def _field(structs: pd.Series[Any], name: str) -> list[Any]:
    return [one[name] if isinstance(one, dict) else None for one in structs]
