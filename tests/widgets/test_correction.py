"""What the correction widget deals, keeps and refuses, spoken to as a view would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.client import Client
from tests.widgets.correcting import TARGET, answer, mark, widget
from trainer_widgets.project import Project
from trainer_widgets.schema import InvalidRecordError

if TYPE_CHECKING:
    from pathlib import Path


def test_an_answer_becomes_a_row(tmp_path: Path) -> None:
    """Marks that overlap, an omission, a rewrite and the count of retracted marks are stored."""
    client = Client(widget(tmp_path, sides="both", sources="optional"))
    omission = mark(4, 4, category="accuracy.omission", severity="major")
    source = {"reference": "Duden", "claim": "to sleep"}
    given = answer(
        mark(0, 9),
        mark(8, 15, note="-s"),
        omission,
        mark(0, 3, side="source"),
        rewrite="The dog sleeps.",
        sources=[source],
    )
    reply = client.submit(client.items[0], answer=given, seen=["retracted 1", "retracted 3", "x"])
    assert "error" not in reply
    (event,) = json.loads(client.widget.events.to_json(orient="records", date_format="iso"))
    assert event["answer"] == {name: it for name, it in given.items() if name != "type"}
    assert event["shown"] == {"seen": ["x"], "retracted": 3, "tests": None}
    assert TARGET[8:15] == "\N{DOG FACE} sleep"
    (row,) = client.widget.labels.to_dict("records")
    assert row["n_errors"] == 4
    assert not row["is_correct"]


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (answer(mark(2, 99)), {}),
        (answer(mark(9, 2)), {}),
        (answer(mark(0, 3, side="source")), {}),
        (answer(mark(0, 99, side="source")), {"sides": "both"}),
        (answer(mark(0, 3, category="nonsense")), {}),
        (answer(mark(0, 3, category=None)), {}),
        (answer(mark(0, 3, severity=None)), {}),
        (answer(mark(0, 3, severity="severe")), {}),
        (answer(mark(0, 3, category="accuracy.omission")), {}),
        (answer(mark(0, 3)), {"errors": "hidden"}),
        (answer(mark(0, 3)), {"rewrite": "required"}),
        (answer(rewrite="Better"), {"errors": "required"}),
        (answer(rewrite="Better"), {"rewrite": "hidden"}),
        (answer(rewrite="Better"), {"sources": "required"}),
        (answer(), {"errors": "hidden", "rewrite": "required"}),
        (answer(rewrite=TARGET), {}),
        (answer(rewrite=" \n"), {}),
        (answer(*[mark(0, 3)] * 1_001), {}),
        (answer(mark(0, 3), sources=[{"reference": "x"}] * 201), {"sources": "optional"}),
        (answer(rewrite="one two three"), {"max_rewrite_words": 2}),
        (answer(rewrite="one\ntwo\nthree"), {"max_rewrite_lines": 2}),
        (answer(rewrite="three"), {"max_rewrite_characters": 4}),
        (answer(mark(0, 3), sources=[{"reference": "Duden", "claim": ""}]), {}),
        (answer(mark(0, 3), sources=[{"reference": "", "claim": "x"}]), {"sources": "optional"}),
    ],
)
def test_impossible_answers_are_refused_for_good(
    tmp_path: Path, given: dict[str, Any], options: dict[str, Any]
) -> None:
    """What this screen could not have given is refused, and nothing is stored."""
    client = Client(widget(tmp_path, **options))
    reply = client.submit(client.items[0], answer=given)
    assert reply["error"]["final"]
    assert client.widget.events.empty


def test_nothing_wrong_needs_nothing_more(tmp_path: Path) -> None:
    """Where everything is required, an item without errors is still answered by saying so."""
    asked = {"errors": "required", "rewrite": "required", "sources": "required"}
    client = Client(widget(tmp_path, **asked))
    assert "error" not in client.submit(client.items[0], answer=answer())
    assert list(client.widget.labels["is_correct"]) == [True]


def test_other_line_ends_are_no_correction(tmp_path: Path) -> None:
    """The text as a browser gives it back, with its own line ends, counts as unchanged."""
    items = pd.DataFrame({"item_id": ["q1"], "target": ["one\r\ntwo\rthree"]})
    client = Client(tw.CorrectionWidget(items, tmp_path, annotator="ana"))
    same, other = answer(rewrite="one\ntwo\nthree"), answer(rewrite="one\ntwo three")
    (item,) = client.items
    assert "as it was" in client.submit(item, answer=same)["error"]["message"]
    assert "error" not in client.submit(item, answer=other)


def test_limits_count_as_the_view_does(tmp_path: Path) -> None:
    """A last line break is no line, a dash no word; what is at its limit is within it."""
    client = Client(
        widget(tmp_path, max_rewrite_words=2, max_rewrite_lines=2, max_rewrite_characters=15)
    )
    reply = client.submit(client.items[0], answer=answer(rewrite="dog -\n\N{DOG FACE} sleeps\n"))
    assert "error" not in reply


def test_gold_is_told_in_words(tmp_path: Path) -> None:
    """Somebody who missed an error reads its category's name, how often, and the reason."""
    gold = pd.DataFrame(
        {
            "item_id": ["secret-1", "secret-2"],
            "is_correct": [False, True],
            "categories": [["accuracy", "accuracy", "accuracy.omission"], []],
            "reason": "sleeps",
        }
    )
    client = Client(widget(tmp_path, gold=gold, feedback=True, order="given"))
    first, second = client.items
    missed = client.submit(first, answer=answer())
    assert missed["feedback"]["expected"] == "Accuracy \N{MULTIPLICATION SIGN} 2, Omission"
    assert missed["feedback"]["reason"] == "sleeps"
    marked = client.submit(second, answer=answer(mark(0, 3)))
    assert marked["feedback"]["expected"] == "nothing to mark"
    right = client.submit(second, answer=answer(), supersedes=marked["event_id"])
    assert right["feedback"] is None


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"run_tests": True}, "code = "),
        ({"run_tests": True, "code": "rust"}, "code = "),
        ({"errors": "hidden", "rewrite": "hidden"}, "nothing to do"),
    ],
)
def test_options_that_cannot_work_are_refused(
    tmp_path: Path, options: dict[str, Any], says: str
) -> None:
    """Options that leave nothing to do, or code that nobody can run, stop the cell."""
    with pytest.raises(InvalidRecordError, match=says):
        widget(tmp_path, **options)


def test_without_a_taxonomy_marks_are_plain(tmp_path: Path) -> None:
    """A table alone has no categories: stretches are marked, and a category is refused."""
    items = pd.DataFrame({"item_id": ["q1", "q2"], "target": TARGET})
    plain = mark(0, 3, category=None, severity=None)
    client = Client(tw.CorrectionWidget(items, tmp_path / "labels", annotator="ana"))
    assert client.submit(client.items[0], answer=answer(mark(0, 3)))["error"]["final"]
    assert "error" not in client.submit(client.items[0], answer=answer(plain))
    assert Project.from_items(items, tmp_path / "labels", task="correction").labels().shape[0] == 1


def test_half_a_character_is_refused_for_good(tmp_path: Path) -> None:
    """Text that no file can hold is refused, and does not stay in the outbox for ever."""
    client = Client(widget(tmp_path))
    reply = client.submit(client.items[0], answer=answer(rewrite="half \ud800"))
    assert reply["error"]["final"]
    assert client.widget.events.empty
