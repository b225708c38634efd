"""A project whose people calibrate, and their views of the session."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import trainer_widgets as tw
from tests.widgets.client import Client
from tests.widgets.exploring import better
from tests.widgets.settling import ranking_project

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = [f"secret-item-{number}" for number in range(3)]
NO_ESCALATION = {"escalation": None, "rule": None}
WHY = {"reason": "guideline_silent", "note": "Two dialects", "suggested_rule": ""}


def session(made: Path, **arguments: Any) -> tw.CalibrationSession:
    """Return a session on three items of a ranking project, which is made where it is not there."""
    if not made.exists():
        ranking_project(made, settings='name = "Tone"\n')
    return tw.CalibrationSession(made, **{"items": ITEMS, "facilitator": "lea"} | arguments)


class Member(Client):
    """Somebody's view of a calibration session."""

    def __init__(self, widget: tw.CalibrationSession, name: str, login: str | None = None) -> None:
        """Introduce oneself, and say that one is there."""
        self.view = uuid.uuid4().hex
        super().__init__(widget, login=login, name=None if login else name)

    def say(self, request: str, **body: Any) -> dict[str, Any]:
        """Ask something with one's seat."""
        return self.ask(request, seat=self.seat, **body)

    def attend(self) -> dict[str, Any]:
        """Say that one is there."""
        return self.say("attend", view=self.view)

    def label(self, text: str = "alpha", **changes: Any) -> None:
        """Answer all items that are left: the response that begins so is better."""
        self.items = self.say("next", held=[])["items"]
        for item in self.items:
            receipt = self.submit(item, answer=better(item, text), **changes)
            assert "error" not in receipt, receipt

    def move(self, phase: str) -> dict[str, Any]:
        """Move the session."""
        return self.say("move_phase", phase=phase)

    def open_revealed(self, place: int) -> dict[str, Any]:
        """Open an item with what was said of it."""
        return self.say("open_revealed", place=place)

    def decide(self, place: int, answer: Any = None, **changes: Any) -> dict[str, Any]:
        """Decide on an item."""
        body = {"event_id": str(uuid.uuid4()), "reason": "Because.", "answer": answer}
        return self.say("decide", place=place, **body | NO_ESCALATION | changes)


def told(client: Client) -> str:
    """Return all that a widget has sent since a client came, to anybody."""
    return repr(client.sent)


def labeled(made: Path, **arguments: Any) -> dict[str, Member]:
    """Return the views of three people: two have labeled, and do not agree on all."""
    widget = session(made, **arguments)
    people = {name: Member(widget, name) for name in ("lea", "ana", "ben")}
    people["ana"].label("alpha", rationale="secret reason of ana")
    people["ben"].label("beta", rationale="secret reason of ben")
    return people
