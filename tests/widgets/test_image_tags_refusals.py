"""What the image tag widget refuses, spoken to as a view would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.client import Client
from tests.widgets.image_tagging import BOX, picture, table, tagged, widget
from trainer_widgets.items import InvalidItemsError
from trainer_widgets.settings import ProjectError, UnknownArgumentError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({}, tagged("kiwi")),
        ({}, tagged("grapes")),
        ({}, tagged(("apple", BOX | {"x": 45}))),
        ({}, tagged(("apple", BOX | {"y": -1}))),
        ({}, tagged(("apple", BOX | {"width": 0}))),
        ({}, tagged(("apple", {"x": 65, "y": 1, "width": None, "height": None}))),
        ({}, tagged(("apple", {"x": 5, "y": 1, "width": 4, "height": None}))),
        ({"place": "hidden"}, tagged(("apple", BOX))),
        ({"place": "required"}, tagged("apple")),
        ({"place_kind": "point"}, tagged(("apple", BOX))),
        ({"new_tags": True}, tagged("")),
        ({}, {"type": "ranking", "order": []}),
        ({}, None),
    ],
)
def test_impossible_answers_are_refused(
    tmp_path: Path, options: dict[str, Any], answer: dict[str, Any] | None
) -> None:
    """A tag that is not offered, or a place that is not asked for, is never stored."""
    client = Client(widget(tmp_path, **options))
    reply = client.submit(client.items[0], answer=answer)
    assert reply["error"]["final"]
    assert client.widget.events.empty


def test_one_answer_has_so_many_tags(tmp_path: Path) -> None:
    """A thousand tags are taken, one more is refused with the limit."""
    client = Client(widget(tmp_path))
    reply = client.submit(client.items[0], answer=tagged(*["apple"] * 1_001))
    assert reply["error"]["final"]
    assert "at most 1000" in reply["error"]["message"]
    assert "error" not in client.submit(client.items[0], answer=tagged(*["apple"] * 1_000))


@pytest.mark.parametrize(
    ("given", "dealt"),
    [
        (BOX | {"x": 50.0, "width": 14.2}, BOX | {"x": 50.0, "width": 14.0}),
        (BOX | {"y": 900}, BOX | {"y": 47, "height": 1}),
        ({"x": 64.1 - 0.3, "y": 3, "width": 0.2, "height": 4}, None),
        ({"x": 999, "y": 99, "width": None, "height": None}, {"x": 63, "y": 47}),
        ({"x": 64, "y": 48, "width": None, "height": None}, {"x": 64, "y": 48}),
    ],
)
def test_a_proposal_beyond_the_edge_can_be_accepted(
    tmp_path: Path, given: dict[str, Any], dealt: dict[str, Any] | None
) -> None:
    """What a tagger placed outside is dealt inside; accepted exactly as dealt, it is stored."""
    items = table(tmp_path / "photos", 1)
    tags = pd.Series([[{"name": "apple", "place": given}]], dtype="object")
    client = Client(widget(tmp_path, items.assign(auto_tags=tags)))
    (item,) = client.items
    place = item["auto_tags"][0]["place"]
    assert place == given if dealt is None else place | dealt == place
    assert "error" not in client.submit(item, answer=tagged(("apple", place)))


@pytest.mark.parametrize(
    "changes",
    [
        {"token": "guessed"},
        {"seat": "guessed"},
        {"most": 0},
        {"most": 99_999},
        {"x": -1},
        {"width": 0},
    ],
)
def test_impossible_pictures_are_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    """Only one's own items, by token, in sizes that a screen has."""
    client = Client(widget(tmp_path))
    assert "error" in picture(client, client.items[0], **changes)
    assert client.buffers == []


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"tags": ["apple", "apple"]}, ValueError, "there twice"),
        ({"tags": [{"name": "apple", "hotkey": "a"}]}, ValueError, "the widget's own"),
        ({"tags": [], "images": None}, ProjectError, "images="),
        ({"prelabels": 2}, ValueError, "prelabels"),
        ({"plase": "required"}, UnknownArgumentError, "did you mean 'place'"),
    ],
)
def test_arguments_are_checked(
    tmp_path: Path, arguments: dict[str, Any], error: type[Exception], says: str
) -> None:
    """What is misspelt, doubled or missing is told when the widget is made."""
    with pytest.raises(error, match=says):
        widget(tmp_path, **arguments)


def test_tables_are_checked(tmp_path: Path) -> None:
    """No image, no tag to choose from and a ranking's argument are told at once."""
    bare = table(tmp_path / "photos").drop(columns="auto_tags")
    with pytest.raises(ProjectError, match="no tag to choose from"):
        widget(tmp_path, bare, tags=[])
    with pytest.raises(InvalidItemsError, match="is no image"):
        widget(tmp_path, bare.assign(image=7))
    ranked = pd.DataFrame({"item_id": ["q"], "prompt": ["p"], "response_a": "a", "response_b": "b"})
    with pytest.raises(UnknownArgumentError, match="unknown argument 'images'"):
        tw.RankingWidget(ranked, tmp_path, images="photos")
