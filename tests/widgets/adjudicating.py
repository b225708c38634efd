"""A project whose annotators differ, and its adjudicators."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import trainer_widgets as tw
from tests.widgets.client import Client, table
from trainer_widgets.records import RankingAnswer

if TYPE_CHECKING:
    from pathlib import Path

CHOICES = {
    "secret-item-0": {"ana-secret": "a", "ben-secret": "b", "chi-secret": "b"},
    "secret-item-1": {"ana-secret": "a", "ben-secret": "a"},
    "secret-item-2": {"ana-secret": "a", "ben-secret": "b"},
}
NOW = "2026-03-02T12:00:00Z"


def order(best: str) -> RankingAnswer:
    """Return an answer that prefers one of two responses."""
    return RankingAnswer(order=[[best], ["b" if best == "a" else "a"]], strength=2, points=7)


def differing(folder: Path) -> tw.Project:
    """Return a project in which people differ on the first and on the third item."""
    project = tw.Project.from_items(table(), folder / "labels")
    for person in ("ana-secret", "ben-secret", "chi-secret"):
        with project.session(annotator=person) as session:
            for item, said in CHOICES.items():
                if person in said:
                    why = f"because {said[person]}"
                    session.record(item_id=item, answer=order(said[person]), rationale=why)
    return project


def view(project: tw.Project, annotator: str = "lead", **options: Any) -> Client:
    """Return an adjudicator's view."""
    return Client(tw.AdjudicationWidget(project, annotator=annotator, **options))


def look(client: Client, number: int) -> dict[str, Any]:
    """Return an item of the list with its answers."""
    (entry,) = (one for one in client.welcome["items"] if one["number"] == number)
    return client.ask("look", seat=client.seat, item=entry["item"]) | {"name": entry["item"]}


def choose(client: Client, looked: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Pick the first of the answers, or what the changes say."""
    first = looked["answers"][0]
    body = {"seat": client.seat, "event_id": str(uuid.uuid4()), "item": looked["name"]}
    body |= {"picked": first["key"], "answer": first["plain"], "reason": "It is kinder."}
    body |= {"started_at": NOW, "submitted_at": NOW, "active_ms": 5000}
    return client.ask("adjudicate", **body | changes)


def number_of(client: Client, text: str) -> int:
    """Return the number of the item whose prompt this is."""
    return next(int(one["number"]) for one in client.welcome["items"] if one["excerpt"] == text)
