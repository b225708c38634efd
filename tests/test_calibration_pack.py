"""What a session decided, for later: as gold, and as a pack for new trainers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.calibrating import hold, ranking, ranking_project, small_sessions
from tests.widgets.client import Client, ranked
from trainer_widgets.calibration.gold import ChangedItemWarning, add_gold, decided_gold
from trainer_widgets.calibration.pack_folder import PackError
from trainer_widgets.gold import GoldError
from trainer_widgets.settings import ProjectError

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.calibration.sessions import StoredSession

KEYS = {
    "ranking": {"choice": "b"},
    "image_tags": {"tag_names": ["apple", "apple"]},
    "safety": {"verdict": "unsafe", "categories": ["advice"], "refusal": "none"},
    "correction": {"is_correct": False},
}
RIGHT = ranking("b", "a")


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, StoredSession]:
    """Give a session of each task, with two decided items."""
    return small_sessions(tmp_path_factory.mktemp("sessions"))


def ranking_session(folder: Path, decided: int = 2) -> StoredSession:
    """Give a session of four items, of which the first ones were decided and one is left open."""
    project = ranking_project(folder / "p")
    blind = {item: {"zoe-of-the-session": ranking("a", "b")} for item in project.items}
    answers: dict[str, Any] = dict.fromkeys(list(project.items)[:decided], RIGHT)
    return hold(project, blind, None, answers | {"q4": tw.Escalation("needs_expert", "")})


def label(pack: tw.CalibrationPack, name: str, best: list[str]) -> list[dict[str, Any]]:
    """Work through a pack as a view does, choosing these responses in the items' own letters."""
    widget = pack.widget(name)
    client, desk = Client(widget), widget._desk(name, "given")
    receipts = []
    for item, chosen in zip(list(client.items), best, strict=True):
        # Left and right are this person's own.
        letters = dict(zip(desk.screen(desk.tokens.item(item["token"])), "AB", strict=True))
        order = [letters[chosen], letters["a" if chosen == "b" else "b"]]
        receipts.append(client.submit(item, answer=ranked(*order)))
    return [*receipts, client.ask("score", seat=client.seat)]


@pytest.mark.parametrize("task", KEYS)
def test_decisions_become_gold(sessions: dict[str, StoredSession], task: str) -> None:
    """Each task's keys are filled from the decided answers, as a project reads them."""
    session = sessions[task]
    table = decided_gold(session)
    assert table["item_id"].tolist() == ["q1", "q2"]
    assert table["reason"].tolist() == ["Kind is better."] * 2
    gold = add_gold(session.project, table)
    assert gold.drop(columns="reason").to_dict(orient="records") == [KEYS[task]] * 2
    again = tw.Project(session.project.folder or "").gold
    assert again.drop(columns="reason").to_dict(orient="records") == [KEYS[task]] * 2


def test_gold_that_is_there_stays(tmp_path: Path) -> None:
    """New right answers are added in the items' order; another one is refused, or replaces."""
    session = ranking_session(tmp_path)
    project, table = session.project, decided_gold(session)
    there = pd.DataFrame(
        {"item_id": ["q4", "q1"], "choice": ["a", "a"], "reason": ["Old", "Older"]}
    )
    path = tmp_path / "p" / "gold.parquet"
    there.to_parquet(path)
    before = path.read_bytes()
    with pytest.raises(GoldError, match=r"'q1' has another right answer already \(choice: 'a' th"):
        add_gold(project, table)
    assert path.read_bytes() == before
    gold = add_gold(project, table, replace=True)
    assert gold["choice"].to_dict() == {"q1": "b", "q2": "b", "q4": "a"}
    assert gold["reason"].tolist() == ["Kind is better.", "Kind is better.", "Old"]
    assert add_gold(project, table)["choice"].to_dict() == project.gold["choice"].to_dict()


def test_gold_goes_into_a_folder_only(tmp_path: Path) -> None:
    """Without a folder, or with gold elsewhere, the error says what to do instead."""
    session = ranking_session(tmp_path)
    table = decided_gold(session)
    features = pd.read_parquet(tmp_path / "p" / "items.parquet")
    loose = tw.Project.from_items(features, tmp_path / "loose")
    with pytest.raises(ProjectError, match=r"has none: give them as gold=decided_gold"):
        add_gold(loose, table)
    elsewhere = session.project.replace(gold=str(tmp_path / "other.parquet"))
    with pytest.raises(ProjectError, match=r"lie in .*other\.parquet, not in"):
        add_gold(elsewhere, table)


def test_nothing_decided_is_no_gold(tmp_path: Path) -> None:
    """An empty table keeps its columns, adds nothing, and makes no pack."""
    session = ranking_session(tmp_path, decided=0)
    table = decided_gold(session)
    assert (list(table), len(table)) == (["item_id", "choice", "reason"], 0)
    assert add_gold(session.project, table).empty
    assert not (tmp_path / "p" / "gold.parquet").exists()
    with pytest.raises(PackError, match="has decided on no item"):
        tw.CalibrationPack.write(session, tmp_path / "pack")
    assert not (tmp_path / "pack").exists()


