"""What was decided about items: adjudications, rulings, and reviews of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from trainer_widgets.agreed_labels import keys
from trainer_widgets.event_arrays import SLIM, event_rows, micros
from trainer_widgets.heads import standing_rows
from trainer_widgets.schema import event_schema
from trainer_widgets.store.answers import answers

if TYPE_CHECKING:
    from trainer_widgets.project import Project

NEEDED = (*SLIM, "item_hash", "review", "ruling")


class Decision(NamedTuple):
    """Somebody's word on an item.

    Attributes
    ----------
    how
        ``"adjudicated"`` (also by a ruling), ``"corrected"`` or ``"passed"``.
    by
        Whose word it is.
    event
        The decision's event.
    answer
        The event that holds the answer: the decision's own, or the label that passed.
    about
        The event that the decision refers to.
    key
        What the answer is compared by, see :func:`trainer_widgets.agreed_labels.keys`.
    """

    how: str
    by: str
    event: str
    answer: str
    about: str | None
    key: str | None


class Decided(NamedTuple):
    """The decisions of each item, newest first, and the labels that reviewers sent back."""

    decisions: dict[str, list[Decision]]
    returned: set[str]
    adjudications: set[str]

    def adjudicated(self) -> dict[str, str]:
        """Return the newest adjudication of each item that has one."""
        return {
            item: one.event
            for item, all_ in self.decisions.items()
            for one in reversed(all_)
            if one.how == "adjudicated"
        }


def decided(project: Project) -> Decided:
    """Return what was decided about the items as they are now.

    Of the reviews of a label the newest counts; an adjudication that was retracted or
    superseded does not. A label that passed is a decision as long as it is its annotator's label.
    """
    events = _events(project)
    reviews = _newest(events, "review")
    ways = pd.Series([one["decision"] for one in reviews["review"]], reviews.index, dtype="str")
    returned = set(reviews.loc[ways == "return", "refers_to"])
    adjudicated = events[(events["action"] == "adjudicate") & events["stands"]]
    rulings = _newest(events, "resolve")
    answering = np.array([one["kind"] == "answer" for one in rulings["ruling"]], bool)
    parts = {
        "adjudicated": pd.concat([adjudicated, rulings[answering]]),
        "corrected": reviews[ways == "correct"],
        "passed": reviews[ways == "pass"],
    }
    found = pd.concat([part.assign(how=how) for how, part in parts.items()])
    is_pass = found["how"] == "passed"
    labels = events.loc[(events["action"] == "answer") & events["stands"] & events["fits"]]
    counts = found["fits"] & ~found["event_id"].isin(returned)
    counts &= ~is_pass | found["refers_to"].isin(labels["event_id"])
    found = found.assign(answer=found["event_id"].where(~is_pass, found["refers_to"]))[counts]
    ids = set(events.loc[events["action"] == "adjudicate", "event_id"])
    return Decided(_by_item(project, found), returned, ids)


def _events(project: Project) -> pd.DataFrame:
    """Return all events, oldest first: whether they ``stand``, and still ``fit`` their item."""
    events = project.store.events(project.task, columns=NEEDED)
    schema = pa.schema([event_schema(project.task).field(name) for name in SLIM])
    table = pa.Table.from_pandas(events[list(SLIM)], schema=schema, preserve_index=False)
    stands = standing_rows(event_rows(table), micros(table, "recorded_at"))
    given, now = events["item_hash"], events["item_id"].map(project.hashes)
    fits = now.notna() & (given.isna() | (given == now))
    return events.assign(stands=stands, fits=fits.to_numpy(bool))


def _newest(events: pd.DataFrame, action: str) -> pd.DataFrame:
    """Return the newest review of each label, or the newest ruling on each escalation."""
    found = events[events["action"] == action]
    return found.drop_duplicates("refers_to", keep="last")


def _by_item(project: Project, found: pd.DataFrame) -> dict[str, list[Decision]]:
    there = answers(project.store, project.task, found["answer"].tolist())
    found = found.assign(key=keys(there, project.task).astype("object").to_numpy())
    found = found[there["event_id"].notna().to_numpy()]
    found = found.sort_values(["recorded_at", "event_id"], ascending=False)
    columns = ["item_id", "how", "annotator", "event_id", "answer", "refers_to", "key"]
    rows = found[columns].astype("object")
    rows = rows.where(rows.notna(), None)
    decisions: dict[str, list[Decision]] = {}
    for item, *parts in rows.itertuples(index=False, name=None):
        decisions.setdefault(item, []).append(Decision(*parts))
    return decisions
