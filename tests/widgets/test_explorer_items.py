"""One item opened: as its annotators saw it, with all that they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets import correcting, image_tagging
from tests.widgets.client import Client
from tests.widgets.exploring import ARABIC, EVERYTHING, WHY, View
from tests.widgets.settling import lead, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def view(folder: Path) -> Iterator[View]:
    """Return a lead's view of a project that nobody changes."""
    explorer = tw.SliceExplorer(folder)
    yield View(explorer, "lea")
    explorer.close()


def opened(view: View, item_id: str, slice_: Any = EVERYTHING) -> dict[str, Any]:
    """Open an item; what people said by their names."""
    reply = view.ask("open_item", seat=view.seat, item_id=item_id, slice=slice_)
    assert "error" not in reply, reply
    return reply | {"said": {one["annotator"]: one for one in reply["said"]}}


def texts(item: dict[str, Any]) -> dict[str, str]:
    """Return what stands under each letter of a ranking."""
    return {one["letter"]: one["text"] for one in item["responses"]}


def test_a_ranking_is_shown_as_each_annotator_saw_it(view: View, folder: Path) -> None:
    """Everybody's answer is in the letters of their own screen, and in those of the item."""
    seen = {who: Client(tw.RankingWidget(folder, annotator=who)) for who in ("ana", "ben")}
    for number in range(0, 12, 3):
        item = opened(view, f"q{number:02}", ARABIC)
        assert texts(item["item"]) == {"A": f"alpha {number}", "B": f"beta {number}"}
        for who, best in (("ana", "alpha"), ("ben", "beta")):
            said = item["said"][who]
            number_there = said["item"]["number"]
            screen = seen[who].ask("open", seat=seen[who].seat, token=None, number=number_there)
            assert texts(said["item"]) == texts(screen["item"])
            first = said["answer"]["order"][0][0]
            assert texts(said["item"])[first].startswith(best)
            assert said["plain"]["order"][0] == ["A" if best == "alpha" else "B"]
            assert (said["outcome"], said["in_slice"], said["is_stale"]) == (1, True, False)
        assert item["letters"] == [
            {"name": "A", "text": "secret-model-one"},
            {"name": "B", "text": "secret-model-two"},
        ]
    first = opened(view, "q00")
    assert first["gold"] == {"expected": "A", "reason": "because alpha is right"}
    assert {"name": "language", "text": "ar"} in first["features"]
    outside = opened(view, "q01", ARABIC)
    assert {one["in_slice"] for one in outside["said"].values()} == {False}


def test_who_skipped_or_escalated_is_there(own_folder: Path) -> None:
    """With their words, and with the lead's ruling."""
    events = tw.Project(own_folder).events()
    of_eva = events[events["annotator"] == "eva"].set_index("action")["item_id"]
    settling = lead(own_folder)
    escalation = settling.welcome["escalations"][0]["escalation"]
    resolve(settling, escalation, "clarification", reason="Both dialects are fine.")
    view = View(tw.SliceExplorer(own_folder), "lea")
    escalated = opened(view, of_eva["escalate"])
    said = escalated["said"]["eva"]
    assert (said["action"], said["outcome"], said["in_slice"]) == ("escalate", None, False)
    assert texts(said["item"])[said["answer"]["order"][0][0]].startswith("beta")
    (entry,) = escalated["escalations"]
    assert {name: entry[name] for name in WHY} == WHY
    assert (entry["ruling"], entry["ruling_reason"]) == ("clarification", "Both dialects are fine.")
    skipped = opened(view, of_eva["skip"])["said"]["eva"]
    assert (skipped["action"], skipped["answer"]) == ("skip", None)


def test_an_answer_to_another_item_is_told_in_words(own_folder: Path) -> None:
    """What was said of an item that has changed since is not put on the new one."""
    items = pd.read_parquet(own_folder / "items.parquet")
    items.loc[0, "response_a"] = "gamma"
    items.iloc[:-1].to_parquet(own_folder / "items.parquet")
    view = View(tw.SliceExplorer(own_folder), "lea")
    said = opened(view, "q00")["said"]["ana"]
    assert (said["is_stale"], said["item"], said["answer"], said["plain"]) == (True, *[None] * 3)
    assert {"name": "verdict", "text": "ranked"} in said["columns"]
    gone = opened(view, "q11")
    assert (gone["item"], gone["features"]) == (None, [])
    assert gone["said"]["ben"]["columns"] != []


