"""What views of a calibration session ask, and how they are answered."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from trainer_widgets import guideline, wire
from trainer_widgets.calibration.agreeing import warm_up
from trainer_widgets.calibration.guidelines import guideline_for
from trainer_widgets.calibration.running import Person, RunningSession
from trainer_widgets.calibration.sessions import CalibrationError
from trainer_widgets.widgets._calibration_decisions import Deciding
from trainer_widgets.widgets._calibration_desks import CalibrationDesks
from trainer_widgets.widgets._calibration_reveal import Overviews, revealed_item
from trainer_widgets.widgets._calibration_room import Presence, RoomKeeper
from trainer_widgets.widgets._key_score import key_score
from trainer_widgets.widgets._problems import ProblemError, RefusedError
from trainer_widgets.widgets._project_widget import guideline_text
from trainer_widgets.widgets._seats import Seats
from trainer_widgets.widgets._test_runs import RUN_REQUESTS, RunsTests
from trainer_widgets.widgets._whole_texts import with_whole_texts
from trainer_widgets.widgets.image_tags import ImageTagDesk
from trainer_widgets.wire import calibration as messages

if TYPE_CHECKING:
    from trainer_widgets.records import Event, Record
    from trainer_widgets.widgets._desk import Desk

# Seconds after which somebody's sign of life makes the widget look into the store again.
AFRESH = 8.0


class AnswersCalibration(RunsTests):
    """Serves a calibration session to any number of browsers.

    People label with the requests of every labeling widget; what is said of the session itself
    has requests of its own.
    """

    requests: ClassVar[dict[str, type[Record]]] = {
        **wire.REQUESTS,
        **wire.CALIBRATION_REQUESTS,
        **RUN_REQUESTS,
        "picture": wire.Picture,
        "score": wire.AskScore,
    }
    # To compare answers takes a moment, in which others go on labeling.
    slow: ClassVar[frozenset[str]] = frozenset({"picture", "reveal", *RUN_REQUESTS})
    _session: RunningSession

    def _serve(self, session: RunningSession) -> None:
        """Begin to serve a session."""
        self._session = session
        self._seats = Seats(None)
        self._presence = Presence()
        self._keeper = RoomKeeper(session, self._presence)
        self._desks = CalibrationDesks(session, self.options)
        self._overviews = Overviews(session, self._lock)
        self._deciding = Deciding(session, self._desks)
        self._taken_in = time.monotonic()

    def _handled(self, name: str, request: Record) -> Any:  # noqa: ANN401 - what handlers return
        try:
            return super()._handled(name, request)
        except CalibrationError as error:
            raise RefusedError(str(error)) from None

    def _reserved_names(self) -> set[str]:
        leads = [self._session.facilitator] if self._session.facilitator else []
        return {*super()._reserved_names(), *self._session.agenda.people, *leads}

    def _on_hello(self, hello: wire.Hello) -> wire.Welcome:
        seat = self._introduced(hello)
        person = Person(seat.annotator, seat.identity, "widget")
        if reason := self._session.not_invited(person.annotator):
            raise ProblemError(wire.Problem("identity", reason, final=True))
        self._take_in()
        desk = self._desks.labeling(person)
        desk.refresh()
        if self._session.phase != "label":
            warm_up()
        return self._welcome(
            seat,
            desk,
            project_id=self._session.id,
            guideline=guideline_text(guideline_for(self._session, person.annotator)),
            items=self._dealt(desk, []),
        )

    def _on_next(self, request: wire.Next) -> wire.Batch:
        desk = self._desks.labeling(self._person(request.seat))
        desk.refresh()
        return wire.Batch(progress=desk.queue.progress(), items=self._dealt(desk, request.held))

    def _on_open(self, request: wire.Open) -> wire.Opened:
        person, token = self._person(request.seat), request.token
        desks = self._desks
        desk = desks.labeling(person) if token is None else desks.knowing(person, token)
        return desk.open(token, request.number)

    def _on_mine(self, request: wire.Mine) -> wire.OwnList:
        desk = self._desks.labeling(self._person(request.seat))
        return wire.OwnList(progress=desk.queue.progress(), entries=desk.own())

    def _on_score(self, request: wire.AskScore) -> wire.KeyScore:
        return key_score(self._desks.labeling(self._person(request.seat)))

    def _on_submit(self, submission: wire.Submit[Any]) -> wire.Receipt:
        self._take_in()
        named = submission.refers_to
        is_taken_back = submission.action == "retract" and not self._session.is_ruling(named)
        if named is not None and not is_taken_back:
            message = "only what is taken back refers to something, which is one's own"
            raise RefusedError(message)
        desk = self._desk_knowing(submission.seat, submission.token)
        receipt = desk.submit(submission)
        event = desk.past.event(submission.event_id)
        assert event is not None  # noqa: S101 - it has a receipt
        self._took(event)
        # What is over deals nothing more, and still takes what was said.
        is_over = self._session.phase == "close"
        return msgspec.structs.replace(receipt, items=[]) if is_over else receipt

    def _on_attend(self, request: messages.Attend) -> messages.Attendance:
        person = self._person(request.seat)
        self._presence.hear(person.annotator, request.view)
        if time.monotonic() - self._taken_in >= AFRESH:
            self._take_in()
        has_seen = self._session.has_seen(person.annotator)
        reads = guideline_for(self._session, person.annotator)
        return messages.Attendance(
            room=self._tell_room(),
            has_seen=has_seen,
            guideline=reads.version if reads else None,
            next_version=self._next_version() if has_seen else None,
        )

    def _on_leave(self, request: messages.LeaveRoom) -> messages.Room:
        self._presence.leave(self._person(request.seat).annotator, request.view)
        return self._tell_room()

    def _on_move_phase(self, request: messages.MovePhase) -> messages.Room:
        self._session.move_to(request.phase, self._speaking(request.seat))
        return self._tell_room()

    def _on_lead_to(self, request: messages.LeadTo) -> messages.Room:
        self._session.lead_to(request.place, self._speaking(request.seat))
        return self._tell_room()

    def _on_take_lead(self, request: messages.TakeLead) -> messages.Room:
        person = self._speaking(request.seat)
        leads = self._session.facilitator
        if leads not in {None, person.annotator} and not self._presence.is_gone(str(leads)):
            message = f"{leads} leads this session, and has not gone: ask to be handed the lead"
            raise RefusedError(message)
        self._session.take_lead(person)
        return self._tell_room()

    def _on_hand_over(self, request: messages.HandOver) -> messages.Room:
        self._session.hand_over(request.to, self._speaking(request.seat))
        return self._tell_room()

    def _on_reveal(self, request: messages.AskReveal) -> messages.Revealed:
        with self._lock:
            person = self._person(request.seat)
            self._expose(person)
            desk, news = self._desks.talking(person), self._keeper.news
        return self._overviews.overview(desk, news)

    def _on_open_revealed(self, request: messages.OpenRevealed) -> messages.RevealedItem:
        person = self._person(request.seat)
        self._expose(person)
        return revealed_item(self._session, self._desks.talking(person), request.place)

    def _on_decide(self, request: messages.Decide[Any]) -> messages.Decided:
        person = self._speaking(request.seat)
        if self._session.find(request.event_id) is None:
            self._session.check_leads(person)
        self._expose(person)
        self._deciding.decide(person, request)
        self._keeper.news += 1
        self._tell_room()
        item = revealed_item(self._session, self._desks.talking(person), request.place)
        text = self._guideline() if request.rule else None
        return messages.Decided(request.event_id, item, text, self._next_version())

    def _on_picture(self, request: wire.Picture) -> tuple[wire.Pictured, list[bytes]]:
        desk = self._desk_of(request)
        assert isinstance(desk, ImageTagDesk)  # noqa: S101 - no other desk's items have pictures
        return desk.picture(request)

    def _desk_of(self, request: wire.Picture | wire.RunTests) -> Desk:
        with self._lock:
            return self._desk_knowing(request.seat, request.token)

    def _desk_knowing(self, seat: str, token: str) -> Desk:
        return self._desks.knowing(self._person(seat), token)

    def _person(self, token: str) -> Person:
        seat = self._seat(token)
        return Person(seat.annotator, seat.identity, "widget")

    def _speaking(self, token: str) -> Person:
        """Return who changes something, once what others have changed meanwhile is taken in."""
        person = self._person(token)
        self._take_in()
        return person

    def _dealt(self, desk: Desk, held: list[str]) -> list[Any]:
        return [] if self._session.phase == "close" else desk.deal(held)

    def _take_in(self) -> None:
        """Take in what other kernels, and other widgets of this one, have stored."""
        for event in self._session.refresh():
            self._desks.take(event)
            self._keeper.news += 1
        self.project.reread_guideline()
        self._taken_in = time.monotonic()

    def _expose(self, person: Person) -> None:
        """Note that somebody sees what was said, before they do."""
        self._take_in()
        for event in self._session.expose(person):
            self._desks.take(event)
        self._tell_room()

    def _took(self, event: Event[Any, Any]) -> None:
        """Take in what somebody has said, and tell how far they are."""
        if self._session.add(event) and self._session.phase != "label":
            self._keeper.news += 1
        if self._session.n_labeled(event.annotator) == self._count:
            warm_up()
        self._desks.take(event)
        self._tell_room()

    def _tell_room(self) -> messages.Room:
        """Tell all views how the session stands, where that has changed."""
        with self._lock:
            room, is_new = self._keeper.now()
            if is_new:
                body = msgspec.to_builtins(room)
                self.send(with_whole_texts({"kind": "told", "name": "room", "body": body}))
        return room

    def _next_version(self) -> str | None:
        folder = self.project.folder
        return guideline.next_version(guideline.versions(folder / "guideline")) if folder else None
