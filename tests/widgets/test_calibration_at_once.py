"""Many people who label in one calibration session at the same time, also in a real kernel."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

import trainer_widgets as tw
from tests.bench.calibrating_together import labeled_at_once
from tests.widgets.calibrating import Member, session
from tests.widgets.exploring import better

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_is_lost_and_nobody_mixed_up() -> None:
    """Three people label twelve items at the same time; each label is its own person's."""
    took, stored = labeled_at_once(3, 12)
    assert len(took) == 36
    assert Counter(name for name, _, _ in stored) == {f"person {n}": 12 for n in range(3)}
    assert all(why == f"{name} on it" for name, _, why in stored)


def test_twenty_threads_submit_at_once(tmp_path: Path) -> None:
    """Nothing is lost, nobody's answer becomes another's, and what is sent again is one event."""
    widget = session(tmp_path / "project")
    members = [Member(widget, f"person {n}") for n in range(20)]
    kept: dict[str, dict[str, Any]] = {}

    def keep(content: dict[str, Any], _buffers: object = None) -> None:
        kept[content.get("id", "")] = content

    widget.send = keep

    def work(member: Member) -> None:
        for item in member.items:
            text = "alpha" if int(str(member.name).split()[1]) % 2 else "beta"
            body = member.submission(item, answer=better(item, text))
            for attempt in ("first", "again"):
                request = {"kind": "request", "id": f"{body['event_id']} {attempt}"}
                widget._handle_custom_msg(request | {"name": "submit", "body": body}, [])

    threads = [threading.Thread(target=work, args=(member,)) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    receipts = [one for key, one in kept.items() if key.endswith(("first", "again"))]
    assert len(receipts) == 120
    assert all("body" in one for one in receipts)
    labels = tw.Project(tmp_path / "project").labels()
    assert len(labels) == 60
    by_person = labels.groupby("annotator")["choice"].unique()
    assert all(
        one.tolist() == ["a" if int(str(name).split()[1]) % 2 else "b"]
        for name, one in by_person.items()
    )
    assert widget.progress["n_labeled"].sum() == 60
