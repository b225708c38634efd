"""A view without a browser: it speaks the wire protocol with a widget in this process."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from typing import TYPE_CHECKING, Any

import pandas as pd

import trainer_widgets as tw

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.widgets._shared_widget import SharedWidget

PATIENCE = 30


class Client:
    """Sends requests through the widget's own message handler and keeps what comes back."""

    def __init__(
        self, widget: SharedWidget, login: str | None = None, name: str | None = None, **more: Any
    ) -> None:
        """Listen to the widget's replies and introduce oneself."""
        self.widget = widget
        self.sent: list[dict[str, Any]] = []
        self.buffers: list[bytes] = []
        self.login, self.name = login, name
        self._send, widget.send = widget.send, self._listen
        self.welcome = self.ask("hello", protocol=2, login=login, name=name, **more)
        self.seat = self.welcome.get("seat")
        self.items: list[dict[str, Any]] = self.welcome.get("items", [])

    def _listen(self, content: dict[str, Any], buffers: Any = None) -> None:
        # What a widget tells by itself, from a thread, may come right after a reply.
        if content.get("kind") == "reply":
            self.buffers = list(buffers or [])
        self.sent.append(content)
        self._send(content, buffers)

    def ask(self, request_name: str, /, **body: Any) -> dict[str, Any]:
        """Send one request and return the body of its one reply, or ``{"error": ...}``."""
        request = {"kind": "request", "id": uuid.uuid4().hex, "name": request_name, "body": body}
        before = len(self.sent)
        self.widget._handle_custom_msg(request, [])
        until = time.monotonic() + PATIENCE
        while request_name in self.widget.slow and not self._has_reply(request["id"], before):
            assert time.monotonic() < until, f"{request_name!r} was never answered"
            time.sleep(0.002)
        replies = [reply for reply in self.sent[before:] if reply.get("id") == request["id"]]
        assert len(replies) == 1, "each request gets exactly one reply"
        return replies[0]["body"] if "body" in replies[0] else {"error": replies[0]["error"]}

    def _has_reply(self, request_id: object, before: int) -> bool:
        return any(reply.get("id") == request_id for reply in self.sent[before:])

    def submission(
        self, item: dict[str, Any], action: str = "answer", **changes: Any
    ) -> dict[str, Any]:
        """Return what a view would send for an item; of a ranking the first response is better."""
        letters = [response["letter"] for response in item.get("responses", [])]
        now = dt.datetime.now(dt.UTC).isoformat()
        body = {
            "seat": self.seat,
            "event_id": str(uuid.uuid4()),
            "token": item["token"],
            "action": action,
            "answer": ranked(*letters) if letters and action == "answer" else None,
            "rationale": None,
            "escalation": None,
            "supersedes": item["supersedes"],
            "refers_to": None,
            "started_at": now,
            "submitted_at": now,
            "active_ms": 5000,
            "guideline": (self.welcome.get("guideline") or {}).get("version"),
            "seen": [],
            "held": [],
        }
        return body | changes

    def submit(
        self, item: dict[str, Any], action: str = "answer", **changes: Any
    ) -> dict[str, Any]:
        """Send a submission and return its reply."""
        return self.ask("submit", **self.submission(item, action, **changes))


def ranked(*letters: str) -> dict[str, Any]:
    """Return an answer that ranks letters, best first."""
    return {
        "type": "ranking",
        "order": [[letter] for letter in letters],
        "strength": 2 if len(letters) == 2 else None,
        "scores": [],
        "verdict": "ranked",
        "points": 7 if len(letters) == 2 else None,
    }


MODELS = ("secret-model-one", "secret-model-two")


def table(n: int = 6) -> pd.DataFrame:
    """Return items whose ids and models must never reach a browser."""
    return pd.DataFrame(
        {
            "item_id": [f"secret-item-{number}" for number in range(n)],
            "prompt": [f"Prompt {number}" for number in range(n)],
            "response_a": [f"alpha {number}" for number in range(n)],
            "response_b": [f"beta {number}" for number in range(n)],
            "model_a": MODELS[0],
            "model_b": MODELS[1],
            "origin_file": "secret-file.json",
        }
    )


GOLD = pd.DataFrame(
    {"item_id": ["secret-item-0"], "choice": ["a"], "reason": ["because alpha is right"]}
)


def widget(folder: Path, **arguments: Any) -> tw.RankingWidget:
    """Return a widget over six items that stores into a folder."""
    return tw.RankingWidget(table(), folder / "labels", **{"annotator": "ana"} | arguments)


def side(item: dict[str, Any], text: str) -> str:
    """Return the letter under which a response is on screen."""
    return next(str(r["letter"]) for r in item["responses"] if r["text"].startswith(text))
