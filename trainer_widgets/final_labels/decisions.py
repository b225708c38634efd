"""What was decided about items: adjudications, rulings, and reviews of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from trainer_widgets.compared_answers import keys
from trainer_widgets.event_arrays import SLIM, event_rows, micros, slim_frame
from trainer_widgets.heads import standing_rows
from trainer_widgets.store.answers import answers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.project import Project

NEEDED = (*SLIM, "item_hash", "review", "ruling", "calibration")


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
        What the answer is compared by, see :func:`trainer_widgets.compared_answers.keys`.
    """

    how: str
    by: str
    event: str
    answer: str
    about: str | None
    key: str | None


class Withdrawn(NamedTuple):
    """Labels that count no more: sent back by reviewers, or retracted by who gave them."""

    returned: set[str]
    retracted: set[str]


class Decided(NamedTuple):
    """The decisions of each item, newest first, and the labels that count no more.

    ``sent_back`` has of each item the reviews that sent labels back, and these labels.
    """

    decisions: dict[str, list[Decision]]
    withdrawn: Withdrawn
    adjudications: set[str]
    sent_back: dict[str, list[str]]

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
    Of what a calibration session decided on an item, the newest counts, whoever led it: what was
    left open there is undecided again.
    """
    events = _events(project)
    ids = set(events.loc[events["action"] == "adjudicate", "event_id"])
    withdrawn = _withdrawn(events)
    events = events[~_overtaken(events)]
    reviews = _newest(events, "review")
    ways = _ways(reviews)
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
    counts = found["fits"] & ~found["event_id"].isin(withdrawn.returned)
    counts &= ~is_pass | found["refers_to"].isin(labels["event_id"])
    found = found.assign(answer=found["event_id"].where(~is_pass, found["refers_to"]))[counts]
    sent_back = _sent_back(reviews[(ways == "return") & reviews["fits"]])
    return Decided(_by_item(project, found), withdrawn, ids, sent_back)


def withdrawn_labels(project: Project) -> set[str]:
    """Return the labels that were sent back, or retracted, also after an exposure."""
    columns = ("event_id", "action", "item_id", "annotator", "refers_to", "review")
    return set[str]().union(*_withdrawn(project.store.events(project.task, columns=columns)))


def _withdrawn(events: pd.DataFrame) -> Withdrawn:
    reviews = _newest(events, "review")
    retracts = events[events["action"] == "retract"]
    owners = ["event_id", "item_id", "annotator"]
    own = retracts.drop(columns="event_id").rename(columns={"refers_to": "event_id"})
    retracted = events[owners].merge(own[owners], on=owners)["event_id"]
    return Withdrawn(set(reviews.loc[_ways(reviews) == "return", "refers_to"]), set(retracted))


def _sent_back(reviews: pd.DataFrame) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    names = ("item_id", "event_id", "refers_to")
    for item, *events in zip(*(reviews[name].tolist() for name in names), strict=True):
        found.setdefault(item, []).extend(events)
    return found


def _ways(reviews: pd.DataFrame) -> pd.Series[Any]:
    return pd.Series([one["decision"] for one in reviews["review"]], reviews.index, dtype="str")


def _overtaken(events: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which answers of calibration sessions a newer decision of the session overtook.

    A session answers with an adjudication, and resolves with it what people escalated; what it
    leaves open is an escalation too, see :func:`trainer_widgets.calibration.decided.is_decision`.
    """
    marks = events["calibration"]
    sessions = marks.map(lambda mark: mark["session"] if isinstance(mark, dict) else None)
    place = pd.Series(np.arange(len(events)), events.index)
    adjudicates = events["action"] == "adjudicate"
    opens = (events["action"] == "escalate") & events["refers_to"].notna()
    deciding = (adjudicates | opens) & events["stands"] & sessions.notna()
    newest = place[deciding].groupby([events["item_id"], sessions]).max()
    last = newest.reindex(pd.MultiIndex.from_arrays([events["item_id"], sessions])).to_numpy()
    answers_it = (adjudicates | (events["action"] == "resolve")).to_numpy()
    overtaken: NDArray[np.bool_] = answers_it & (place.to_numpy() < last)
    return overtaken


def _events(project: Project) -> pd.DataFrame:
    """Return all events, oldest first: whether they ``stand``, and still ``fit`` their item."""
    events = project.store.events(project.task, columns=NEEDED)
    table = slim_frame(events, project.task)
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
