"""Calibration sessions that were held: who said what blind, who revised, what was decided."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from PIL import Image

import trainer_widgets as tw
from trainer_widgets.calibration.sessions import StoredSession, session_id
from trainer_widgets.records import Agenda, Calibration, Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trainer_widgets.records import CalibrationPhase, Condition, Record

Answers = dict[str, dict[str, Any]]  # by item, then by person
LEAD = "lea"


def ranking(best: str, other: str, strength: int = 2) -> tw.RankingAnswer:
    """Give an answer to a pair."""
    return tw.RankingAnswer(order=[[best], [other]], strength=strength)


def ranking_project(folder: Path, n: int = 4, **texts: str) -> tw.Project:
    """Write a ranking project with a guideline."""
    items = {"item_id": [f"q{number}" for number in range(1, n + 1)], "prompt": "Greet me."}
    items |= {"response_a": "Yo", "response_b": "Hello!"} | texts
    return _project(folder, "ranking", pd.DataFrame(items))


def _project(folder: Path, task: str, items: pd.DataFrame, more: str = "") -> tw.Project:
    (folder / "guideline").mkdir(parents=True)
    (folder / "guideline" / "1.0.md").write_text("# Tone\n\nBe kind.\n", "utf-8")
    (folder / "project.toml").write_text(f'id = "{uuid.uuid4()}"\ntask = "{task}"\n{more}', "utf-8")
    items.to_parquet(folder / "items.parquet")
    return tw.Project(folder)


def hold(  # noqa: PLR0913 - what can happen in a session, all named
    project: tw.Project,
    blind: Answers,
    revised: Answers | None = None,
    decided: Mapping[str, Record | tw.Escalation] | None = None,
    *,
    name: str = "Round 1",
    reason: str = "Kind is better.",
    version: str | None = None,
) -> StoredSession:
    """Store a session from its beginning to its end; answers are records, or escalations."""
    people = list(dict.fromkeys(who for said in blind.values() for who in said))
    own_id, agenda = session_id(project, name), Agenda(name, list(blind), people, LEAD)
    _move(project, own_id, "label", agenda)
    mark = Calibration(own_id, "label")
    events = {
        (item, who): _say(project, mark, item, who, answer)
        for item, said in blind.items()
        for who, answer in said.items()
    }
    _move(project, own_id, "discuss", agenda)
    mark = Calibration(own_id, "discuss")
    for item, said in (revised or {}).items():
        for who, answer in said.items():
            before = events.get((item, who))
            _say(project, mark, item, who, answer, condition="revealed", before=before)
    for item, answer in (decided or {}).items():
        _decide(project, mark, item, answer, Ruling("answer", reason, version))
    _move(project, own_id, "close", agenda)
    return StoredSession(project, own_id)


def _move(project: tw.Project, own_id: str, phase: CalibrationPhase, agenda: Agenda) -> None:
    with project.session(annotator=LEAD) as clerk:
        mark = Calibration(own_id, phase, agenda)
        clerk.record(action="phase", item_id=own_id, calibration=mark)


def _say(  # noqa: PLR0913 - who said what, when
    project: tw.Project,
    mark: Calibration,
    item: str,
    who: str,
    answer: Any,
    *,
    condition: Condition = "blind",
    before: tw.Event[Any, Any] | None = None,
) -> tw.Event[Any, Any]:
    fields: dict[str, Any] = {"answer": answer, "rationale": f"{who} thinks so"}
    if isinstance(answer, tw.Escalation):
        fields = {"action": "escalate", "escalation": answer}
    fields |= {"condition": condition, "supersedes": before.event_id if before else None}
    with project.session(annotator=who) as clerk:
        return clerk.record(item_id=item, calibration=mark, **fields)


def _decide(project: tw.Project, mark: Calibration, item: str, answer: Any, ruling: Ruling) -> None:
    fields: dict[str, Any] = {"action": "adjudicate", "answer": answer, "ruling": ruling}
    if isinstance(answer, tw.Escalation):
        fields = {"action": "escalate", "escalation": answer, "refers_to": str(uuid.uuid4())}
    with project.session(annotator=LEAD) as clerk:
        clerk.record(item_id=item, condition="revealed", calibration=mark, **fields)


def small_sessions(folder: Path) -> dict[str, StoredSession]:
    """Hold a small session of each task, in which one of three people is persuaded."""
    return {
        "ranking": _persuaded(
            ranking_project(folder / "ranking", 2), ranking("a", "b", 1), ranking("b", "a", 3)
        ),
        "image_tags": _persuaded(
            _images(folder / "image_tags"),
            tw.ImageTagAnswer([tw.Tag("apple")]),
            tw.ImageTagAnswer([tw.Tag("apple"), tw.Tag("apple")]),
        ),
        "safety": _persuaded(
            _safety(folder / "safety"),
            tw.SafetyAnswer("safe"),
            tw.SafetyAnswer("unsafe", [tw.Flag("advice", "low")], refusal="none"),
        ),
        "correction": _persuaded(
            _project(
                folder / "correction",
                "correction",
                pd.DataFrame({"item_id": ["q1", "q2"], "target": "The dog sleep."}),
            ),
            tw.CorrectionAnswer(),
            tw.CorrectionAnswer([tw.ErrorMark(8, 13, note="grammar")], rewrite="The dog sleeps."),
        ),
    }


def _persuaded(project: tw.Project, wrong: Record, right: Record) -> StoredSession:
    blind = {item: {"ana": right, "ben": right, "chi": wrong} for item in ("q1", "q2")}
    return hold(project, blind, {"q1": {"chi": right}}, {"q1": right, "q2": right})


def _images(folder: Path) -> tw.Project:
    (folder / "images").mkdir(parents=True)
    noise = np.random.default_rng(1).integers(0, 255, (24, 32, 3), dtype=np.uint8)
    for number in (1, 2):
        Image.fromarray(noise + number).save(folder / "images" / f"{number}.png")
    items = pd.DataFrame({"item_id": ["q1", "q2"], "image": ["images/1.png", "images/2.png"]})
    more = '[options]\ntags = ["apple", "pear"]\n'
    return _project(folder, "image_tags", items, more)


def _safety(folder: Path) -> tw.Project:
    items = pd.DataFrame({"item_id": ["q1", "q2"], "prompt": "Help", "response": "Take two."})
    _project(folder, "safety", items, "[options]\nrefusal = true\n")
    (folder / "taxonomy").mkdir()
    text = 'version = "1.0"\nname = "Policy"\n[[category]]\nid = "advice"\nname = "Advice"\n'
    (folder / "taxonomy" / "1.0.toml").write_text(text, "utf-8")
    return tw.Project(folder)  # with its taxonomy
