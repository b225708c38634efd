"""What the safety widget stores and refuses, spoken to as a view would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.client import Client
from trainer_widgets.records import Category, SeverityLevel
from trainer_widgets.settings import ProjectError, UnknownArgumentError
from trainer_widgets.taxonomy import TaxonomyError

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = [SeverityLevel(name, name.title()) for name in ("none", "low", "high", "severe")]
TAXONOMY = tw.Taxonomy(
    "1.0",
    "Demo",
    [
        Category("privacy", "Privacy", action="edit"),
        Category("privacy.spying", "Spying", severities=["high", "severe"], action="block"),
        Category("refusal", "False refusal", severities=["low"]),
    ],
    LEVELS,
)
RESPONSE = "Read her 📱 at night."
ACTIONS = ["allow", "edit", "block"]


def table(n: int = 3) -> pd.DataFrame:
    """Return items whose ids must never reach a browser."""
    return pd.DataFrame(
        {
            "item_id": [f"secret-item-{number}" for number in range(n)],
            "prompt": [f"Question {number}" for number in range(n)],
            "response": RESPONSE,
        }
    )


def widget(folder: Path, **arguments: Any) -> tw.SafetyWidget:
    """Return a widget over three items that stores into a folder."""
    given: dict[str, Any] = {
        "annotator": "ana",
        "taxonomy": TAXONOMY,
        "actions": ACTIONS,
        "order": "given",
    }
    return tw.SafetyWidget(table(), folder / "labels", **given | arguments)


def flag(category: str = "privacy.spying", **changes: Any) -> dict[str, Any]:
    """Return a flag: secretly watching somebody, with the words that show it."""
    evidence = [{"start": 9, "end": 10}]
    return {
        "category": category,
        "severity": "high",
        "evidence": evidence,
        "reason": "",
    } | changes


def answer(**changes: Any) -> dict[str, Any]:
    """Return an answer that the widget takes."""
    return {
        "type": "safety",
        "verdict": "unsafe",
        "flags": [flag()],
        "action": "block",
        "refusal": "none",
        "should_refuse": True,
        "rewrite": None,
    } | changes


SAFE = answer(verdict="safe", flags=[], action=None, should_refuse=None)
REWRITTEN = answer(rewrite="Talk to her.")


def test_an_answer_is_stored_with_its_taxonomy(tmp_path: Path) -> None:
    """The row names the taxonomy, the evidence cuts the words out of the text, columns follow."""
    client = Client(widget(tmp_path))
    assert "error" not in client.submit(client.items[0], answer=answer(), seen=["unveiled"])
    (row,) = client.widget.labels.to_dict("records")
    assert row["taxonomy"] == "1.0"
    assert row["categories"] == ["privacy.spying"]
    assert row["severity"] == "high"
    assert not row["false_refusal"]
    (span,) = row["flags"][0]["evidence"]
    assert RESPONSE[span["start"] : span["end"]] == "📱"
    (event,) = client.widget.project.store.events_of("safety", "ana")
    assert event.shown
    assert event.shown.seen == ["unveiled"]


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": SAFE},
        {"answer": SAFE | {"refusal": "full", "should_refuse": False}},
        {"answer": SAFE | {"flags": [flag("refusal", severity="low")]}},
        {"answer": SAFE | {"verdict": "cannot_tell"}},
        {"answer": answer(flags=[flag(severity="severe", reason="Secretly.")])},
        {"action": "skip", "answer": None},
    ],
)
def test_sensible_answers_are_taken(tmp_path: Path, changes: dict[str, Any]) -> None:
    """Safe without flags, a refusal without need, a flag on a safe response: all can be said."""
    client = Client(widget(tmp_path))
    assert "error" not in client.submit(client.items[0], **changes)
    assert len(client.widget.events) == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (answer(verdict=None), "a verdict is required"),
        (answer(flags=[]), "unsafe needs a flag"),
        (answer(flags=[flag("privacy", severity="none")]), "unsafe needs a flag"),
        (answer(flags=[flag("privacy.spyin")]), "did you mean 'privacy.spying'?"),
        (answer(flags=[flag(severity="low")]), "privacy.spying has no severity 'low'"),
        (answer(flags=[flag(severity="dreadful")]), "$.answer.flags[0].severity"),
        (answer(flags=[flag(), flag()]), "flagged twice"),
        (answer(flags=[flag(evidence=[{"start": 3, "end": 3}])]), "empty or goes beyond"),
        (answer(flags=[flag(evidence=[{"start": 0, "end": 99}])]), "empty or goes beyond"),
        (answer(flags=[flag(evidence=[{"start": 0, "end": 1}] * 1_001)]), "more than 1000"),
        (answer(flags=[flag(evidence=[{"start": 5, "end": 2}])]), "before it starts"),
        (answer(flags=[flag(severity="severe", reason="  ")]), "needs a reason"),
        (answer(action="burn"), "there is no action 'burn'"),
        (answer(action=None), "unsafe needs an action"),
        (answer(refusal=None), "say whether the response refused"),
        (answer(refusal="full", should_refuse=None), "should have refused"),
        (answer(should_refuse=None), "should have refused"),
        (REWRITTEN, "a safe version is not asked for"),
        (answer(more=1), "more"),
    ],
)
def test_impossible_answers_are_refused_for_good(
    tmp_path: Path, given: dict[str, Any], says: str
) -> None:
    """An answer that this screen could not have given says why, and stores nothing."""
    client = Client(widget(tmp_path))
    reply = client.submit(client.items[0], answer=given)
    assert reply["error"]["code"] == "refused"
    assert reply["error"]["final"]
    assert says in reply["error"]["message"]
    assert client.widget.events.empty


@pytest.mark.parametrize(
    ("options", "given", "says"),
    [
        ({"evidence": "required"}, answer(flags=[flag(evidence=[])]), "needs evidence"),
        ({"evidence": "required"}, answer(flags=[flag()]), None),
        ({"evidence": "hidden"}, answer(), "evidence is not asked for"),
        ({"reason_from": "high"}, answer(), "needs a reason"),
        ({"reason_from": None}, answer(flags=[flag(severity="severe")]), None),
        ({"refusal": False}, answer(), "refusals are not asked for"),
        ({"refusal": False}, answer(refusal=None, should_refuse=None), None),
        ({"actions": []}, answer(), "there is no action 'block'"),
        ({"actions": []}, answer(action=None), None),
        ({"rewrite": "optional"}, answer(rewrite=RESPONSE), "empty or unchanged"),
        ({"rewrite": "optional"}, answer(rewrite=" "), "empty or unchanged"),
        ({"rewrite": "optional"}, REWRITTEN, None),
        ({"rewrite": "required"}, answer(), "unsafe needs a safe version"),
        ({"rewrite": "required"}, SAFE, None),
        ({"rationale": "required"}, SAFE, "a rationale is required"),
    ],
)
def test_options_decide_what_is_asked(
    tmp_path: Path, options: dict[str, Any], given: dict[str, Any], says: str | None
) -> None:
    """What a project asks for is required, and what it hides is refused."""
    client = Client(widget(tmp_path, **options))
    reply = client.submit(client.items[0], answer=given)
    assert ("error" in reply) == (says is not None)
    assert says is None or says in reply["error"]["message"]


def test_under_a_veil_lists_tell_no_text(tmp_path: Path) -> None:
    """Where texts are veiled the list of one's own says the item's number instead."""
    for veil, excerpt in ((True, "Item 1"), (False, RESPONSE)):
        client = Client(widget(tmp_path / str(veil), veil=veil))
        client.submit(client.items[0], answer=SAFE)
        (entry,) = client.ask("mine", seat=client.seat)["entries"]
        assert entry["excerpt"] == excerpt


def test_feedback_speaks_in_names(tmp_path: Path) -> None:
    """Whoever misses the key is told it in the names of the categories, all keys at once."""
    gold = pd.DataFrame(
        {
            "item_id": ["secret-item-0", "secret-item-1"],
            "verdict": ["unsafe", "safe"],
            "categories": [["privacy.spying"], []],
            "refusal": ["none", "full"],
            "should_refuse": [True, False],
            "reason": ["Nobody was asked.", "It was harmless."],
        }
    )
    client = Client(widget(tmp_path, gold=gold, feedback=True))
    told = client.submit(client.items[0], answer=SAFE | {"should_refuse": False})["feedback"]
    assert told["expected"] == "unsafe; Privacy \u203a Spying; should have refused"
    assert told["reason"] == "Nobody was asked."
    told = client.submit(client.items[1], answer=answer())["feedback"]
    assert told["expected"] == "safe; nothing to flag; refused; should not have refused"
    assert client.submit(client.items[2], answer=answer())["feedback"] is None


def test_a_project_and_its_options_must_go_together(tmp_path: Path) -> None:
    """A missing taxonomy, and names that it does not know, stop the cell with what to change."""
    with pytest.raises(ProjectError, match="safety needs a taxonomy"):
        widget(tmp_path, taxonomy=None)
    with pytest.raises(ProjectError, match="did you mean 'privacy'"):
        widget(tmp_path, frequent=["privcy"])
    with pytest.raises(ProjectError, match="names the action 'block', which is none of"):
        widget(tmp_path, actions=["allow", "edit"])
    with pytest.raises(ValueError, match="'edit' is there twice"):
        widget(tmp_path, actions=["edit", "edit", "block"])
    with pytest.raises(UnknownArgumentError, match="did you mean 'veil'"):
        widget(tmp_path, vail=True)
    rude = tw.Taxonomy("1.0", "Rude", [Category("a", "A", severities=["huge"])])
    with pytest.raises(ProjectError, match="its severities are none of"):
        widget(tmp_path, taxonomy=rude)


def test_a_used_taxonomy_cannot_change(tmp_path: Path) -> None:
    """Another text under a version that people have labeled with is refused."""
    Client(widget(tmp_path))
    changed = tw.Taxonomy("1.0", "Demo", TAXONOMY.category[:2], LEVELS)
    with pytest.raises(TaxonomyError, match="save it as a new version"):
        widget(tmp_path, taxonomy=changed)
    newer = tw.Taxonomy("1.1", "Demo", TAXONOMY.category[:2], LEVELS)
    assert widget(tmp_path, taxonomy=newer).project.taxonomy == newer
