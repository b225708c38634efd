"""Labeling by keyboard in real JupyterLab, read back from parquet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
from playwright.sync_api import expect

from tests.browser.labeling import Labeler, open_ranking, open_table
from tests.browser.stored import frame

if TYPE_CHECKING:
    from tests.browser.lab import Lab


def test_five_items_by_keyboard_are_five_rows(kept_lab: Lab, folder: str) -> None:
    """Five items labeled by keyboard alone: five rows with right sides, times and guideline."""
    guideline = kept_lab.server.work / "2.1.md"
    guideline.write_text("# Be fair\n\nPrefer alpha.")
    labeler = open_ranking(kept_lab, folder, guideline=str(guideline), seed=1)
    labeler.focus()
    seen = []
    for _ in range(5):
        seen.append((labeler.number(), labeler.letter_of("alpha")))
        labeler.prefer("alpha")
    labeler.wait_saved()
    rows = frame(kept_lab.server.work / folder)
    assert len(rows) == 5
    assert list(rows["item_id"]) == [f"secret-{number}" for number, _ in seen]
    for (_, letter), row in zip(seen, rows.to_dict("records"), strict=True):
        order = [list(tied) for tied in row["answer"]["order"]]
        assert order == [["a"], ["b"]]
        assert row["answer"]["strength"] == 2
        assert row["answer"]["points"] == 7
        assert list(row["shown"]["order"]).index("a") == "AB".index(letter)
    assert {letter for _, letter in seen} == {"A", "B"}
    assert set(rows["guideline"]) == {"2.1"}
    assert set(rows["annotator"]) == {"ana"}
    assert (rows["submitted_at"] >= rows["started_at"]).all()
    assert (rows["recorded_at"] >= rows["submitted_at"]).all()
    took = (rows["submitted_at"] - rows["started_at"]).dt.total_seconds() * 1000
    assert (rows["active_ms"] <= took + 50).all()
    assert (rows["active_ms"] > 0).all()


def test_undo_and_revise(kept_lab: Lab, folder: str) -> None:
    """Undo takes the last answer back; an earlier one opened from the list is revised."""
    labeler = open_ranking(kept_lab, folder)
    labeler.focus()
    first = labeler.number()
    labeler.prefer("alpha")
    labeler.press("u")
    expect(labeler.prompt()).to_contain_text(f"Prompt {first}:")
    labeler.prefer("beta")
    second = labeler.number()
    labeler.prefer("alpha")
    labeler.wait_saved()
    labeler.press("p")
    expect(labeler.prompt()).to_contain_text(f"Prompt {second}:")
    labeler.prefer("beta", "1", "7")
    labeler.wait_saved()
    rows = labeler.rows()
    assert [(row["item_id"], row["choice"], abs(row["preference"])) for row in rows] == [
        (f"secret-{first}", "b", 2),
        (f"secret-{second}", "b", 3),
    ]
    events = frame(kept_lab.server.work / folder)
    assert list(events["action"]) == ["answer", "retract", "answer", "answer", "answer"]
    assert events["supersedes"].iloc[-1] == events["event_id"].iloc[-2]


def test_drafts_survive_reload_and_rerun(lab: Lab, folder: str) -> None:
    """A choice and half a rationale outlive a reload, a re-run of the cell, a new kernel."""
    labeler = open_ranking(lab, folder)
    labeler.focus()
    labeler.prefer("alpha")
    here = labeler.number()
    labeler.press("6")
    rationale = labeler.root.get_by_role("textbox", name="Rationale")
    rationale.fill("because 1 2 3")
    labeler.wait_saved()
    labeler.page.wait_for_timeout(600)
    labeler.notebook.save()
    labeler.page.reload()
    labeler.notebook.wait_open()
    for then in ("reloaded", "run again", "restarted"):
        if then == "run again":
            labeler.notebook.run_cell(1)
        if then == "restarted":
            labeler.notebook.restart_kernel()
            labeler.notebook.run_all()
        labeler.wait_ready()
        expect(labeler.prompt()).to_contain_text(f"Prompt {here}:")
        expect(rationale).to_have_value("because 1 2 3")
        expect(labeler.root.get_by_role("radio", name="B better", exact=True)).to_be_checked()
    labeler.focus()
    labeler.submit()
    labeler.wait_saved()
    rows = labeler.rows()
    assert [row["item_id"] for row in rows][-1] == f"secret-{here}"
    assert rows[-1]["rationale"] == "because 1 2 3"
    assert len(rows) == 2


def test_three_and_more_are_ordered_with_ties(kept_lab: Lab, folder: str) -> None:
    """Three responses are ordered by digits, ties allowed, and both bad is an answer too."""
    labeler = open_table(
        kept_lab,
        folder,
        {
            "prompt": ["Order these"] * 3,
            "response_a": "alpha",
            "response_b": "beta",
            "response_c": "gamma",
        },
        order="given",
    )
    labeler.focus()
    rank(labeler, {"gamma": "1", "alpha": "2", "beta": "2"})
    labeler.press("Control+Enter")
    expect(labeler.root.get_by_text("2 of 3")).to_be_visible()
    labeler.press("0", "Control+Enter")
    expect(labeler.root.get_by_text("3 of 3")).to_be_visible()
    labeler.root.get_by_role("button", name="Cannot judge", exact=True).click()
    labeler.press("Control+Enter")
    labeler.wait_saved()
    answers = list(frame(kept_lab.server.work / folder)["answer"])
    order = [sorted(map(str, tied)) for tied in answers[0]["order"]]
    assert order == [["c"], ["a", "b"]]
    assert [answer["verdict"] for answer in answers] == ["ranked", "both_bad", "cannot_judge"]
    assert all(pd.isna(answer["strength"]) for answer in answers)


def test_criteria_and_required_rationale(kept_lab: Lab, folder: str) -> None:
    """Scores go to the response they were given to; a required rationale holds the answer back."""
    labeler = open_ranking(
        kept_lab,
        folder,
        criteria=[{"name": "Tone", "definition": "How it sounds", "points": 3}],
        rationale="required",
        min_words=3,
    )
    labeler.focus()
    here = labeler.number()
    letter = labeler.letter_of("beta")
    labeler.press("1" if letter == "A" else "7")
    group = labeler.root.get_by_role("group", name=f"Tone, response {letter}")
    group.get_by_role("radio", name="3 of 3").check(force=True)
    labeler.press("Control+Enter")
    expect(labeler.prompt()).to_contain_text(f"Prompt {here}:")
    assert parquet_is_empty(kept_lab, folder)
    labeler.root.get_by_role("textbox", name="Rationale").fill("it is warm")
    labeler.submit()
    labeler.wait_saved()
    (row,) = frame(kept_lab.server.work / folder).to_dict("records")
    assert [dict(score) for score in row["answer"]["scores"]] == [
        {"response_id": "b", "criterion": "Tone", "score": 3}
    ]
    assert row["rationale"] == "it is warm"


def test_skip_escalate_and_the_end(kept_lab: Lab, folder: str) -> None:
    """A skipped item comes back at the end; an escalation keeps the provisional answer."""
    labeler = open_ranking(kept_lab, folder, n=3, order="given")
    labeler.focus()
    labeler.press("s")
    expect(labeler.prompt()).to_contain_text("Prompt 1:")
    labeler.press("5", "e")
    dialog = labeler.root.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile("expert")).check()
    dialog.get_by_label("Note").fill("what is a beta?")
    labeler.press("Control+Enter")
    expect(labeler.prompt()).to_contain_text("Prompt 2:")
    labeler.focus()
    labeler.prefer("alpha")
    expect(labeler.prompt()).to_contain_text("Prompt 0:")
    labeler.press("4", "Control+Enter")
    expect(
        labeler.root.get_by_text(re.compile("done|nothing left|finished", re.IGNORECASE))
    ).to_be_visible()
    labeler.wait_saved()
    events = frame(kept_lab.server.work / folder)
    assert list(events["action"]) == ["skip", "escalate", "answer", "answer"]
    escalated = events.iloc[1]
    assert escalated["escalation"]["reason"] == "needs_expert"
    assert escalated["escalation"]["note"] == "what is a beta?"
    assert escalated["answer"]["strength"] == 1
    assert len(labeler.rows()) == 2


def rank(labeler: Labeler, places: dict[str, str]) -> None:
    """Give each response its place by keyboard."""
    for text, place in places.items():
        name = re.compile(f"^Response {labeler.letter_of(text)}, ")
        labeler.root.get_by_role("button", name=name).focus()
        labeler.press(place)


def parquet_is_empty(lab: Lab, folder: str) -> bool:
    """Tell whether nothing has been written."""
    return not list((lab.server.work / folder / "ranking").glob("*.parquet"))
