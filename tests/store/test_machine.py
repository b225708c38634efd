"""A store, its sessions and compactions, driven at random beside a dictionary."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from tests.store.rule import labels
from tests.store.samples import A_OVER_B, B_OVER_A, parts
from trainer_widgets.store import DuplicateEventError, LabelStore
from trainer_widgets.store import parts as parts_module
from trainer_widgets.store.compaction import UNTOUCHED

if TYPE_CHECKING:
    from trainer_widgets.records import Event


class Days(RuleBasedStateMachine):
    """People label, correct, retract, send again and restart; parts are merged meanwhile."""

    events = Bundle("events")

    @initialize()
    def begin(self) -> None:
        """Open an empty store with small parts."""
        self.most_rows, parts_module.MOST_ROWS = parts_module.MOST_ROWS, 3
        self.folder = tempfile.mkdtemp()
        self.model: dict[str, Event[Any, Any]] = {}
        self.restart()

    @rule()
    def restart(self) -> None:
        """Leave sessions as a killed kernel does, and open new ones."""
        self.store = LabelStore(Path(self.folder) / "labels")
        self.sessions = {
            name: self.store.session("ranking", annotator=name) for name in ("ana", "ben")
        }

    @rule(
        target=events,
        name=st.sampled_from(["ana", "ben"]),
        item=st.sampled_from(["q1", "q2"]),
        answer=st.sampled_from([A_OVER_B, B_OVER_A]),
    )
    def label(self, name: str, item: str, answer: Any) -> Event[Any, Any]:
        """Record a label."""
        event = self.sessions[name].record(item_id=item, answer=answer)
        return self.model.setdefault(event.event_id, event)

    @rule(target=events, earlier=events, answer=st.sampled_from([A_OVER_B, B_OVER_A]))
    def correct(self, earlier: Event[Any, Any], answer: Any) -> Event[Any, Any]:
        """Record a label that supersedes an earlier event."""
        event = self.sessions[earlier.annotator].record(
            item_id=earlier.item_id, answer=answer, supersedes=earlier.event_id
        )
        return self.model.setdefault(event.event_id, event)

    @rule(earlier=events)
    def retract(self, earlier: Event[Any, Any]) -> None:
        """Take an event back."""
        event = self.sessions[earlier.annotator].record(
            item_id=earlier.item_id, action="retract", refers_to=earlier.event_id
        )
        self.model[event.event_id] = event

    @rule(earlier=events)
    def send_again(self, earlier: Event[Any, Any]) -> None:
        """Send an event again, the same and with another content."""
        again: dict[str, Any] = {
            "item_id": earlier.item_id,
            "event_id": earlier.event_id,
            "answer": earlier.answer,
            "supersedes": earlier.supersedes,
        }
        session = self.sessions[earlier.annotator]
        assert session.record(**again) == earlier
        try:
            session.record(**again | {"item_id": "q9"})
        except DuplicateEventError:
            return
        raise AssertionError(earlier)

    @rule(old=st.booleans())
    def compact(self, old: bool) -> None:
        """Merge parts, some days also those that nobody has touched for long."""
        if old:
            yesterday = time.time() - UNTOUCHED - 1
            for path in parts(self.store, ""):
                os.utime(path, (yesterday, yesterday))
        self.store.compact()

    @rule()
    def end(self) -> None:
        """End the sessions in good order, and open new ones."""
        for session in self.sessions.values():
            session.close()
        self.restart()

    @invariant()
    def everything_is_there_once(self) -> None:
        """All events are stored as they were acknowledged, and the labels follow the rule."""
        if hasattr(self, "store"):
            assert {e.event_id: e for e in self.store.events_of("ranking")} == self.model
            expected = labels(list(self.model.values()))
            assert set(self.store.labels("ranking")["event_id"]) == expected

    def teardown(self) -> None:
        """Clean up."""
        if hasattr(self, "store"):
            assert self.store.verify().empty
            shutil.rmtree(self.folder)
            parts_module.MOST_ROWS = self.most_rows


TestDays = Days.TestCase
TestDays.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
