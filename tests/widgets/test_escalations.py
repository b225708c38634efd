"""The lead's list: what is asked, how it is settled, and what the annotator gets back."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from PIL import Image

import trainer_widgets as tw
from tests.conftest import REPOSITORY
from tests.widgets.client import Client, ranked
from tests.widgets.settling import RULE, WHY, escalate, lead, ranking_project, resolve

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a ranking project with a guideline that its settings name."""
    return ranking_project(tmp_path / "project")


def test_the_lead_sees_what_the_annotator_saw(folder: Path) -> None:
    """An escalation comes with the item in its annotator's order and their provisional answer."""
    _, item = escalate(folder)
    view = lead(folder)
    (entry,) = view.welcome["escalations"]
    assert {name: entry[name] for name in WHY} == WHY
    assert (entry["status"], entry["annotator"], entry["guideline"]) == ("open", "ana", "1.0")
    looked = view.ask("look", seat=view.seat, escalation=entry["escalation"])
    assert looked["item"]["responses"] == item["responses"]
    assert looked["answer"]["order"] == [["A"], ["B"]]
    told = repr(view.sent)
    assert "secret-item" not in told
    assert "secret-model" not in told


def test_an_answer_settles_and_a_clarification_sends_back(folder: Path) -> None:
    """With a clarification the item comes back with the lead's words; the answer is rework."""
    ana, item = escalate(folder)
    ben, _ = escalate(folder, "ben")
    view = lead(folder)
    ids = {entry["annotator"]: entry["escalation"] for entry in view.welcome["escalations"]}
    resolve(view, ids["ben"], "answer", answer=ranked("A", "B"))
    ledger = resolve(view, ids["ana"], "clarification", reason="Both dialects are fine.")
    assert [entry["status"] for entry in ledger["escalations"]] == ["resolved", "resolved"]
    assert ben.ask("next", seat=ben.seat, held=[])["progress"]["escalated"] == 1
    back = ana.ask("next", seat=ana.seat, held=[])["items"][0]
    assert (back["token"], back["note"]) == (item["token"], "Both dialects are fine.")
    assert "error" not in ana.submit(back)
    project = tw.Project(folder)
    assert project.labels()["condition"].tolist() == ["rework"]
    assert project.labels(independent=True).empty
    table = project.escalations().set_index("annotator")
    assert table["ruling"].to_dict() == {"ana": "clarification", "ben": "answer"}
    assert (table["resolved_at"] >= table["escalated_at"]).all()
    assert table["resolved_by"].tolist() == ["lead", "lead"]
    answers: dict[str, Any] = table["ruling_answer"].to_dict()  # type: ignore[assignment]
    assert answers["ben"].choice in {"a", "b"}
    assert answers["ana"] is None


def test_an_escalation_that_was_taken_back_is_withdrawn(folder: Path) -> None:
    """Who answers after all needs no ruling."""
    ana, item = escalate(folder)
    opened = ana.ask("open", seat=ana.seat, token=item["token"], number=None)
    ana.submit(opened["item"])
    assert tw.Project(folder).escalations()["status"].tolist() == ["withdrawn"]


def test_a_ruling_becomes_a_version_of_the_guideline(folder: Path) -> None:
    """The new version has the rule, its case and the change; the old one stays as it was."""
    escalate(folder)
    view = lead(folder)
    escalation = view.welcome["escalations"][0]["escalation"]
    assert view.welcome["next_version"] == "1.1"
    event_id = str(uuid.uuid4())
    parts = {"answer": ranked("B", "A"), "rule": RULE, "event_id": event_id}
    first = resolve(view, escalation, "answer", **parts)
    again = resolve(lead(folder), escalation, "answer", **parts | {"seat": None})
    assert "error" in again  # a seat of another view
    assert resolve(view, escalation, "answer", **parts) == first
    project = tw.Project(folder)
    assert project.guideline is not None
    assert project.guideline.version == "1.1"
    assert '# in force\nguideline = "1.1"\n' in (folder / "project.toml").read_text("utf-8")
    assert (folder / "guideline" / "1.0.md").read_text("utf-8") == "# Tone\n\nBe kind.\n"
    assert "Any dialect will do." in first["guideline"]["text"]
    assert "```case" not in first["guideline"]["text"].replace(">     ```case", "")
    assert project.escalations()["ruling_guideline"].tolist() == ["1.1"]


def test_a_version_that_is_there_is_refused(folder: Path) -> None:
    """Two leads who write the same version get one of them and one clear refusal."""
    escalate(folder)
    escalate(folder, "ben")
    view = lead(folder)
    one, other = (entry["escalation"] for entry in view.welcome["escalations"])
    rule = RULE | {"is_case": False}
    assert "error" not in resolve(view, one, "clarification", rule=rule)
    reply = resolve(view, other, "clarification", rule=rule | {"text": "Other words."})
    assert "choose another version" in reply["error"]["message"]
    assert tw.Project(folder).escalations()["status"].tolist() == ["resolved", "open"]


