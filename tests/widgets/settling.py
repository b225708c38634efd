"""A project whose annotators escalate, and its lead who settles."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import trainer_widgets as tw
from tests.widgets.client import Client, ranked, table

if TYPE_CHECKING:
    from pathlib import Path

WHY = {"reason": "guideline_silent", "note": "Two dialects", "suggested_rule": "Both are fine"}
RULE = {
    "base": "1.0",
    "version": "1.1",
    "title": "Dialects",
    "text": "Any dialect will do.",
    "example": "colour",
    "counterexample": "```case\nx",
    "change": "Dialects",
    "is_case": True,
}


def ranking_project(made: Path, settings: str = 'guideline = "1.0"\n') -> Path:
    """Write a ranking project with a guideline that its settings name."""
    (made / "guideline").mkdir(parents=True)
    text = f'id = "5e1c"\ntask = "ranking"\n# in force\n{settings}'
    (made / "project.toml").write_bytes(text.encode())
    (made / "guideline" / "1.0.md").write_text("# Tone\n\nBe kind.\n", "utf-8")
    table().to_parquet(made / "items.parquet")
    return made


def escalate(folder: Path, annotator: str = "ana", **changes: Any) -> tuple[Client, dict[str, Any]]:
    """Escalate an annotator's first item, with a provisional answer."""
    client = Client(tw.RankingWidget(folder, annotator=annotator))
    item = client.items[0]
    letters = [response["letter"] for response in item["responses"]]
    parts = {"escalation": WHY, "answer": ranked(*letters)} | changes
    assert "error" not in client.submit(item, "escalate", **parts)
    return client, item


def lead(folder: Path) -> Client:
    """Return a lead's view."""
    return Client(tw.EscalationWidget(folder, annotator="lead"))


def resolve(view: Client, escalation: str, kind: str, **changes: Any) -> dict[str, Any]:
    """Settle an escalation."""
    body = {"event_id": str(uuid.uuid4()), "reason": "Because.", "answer": None, "rule": None}
    body |= {"seat": view.seat, "escalation": escalation, "kind": kind}
    return view.ask("resolve", **body | changes)
