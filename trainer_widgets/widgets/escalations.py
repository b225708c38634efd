"""The lead's list of escalations: look at each as its annotator saw it, and settle it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pandas as pd
import traitlets

from trainer_widgets import guideline, wire
from trainer_widgets.records import Ruling
from trainer_widgets.widgets._listed import listed
from trainer_widgets.widgets._opening import ALL_SETTINGS, open_project, open_with_options
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._project_widget import STATIC
from trainer_widgets.widgets._rules import adopt, case_of, is_sent_again
from trainer_widgets.widgets._seat_sessions import SeatSessions
from trainer_widgets.widgets._seats import Seats
from trainer_widgets.widgets._test_runs import RUN_REQUESTS, RunsTests
from trainer_widgets.widgets._tokens import token, token_key
from trainer_widgets.widgets.by_task import desk_type
from trainer_widgets.widgets.custom import source_of
from trainer_widgets.widgets.image_tags import ImageTagDesk

if TYPE_CHECKING:
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._desk import Desk
    from trainer_widgets.widgets._seats import Seat


class EscalationWidget(RunsTests):
    """Settle what annotators have escalated, and put the ruling into the guideline.

    Open escalations are grouped by reason, category or item. Each is shown as its annotator saw
    it, with their provisional answer, note and suggested rule. A ruling is an answer, a
    clarification or a rejection; with the last two the item goes back to its annotator together
    with what the lead wrote. Each ruling is an event of its own, so that the time to it can be
    measured. From here a ruling can become part of a new version of the guideline. Whoever has
    looked at somebody's provisional answer here can no longer label the item blind.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project` or the path of one.
    store
        Where labels go, where it is not the project's own place.
    annotator
        Who leads. By default the view asks the server, and a person whom it does not know.
    **arguments
        The options and settings with which the annotators' widgets were made, where they are not
        those of ``project.toml``.

    Examples
    --------
    >>> widget = EscalationWidget("datasets/response_ranking", annotator="lead")
    >>> widget.escalations["status"].tolist()
    []
    """

    # With what an item's own screen asks for, of the desk of the annotator who escalated it.
    requests = wire.LEAD_REQUESTS | RUN_REQUESTS | {"picture": wire.Picture}
    slow = frozenset({"picture", *RUN_REQUESTS})
    _view = traitlets.Dict().tag(sync=True)
    _esm = STATIC / "escalations.js"
    _css = STATIC / "escalations.css"

    def __init__(
        self,
        project: object,
        store: object = None,
        annotator: str | None = None,
        **arguments: object,
    ) -> None:
        """Open the project; who leads is found out when a view comes."""
        task = open_project(project, store, None, {}).task
        kind = desk_type(task)
        self.project, self.options = open_with_options(
            project, store, task, arguments, ALL_SETTINGS
        )
        kind.check(self.project, self.options)
        self.options = kind.offered(self.project, self.options)
        self._key = token_key(self.project.store)
        self._view = source_of(self.project.task) or {}
        self._count = len(self.project.items)
        self._seats = Seats(annotator)
        self._desks: dict[str, Desk] = {}
        self._sessions = SeatSessions(self.project)
        super().__init__()

    @property
    def escalations(self) -> pd.DataFrame:
        """Every escalation of the project, see :meth:`Project.escalations`."""
        return self.project.escalations()

    def close(self) -> None:
        """End the lead's session."""
        with self._lock, contextlib.ExitStack() as stack:
            stack.callback(super().close)
            # A widget whose project would not open has none.
            if hasattr(self, "_sessions"):
                stack.callback(self._sessions.close)

    def _on_hello(self, hello: wire.Hello) -> wire.Ledger:
        return self._ledger(self._introduced(hello))

    def _on_reread(self, request: wire.Reread) -> wire.Ledger:
        seat = self._seat(request.seat)
        self.project.reread_guideline()
        return self._ledger(seat)

    def _on_look(self, request: wire.Look) -> wire.Looked:
        seat = self._seat(request.seat)
        event = self._escalation(request.escalation)
        ruling = self._ruling(event)
        if any(one and one.annotator != seat.annotator for one in (event, ruling)):
            self._sessions.expose(seat, event.item_id)
        desk = self._desk(event.annotator)
        desk.recall([event])
        return wire.Looked(
            escalation=event.event_id,
            item=desk.dealt(event.item_id),
            changed=event.item_hash != self.project.hashes[event.item_id],
            answer=self._on_screen(desk, event),
            ruled=self._on_screen(desk, ruling),
            rationale=event.rationale,
        )

    def _on_picture(self, request: wire.Picture) -> tuple[wire.Pictured, list[bytes]]:
        desk = self._desk_of(request)
        assert isinstance(desk, ImageTagDesk)  # noqa: S101 - no other desk's items have pictures
        return desk.picture(request)

    def _on_resolve(self, request: wire.Resolve[Any]) -> wire.Ledger:
        seat = self._seat(request.seat)
        event = self._escalation(request.escalation)
        version = request.rule.version if request.rule else None
        ruling = Ruling(request.kind, request.reason, version)
        stored = self.project.store.find(self.project.task, [request.event_id])
        known = stored.get(request.event_id)
        if not is_sent_again(known, event.event_id, seat.annotator, ruling):
            self._settle(seat, event, request, ruling)
        return self._ledger(seat)

    def _settle(
        self, seat: Seat, event: Event[Any, Any], request: wire.Resolve[Any], ruling: Ruling
    ) -> None:
        fingerprint = self.project.hashes[event.item_id]
        answer = self._answer_of(event, request)
        if request.rule:
            case = case_of(request.rule, self.project.task, fingerprint, answer)
            adopt(self.project, request.rule, case)
        self._sessions.of(seat).record(
            event_id=request.event_id,
            action="resolve",
            item_id=event.item_id,
            item_hash=fingerprint,
            refers_to=event.event_id,
            answer=answer,
            ruling=ruling,
        )

    def _on_screen(self, desk: Desk, event: Event[Any, Any] | None) -> Any:  # noqa: ANN401
        """Return an event's answer in the letters of a desk, unless the item has changed since."""
        if event is None or event.answer is None:
            return None
        same = event.item_hash == self.project.hashes[event.item_id]
        return desk.to_screen(event.item_id, event.answer) if same else None

    def _ruling(self, event: Event[Any, Any]) -> Event[Any, Any] | None:
        table = self.project.escalations().set_index("escalation")
        resolution = table["resolution"][event.event_id]
        if pd.isna(resolution):
            return None
        return self.project.store.find(self.project.task, [resolution]).get(resolution)

    def _answer_of(self, event: Event[Any, Any], request: wire.Resolve[Any]) -> Any:  # noqa: ANN401
        if request.kind == "answer" and request.answer is None:
            message = "this ruling is an answer: give one"
            raise RefusedError(message)
        if request.answer is None:
            return None
        desk = self._desk(event.annotator)
        if reason := desk.impossible(event.item_id, request.answer):
            raise RefusedError(reason)
        return desk.from_screen(event.item_id, request.answer)

    def _ledger(self, seat: Seat) -> wire.Ledger:
        folder = self.project.folder
        return wire.Ledger(
            **self._beginning(seat),
            next_version=guideline.next_version(guideline.versions(folder / "guideline"))
            if folder
            else None,
            escalations=self._escalations(seat),
        )

    def _escalations(self, seat: Seat) -> list[wire.Escalated]:
        table = self.project.escalations()
        table = table[table["item_id"].isin(list(self.project.items))]
        events = self.project.store.find(self.project.task, table["escalation"])
        plain = table.astype("object").where(table.notna(), None)
        told = [self._escalated(row, events[row["escalation"]]) for _, row in plain.iterrows()]
        # What is asked is no answer, so that who reads the list still labels blind; but categories
        # are a part of one.
        self._sessions.expose(
            seat,
            *(
                events[one.escalation].item_id
                for one in told
                if one.categories and one.annotator != seat.annotator
            ),
        )
        return told

    def _escalated(self, row: pd.Series[Any], event: Event[Any, Any]) -> wire.Escalated:
        item = token(self._key, [self.project.id, event.item_id])
        return listed(row, event, self._desk(event.annotator), item)

    def _escalation(self, event_id: str) -> Event[Any, Any]:
        event = self.project.store.find(self.project.task, [event_id]).get(event_id)
        if event is None or event.escalation is None or event.item_id not in self.project.items:
            message = "this escalation is not there, or its item is no longer part of the project"
            raise RefusedError(message)
        return event

    def _desk(self, annotator: str) -> Desk:
        if annotator not in self._desks:
            kind = desk_type(self.project.task)
            desk = kind(self.project, annotator, "given", self.options)
            desk.recall(self.project.store.events_of(self.project.task, annotator))
            self._desks[annotator] = desk
        return self._desks[annotator]

    def _desk_of(self, request: wire.Picture | wire.RunTests) -> Desk:
        with self._lock:
            self._seat(request.seat)
            for desk in self._desks.values():
                if desk.tokens.find(request.token):
                    return desk
        message = "this item has changed since: look for it in the list again"
        raise RefusedError(message)
