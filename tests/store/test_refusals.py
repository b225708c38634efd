"""What the store does not take, and what it takes although it looks odd."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.store.samples import A_OVER_B, parts
from trainer_widgets.schema import InvalidRecordError, UnknownTaskError
from trainer_widgets.store import LabelStore, SelfSupersessionError


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "a/b\\c", "CON", "ana\0", "\u202eana", "🧑‍🔬", "x" * 512, "'; --", "."],
)
def test_nothing_typed_becomes_a_path(store: LabelStore, name: str) -> None:
    """However an annotator is called, files have our names, and the name comes back as it was."""
    with store.session("ranking", annotator=name) as session:
        session.record(item_id=name, answer=A_OVER_B, event_id=name, rationale=f"a\0b {name}")
    (event,) = LabelStore(store.url).events_of("ranking", name)
    assert (event.annotator, event.item_id, event.event_id) == (name, name, name)
    assert event.rationale == f"a\0b {name}"
    files = [path for path in Path(store.url).parent.rglob("*") if path.is_file()]
    assert [bool(re.fullmatch(r"[0-9a-f-]{36}-00000\.parquet", f.name)) for f in files] == [True]
    assert store.labels("ranking")["annotator"].tolist() == [name]


def test_half_a_character_is_refused(store: LabelStore) -> None:
    """Text that no file can hold is refused with the reason, and recording goes on."""
    with store.session("ranking", annotator="ana") as session:
        with pytest.raises(InvalidRecordError, match="half of a character"):
            session.record(item_id="q1", answer=A_OVER_B, event_id="e1", rationale="cut \ud83d")
        with pytest.raises(InvalidRecordError, match="half of a character"):
            session.record(item_id="q\udc00", answer=A_OVER_B)
        with pytest.raises(InvalidRecordError, match="large"):
            session.record(item_id="q1", answer=A_OVER_B, active_ms=2**70)
        session.record(item_id="q1", answer=A_OVER_B, event_id="e1", rationale="whole 😀")
    assert store.labels("ranking")["rationale"].tolist() == ["whole 😀"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"item_id": ""}, r"length >= 1 - at `\$.item_id`"),
        ({"active_ms": -1}, r">= 0 - at `\$.active_ms`"),
        ({"condition": "tired"}, r"\$.condition"),
        ({"action": "answer", "answer": None}, "needs 'answer'"),
        ({"action": "retract", "answer": None}, "needs 'refers_to'"),
        ({"answer": {"order": [["a"]], "speed": 1}}, r"`speed` - at `\$.answer`"),
        ({"rationale": 7}, r"\$.rationale"),
    ],
)
def test_wrong_values_are_refused(store: LabelStore, wrong: dict[str, Any], reason: str) -> None:
    """A value that does not fit is refused with its path, and no file is made."""
    session = store.session("ranking", annotator="ana")
    fields: dict[str, Any] = {"item_id": "q1", "answer": A_OVER_B} | wrong
    with pytest.raises(InvalidRecordError, match=reason):
        session.record(**fields)
    assert parts(store) == []


def test_wrong_sessions_are_refused(store: LabelStore) -> None:
    """A task nobody registered, an empty name or an unknown identity fail before any work."""
    with pytest.raises(UnknownTaskError, match="ranking"):
        store.session("../ranking", annotator="ana")
    with pytest.raises(InvalidRecordError, match="annotator"):
        store.session("ranking", annotator="")
    with pytest.raises(InvalidRecordError, match="identity"):
        store.session("ranking", annotator="ana", identity="sworn")  # type: ignore[arg-type]
    with pytest.raises(UnknownTaskError, match="ranking"):
        store.labels("..")


def test_an_event_cannot_supersede_itself(store: LabelStore) -> None:
    """An event that supersedes or retracts itself is refused."""
    session = store.session("ranking", annotator="ana")
    with pytest.raises(SelfSupersessionError, match="itself"):
        session.record(item_id="q1", answer=A_OVER_B, event_id="e1", supersedes="e1")
    with pytest.raises(SelfSupersessionError, match="itself"):
        session.record(item_id="q1", action="retract", event_id="e1", refers_to="e1")
