"""Whoever has seen others' answers no longer labels blind, wherever it was that they saw them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

import trainer_widgets as tw
from tests.widgets import reviewing
from tests.widgets.adjudicating import differing, look, number_of, view
from tests.widgets.client import Client, table
from tests.widgets.exploring import EVERYTHING, View
from tests.widgets.settling import WHY, escalate, lead, ranking_project, resolve
from tests.widgets.test_safety_refusals import answer
from tests.widgets.test_safety_refusals import widget as safety_widget
from trainer_widgets.exposures import exposure
from trainer_widgets.store import NotWritableError
from trainer_widgets.widgets._seat_sessions import SeatSessions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> tw.Project:
    """Return a project in which people differ on the first and on the third item."""
    return differing(tmp_path)


def conditions(project: tw.Project, person: str) -> dict[str, str]:
    """Label everything as somebody, and return each item's condition."""
    client = Client(tw.RankingWidget(project, annotator=person))
    for item in client.items:
        assert "error" not in client.submit(item)
    labels = project.labels()
    own = labels[labels["annotator"] == person]
    return dict(zip(own["item_id"], own["condition"], strict=True))


def seen(project: tw.Project, person: str) -> list[Any]:
    """Return the items of which it is stored that somebody has seen others' answers."""
    events = project.events()
    mine = events[(events["annotator"] == person) & (events["condition"] == "revealed")]
    return mine.loc[mine["action"] == "phase", "item_id"].tolist()


def test_adjudicators_no_longer_label_blind(project: tw.Project) -> None:
    """That others' answers were on screen is stored before they are, and counts everywhere."""
    client = view(project, "lea")
    look(client, number_of(client, "Prompt 0"))
    found = conditions(project, "lea")
    assert found.pop("secret-item-0") == "revealed"
    assert set(found.values()) == {"blind"}


def test_leads_no_longer_label_what_they_looked_at_blind(tmp_path: Path) -> None:
    """A provisional answer is an answer; that somebody asked for it is stored once."""
    escalate(ranking_project(tmp_path / "project"))
    project = tw.Project(tmp_path / "project")
    client = lead(tmp_path / "project")
    (entry,) = client.welcome["escalations"]
    asked = {"seat": client.seat, "escalation": entry["escalation"]}
    assert seen(project, "lead") == []
    client.ask("look", **asked)
    client.ask("look", **asked)
    (item,) = seen(project, "lead")
    found = conditions(project, "lead")
    assert found.pop(item) == "revealed"
    assert set(found.values()) == {"blind"}


def test_ones_own_escalation_exposes_nobody_before_its_ruling(tmp_path: Path) -> None:
    """Who looks at what they asked themselves sees nothing new; the lead's ruling is that."""
    folder = ranking_project(tmp_path / "project")
    escalate(folder)
    project, own = tw.Project(folder), Client(tw.EscalationWidget(folder, annotator="ana"))
    asked = {"seat": own.seat, "escalation": own.welcome["escalations"][0]["escalation"]}
    own.ask("look", **asked)
    assert seen(project, "ana") == []
    resolve(lead(folder), asked["escalation"], "reject")
    own.ask("look", **asked)
    assert len(seen(project, "ana")) == 1


def test_categories_in_the_list_are_a_part_of_an_answer(tmp_path: Path) -> None:
    """Whoever lists escalations sees what was asked, and of flags already what they say."""
    labeling = Client(safety_widget(tmp_path))
    labeling.submit(labeling.items[0], "escalate", escalation=WHY, answer=answer())
    labeling.submit(labeling.items[1], "escalate", escalation=WHY)
    project = labeling.widget.project
    for _ in range(2):
        told = Client(tw.EscalationWidget(project, annotator="lead")).welcome["escalations"]
        assert sorted(len(one["categories"]) for one in told) == [0, 1]
    assert len(seen(project, "lead")) == 1


def opened(explorer: tw.SliceExplorer, login: str | None, item: str) -> dict[str, Any]:
    """Open an item in an explorer."""
    client = View(explorer, login)
    return client.ask("open_item", seat=client.seat, item_id=item, slice=EVERYTHING)


def test_who_opened_an_item_in_an_explorer_no_longer_labels_it_blind(project: tw.Project) -> None:
    """It is stored of whom a login or a name is known; of guests, and of one's own, nothing is."""
    with closing(tw.SliceExplorer(project)) as explorer:
        assert opened(explorer, "lea", "secret-item-0")["said"]
        assert opened(explorer, "lea", "secret-item-5")["said"] == []
        before = len(project.events())
        assert opened(explorer, None, "secret-item-2")["said"]
        assert len(project.events()) == before
    found = conditions(project, "lea")
    assert found.pop("secret-item-0") == "revealed"
    assert set(found.values()) == {"blind"}


def test_what_may_only_be_read_can_be_explored(
    project: tw.Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where nothing can be noted since nothing may be written, the item is shown all the same."""
    folder = project.store.url

    def refused(*_: object) -> None:
        raise NotWritableError(folder, "Read-only file system")

    monkeypatch.setattr(SeatSessions, "expose", refused)
    with closing(tw.SliceExplorer(project)) as explorer:
        assert opened(explorer, "lea", "secret-item-0")["said"]
    assert "Read-only file system" in caplog.text


def test_what_is_seen_in_several_places_is_stored_once(project: tw.Project) -> None:
    """Adjudicators, reviewers and explorers store the same event; of a changed item another."""
    for _ in range(2):
        client = view(project, "lea")
        look(client, number_of(client, "Prompt 0"))
    reviewer = reviewing.reviewer(project, "lea")
    for entry in reviewer.welcome["labels"]:
        assert "error" not in reviewing.look(reviewer, entry)
    with closing(tw.SliceExplorer(project)) as explorer:
        opened(explorer, "lea", "secret-item-0")
    assert sorted(seen(project, "lea")) == ["secret-item-0", "secret-item-1", "secret-item-2"]
    changed = tw.Project.from_items(
        table().assign(prompt=lambda one: one["prompt"] + "?"), project.store
    )
    ids = [exposure(one, "secret-item-0", "lea")["event_id"] for one in (project, changed)]
    assert ids[0] in set(project.events()["event_id"])
    assert ids[1] not in set(project.events()["event_id"])
