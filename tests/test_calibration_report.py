"""Reports of calibration sessions: their tables, and the files that are handed round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.calibrating import Answers, hold, ranking, ranking_project, small_sessions
from trainer_widgets.calibration.report import SessionReport

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.calibration.sessions import StoredSession


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, StoredSession]:
    """Give a session of each task, in which chi was persuaded of one item of two."""
    return small_sessions(tmp_path_factory.mktemp("sessions"))


@pytest.mark.parametrize(
    ("task", "before", "after"),
    [
        ("ranking", "A is slightly better than B", "B is much better than A"),
        ("image_tags", "apple", "apple \N{MULTIPLICATION SIGN} 2"),
        ("safety", "safe", "unsafe; advice (low); answered"),
        ("correction", "nothing is wrong", "“sleep”; rewritten: “The dog sleeps.”"),
    ],
)
def test_answers_stand_in_their_tasks_words(
    sessions: dict[str, StoredSession], task: str, before: str, after: str
) -> None:
    """The log tells before and after as people say them, and who moved where."""
    report = SessionReport.of(sessions[task])
    log = report.disagreements
    moved, kept = log[log["annotator"] == "chi"].to_dict(orient="records")
    assert (moved["before"], moved["after"]) == (before, after)
    assert (moved["move"], kept["move"]) == ("moved to the decision", "kept to another answer")
    assert log["changed"].sum() == 1
    assert set(log.loc[log["annotator"] == "ana", "move"]) == {"agreed from the start"}
    assert report.rulings["answer"].tolist() == [after, after]
    assert report.items["n_revised"].tolist() == [1, 0]
    apart = report.items.loc[0, ["difference", "difference_after"]]
    assert apart["difference"] > apart["difference_after"] == 0


def test_agreement_after_says_that_it_is_not_independent(
    sessions: dict[str, StoredSession],
) -> None:
    """Both times are there, and each row of the later one warns."""
    report = SessionReport.of(sessions["ranking"])
    notes = report.agreement.groupby("when")["note"]
    assert all("not independent" in note for note in notes.get_group("after"))
    assert not any("not independent" in note for note in notes.get_group("before"))
    told = report.agreement.set_index(["statistic", "when"])["estimate"]["percent_agreement"]
    assert told.round(2).to_dict() == {"before": 0.33, "after": 0.67}
    assert "percent agreement after: 67 % (not independent)" in repr(report)


def test_people_are_held_against_the_decisions(sessions: dict[str, StoredSession]) -> None:
    """Each one's share has an interval, before and after."""
    people = SessionReport.of(sessions["safety"]).people.set_index("annotator")
    chi = people.loc["chi"]
    assert (chi["n_labeled"], chi["n_revised"], chi["n_decided"]) == (2, 1, 2)
    assert (chi["share_before"], chi["share_after"]) == (0.0, 0.5)
    assert 0 < chi["low_after"] < 0.5 < chi["high_after"] < 1


def test_a_session_without_decisions_has_a_report(tmp_path: Path) -> None:
    """One person, nothing decided, nobody revised: what cannot be told is missing, not wrong."""
    blind: Answers = {"q1": {"ana": ranking("a", "b")}}
    blind["q2"] = {"ana": tw.Escalation("broken_item", "?")}
    report = SessionReport.of(hold(ranking_project(tmp_path / "p"), blind))
    assert report.rulings.empty
    assert report.guideline_changes.empty
    assert report.agreement["estimate"].isna().all()
    assert report.items["difference"].isna().all()
    assert report.disagreements["agrees"].isna().all()
    assert report.disagreements["move"].tolist() == ["stayed, nothing decided", "gave no answer"]
    assert report.disagreements["before"].tolist()[1] == "escalated: broken item"
    assert report.people["share_before"].isna().all()
    assert "Nothing was decided." in report.to_markdown()
    assert "undefined" in report.to_html()


@pytest.mark.parametrize("task", ["ranking", "image_tags", "safety", "correction"])
def test_a_session_in_which_nobody_labeled_blind_has_a_report(
    sessions: dict[str, StoredSession], task: str
) -> None:
    """A late answer is in the log; agreement and charts say that there is nothing to compare."""
    right = sessions[task].decisions()["q1"].answer
    assert right is not None
    late: Answers = {"q1": {"ana": right}}
    project = sessions[task].project
    report = SessionReport.of(hold(project, {"q1": {}, "q2": {}}, late, {"q1": right}, name="Late"))
    assert report.agreement["estimate"].isna().all()
    assert report.items["difference_after"].isna().all()
    assert report.disagreements["move"].tolist() == ["answered after the reveal"]
    assert all(chart.to_dict() for chart in report.charts.values())
    assert "Nobody answered." in report.to_markdown(texts=True)


