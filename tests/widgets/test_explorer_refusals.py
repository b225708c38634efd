"""What an explorer refuses, and how it ends."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.exploring import ARABIC, EVERYTHING, View

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.wire.messages import ErrorCode


def code_of(reply: dict[str, Any]) -> ErrorCode:
    """Return why a request was refused."""
    code: ErrorCode = reply["error"]["code"]
    return code


HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("nothing", {}),
    ("look", {}),
    ("look", {"slice": {"type": "compared", "feature": "x", "comparator": "=", "constant": 1}}),
    ("look", {"slice": {"type": "evil"}}),
    ("look", {"slice": {"type": "among", "feature": "language", "constants": []}}),
    ("look", {"slice": {"type": "contains", "feature": "length", "text": "'; drop table x"}}),
    ("look", {"turn": -1}),
    ("page", {"sort": "rate", "descending": True, "offset": 0, "limit": 100_000}),
    ("page", {"sort": "; drop", "descending": True, "offset": 0, "limit": 1}),
    ("breakdown", {"by": ["language"] * 3}),
    ("breakdown", {"by": ["anywhere"]}),
    ("find_values", {"feature": "nothing", "search": ""}),
    ("find_values", {"feature": "language", "search": "\0"}),
    ("find_values", {"feature": "language", "search": "\ud800"}),
    ("page", {"sort": "rate", "descending": True, "offset": 2**63, "limit": 1}),
    ("look", {"turn": 10**30}),
]


@pytest.mark.parametrize(("name", "changes"), HOSTILE)
def test_what_nobody_can_mean_is_refused(view: View, name: str, changes: dict[str, Any]) -> None:
    """Wrong messages get one clear refusal, and the next request is answered as ever."""
    body = {"slice": EVERYTHING} | changes if changes else {}
    reply = view.look(name, body.pop("slice"), **body) if body else view.ask(name)
    assert code_of(reply) == "refused"
    assert "error" not in view.look("look")


def test_a_seat_of_nobody_is_refused(view: View) -> None:
    """Each request is of somebody who introduced themselves."""
    view.seat = "forged"
    assert code_of(view.look("look")) == "unknown_seat"
    bodies: dict[str, dict[str, Any]] = {
        "parse": {"text": ""},
        "complete": {"text": "", "at": 0},
        "code": {"slice": EVERYTHING},
        "suggest": {"begin": True},
        "save": {"name": "x", "slice": EVERYTHING},
        "drop": {"name": "x"},
        "send": {"purpose": "review", "slice": EVERYTHING},
        "take_back": {"purpose": "review"},
        "leave": {"view": "x"},
        "open_item": {"item_id": "q00", "slice": EVERYTHING},
        "picture": {"token": "x", "most": 10, "x": 0, "y": 0, "width": None, "height": None},
    }
    for name, body in bodies.items():
        assert code_of(view.ask(name, seat="forged", **body)) == "unknown_seat", name


def test_deep_conditions_are_refused(view: View) -> None:
    """A condition that nobody would write fails alone."""
    deep: dict[str, Any] = ARABIC
    for _ in range(900):
        deep = {"type": "negated", "part": deep}
    assert code_of(view.look("look", deep)) == "refused"
    assert "error" not in view.look("look")


def test_half_a_character_is_refused(view: View) -> None:
    """No reply could hold it, so whatever request does is answered with a refusal."""
    requests: dict[str, dict[str, Any]] = {
        "parse": {"seat": view.seat, "text": "\ud800"},
        "complete": {"seat": view.seat, "text": 'language = "\udfff', "at": 1},
        "open_item": {"seat": view.seat, "item_id": "\ud800", "slice": EVERYTHING},
        "\ud800": {},
        "hello": {"protocol": 2, "login": None, "name": "\ud800", "view": "x"},
        "leave": {"seat": view.seat, "view": "x", "\ud800": 1},
    }
    for name, body in requests.items():
        assert code_of(view.ask(name, **body)) == "refused", name
    request = {"kind": "request", "id": "\udc80", "name": "parse", "body": {}}
    view.widget._handle_custom_msg(request, [])
    json.dumps(view.sent, ensure_ascii=False).encode()


def test_an_item_that_nobody_has_is_refused(view: View) -> None:
    """A made-up id of an item gets a refusal that names it."""
    for item_id, why in (("q", "there is no item 'q'"), ("q0\0", "stands in no text")):
        reply = view.ask("open_item", seat=view.seat, item_id=item_id, slice=EVERYTHING)
        assert code_of(reply) == "refused"
        assert why in reply["error"]["message"]
    table = pd.DataFrame({"item_id": pd.date_range("2026-01-01", periods=4), "annotator": "ana"})
    explorer = tw.SliceExplorer(table.assign(wrong=[True, False] * 2), outcome="wrong")
    of_table = View(explorer)
    page = of_table.look("page", sort="item", descending=False, offset=0, limit=4)
    asked = {"seat": of_table.seat, "slice": EVERYTHING}
    for row in page["rows"]:
        assert len(of_table.ask("open_item", item_id=row["item_id"], **asked)["said"]) == 1
    assert code_of(of_table.ask("open_item", item_id="nope", **asked)) == "refused"
    explorer.close()


def test_hostile_labels_do_not_silence_a_view() -> None:
    """What no engine and no message can hold is left out, or comes as a sign for it."""
    labels = pd.DataFrame({"item_id": range(40), "annotator": "ana", "wrong": [True, False] * 20})
    words = pd.Series(["x\ud800", "y"] * 20, dtype=object)
    explorer = tw.SliceExplorer(labels.assign(word=words), outcome="wrong")
    view = View(explorer)
    view.look("page", sort="item", descending=False, offset=0, limit=4)
    view.ask("open_item", seat=view.seat, item_id="0", slice=EVERYTHING)
    json.dumps(view.sent, ensure_ascii=False).encode()
    explorer.close()


def test_a_folder_that_cannot_be_written_to_is_named(own_folder: Path) -> None:
    """A cell is told which folder and why; a view learns no path."""
    explorer = tw.SliceExplorer(own_folder)
    view = View(explorer)
    shutil.rmtree(own_folder)
    for keep in (lambda: explorer.save("x"), lambda: explorer.send_to("review")):
        with pytest.raises(OSError, match="nothing can be kept in the folder") as caught:
            keep()
        assert str(own_folder) in str(caught.value)
    told = view.ask("save", seat=view.seat, name="x", slice=EVERYTHING)["error"]
    assert (told["code"], str(own_folder) in told["message"]) == ("storage", False)
    explorer.close()
