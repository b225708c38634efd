"""A project with something to explore, and views of its explorer."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pandas as pd

import trainer_widgets as tw
from tests.widgets.client import Client, ranked, table

if TYPE_CHECKING:
    from pathlib import Path

WHY = {"reason": "guideline_silent", "note": "Two dialects", "suggested_rule": "Both are fine"}
EVERYTHING = {"type": "every", "parts": []}
ARABIC = {"type": "compared", "feature": "language", "comparator": "=", "constant": "ar"}
TEXT = 'language = "ar"'
SIGHT: dict[str, Any] = {
    "slice": ARABIC,
    "by": [],
    "sort": "rate",
    "descending": True,
    "offset": 0,
    "item": None,
}


def ranking_project(made: Path, n: int = 12) -> Path:
    """Write a ranking project in two languages, with a guideline and one right answer."""
    (made / "guideline").mkdir(parents=True)
    (made / "project.toml").write_bytes(b'id = "5e1c"\ntask = "ranking"\nname = "Tone"\n')
    (made / "guideline" / "1.0.md").write_text("# Tone\n\nBe kind.\n", "utf-8")
    items = table(n)
    items["item_id"] = [f"q{number:02}" for number in range(n)]
    items["language"] = ["ar", "de", "en"] * (n // 3)
    items["length"] = range(n)
    items.to_parquet(made / "items.parquet")
    gold = items.head(1)[["item_id"]].assign(choice="a", reason="because alpha is right")
    gold.to_parquet(made / "gold.parquet")
    return made


def labeled_project(made: Path) -> Path:
    """Label it: two people agree but for Arabic; a third one escalates an item and skips one."""
    ranking_project(made)
    for annotator, arabic in (("ana", "alpha"), ("ben", "beta")):
        client = Client(tw.RankingWidget(made, annotator=annotator))
        while client.items:
            for item in client.items:
                is_arabic = int(item["prompt"][0]["content"].split()[1]) % 3 == 0
                client.submit(item, answer=better(item, arabic if is_arabic else "alpha"))
            client.items = client.ask("next", seat=client.seat, held=[])["items"]
        client.widget.close()
    eva = Client(tw.RankingWidget(made, annotator="eva"))
    eva.submit(eva.items[0], "escalate", escalation=WHY, answer=better(eva.items[0], "beta"))
    eva.submit(eva.items[1], "skip")
    eva.widget.close()
    return made


def better(item: dict[str, Any], text: str) -> dict[str, Any]:
    """Return an answer by which the response that begins so is better."""
    first, second = sorted(item["responses"], key=lambda one: not one["text"].startswith(text))
    return ranked(first["letter"], second["letter"])


def some_labels(n: int = 40) -> pd.DataFrame:
    """Return labels of two people, who miss something in Arabic."""
    labels = pd.DataFrame({"item_id": [f"q{place // 2}" for place in range(2 * n)]})
    labels["annotator"] = ["ana", "ben"] * n
    labels["language"] = [["ar", "de", "en", "fr"][place // 2 % 4] for place in range(2 * n)]
    labels["wrong"] = labels["language"] == "ar"
    labels["submitted_at"] = pd.Timestamp("2026-03-01", tz="UTC") + pd.to_timedelta(
        range(2 * n), "h"
    )
    return labels


class View(Client):
    """A view of an explorer: it asks about slices, and its turns count up."""

    def __init__(
        self, widget: tw.SliceExplorer, login: str | None = None, view: str | None = None
    ) -> None:
        """Introduce oneself."""
        self.turn, self.view = 0, view or uuid.uuid4().hex
        super().__init__(widget, login=login, view=self.view)

    def look(self, name: str, slice_: Any = EVERYTHING, **more: Any) -> dict[str, Any]:
        """Ask something about a slice."""
        self.turn += 1
        asked = {"seat": self.seat, "view": self.view, "turn": self.turn, "slice": slice_}
        return self.ask(name, **asked | more)

    def move(self, **changes: Any) -> dict[str, Any]:
        """Look at something."""
        return self.ask("move", seat=self.seat, view=self.view, sight=SIGHT | changes)

    def leave(self) -> dict[str, Any]:
        """Go away."""
        return self.ask("leave", seat=self.seat, view=self.view)

    def told(self, name: str) -> list[dict[str, Any]]:
        """Return what all views were told."""
        return [one["body"] for one in self.sent if one.get("name") == name]
