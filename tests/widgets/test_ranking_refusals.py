"""What the ranking widget refuses, spoken to as a view would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import trainer_widgets as tw
from tests.widgets.client import Client, ranked, table, widget
from trainer_widgets.items import InvalidItemsError
from trainer_widgets.settings import ProjectError, UnknownArgumentError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("nonsense", {}, "nonsense"),
        ("submit", {"seat": "x"}, "missing required field"),
        ("next", {"seat": 1, "held": []}, r"$.seat"),
        ("next", {"seat": "x", "held": [], "more": 1}, "more"),
        ("hello", None, "object"),
        ("open", {"seat": "guess", "token": None, "number": 1}, "introduce"),
        ("hello", {"protocol": 9, "login": None, "name": None}, "re-run"),
    ],
)
def test_rubbish_gets_one_clear_error(tmp_path: Path, name: str, body: Any, says: str) -> None:
    """Whatever a browser sends, one reply comes back that says what is wrong."""
    client = Client(widget(tmp_path))
    before = len(client.sent)
    client.widget._handle_custom_msg({"kind": "request", "id": "1", "name": name, "body": body}, [])
    (reply,) = client.sent[before:]
    assert says in reply["error"]["message"]
    assert client.widget.events.empty


@pytest.mark.parametrize(
    "changes",
    [
        {"token": "of-another-item"},
        {"answer": ranked("A", "C")},
        {"answer": ranked("A")},
        {"answer": ranked("A", "A")},
        {"answer": None},
        {"answer": ranked("A", "B") | {"strength": 0}},
        {"answer": ranked("A", "B") | {"strength": 9}},
        {
            "answer": ranked("A", "B")
            | {"scores": [{"response_id": "Z", "criterion": "c", "score": 1}]}
        },
        {"action": "escalate", "answer": None},
        {"action": "adjudicate"},
        {"active_ms": -1},
        {"started_at": "yesterday"},
        {"event_id": ""},
    ],
)
def test_impossible_submissions_are_refused_for_good(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    """A submission that can never be stored says so, and stores nothing."""
    client = Client(widget(tmp_path))
    reply = client.submit(client.items[0], **changes)
    assert reply["error"]["final"]
    assert reply["error"]["code"] == "refused"
    assert client.widget.events.empty


def test_a_changed_item_refuses_the_old_answer_and_marks_the_old_label(tmp_path: Path) -> None:
    """A label whose item has changed is stale; an answer to the old text is refused."""
    client = Client(widget(tmp_path))
    client.submit(client.items[0])
    changed = table()
    changed["response_a"] += "!"
    later = tw.RankingWidget(changed, tmp_path / "labels", annotator="ana")
    assert later.labels["stale"].all()
    assert list(later.project.verify()["problem"]) == ["stale"]
    assert Client(later).submit(client.items[1])["error"]["final"]


def test_arguments_are_checked(tmp_path: Path) -> None:
    """A misspelt argument suggests the right one; a place for labels is required."""
    with pytest.raises(UnknownArgumentError, match="did you mean 'points'"):
        widget(tmp_path, pionts=5)
    with pytest.raises(ValueError, match=r"points"):
        widget(tmp_path, points=6)
    with pytest.raises(TypeError, match="where do the labels go"):
        tw.RankingWidget(table())
    with pytest.raises(ProjectError, match="is no folder"):
        tw.RankingWidget(tmp_path / "nowhere")
    with pytest.raises(UnknownArgumentError, match="did you mean 'annotator'"):
        tw.RankingWidget(table(), tmp_path, anotator="ana")
    with pytest.raises(InvalidItemsError, match="empty"):
        tw.RankingWidget(table(0), tmp_path)
    assert repr(widget(tmp_path)) == "RankingWidget('labels', 6 items)"


def test_says_in_text_what_to_do_where_nothing_shows(tmp_path: Path) -> None:
    """The plain text of an untrusted notebook tells to trust it; it is the same each run."""
    texts = []
    for _ in range(2):
        bundle = widget(tmp_path)._repr_mimebundle_()
        assert bundle
        texts.append(bundle[0]["text/plain"])
    assert "Trust" in texts[0]
    assert texts[0] == texts[1]


def test_a_used_guideline_cannot_change_its_text(tmp_path: Path) -> None:
    """Changed text under a version that has labels is refused; a new version is fine."""
    Client(widget(tmp_path, guideline=tw.Guideline("1.0", "old")))
    with pytest.raises(ValueError, match="save the new text as a new version"):
        widget(tmp_path, guideline=tw.Guideline("1.0", "new"))
    assert widget(tmp_path, guideline=tw.Guideline("1.1", "new")).project.guideline
