"""What comes back to its annotator: escalations that were not answered, labels sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.store.following import Following

if TYPE_CHECKING:
    import datetime as dt

    from trainer_widgets.store import LabelStore

COLUMNS = ("event_id", "action", "refers_to", "recorded_at", "ruling", "review")
# With these an annotator gets an escalated item back; an answer settles it.
RETURNING = frozenset({"clarification", "reject"})


class Returns:
    """What was said of each event with which its annotator gets the item back.

    Of several rulings, or reviews, of one event the newest counts.

    Parameters
    ----------
    store
        Where the events are.
    task
        The task.

    Examples
    --------
    >>> from trainer_widgets.records import Review
    >>> from trainer_widgets.store import LabelStore
    >>> store = LabelStore(getfixture("tmp_path"))
    >>> returns = Returns(store, "ranking")
    >>> review = Review("return", "Both are kind.")
    >>> with store.session("ranking", annotator="lead") as session:
    ...     _ = session.record(item_id="q1", action="review", refers_to="e1", review=review)
    >>> returns.now()
    {'e1': 'Both are kind.'}
    """

    def __init__(self, store: LabelStore, task: str) -> None:
        """Read nothing yet."""
        self._following = Following(store, task, COLUMNS)
        self._newest: dict[str, tuple[tuple[dt.datetime, str], str | None]] = {}
        self._notes: dict[str, str] = {}

    def now(self) -> dict[str, str]:
        """Return the notes by event; what was not recorded since the last call costs nothing."""
        rows: list[Any] = self._following.rows(("resolve", "review")).to_pylist()
        for row in rows:
            when = row["recorded_at"], row["event_id"]
            known = self._newest.get(row["refers_to"])
            if row["refers_to"] and (known is None or known[0] < when):
                self._newest[row["refers_to"]] = when, _note(row)
        if rows:
            self._notes = {one: note for one, (_, note) in self._newest.items() if note}
        return self._notes


def _note(row: dict[str, Any]) -> str | None:
    """Return what the annotator reads, or None where the item does not come back."""
    if row["action"] == "review":
        review = row["review"] or {}
        return review["reason"] or "return" if review.get("decision") == "return" else None
    ruling = row["ruling"] or {}
    return ruling["reason"] or ruling["kind"] if ruling.get("kind") in RETURNING else None
