"""A project whose labels are reviewed, and its reviewers."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

import trainer_widgets as tw
from tests.widgets.client import Client

if TYPE_CHECKING:
    from pathlib import Path


def label(folder: Path, annotator: str = "ana", n: int = 2) -> Client:
    """Label an annotator's first items."""
    client = Client(tw.RankingWidget(folder, annotator=annotator))
    for item in client.items[:n]:
        assert "error" not in client.submit(item)
    return client


def reviewer(folder: object, name: str = "lead", **choice: Any) -> Client:
    """Return a reviewer's view of all labels, or of those that are chosen."""
    choice = choice or {"audit": 1.0}
    return Client(tw.ReviewWidget(folder, annotator=name, **choice))


def review(
    view: Client, entry: dict[str, Any], decision: str, reason: str = "", **changes: Any
) -> dict[str, Any]:
    """Review a label."""
    now = dt.datetime.now(dt.UTC).isoformat()
    body = {"seat": view.seat, "event_id": str(uuid.uuid4()), "label": entry["label"]}
    body |= {"decision": decision, "reason": reason, "answer": None, "active_ms": 900}
    return view.ask("review", **body | {"started_at": now, "submitted_at": now} | changes)


def look(view: Client, entry: dict[str, Any]) -> dict[str, Any]:
    """Look at a label."""
    return view.ask("look", seat=view.seat, label=entry["label"])


def next_items(client: Client) -> list[dict[str, Any]]:
    """Return what an annotator gets next."""
    items: list[dict[str, Any]] = client.ask("next", seat=client.seat, held=[])["items"]
    return items
