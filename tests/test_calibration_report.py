"""Reports of calibration sessions: their tables, and the files that are handed round."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from markdown_it import MarkdownIt

import trainer_widgets as tw
from tests.calibrating import Answers, hold, ranking, ranking_project, small_sessions
from trainer_widgets.calibration.report import SessionReport

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.calibration.sessions import StoredSession

HOSTILE = (
    "</td></table><script>alert(1)</script> ![x](http://evil.example/x) | `a\n\n# Big\n- \u202eeno"
)
PEOPLE = ("ana", "ben <img src=x onerror=alert(1)>")
# What JupyterLab leaves of a table's cells where a notebook is not trusted.
KEPT = {"h1", "h2", "h3", "p", "bdi", "span", "div", "table", "thead", "tbody", "tr", "th", "td"}
KEPT |= {"pre"}


class Parts(HTMLParser):
    """The tags and attributes of a page, and its texts."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += data


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, StoredSession]:
    """Give a session of each task, in which chi was persuaded of one item of two."""
    return small_sessions(tmp_path_factory.mktemp("sessions"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> SessionReport:
    """Give the report of a session whose every text wants to be more than text."""
    project = ranking_project(tmp_path_factory.mktemp("hostile") / "p", 2, prompt=HOSTILE)
    blind = {item: dict.fromkeys(PEOPLE, ranking("a", "b")) for item in ("q1", "q2")}
    blind["q1"][PEOPLE[1]] = ranking("b", "a")
    decided = {"q1": ranking("b", "a"), "q2": tw.Escalation("needs_expert", HOSTILE)}
    return SessionReport.of(hold(project, blind, None, decided, name=HOSTILE[:90], reason=HOSTILE))


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


def test_what_stays_open_says_so(hostile: SessionReport) -> None:
    """An item that was left open is a ruling without an answer."""
    assert hostile.rulings["left_open"].tolist() == [False, True]
    assert hostile.rulings["answer"].tolist()[1] == "left open: needs expert"
    assert hostile.items["decision"].tolist()[1] == "left open: needs expert"


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


@pytest.mark.parametrize("texts", [False, True])
def test_hostile_texts_stay_texts_in_markdown(hostile: SessionReport, texts: bool) -> None:
    """No name, rationale or model output becomes a heading, a link, a tag or a cell."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    text = hostile.to_markdown(texts=texts)
    parsed = reader.parse(text)
    inner = [part for token in parsed for part in token.children or []]
    kinds = {token.type for token in [*parsed, *inner]}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "em_open"}
    assert sum(token.tag == "h1" and token.nesting == 1 for token in parsed) == 1
    assert sum(token.tag == "h3" and token.nesting == 1 for token in parsed) == 2
    columns = [row.count("|") - 1 for row in text.split("\n") if row.startswith("| ben")]
    assert columns
    assert set(columns) <= {6}
    assert "\u202e" not in text
    # Autolinks need no brackets.
    outside = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert "http://" not in outside


@pytest.mark.parametrize("texts", [False, True])
def test_hostile_texts_stay_texts_in_html(hostile: SessionReport, texts: bool) -> None:
    """The page has no script, asks nobody, and says letter by letter what people wrote."""
    page = hostile.to_html(texts=texts)
    parts = Parts(page)
    assert parts.tags <= KEPT | {"html", "head", "body", "main", "meta", "title", "style", "img"}
    assert {name for name, _ in parts.attributes if name.startswith("on")} == set()
    sources = [value or "" for name, value in parts.attributes if name in {"src", "href"}]
    assert len(sources) == 3
    assert all(value.startswith("data:image/png;base64,") for value in sources)
    assert PEOPLE[1] in parts.text
    assert HOSTILE in parts.text
    assert "prefers-color-scheme: dark" in page
    assert "default-src 'none'" in page


def test_notebooks_get_what_their_sanitizer_keeps(hostile: SessionReport) -> None:
    """In a notebook a report is text and tables, and not as long as the file to hand round."""
    parts = Parts(hostile._repr_html_())
    assert parts.tags <= KEPT
    assert {name for name, _ in parts.attributes} <= {"class", "dir", "scope", "style"}
    styles = {value for name, value in parts.attributes if name == "style"}
    assert styles == {"text-align: left"}
    assert "Item by item" not in parts.text
    assert PEOPLE[1] in parts.text
    assert set(hostile._repr_markdown_().split("\n")) - {*hostile.to_markdown().split("\n")} == {
        hostile._repr_markdown_().split("\n")[-2]
    }