def test_the_cases_of_a_guideline_test_its_readers(folder: Path) -> None:
    """Each case is an item with its right answer, and who misses it is told."""
    escalate(folder)
    view = lead(folder)
    escalation = view.welcome["escalations"][0]["escalation"]
    resolve(view, escalation, "answer", answer=ranked("A", "B"), rule=RULE)
    cases = tw.Project(folder).cases()
    assert len(cases.items) == 1
    reader = Client(tw.RankingWidget(cases, annotator="new"))
    (item,) = reader.items
    letters = {r["text"][:5]: r["letter"] for r in item["responses"]}
    right = next(iter(view.ask("look", seat=view.seat, escalation=escalation)["item"]["responses"]))
    best = letters[right["text"][:5]]
    worst = next(letter for letter in letters.values() if letter != best)
    missed = reader.submit(item, answer=ranked(worst, best))
    assert missed["feedback"]["expected"] == best
    assert tw.Project(folder).labels().empty


def test_a_settled_one_is_shown_with_what_was_ruled(folder: Path) -> None:
    """The ruling's answer comes in the letters of the annotator's screen."""
    escalate(folder)
    view = lead(folder)
    escalation = view.welcome["escalations"][0]["escalation"]
    look = {"seat": view.seat, "escalation": escalation}
    assert view.ask("look", **look)["ruled"] is None
    resolve(view, escalation, "answer", answer=ranked("B", "A"))
    looked = view.ask("look", **look)
    assert looked["ruled"]["order"] == [["B"], ["A"]]
    assert looked["answer"]["order"] == [["A"], ["B"]]
    assert not looked["changed"]


def test_two_who_escalate_one_item_are_seen_to(folder: Path) -> None:
    """The same item has one name in the list, whoever escalated it, and another on each screen."""
    _, item = escalate(folder)
    ben = Client(tw.RankingWidget(folder, annotator="ben"))
    text = item["prompt"][0]["content"]
    same = next(one for one in ben.items if one["prompt"][0]["content"] == text)
    ben.submit(same, "escalate", escalation=WHY, answer=None)
    one, other = lead(folder).welcome["escalations"]
    assert one["item"] == other["item"]
    assert len({one["item"], one["token"], other["token"]}) == 3


def test_a_picture_is_given_to_the_lead_too(tmp_path: Path) -> None:
    """The lead's view asks for it by the token of the annotator who escalated the item."""
    scene = Image.new("RGB", (64, 48), "white")
    items = pd.DataFrame({"item_id": ["s1"], "image": [scene], "auto_tags": [["apple"]]})
    project = tw.Project.from_items(items, tmp_path, task="image_tags")
    ana = Client(tw.ImageTagWidget(project, annotator="ana"))
    ana.submit(ana.items[0], "escalate", escalation=WHY, answer=None)
    view = Client(tw.EscalationWidget(project, annotator="lead"))
    box = {"x": 0, "y": 0, "width": None, "height": None, "most": 64}
    asked = {"seat": view.seat, "token": ana.items[0]["token"]} | box
    assert view.ask("picture", **asked)["width"] == 64
    assert view.buffers
    assert "error" in view.ask("picture", **asked | {"token": "another"})


def test_a_task_of_ones_own_brings_its_view(tmp_path: Path) -> None:
    """Its JavaScript goes to the lead's view as to the annotators'; others have none."""
    items = pd.DataFrame({"item_id": ["q1"], "text": ["What a lovely day"]})
    options = {"labels": ["glad", "sad"]}
    project = tw.Project.from_items(items, tmp_path, task="text_classification", options=options)
    ana = Client(tw.TaskWidget(project, annotator="ana"))
    ana.submit(ana.items[0], "escalate", escalation=WHY, answer=None)
    widget = tw.EscalationWidget(project, annotator="lead")
    assert "export default" in widget._view["source"]
    view = Client(widget)
    (entry,) = view.welcome["escalations"]
    assert view.ask("look", seat=view.seat, escalation=entry["escalation"])["item"]["text"]


def test_no_two_tasks_style_a_class_of_the_same_name() -> None:
    """The lead's bundle carries the styles of every task: none may reach another's view."""
    folders = defaultdict(set)
    for path in (REPOSITORY / "trainer_widgets" / "frontend" / "src").glob("*/*.css"):
        # What is inside an element of its task cannot reach further: only single classes can.
        for name in re.findall(
            r"^\.tw \.(tw-[\w-]+)(?: \{|,|:[\w-]+ \{)", path.read_text("utf-8"), re.MULTILINE
        ):
            folders[name].add(path.parent.name)
    shared = {name: names for name, names in folders.items() if len(names) > 1}
    # A view of one's own may use the kit's `tw-choice`: the README does.
    assert shared == {"tw-choice": {"custom", "kit"}}


def test_the_lead_sees_the_sides_that_were_on_screen(folder: Path) -> None:
    """Settings of the annotator's own cell do not change what the lead sees of their item."""
    ana = Client(tw.RankingWidget(folder, annotator="ana", seed=7))
    for item in ana.items:
        ana.submit(item, "escalate", escalation=WHY)
    view = lead(folder)
    for entry in view.welcome["escalations"]:
        looked = view.ask("look", seat=view.seat, escalation=entry["escalation"])["item"]
        (item,) = (one for one in ana.items if one["prompt"] == looked["prompt"])
        assert looked["responses"] == item["responses"]
