"""Reviews: what was decided on people's labels, and what their annotators made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from trainer_widgets.final_labels.possible_answers import possible_answer
from trainer_widgets.heads import standing
from trainer_widgets.records import Review

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event, ReviewDecision, WhyReviewed
    from trainer_widgets.rulings import Rulings
    from trainer_widgets.store import LabelStore

COLUMNS = (
    *("item_id", "annotator", "label", "decision", "reason", "why", "reviewer", "reviewed_at"),
    *("counts", "answer", "answered_again", "review"),
)
NEEDED = ("event_id", "action", "item_id", "annotator", "recorded_at", "supersedes", "refers_to")
DECISIONS = ("pass", "return", "correct")


class ReviewError(ValueError):
    """Raised for a review that cannot be given; says what to do."""


class Said(NamedTuple):
    """What a script says of a label."""

    label: str
    decision: ReviewDecision
    reason: str
    reviewer: str
    answer: object = None
    why: Sequence[WhyReviewed] = ()
    event_id: str | None = None


def review_table(store: LabelStore, task: str) -> pd.DataFrame:
    """Return every review of a task, oldest first.

    Parameters
    ----------
    store
        Where the events are.
    task
        The task.

    Returns
    -------
    pandas.DataFrame
        One row a review: ``item_id``, ``annotator`` (whose label it is), ``label`` (its event),
        ``decision`` (``pass``, ``return``, ``correct``), ``reason``, ``why`` (a list: how the
        label came to be reviewed), ``reviewer``, ``reviewed_at``, ``counts`` (whether no later
        review of this label is there), ``answer`` (the right one, where the label was corrected;
        it is a review and no label), ``answered_again`` (the event with which the annotator
        answered what was sent back, where they have) and ``review``, its own event.

    Examples
    --------
    >>> from trainer_widgets.store import LabelStore
    >>> review_table(LabelStore("nowhere"), "ranking").empty
    True
    """
    events = store.events(task, columns=(*NEEDED, "review"))
    reviews = events[(events["action"] == "review").to_numpy()]
    labels = events.set_index("event_id").reindex(reviews["refers_to"])
    corrected = [_field(one, "decision") == "correct" for one in reviews["review"]]
    answers = store.find(task, reviews["event_id"][corrected])
    found = {
        "item_id": reviews["item_id"].to_numpy(),
        "annotator": labels["annotator"].to_numpy(),
        "label": reviews["refers_to"].to_numpy(),
        "decision": [_field(one, "decision") for one in reviews["review"]],
        "reason": [_field(one, "reason") for one in reviews["review"]],
        "why": [_why(one) for one in reviews["review"]],
        "reviewer": reviews["annotator"].to_numpy(),
        "reviewed_at": reviews["recorded_at"].array,
        "counts": ~reviews["refers_to"].duplicated(keep="last").to_numpy(),
        "answer": [answers[one].answer if one in answers else None for one in reviews["event_id"]],
        "answered_again": _answered_again(events, reviews),
        "review": reviews["event_id"].to_numpy(),
    }
    return pd.DataFrame(found, columns=list(COLUMNS))


def check_review(  # noqa: PLR0913 - what a review says
    project: Rulings,
    label: Event[Any, Any] | None,
    review: Review,
    reviewer: str,
    answer: object,
    *,
    stands: Collection[str] | None = None,
) -> Event[Any, Any]:
    """Return the label that is reviewed, or refuse.

    Which labels stand is looked up where it is not given.

    Raises
    ------
    ReviewError
        When it is none that stands, its reviewer gave it, or the decision lacks its reason or its
        answer.
    """
    if label is None or label.action != "answer" or label.item_id not in project.items:
        message = "this label is not there, or its item is no longer part of the project"
        raise ReviewError(message)
    if label.annotator == reviewer:
        message = f"{reviewer} gave this label: somebody else reviews it"
        raise ReviewError(message)
    if review.decision != "pass" and not review.reason.strip():
        message = f"to {review.decision} a label say why: its annotator and others learn from it"
        raise ReviewError(message)
    if (review.decision == "correct") != (answer is not None):
        what = "give the right answer" if answer is None else "leave the answer out"
        message = f"a label with the decision {review.decision!r}: {what}"
        raise ReviewError(message)
    if answer is not None and label.item_hash not in (None, project.hashes[label.item_id]):
        message = "the item has changed since: no answer of today corrects what was said then"
        raise ReviewError(message)
    if not (_stands(project, label) if stands is None else label.event_id in stands):
        message = "its annotator has answered anew, or taken it back: look at the queue again"
        raise ReviewError(message)
    return label


def review_label(  # noqa: PLR0913 - what a review says
    project: Project,
    label: str,
    decision: ReviewDecision,
    reason: str,
    *,
    reviewer: str,
    answer: object = None,
    why: Sequence[WhyReviewed] = (),
    event_id: str | None = None,
) -> Event[Any, Any]:
    """Record a review; see :meth:`trainer_widgets.Project.review`."""
    there = project.store.find(project.task, [one for one in (label, event_id) if one])
    said = Said(label, decision, reason, reviewer, answer, why, event_id)
    given = given_review(project, said, there)
    with project.session(annotator=reviewer) as session:
        return session.record(**given)


def given_review(
    project: Project,
    said: Said,
    there: Mapping[str, Event[Any, Any]],
    stands: Collection[str] | None = None,
) -> dict[str, Any]:
    """Return a review as a session records it, or refuse; what is stored is not checked again.

    Raises
    ------
    ReviewError
        When the label cannot be reviewed, or so.
    InvalidRecordError
        When the answer cannot be one to the item.
    """
    if said.decision not in DECISIONS:
        message = f"a decision is one of {', '.join(DECISIONS)}, not {said.decision!r}"
        raise ReviewError(message)
    label, answer = there.get(said.label), said.answer
    review = Review(said.decision, said.reason.strip(), list(said.why))
    if said.event_id not in there:
        label = check_review(project, label, review, said.reviewer, answer, stands=stands)
        if answer is not None:
            answer = possible_answer(project, label.item_id, answer)
    return {
        "event_id": said.event_id,
        "action": "review",
        "item_id": label.item_id if label else said.label,
        # Who has seen what somebody answered cannot answer the item blind.
        "condition": "revealed",
        "refers_to": said.label,
        "review": review,
        "answer": answer,
    }


def _stands(project: Rulings, label: Event[Any, Any]) -> bool:
    store, task = project.store, project.task
    events = store.find(task, store.ids_of(task, label.item_id)).values()
    now = standing([event for event in events if event.annotator == label.annotator])
    return now is not None and now.event_id == label.event_id


def _answered_again(events: pd.DataFrame, reviews: pd.DataFrame) -> list[str | None]:
    """Return for each review that returned a label the first answer that replaced it since."""
    sent_back = {
        label
        for label, review in zip(reviews["refers_to"], reviews["review"], strict=True)
        if _field(review, "decision") == "return"
    }
    if not sent_back:
        return [None] * len(reviews)
    retracted = set(events["refers_to"][(events["action"] == "retract").to_numpy()])
    rows = events[events["action"].isin(["answer", "skip", "escalate"]).to_numpy()]
    known = {one: row for one, *row in _chain(rows)}
    given: dict[str, list[tuple[Any, str]]] = {}
    for event_id, (action, _, when) in known.items():
        if action == "answer" and event_id not in retracted:
            for replaced in _replaced(event_id, known):
                if replaced in sent_back:
                    given.setdefault(replaced, []).append((when, event_id))
    found = []
    for label, when in zip(reviews["refers_to"], reviews["recorded_at"], strict=True):
        later = sorted(one for one in given.get(label, ()) if one[0] > when)
        found.append(later[0][1] if later else None)
    return found


def _chain(rows: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    columns = ["event_id", "action", "supersedes", "recorded_at"]
    return rows[columns].itertuples(index=False, name=None)


def _replaced(event_id: str, known: dict[str, list[Any]]) -> list[str]:
    """Return the events that one replaces, directly or through others."""
    found: list[str] = []
    target = known[event_id][1]
    while target in known and target not in found:
        found.append(target)
        target = known[target][1]
    return found


def _why(review: Any) -> list[str]:  # noqa: ANN401 - what pandas makes of a struct
    why = _field(review, "why")
    return [] if why is None else list(why)


def _field(struct: Any, name: str) -> Any:  # noqa: ANN401 - what pandas makes of a struct
    return struct.get(name) if isinstance(struct, dict) else None
