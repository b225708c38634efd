"""What the adjudicator's list refuses, and how it ends."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.adjudicating import choose, differing, look, view
from tests.widgets.client import ranked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> tw.Project:
    """Return a project in which people differ on the first and on the third item."""
    return differing(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        {"seat": "nobody's"},
        {"item": "secret-item-0"},
        {"picked": "nobody's"},
        {"picked": None, "answer": ranked("A", "C")},
        {"picked": None, "answer": None},
        {"answer": {"type": "safety"}, "active_ms": -1},
        {"reason": "x" * 20_001},
    ],
)
def test_what_cannot_be_is_refused(project: tw.Project, changes: dict[str, Any]) -> None:
    """A wrong message gets one clear refusal, and nothing is stored."""
    client = view(project)
    assert "error" in choose(client, look(client, 1), **changes)
    assert (project.events()["action"] != "adjudicate").all()


def test_wrong_arguments_say_what_to_do(project: tw.Project) -> None:
    """A misspelt item, method or option is answered with the right one."""
    for options, said in (
        ({"items": ["secret-item-9"]}, "no item 'secret-item-9'"),
        ({"items": pd.DataFrame({"label": ["x"]})}, "its columns are label"),
        ({"items": "secret-item-0"}, "list of item ids"),
        ({"method": "majorty"}, "did you mean 'majority'"),
        ({"min_answers": 0}, "min_answers counts answers"),
        ({"min_difference": 2}, "from 0 to 1"),
        ({"point": 7}, "point"),
    ):
        with pytest.raises((ValueError, TypeError), match=said):
            view(project, **options)


def test_items_come_from_tables_too(project: tw.Project) -> None:
    """A table of labels, of items, or a column names its items once each."""
    labels = project.labels()
    for items in (labels, labels["item_id"], labels.set_index("item_id")["annotator"]):
        assert len(view(project, items=items).welcome["items"]) == 3


def test_only_who_is_seated_sees_anything(project: tw.Project) -> None:
    """Without a seat no item, picture or list is given, and nothing is stored."""
    client = view(project)
    name, before = client.welcome["items"][0]["item"], len(project.events())
    box = {"token": "x", "x": 0, "y": 0, "width": None, "height": None, "most": 64}
    for asked, body in (("look", {"item": name}), ("reread", {}), ("picture", box)):
        reply = client.ask(asked, seat="nobody's", **body)
        assert reply["error"]["code"] == "unknown_seat"
    assert len(project.events()) == before


def test_a_choice_needs_no_reason(project: tw.Project) -> None:
    """A reason of blanks is none."""
    client = view(project)
    event_id = str(uuid.uuid4())
    told = choose(client, look(client, 1), reason="  \n", event_id=event_id)
    assert told["looked"]["choice"]["reason"] == ""
    events = project.store.find("ranking", [event_id])
    assert events[event_id].rationale is None


def test_nothing_is_recorded_after_the_end(project: tw.Project) -> None:
    """A request that is still under way when the widget is closed opens no session."""
    widget = tw.AdjudicationWidget(project, annotator="lead")
    seat = widget._on_hello(tw.wire.Hello(tw.wire.PROTOCOL, None, None)).seat
    item = widget._told(widget._seat(seat)).items[0].item
    widget.close()
    late, _ = widget._answer("look", {"seat": seat, "item": item})
    assert "closed" in late["error"]["message"]
    assert not late["error"]["final"]
    assert (project.events()["annotator"] != "lead").all()
    widget.close()
