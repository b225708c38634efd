"""The image tag widget, spoken to as a view would."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd
from PIL import Image

import trainer_widgets as tw
from tests.widgets.client import Client
from tests.widgets.image_tagging import AUTO, BOX, picture, table, tagged, widget

if TYPE_CHECKING:
    from pathlib import Path


def test_an_answer_is_a_row(tmp_path: Path) -> None:
    """Final tags with places, the auto tags, and what follows from both are one row."""
    client = Client(widget(tmp_path))
    assert client.items[0]["auto_tags"] == AUTO
    assert (client.items[0]["width"], client.items[0]["height"]) == (64, 48)
    point = {"x": 63, "y": 47, "width": None, "height": None}
    reply = client.submit(
        client.items[0], answer=tagged(("apple", BOX), "apple", ("banana", point))
    )
    assert reply["event_id"]
    (row,) = client.widget.labels.to_dict("records")
    assert list(row["tag_names"]) == ["apple", "apple", "banana"]
    assert (list(row["missed"]), list(row["spurious"]), list(row["miscounted"])) == (
        ["banana"],
        ["grapes"],
        ["apple"],
    )
    assert row["tags"][0]["place"] == BOX
    assert row["condition"] == "prelabel"
    assert row["shown"]["prelabels"]
    assert [tag["name"] for tag in row["shown"]["auto_tags"]] == ["apple", "grapes"]


def test_a_seeded_half_is_blind(tmp_path: Path) -> None:
    """With ``prelabels=0.5`` about half of the items hide their auto tags, for everybody alike."""
    items = table(tmp_path / "photos", 60)
    blind: list[set[str]] = []
    for person in ("ana", "ben"):
        half = widget(tmp_path, items, annotator=person, prelabels=0.5, order="given")
        client = Client(half)
        hidden = set()
        while client.items:
            item = client.items[0]
            answer = tagged("apple")
            if item["auto_tags"] is None:
                hidden.add(str(item["number"]))
            client.items = client.submit(item, answer=answer)["items"]
        blind.append(hidden)
    assert blind[0] == blind[1]
    assert 20 < len(blind[0]) < 40
    labels = widget(tmp_path, items).labels
    assert (labels["condition"] == "blind").sum() == 2 * len(blind[0])
    kept = [len(shown["auto_tags"]) for shown in labels["shown"]]
    assert set(kept) == {2}, "the tagger's proposals are stored in both arms"
    arms = {
        (row["prelabels"], c) for row, c in zip(labels["shown"], labels["condition"], strict=True)
    }
    assert arms == {(True, "prelabel"), (False, "blind")}


def test_a_picture_comes_as_bytes(tmp_path: Path) -> None:
    """A picture is one buffer that a browser can read, in the size that was asked for."""
    client = Client(widget(tmp_path))
    reply = picture(client, client.items[0])
    assert reply == {"media_type": "image/png", "width": 32, "height": 24}
    (content,) = client.buffers
    assert Image.open(io.BytesIO(content)).size == (32, 24)
    part = picture(client, client.items[0], x=10, y=10, width=20, height=10)
    assert (part["width"], part["height"]) == (20, 10)


def test_broken_images_are_dealt_with_a_reason(tmp_path: Path) -> None:
    """A missing file and a text called .jpg come with a reason; skipping and escalating go on."""
    items = table(tmp_path / "photos", 4)
    photos = tmp_path / "photos"
    (photos / "secret-0.png").unlink()
    (photos / "secret-1.png").write_text("not an image")
    whole = (photos / "secret-2.png").read_bytes()
    (photos / "secret-2.png").write_bytes(whole[:-50])
    client = Client(widget(tmp_path, items, order="given"))
    problems = [item["problem"] for item in client.items]
    assert "missing" in problems[0]
    assert "no image" in problems[1]
    assert problems[2:] == [None, None]
    assert "damaged" in picture(client, client.items[2])["error"]["message"]
    reopened = client.ask("open", seat=client.seat, token=None, number=3)
    assert "damaged" in reopened["item"]["problem"]
    for item in client.items[:3]:
        assert client.submit(item, answer=tagged("apple"))["error"]["final"]
    escalation = {"reason": "broken_item", "note": "", "suggested_rule": ""}
    assert client.submit(client.items[0], "escalate", escalation=escalation)["event_id"]
    assert client.submit(client.items[1], "skip")["event_id"]
    assert client.submit(client.items[3], answer=tagged("apple"))["event_id"]
    assert list(client.widget.events["action"]) == ["escalate", "skip", "answer"]


def test_nothing_tells_where_an_image_lies(tmp_path: Path) -> None:
    """Neither ids nor file names cross the wire, also not in lists and errors."""
    items = table(tmp_path / "photos")
    (tmp_path / "photos" / "secret-1.png").unlink()
    client = Client(widget(tmp_path, items))
    for item in client.items:
        picture(client, item)
        client.submit(item, "skip")
    client.ask("mine", seat=client.seat)
    assert "secret" not in repr(client.sent)
    assert str(tmp_path) not in repr(client.sent)


def test_a_changed_image_makes_its_label_stale(tmp_path: Path) -> None:
    """A label whose image is another one since is stale, and its token is no more."""
    client = Client(widget(tmp_path, order="given"))
    client.submit(client.items[0], answer=tagged("apple"))
    Image.new("RGB", (64, 48), "white").save(tmp_path / "photos" / "secret-0.png")
    items = pd.DataFrame(client.widget.project.features.reset_index())
    later = tw.ImageTagWidget(
        items.assign(image=[f"secret-{n}.png" for n in range(6)], auto_tags=pd.Series([AUTO] * 6)),
        tmp_path / "labels",
        images=str(tmp_path / "photos"),
        annotator="ana",
    )
    assert list(later.labels["stale"]) == [True]


def test_bytes_and_pil_images_need_no_folder(tmp_path: Path) -> None:
    """Images can be in the table itself, as PIL images, bytes, or as datasets keeps them."""
    scene = Image.new("RGB", (30, 20), "red")
    file = io.BytesIO()
    scene.save(file, "PNG")
    images = [scene, file.getvalue(), {"bytes": file.getvalue(), "path": None}]
    items = [{"item_id": f"i{n}", "image": image} for n, image in enumerate(images)]
    client = Client(tw.ImageTagWidget(items, tmp_path, annotator="ana", tags=["red"]))
    assert [(item["width"], item["height"]) for item in client.items] == [(30, 20)] * 3
    assert all("error" not in picture(client, item) for item in client.items)
    assert {item["auto_tags"] for item in client.items} == {None}, "no tagger, nothing to influence"


def test_options_hide_what_is_not_asked_for(tmp_path: Path) -> None:
    """Without places and confidence on screen, neither is sent."""
    client = Client(widget(tmp_path, place="hidden", confidence=False))
    assert client.items[0]["auto_tags"] == [
        {"name": name, "confidence": None, "place": None} for name in ("apple", "grapes")
    ]


def test_the_palette_follows_from_the_tagger(tmp_path: Path) -> None:
    """Without ``tags`` the tagger's own are offered; the first get digits as keys."""
    client = Client(widget(tmp_path, tags=[]))
    offered = [(tag["name"], tag["hotkey"]) for tag in client.welcome["options"]["tags"]]
    assert offered == [("apple", "1"), ("grapes", "2")]
    keyed = [tw.wire.PaletteTag("apple", hotkey="2"), "banana", "kiwi"]
    own = Client(widget(tmp_path, tags=keyed)).welcome["options"]
    assert [tag["hotkey"] for tag in own["tags"]] == ["2", "1", "3"]


def test_gold_tells_the_right_tags_in_words(tmp_path: Path) -> None:
    """Feedback names the right tags with their counts."""
    gold = pd.DataFrame(
        {
            "item_id": ["secret-item-0"],
            "tag_names": [["banana", "apple", "banana"]],
            "reason": ["one lies behind"],
        }
    )
    client = Client(widget(tmp_path, order="given", gold=gold, feedback=True))
    feedback = client.submit(client.items[0], answer=tagged("apple"))["feedback"]
    assert feedback["expected"] == "apple, banana \N{MULTIPLICATION SIGN} 2"
    assert feedback["reason"] == "one lies behind"
    right = client.submit(client.items[1], answer=tagged("apple"))
    assert right["feedback"] is None