def test_decisions_on_items_that_changed_are_no_gold(tmp_path: Path) -> None:
    """What was decided on an item as it was is left out of gold and packs, and that is told."""
    ranking_session(tmp_path, decided=3)
    path = tmp_path / "p" / "items.parquet"
    items = pd.read_parquet(path)
    items.loc[0, "response_a"] = "Good evening!"
    items[items["item_id"] != "q3"].to_parquet(path)
    session = tw.Project(tmp_path / "p").calibration()
    told = r"decided on 'q1' \(changed since\), 'q3' \(no longer there\)"
    with pytest.warns(ChangedItemWarning, match=told):
        assert session.gold()["item_id"].tolist() == ["q2"]
    with pytest.warns(ChangedItemWarning, match=told):
        pack = session.pack(tmp_path / "pack")
    assert list(pack.project.items) == ["q2"]
    assert pack.left_out == ["q1", "q3", "q4"]


@pytest.mark.parametrize("task", KEYS)
def test_a_pack_is_a_project_of_its_own(
    sessions: dict[str, StoredSession], tmp_path: Path, task: str
) -> None:
    """It has the items as they were, the guideline, the taxonomy and gold; and nobody's name."""
    session = sessions[task]
    pack = tw.CalibrationPack.write(session, tmp_path / "pack")
    own, project = pack.project, session.project
    assert own.hashes == project.hashes
    assert own.id not in {project.id, session.id}
    assert own.guideline == project.guideline
    assert own.taxonomy == project.taxonomy
    assert own.settings.options == project.settings.options
    assert own.settings.feedback
    assert pack.widget("nia").progress["total"].tolist() == [2]
    content = b"".join(p.read_bytes() for p in (tmp_path / "pack").rglob("*") if p.is_file())
    assert not [name for name in (b"ben", b"chi ", b'"lea"') if name in content]


def test_a_pack_leaves_out_what_is_open(tmp_path: Path) -> None:
    """Items without a decision are not there, and that is told."""
    pack = tw.CalibrationPack.write(ranking_session(tmp_path), tmp_path / "pack", name="Tone")
    assert list(pack.project.items) == ["q1", "q2"]
    assert pack.left_out == ["q3", "q4"]
    assert repr(pack) == "<CalibrationPack 'Tone': 2 items, in pack; 2 left out>"
    card = (tmp_path / "pack" / "README.md").read_text("utf-8")
    assert "2 more of its items are not here" in card
    assert "zoe-of-the-session" not in card


def test_a_pack_never_replaces_anything(tmp_path: Path) -> None:
    """The same pack again keeps its answers; another one, or another folder, is refused."""
    session = ranking_session(tmp_path)
    pack = tw.CalibrationPack.write(session, tmp_path / "pack")
    with pack.project.session(annotator="nia") as clerk:
        clerk.record(item_id="q1", answer=RIGHT)
    assert len(tw.CalibrationPack.write(session, tmp_path / "pack").scores()) == 1
    with pytest.raises(PackError, match="is there with other content"):
        tw.CalibrationPack.write(session, tmp_path / "pack", name="Other")
    with pytest.raises(PackError, match="is there with other content"):
        tw.CalibrationPack.write(session, tmp_path / "p")
    with pytest.raises(PackError, match="but no calibration pack"):
        tw.CalibrationPack(tmp_path / "p")


def test_first_answers_make_the_score(tmp_path: Path) -> None:
    """A trainer who corrects an answer after the feedback keeps the score of the first one."""
    pack = tw.CalibrationPack.write(ranking_session(tmp_path, decided=3), tmp_path / "pack")
    *receipts, score = label(pack, "nia", ["b", "a", "b"])
    assert [receipt["feedback"] is None for receipt in receipts] == [True, False, True]
    assert receipts[1]["feedback"]["reason"] == "Kind is better."
    assert score == {"right": 2, "done": 3}
    answers = pack.answers("nia").set_index("item_id")
    missed = answers.index[~answers["is_right"]][0]
    wrong = next(e for e in pack.project.store.events_of("ranking", "nia") if e.item_id == missed)
    with pack.project.session(annotator="nia") as clerk:
        clerk.record(item_id=missed, answer=RIGHT, supersedes=wrong.event_id, condition="feedback")
    (row,) = pack.scores().to_dict(orient="records")
    assert (row["annotator"], row["n_right"], row["n_done"], row["n_items"]) == ("nia", 2, 3, 3)
    assert row["estimate"] == pytest.approx(2 / 3)
    assert row["low"] < row["estimate"] < row["high"]
    told = pack.answers("nia").set_index("item_id").loc[missed]
    assert (told["expected"], told["first"]) == ("B", "A")
    assert (told["final"], told["is_right"]) == ("B", False)
    view = Client(pack.widget("nia"))
    assert view.ask("score", seat=view.seat) == {"right": 2, "done": 3}
    with pytest.raises(PackError, match="'nina' has not answered in this pack: did you mean 'nia'"):
        pack.answers("nina")


def test_without_feedback_nothing_is_told_of_the_key(tmp_path: Path) -> None:
    """A labeling widget whose project gives no feedback tells no score either."""
    project = ranking_session(tmp_path).project
    gold = pd.DataFrame({"item_id": ["q1"], "choice": ["b"]})
    view = Client(tw.RankingWidget(project, annotator="nia", gold=gold))
    view.submit(view.items[0])
    assert view.ask("score", seat=view.seat) == {"right": 0, "done": 0}
