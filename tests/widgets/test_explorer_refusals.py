"""What an explorer refuses, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import trainer_widgets as tw
from tests.widgets.exploring import ARABIC, EVERYTHING, View

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trainer_widgets.wire.messages import ErrorCode


@pytest.fixture(scope="module")
def explorer(folder: Path) -> Iterator[tw.SliceExplorer]:
    """Return its explorer, which all views of these tests share."""
    explorer = tw.SliceExplorer(folder)
    yield explorer
    explorer.close()


@pytest.fixture
def view(explorer: tw.SliceExplorer) -> View:
    """Return a lead's view of it, as after a reload."""
    return View(explorer, login="lea")


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


def test_a_closed_explorer_answers_nothing(folder: Path) -> None:
    """Its threads have ended, and its engine with them."""
    explorer = tw.SliceExplorer(folder)
    view = View(explorer, login="lea")
    explorer.suggestions  # noqa: B018 - the search has run
    explorer.close()
    before = len(view.sent)
    view.widget._handle_custom_msg(
        {"kind": "request", "id": "x", "name": "parse", "body": {"seat": view.seat, "text": ""}}, []
    )
    assert len(view.sent) == before
    with pytest.raises(RuntimeError, match="was closed"):
        explorer.labels  # noqa: B018 - raises
    explorer.close()
