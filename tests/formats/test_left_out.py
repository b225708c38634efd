"""What an export leaves out, and by which name it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.formats.test_preferences import BEST_A, BEST_B, PAIR, project_of, read
from trainer_widgets import Project

if TYPE_CHECKING:
    from pathlib import Path


def test_a_plain_choice_has_no_margin(tmp_path: Path) -> None:
    """On a scale of two points nobody was asked how much better: the margin is null."""
    answers = [("q0", "ana", BEST_B | {"points": 2}), ("q0", "ben", BEST_A | {"points": 7})]
    project = project_of(tmp_path, [PAIR], answers)
    report = project.export("preferences", tmp_path / "p.jsonl", pseudonyms=False)
    margins = {row["annotator"]: row["margin"] for row in read(tmp_path / "p.jsonl")}
    assert margins == {"ana": None, "ben": 1.0}
    assert report.margin


def test_only_plain_choices_make_no_margin_column(tmp_path: Path) -> None:
    """Where nobody was asked for a strength there is no such column."""
    project = project_of(tmp_path, [PAIR], [("q0", "ana", BEST_B | {"points": 2})])
    assert not project.export("preferences", tmp_path / "p.jsonl").margin
    assert "margin" not in read(tmp_path / "p.jsonl")[0]


def test_a_label_of_a_response_that_is_gone_is_dropped(tmp_path: Path) -> None:
    """Stale labels may be asked for; where a response is gone they are counted, not written."""
    answers = [("q0", "ana", {"order": [["c"], ["b"], ["a"]]}), ("q1", "ana", BEST_B)]
    old = project_of(tmp_path, [PAIR | {"response_c": "Hey"}, PAIR], answers)
    items = [{"item_id": f"q{number}"} | PAIR | {"prompt": "New."} for number in (0, 1)]
    now = Project.from_items(items, old.store)
    report = now.export("preferences", tmp_path / "p.jsonl", stale=True)
    assert (report.pairs, report.dropped) == (1, {"response_gone": 1})
    assert "1 label of a response that is no longer there" in repr(report)
    assert now.export("preferences", tmp_path / "p.jsonl").dropped == {"stale": 2}


def test_answers_after_an_exposure_are_counted_as_such(tmp_path: Path) -> None:
    """Asked for independent labels, what came after feedback has a reason of its own."""
    given = [
        ("ana", BEST_A, "blind"),
        ("ana", BEST_B, "blind"),
        ("ana", BEST_A, "feedback"),
        ("ben", BEST_A, "revealed"),
    ]
    answers = [
        ("q0", who, answer, {"condition": seen, "recorded_at": f"2026-03-04T05:0{minute}:00Z"})
        for minute, (who, answer, seen) in enumerate(given)
    ]
    project = project_of(tmp_path, [PAIR], answers)
    report = project.export("preferences", tmp_path / "p.jsonl", independent=True)
    assert [row["chosen"] for row in read(tmp_path / "p.jsonl")] == ["Hello"]
    assert report.dropped == {"superseded": 1, "exposed": 2}
    assert "2 answers given after feedback" in repr(report)
    plain = project.export("preferences", tmp_path / "p.jsonl")
    assert (plain.pairs, plain.dropped) == (2, {"superseded": 2})
