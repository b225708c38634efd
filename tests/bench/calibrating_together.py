"""Ten people who label 100 items each at the same time in one calibration session.

Their messages go through a real kernel, one after the other for each person and at once for all:
nobody pauses to think, so that each submission waits for nine others.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.bench.kernel_messages import PATIENCE, ask, kernel, run
from tests.bench.measure import Row
from tests.widgets.client import ranked

if TYPE_CHECKING:
    from jupyter_client.blocking.client import BlockingKernelClient

PEOPLE, ITEMS = 10, 100
OPEN = """
import trainer_widgets as tw
from tests.widgets.client import table
project = tw.Project.from_items(table({items}), {folder!r})
session = tw.CalibrationSession(project, list(project.items), facilitator="lea")
"""
# Of each person their own answer to each of the items; it says whose it is.
STORED = """
project.labels()[["annotator", "item_id", "rationale"]].to_numpy().tolist()
"""


class Outcome(NamedTuple):
    """The milliseconds from each submission to its receipt, and every stored label.

    A label is its annotator, its item and the rationale, which names who gave it.
    """

    took: list[float]
    stored: list[list[str]]


def labeled_at_once(n_people: int, n_items: int) -> Outcome:
    """Let people label all items of a session at the same time."""
    with tempfile.TemporaryDirectory() as folder, kernel() as client:
        comm = run(client, OPEN.format(items=n_items, folder=folder), "session.model_id")
        views = [_View(client, comm, f"person {number}") for number in range(n_people)]
        took = _answered(client, {view.submit(): view for view in views})
        return Outcome(took, run(client, "", STORED.strip()))


def rows() -> list[Row]:
    """Let ten people label 100 items each, and tell how long their receipts took."""
    took, stored = labeled_at_once(PEOPLE, ITEMS)
    own = [one for one in stored if one[2] == f"{one[0]} on it"]
    if len({(name, item) for name, item, _ in own}) != PEOPLE * ITEMS:
        message = f"{PEOPLE * ITEMS} submits, {len(stored)} stored, {len(own)} with their owner"
        raise RuntimeError(message)
    took = sorted(took)
    return [
        Row(f"{PEOPLE} people at once, receipt, {name}", f"{took[place]:.0f} ms", "", "", "")
        for name, place in (("p50", len(took) // 2), ("p95", int(0.95 * (len(took) - 1))))
    ]


class _View:
    """One person's view: it sends a submission as soon as it has the receipt of the last."""

    def __init__(self, client: BlockingKernelClient, comm: str, name: str) -> None:
        self._client, self._comm, self._name = client, comm, name
        hello = {"protocol": 2, "login": None, "name": name}
        request = {"kind": "request", "name": "hello", "body": hello}
        welcome = ask(client, comm, [request], "id")[1][0]["body"]
        self._seat, self._items = welcome["seat"], welcome["items"]
        self.sent_at = 0.0

    def submit(self) -> str:
        """Send an answer, and return the id of the request; empty where no item is left."""
        if not self._items:
            return ""
        item, request_id = self._items.pop(0), uuid.uuid4().hex
        data = {
            "method": "custom",
            "content": {
                "kind": "request",
                "id": request_id,
                "name": "submit",
                "body": self._submission(item),
            },
        }
        message = self._client.session.msg("comm_msg", {"comm_id": self._comm, "data": data})
        self.sent_at = time.perf_counter()
        self._client.shell_channel.send(message)
        return request_id

    def take(self, receipt: dict[str, Any]) -> None:
        """Take the items that come with a receipt."""
        self._items += receipt["body"]["items"]

    def _submission(self, item: dict[str, Any]) -> dict[str, Any]:
        now = dt.datetime.now(dt.UTC).isoformat()
        return {
            "seat": self._seat,
            "event_id": str(uuid.uuid4()),
            "token": item["token"],
            "action": "answer",
            "answer": ranked("A", "B"),
            "rationale": f"{self._name} on it",
            "escalation": None,
            "supersedes": item["supersedes"],
            "refers_to": None,
            "started_at": now,
            "submitted_at": now,
            "active_ms": 1000,
            "guideline": None,
            "seen": [],
            "held": [one["token"] for one in self._items],
        }


def _answered(client: BlockingKernelClient, waiting: dict[str, _View]) -> list[float]:
    took = []
    while waiting:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["msg_type"] != "comm_msg":
            continue
        content = message["content"]["data"].get("content", {})
        view = waiting.pop(str(content.get("id")), None)
        if view is None:
            continue
        took.append((time.perf_counter() - view.sent_at) * 1000)
        view.take(content)
        if request_id := view.submit():
            waiting[request_id] = view
    return took
