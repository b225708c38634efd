"""Rulings that are sent again, refused or followed by others, and what the guideline becomes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

import trainer_widgets as tw
from tests.widgets.client import Client, ranked
from tests.widgets.settling import RULE, WHY, escalate, lead, ranking_project, resolve

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = RULE | {"is_case": False, "example": "", "counterexample": ""}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a ranking project with a guideline that its settings name."""
    return ranking_project(tmp_path / "project")


def opened(folder: Path) -> tuple[Client, str]:
    """Return a lead's view and the first escalation in it."""
    view = lead(folder)
    return view, view.welcome["escalations"][0]["escalation"]


def guideline(folder: Path) -> Any:
    """Return the guideline that is in force for who comes now."""
    return tw.Project(folder).guideline


def test_a_ruling_that_is_sent_again_changes_nothing(folder: Path) -> None:
    """A newer version stays in force, in the same kernel and after a restart."""
    escalate(folder)
    escalate(folder, "ben")
    view = lead(folder)
    one, other = (entry["escalation"] for entry in view.welcome["escalations"])
    parts = {"event_id": str(uuid.uuid4()), "rule": PLAIN | {"text": "a\r\nb"}}
    resolve(view, one, "clarification", **parts)
    newer = PLAIN | {"base": "1.1", "version": "1.2", "text": "Newer."}
    resolve(view, other, "clarification", rule=newer)
    for again in (view, lead(folder)):
        assert "error" not in resolve(again, one, "clarification", **parts)
        assert guideline(folder).version == "1.2"
    assert tw.Project(folder).escalations()["ruling_guideline"].tolist() == ["1.1", "1.2"]


def test_what_another_lead_has_added_is_not_dropped(folder: Path) -> None:
    """Who saw an older version is told so, looks again, and adds to the newer one."""
    escalate(folder)
    escalate(folder, "ben")
    a, b = lead(folder), lead(folder)
    one, other = (entry["escalation"] for entry in a.welcome["escalations"])
    resolve(a, one, "clarification", rule=PLAIN | {"text": "Rule A"})
    rule = PLAIN | {"text": "Rule B", "version": "1.2"}
    told = resolve(b, other, "clarification", rule=rule)["error"]["message"]
    assert told == "the guideline is at 1.1 by now: look at it again"
    seen = b.ask("reread", seat=b.seat)
    assert (seen["guideline"]["version"], seen["next_version"]) == ("1.1", "1.2")
    assert "error" not in resolve(b, other, "clarification", rule=rule | {"base": "1.1"})
    assert "Rule A" in guideline(folder).text


def test_looking_again_shows_what_another_lead_has_put_in_force(folder: Path) -> None:
    """The list comes with the guideline that is in force by then."""
    escalate(folder)
    a, one = opened(folder)
    b = lead(folder)
    resolve(a, one, "clarification", rule=PLAIN)
    assert b.ask("reread", seat=b.seat)["guideline"]["version"] == "1.1"


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "half \ud800"},
        {"rule": PLAIN | {"text": "half \ud800"}},
        {"event_id": "taken"},
        {"kind": "answer", "answer": None},
    ],
    ids=["reason", "rule", "event id", "no answer"],
)
def test_the_guideline_stays_when_the_ruling_is_refused(
    folder: Path, changes: dict[str, Any]
) -> None:
    """Neither a version nor an event is there afterwards, and the next attempt succeeds."""
    escalate(folder, event_id="taken")
    view, one = opened(folder)
    reply = resolve(view, one, **{"kind": "clarification", "rule": PLAIN} | changes)
    assert reply["error"]["final"]
    assert guideline(folder).version == "1.0"
    assert [path.name for path in (folder / "guideline").iterdir()] == ["1.0.md"]
    assert tw.Project(folder).escalations()["status"].tolist() == ["open"]
    assert "error" not in resolve(view, one, "clarification", rule=PLAIN)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("See\n```case\nfoo", "a block called `case`"),
        (" ~~~ case\n[expected]\n ~~~", "a block called `case`"),
        ("    ```case\nx\n```", "a block called `case`"),
        ("See\n```\nfoo", "is not closed"),
    ],
)
def test_a_suggested_rule_cannot_bring_a_case_along(folder: Path, text: str, told: str) -> None:
    """What an annotator suggests is text: what would become more is refused."""
    escalate(folder, escalation=WHY | {"suggested_rule": text})
    view, one = opened(folder)
    suggested = view.welcome["escalations"][0]["suggested_rule"]
    rule = RULE | {"text": suggested}
    reply = resolve(view, one, "answer", answer=ranked("A", "B"), rule=rule)
    assert told in reply["error"]["message"]
    assert guideline(folder).version == "1.0"


def test_no_folder_is_named_to_the_browser(folder: Path) -> None:
    """A guideline that cannot be read is the kernel's log's business."""
    escalate(folder)
    view, one = opened(folder)
    (folder / "guideline" / "1.0.md").unlink()
    reply = resolve(view, one, "clarification", rule=PLAIN)
    assert "the kernel's log says why" in reply["error"]["message"]
    assert str(folder) not in repr(view.sent)


def test_an_answer_after_a_clarification_settles(folder: Path) -> None:
    """The newest ruling counts: the item does not go back to its annotator any more."""
    ana, item = escalate(folder)
    view, one = opened(folder)
    resolve(view, one, "clarification")
    resolve(view, one, "answer", answer=ranked("A", "B"))
    ahead = ana.ask("next", seat=ana.seat, held=[])["items"]
    assert item["token"] not in [other["token"] for other in ahead]
    assert all(other["note"] is None for other in ahead)


def test_an_event_called_nan_is_no_ruling(folder: Path) -> None:
    """What is not settled has no ruling, whatever other events are called."""
    ana, _ = escalate(folder)
    ana.submit(ana.items[1], event_id="nan")
    view, one = opened(folder)
    looked = view.ask("look", seat=view.seat, escalation=one)
    assert looked["ruled"] is None


def test_an_answer_to_a_case_stays_with_it(folder: Path) -> None:
    """A case that comes to stand before another one does not take over its answers."""
    text = "# Tone\n\n" + _case("old", "a")
    (folder / "guideline" / "1.0.md").write_text(text, "utf-8")
    project = tw.Project(folder).cases()
    reader = Client(tw.RankingWidget(project, annotator="new"))
    reader.submit(reader.items[0])
    newer = "# Tone\n\n" + _case("new", "b") + _case("old", "a")
    (folder / "guideline" / "1.1.md").write_text(newer, "utf-8")
    cases = tw.Project(folder, guideline="1.1").cases()
    (answered,) = cases.labels()["item_id"]
    assert cases.items[answered].prompt[0].content == "old"
    assert list(cases.items)[1] == answered


def _case(prompt: str, choice: str) -> str:
    columns = f'prompt = "{prompt}"\nresponse_a = "one"\nresponse_b = "two"'
    return f'```case\n[item]\n{columns}\n[expected]\nchoice = "{choice}"\n```\n'
