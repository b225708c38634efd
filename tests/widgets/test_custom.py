"""A task of one's own, spoken to as its view would: all that holds for the others holds for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.client import Client
from trainer_widgets.analysis import agreement
from trainer_widgets.gold import GoldError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "🙂 Ana flew to Oslo"
ITEMS = pd.DataFrame(
    {"item_id": ["secret-1", "secret-2"], "text": [TEXT, "Rain"], "model": ["secret-model"] * 2}
)


def classifier(folder: Path, annotator: str = "ana", **arguments: Any) -> Client:
    """Give a view of a text classification."""
    options = {"labels": ["travel", "weather"], "order": "given"} | arguments
    widget = tw.TaskWidget(ITEMS, folder, annotator, task="text_classification", **options)
    return Client(widget)


def test_the_item_is_dealt_without_what_it_must_not_tell(tmp_path: Path) -> None:
    """The item's fields reach the browser; ids, features and all else do not, nor any trait."""
    client = classifier(tmp_path)
    first = client.items[0]
    assert first["text"] == TEXT
    assert set(first) == {"token", "number", "supersedes", "note", "text"}
    said = str(client.sent) + str(client.widget.get_state())
    assert "secret" not in said
    assert TEXT not in str(client.widget.get_state())
    assert client.welcome["options"]["labels"] == ["travel", "weather"]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"labels": ["cooking"]}, "none of the labels"),
        ({"labels": []}, "length >= 1"),
        ({"labels": ["travel", "weather"]}, "one label"),
        ({"labels": "travel"}, "$.answer.labels"),
        ({"labels": ["travel"], "more": 1}, "more"),
        (None, "needs 'answer'"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(tmp_path: Path, answer: Any, says: str) -> None:
    """What the records or `misfit` rule out is refused for good, and nothing is stored."""
    client = classifier(tmp_path)
    reply = client.submit(client.items[0], answer=answer)
    assert reply["error"]["final"]
    assert says in reply["error"]["message"]
    assert client.widget.events.empty


@pytest.mark.parametrize(
    ("spans", "overlapping", "says"),
    [
        ([(2, 5, "person"), (9, 13, "place")], False, None),
        ([(2, 5, "person"), (2, 13, "place")], True, None),
        ([(2, 5, "person"), (2, 13, "place")], False, "share words"),
        ([(2, 5, "person"), (2, 5, "person")], True, "twice"),
        ([(2, 5, "verb")], True, "none of the labels"),
        ([(2, 2, "person")], True, "not in the text"),
        ([(14, 19, "place")], True, "not in the text"),
        ([(5, 2, "person")], True, "before it starts"),
    ],
)
def test_spans_are_held_against_the_text(
    tmp_path: Path, spans: list[tuple[int, int, str]], overlapping: bool, says: str | None
) -> None:
    """A mark lies in the text, counted in code points, has a known label and is there once."""
    options = {"labels": ["person", "place"], "overlapping": overlapping, "order": "given"}
    client = Client(tw.TaskWidget(ITEMS, tmp_path, "ana", task="span_extraction", **options))
    answer = {
        "spans": [{"start": start, "end": end, "label": label} for start, end, label in spans]
    }
    reply = client.submit(client.items[0], answer=answer)
    if says:
        assert says in reply["error"]["message"]
        return
    (row,) = client.widget.labels.to_dict("records")
    assert list(row["entities"]) == [f"{start}:{end} {label}" for start, end, label in spans]
    assert row["n_entities"] == 2
    assert TEXT[2:5] == "Ana"


def test_labels_features_and_agreement(tmp_path: Path) -> None:
    """Answers become columns, beside the items' own, and agreement is measured on one of them."""
    for annotator, given in (("ana", ["travel", "weather"]), ("ben", ["travel", "travel"])):
        client = classifier(tmp_path, annotator)
        for item, label in zip(client.items, given, strict=True):
            client.submit(item, answer={"labels": [label]})
    labels = classifier(tmp_path).widget.project.labels(features=True)
    assert list(labels["label"]) == ["travel", "travel", "weather", "travel"]
    assert set(labels["model"]) == {"secret-model"}
    found = agreement(labels, "label").set_index("statistic")
    assert found.loc["percent_agreement", "estimate"] == 0.5


def test_gold_feedback_and_revision(tmp_path: Path) -> None:
    """Gold on a column is held against the answer; what is said after feedback is not blind."""
    gold = pd.DataFrame({"item_id": ["secret-1"], "label": ["travel"], "reason": ["by plane"]})
    client = classifier(tmp_path, gold=gold, feedback=True)
    first = client.items[0]
    receipt = client.submit(first, answer={"labels": ["weather"]})
    assert receipt["feedback"]["expected"] == "label: travel"
    opened = client.ask("open", seat=client.seat, token=first["token"], number=None)
    assert opened["own"]["answer"] == {"labels": ["weather"]}
    assert opened["own"]["excerpt"] == TEXT
    client.submit(opened["item"], answer={"labels": ["travel"]})
    events = client.widget.events
    assert list(events["condition"]) == ["blind", "feedback", "feedback"]
    with pytest.raises(GoldError, match="will not do"):
        classifier(tmp_path, gold=gold.assign(label=3))


def test_open_enrolment_deals_each_item_to_as_many_as_wanted(tmp_path: Path) -> None:
    """Leases and overlap hold for a task of one's own as for any other."""
    options: dict[str, Any] = {"labels": ["travel"], "order": "given", "overlap": 1}
    widget = tw.TaskWidget(ITEMS, tmp_path, task="text_classification", **options)
    ana, ben = Client(widget, login="ana"), Client(widget, login="ben")
    assert len(ana.items) == 2
    assert ben.items == []


def test_an_escalation_keeps_the_provisional_answer(tmp_path: Path) -> None:
    """A question to the lead is stored with the answer so far, and makes no label."""
    client = classifier(tmp_path)
    question = {"reason": "guideline_silent", "note": "a pun?", "suggested_rule": ""}
    answer = {"labels": ["travel"]}
    client.submit(client.items[0], "escalate", answer=answer, escalation=question)
    (event,) = client.widget.events.to_dict("records")
    assert event["escalation"]["note"] == "a pun?"
    assert list(event["answer"]["labels"]) == ["travel"]
    assert client.widget.labels.empty


def test_options_must_be_given_and_right(tmp_path: Path) -> None:
    """A needed option that is missing, or a wrong one, stops the cell; a project may have it."""
    with pytest.raises(ValueError, match="missing required field `labels`"):
        tw.TaskWidget(ITEMS, tmp_path, "ana", task="text_classification")
    with pytest.raises(ValueError, match="label 'a' is there twice"):
        classifier(tmp_path, labels=["a", "a"])
    with pytest.raises(ValueError, match="at_once"):
        classifier(tmp_path, multiple=True, at_once=True)
    with pytest.raises(TypeError, match="did you mean 'labels'"):
        classifier(tmp_path, lables=["a"])
    with pytest.raises(TypeError, match="which task is it"):
        tw.TaskWidget(ITEMS, tmp_path)
    with pytest.raises(ValueError, match="widget of its own"):
        tw.TaskWidget(ITEMS, tmp_path, task="ranking")
    project = tw.Project.from_items(
        ITEMS, tmp_path, task="text_classification", options={"labels": ["a"]}
    )
    widget = tw.TaskWidget(project, annotator="ana")
    assert msgspec.to_builtins(widget.options)["labels"] == ["a"]
    with pytest.raises(ValueError, match=r"Expected `array`"):
        project.replace(options={"labels": 3})


def test_two_tasks_in_one_folder_are_two_projects(tmp_path: Path) -> None:
    """What a browser keeps unsent is kept by project, so tasks that share a store do not share."""
    tasks = ("text_classification", "span_extraction")
    widgets = [tw.TaskWidget(ITEMS, tmp_path, "ana", task=task, labels=["a"]) for task in tasks]
    again = tw.TaskWidget(ITEMS, tmp_path, "ana", task=tasks[0], labels=["a"])
    assert widgets[0].project.id == again.project.id != widgets[1].project.id
