"""What people see once answers are revealed: agreement, differences, and who said what."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from trainer_widgets.answer_differences import Difference, differences
from trainer_widgets.calibration.agreeing import Agreements
from trainer_widgets.compared_answers import comparable
from trainer_widgets.missing import is_missing
from trainer_widgets.widgets._on_screen import excerpt
from trainer_widgets.wire.calibration import (
    Decision,
    Revealed,
    RevealedItem,
    RevealedRow,
    SaidThere,
    SessionAgreement,
)

if TYPE_CHECKING:
    from trainer_widgets.calibration.running import RunningSession
    from trainer_widgets.calibration.sessions import Said
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._desk import Desk

NOT_KNOWN = Difference(None, 0.0)
GONE = "(no longer among the project's items)"


class Overviews:
    """Compares all that was said in a session; once for all who ask at the same time.

    Parameters
    ----------
    session
        The session.
    lock
        Under which it changes.
    """

    def __init__(self, session: RunningSession, lock: threading.RLock) -> None:
        """Begin with nothing compared."""
        self._session, self._lock = session, lock
        self._comparing = threading.Lock()
        self._agreements = Agreements(session.project.task)
        self._found: tuple[object, Revealed] | None = None

    def overview(self, desk: Desk, news: int) -> Revealed:
        """Return how far people agree, and where they do not.

        Parameters
        ----------
        desk
            On which items are as on everybody's.
        news
            With another number, something has changed since.
        """
        with self._comparing:
            if self._found is None or self._found[0] != news:
                self._found = news, self._compared(desk)
            return self._found[1]

    def _compared(self, desk: Desk) -> Revealed:
        session, task = self._session, self._session.project.task
        with self._lock:
            before, after = session.labels(independent=True), session.labels(independent=False)
            rows = {item: session.said(item) for item in session.items}
            decided = {item: _kind(event) for item, event in session.decisions().items()}
            excerpts = {item: _excerpt(desk, item) for item in session.items}
        apart, now = differences(before, task), differences(after, task)
        listed = [
            RevealedRow(
                place=place,
                excerpt=excerpts[item],
                difference=apart.get(item, NOT_KNOWN).compared,
                now=now.get(item, NOT_KNOWN).compared,
                n_answers=len(said),
                n_unjudged=now.get(item, NOT_KNOWN).n_unjudged,
                n_revised=sum(one.is_revised for one in said),
                decision=decided.get(item),  # type: ignore[arg-type] # one of two words
            )
            for place, (item, said) in enumerate(rows.items(), 1)
        ]
        order = {item: (-(one.compared or 0), -one.further) for item, one in apart.items()}
        listed.sort(key=lambda row: (*order.get(session.items[row.place - 1], (1, 0)), row.place))
        agreed = self._agreements.both(before, after)
        _, compared, _ = comparable(before, task)
        return Revealed(compared, [_agreement(row) for row in agreed.to_dict("records")], listed)


def revealed_item(session: RunningSession, desk: Desk, place: int) -> RevealedItem:
    """Return an item with all that was said of it, in its own order."""
    item_id = session.present_at(place)
    decision = session.decisions().get(item_id)
    return RevealedItem(
        place=place,
        item=desk.noted(item_id),
        said=[_said_there(one, desk) for one in session.said(item_id)],
        decision=_decision(decision, desk) if decision else None,
    )


def _said_there(said: Said, desk: Desk) -> SaidThere:
    newest = said.now or said.before
    assert newest is not None  # noqa: S101 - who said nothing is not there
    before, now = said.before, said.now
    return SaidThere(
        annotator=said.annotator,
        action=newest.action,
        before=_plain(before, desk),
        rationale=before.rationale if before else None,
        escalation=newest.escalation,
        now=_plain(now, desk),
        rationale_now=now.rationale if now else None,
        is_revised=said.is_revised,
        condition=newest.condition,
        submitted_at=newest.submitted_at or newest.recorded_at,
    )


def _decision(event: Event[Any, Any], desk: Desk) -> Decision:
    ruling = event.ruling
    return Decision(
        kind=_kind(event),  # type: ignore[arg-type] # one of two words
        plain=_plain(event, desk),
        reason=ruling.reason if ruling else event.rationale or "",
        guideline=ruling.guideline if ruling else None,
        escalation=event.escalation,
        decided_by=event.annotator,
        decided_at=event.recorded_at,
    )


def _kind(event: Event[Any, Any]) -> str:
    return "answer" if event.action == "adjudicate" else "open"


def _plain(event: Event[Any, Any] | None, desk: Desk) -> Any:  # noqa: ANN401 - the task's own
    """Return an answer in everybody's letters, unless its item has changed since."""
    if event is None or event.answer is None:
        return None
    same = event.item_hash in {None, desk.project.hashes[event.item_id]}
    return desk.to_screen(event.item_id, event.answer) if same else None


def _excerpt(desk: Desk, item_id: str) -> str:
    if item_id not in desk.project.items:
        return GONE
    # What may be hard to look at is not in any list.
    return "" if getattr(desk.options, "veil", False) else excerpt(desk.summary(item_id))


def _agreement(row: dict[Any, Any]) -> SessionAgreement:
    return SessionAgreement(
        when=row["when"],
        statistic=row["statistic"],
        estimate=_number(row["estimate"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        n_items=int(row["n_items"]),
        n_annotators=int(row["n_annotators"]),
        n_labels=int(row["n_labels"]),
        note=row["note"] or "",
    )


def _number(value: Any) -> float | None:  # noqa: ANN401 - a cell
    return None if is_missing(value) else float(value)