def test_who_answered_again_after_feedback_is_there_twice(own_folder: Path) -> None:
    """The outcome stands at the answer that was explored: the last before any exposure."""
    again = Client(tw.RankingWidget(own_folder, annotator="ben", feedback=True))
    number = next(
        number
        for number in range(1, 13)
        if again.ask("open", seat=again.seat, token=None, number=number)["item"]["prompt"][0][
            "content"
        ]
        == "Prompt 0"
    )
    for text in ("beta", "alpha"):
        item = again.ask("open", seat=again.seat, token=None, number=number)["item"]
        order = sorted(item["responses"], key=lambda one: not one["text"].startswith(text))
        answer = again.submission(item)["answer"] | {"order": [[one["letter"]] for one in order]}
        assert "error" not in again.submit(item, answer=answer)
    view = View(tw.SliceExplorer(own_folder), "lea")
    said = view.ask("open_item", seat=view.seat, item_id="q00", slice=EVERYTHING)["said"]
    told = [(one["condition"], one["outcome"]) for one in said if one["annotator"] == "ben"]
    assert sorted(told, key=str) == [("blind", 1), ("feedback", None)]


def test_a_picture_is_asked_for_by_its_screen(tmp_path: Path) -> None:
    """The item's own screen, and each annotator's, get the image; tags are as they were offered."""
    table = image_tagging.table(tmp_path / "photos")
    widgets = [image_tagging.widget(tmp_path, table, annotator=who) for who in ("ana", "ben")]
    for client in map(Client, widgets):
        for item in client.items:
            reply = client.submit(item, answer=image_tagging.tagged("apple", "banana"))
            assert "error" not in reply, reply
    explorer = tw.SliceExplorer(widgets[0].project, options={"tags": ["apple", "banana"]})
    view = View(explorer, "lea")
    item_id = explorer.items["item_id"][0]
    item = opened(view, item_id)
    for screen in (item["item"], item["said"]["ana"]["item"]):
        assert len(screen["auto_tags"]) == 2
        assert image_tagging.picture(view, screen)["media_type"].startswith("image/")
        assert len(view.buffers) == 1
    assert [tag["name"] for tag in item["said"]["ana"]["plain"]["tags"]] == ["apple", "banana"]
    assert image_tagging.picture(view, {"token": "nothing"})["error"]["code"] == "refused"
    explorer.close()


def test_a_correction_is_shown_with_its_marks(tmp_path: Path) -> None:
    """Spans and rewrites are as they were given; what failed is explored."""
    labeling = correcting.widget(tmp_path / "project")
    ana = Client(labeling)
    answer = correcting.answer(correcting.mark(0, 3), rewrite="The dog sleeps.")
    reply = ana.submit(ana.items[0], answer=answer)
    assert "error" not in reply, reply
    explorer = tw.SliceExplorer(tmp_path / "project", outcome="failed")
    view = View(explorer, "lea")
    said = opened(view, explorer.items["item_id"][0])["said"]["ana"]
    assert said["plain"] == said["answer"]
    assert said["answer"]["rewrite"] == "The dog sleeps."
    assert (said["answer"]["errors"][0]["start"], said["outcome"]) == (0, 1)
    explorer.close()


def test_a_task_of_ones_own_brings_its_view(tmp_path: Path) -> None:
    """Its JavaScript is there for the items, and its label is what people disagree on."""
    items = pd.DataFrame({"item_id": ["q1", "q2", "q3"], "text": ["yes", "no", "maybe"]})
    project = tw.Project.from_items(items, tmp_path, task="text_classification")
    labels = ["glad", "sad"]
    for who, label in (("ana", "glad"), ("ben", "sad")):
        client = Client(tw.TaskWidget(project, annotator=who, labels=labels))
        for item in client.items:
            assert "error" not in client.submit(item, answer={"labels": [label]})
    explorer = tw.SliceExplorer(project, options={"labels": labels})
    assert explorer.get_state()["_view"]["name"]
    view = View(explorer, "lea")
    assert view.welcome["total"]["estimate"] == 1
    assert "disagreement of labels (set)" in view.welcome["note"]
    assert opened(view, "q1")["item"]["text"] == "yes"
    explorer.close()