def test_changes_of_the_guideline_are_told_without_their_cases(tmp_path: Path) -> None:
    """A new version is there once, with its line, its rule and what changed; no answer leaks."""
    project = ranking_project(tmp_path / "p")
    rule = "### Warmth\n\nWarm wins.\n\n```case\nitem = 'x'\n[expected]\nchoice = 'b'\n```"
    project.add_rule(rule, version="1.1", change="Warmth wins", base="1.0")
    blind = {item: {"ana": ranking("a", "b")} for item in ("q1", "q2")}
    decided = dict.fromkeys(blind, ranking("b", "a"))
    report = SessionReport.of(hold(project, blind, None, decided, version="1.1"))
    (change,) = report.guideline_changes.to_dict(orient="records")
    assert (change["version"], change["change"], change["item_id"]) == ("1.1", "Warmth wins", "q1")
    assert change["rule"] == "### Warmth\n\nWarm wins."
    assert "+Warm wins." in change["diff"]
    assert "case" not in change["diff"]


def test_after_is_of_the_same_people_and_items_as_before(tmp_path: Path) -> None:
    """Who looked before answering is in the log and in no agreement; who took back is told."""
    blind: Answers = {
        item: {"ana": ranking("a", "b"), "ben": ranking("b", "a")} for item in ("q1", "q2")
    }
    project = ranking_project(tmp_path / "p")
    give_up = {"ben": tw.Escalation("needs_expert", ""), "chi": ranking("a", "b")}
    report = SessionReport.of(hold(project, blind, {"q1": {"chi": ranking("a", "b")}}))
    told = report.agreement.set_index(["statistic", "when"]).loc["percent_agreement"]
    assert told["n_labels"].to_dict() == {"before": 4, "after": 4}
    assert told["estimate"].to_dict() == {"before": 0, "after": 0}
    assert report.disagreements["move"].tolist().count("answered after the reveal") == 1
    assert "not independent" in str(told.loc["after", "note"])
    report = SessionReport.of(hold(project, blind, {"q2": give_up}, name="Round 2"))
    told = report.agreement.set_index(["statistic", "when"]).loc["percent_agreement"]
    assert told["n_labels"].to_dict() == {"before": 4, "after": 3}
    assert str(told.loc["after", "note"]).endswith("; without 1 taken back")


def test_answers_to_items_that_changed_are_told_and_not_counted(tmp_path: Path) -> None:
    """The item says so, differs by nothing, and no agreement has its answers."""
    blind: Answers = {
        item: {"ana": ranking("a", "b"), "ben": ranking("b", "a")} for item in ("q1", "q2", "q3")
    }
    hold(ranking_project(tmp_path / "p"), blind, None, {"q1": ranking("a", "b")})
    path = tmp_path / "p" / "items.parquet"
    items = pd.read_parquet(path)
    items.loc[0, "response_a"] = "Good evening!"
    items[items["item_id"] != "q3"].to_parquet(path)
    report = tw.Project(tmp_path / "p").calibration("Round 1").report()
    assert report.items["stale"].tolist() == [True, False, True]
    assert report.items["difference"].notna().tolist() == [False, True, False]
    assert set(report.agreement["n_labels"]) == {2}
    assert "Greet me. (changed since)" in report.to_html()
    assert report.to_markdown().count("has changed or gone since") == 2


def test_texts_are_there_only_where_asked_for(
    sessions: dict[str, StoredSession], tmp_path: Path
) -> None:
    """A file has excerpts by default, and with texts=True all that the items say."""
    report = SessionReport.of(sessions["ranking"])
    path = tmp_path / "report.md"
    assert "Hello!" not in report.to_markdown(path)
    assert path.read_text("utf-8") == report.to_markdown()
    assert "Hello!" in report.to_markdown(path, texts=True)
    assert "Hello!" in path.read_text("utf-8")


def test_veiled_items_stay_veiled(tmp_path: Path) -> None:
    """Where widgets veil texts, a report does not begin with them."""
    project = ranking_project(tmp_path / "p")
    veiled = project.replace()
    veiled.settings.options["veil"] = True
    report = SessionReport.of(hold(veiled, {"q1": {"ana": ranking("a", "b")}}))
    assert report.items["excerpt"].tolist() == ["Item 1 (veiled)"]
    assert "Greet" not in report.to_markdown()
