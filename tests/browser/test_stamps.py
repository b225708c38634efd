"""Two people in two browsers on one notebook, and one of them claims to be the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.lab import Lab
from tests.browser.labeling import Labeler, open_ranking
from tests.browser.stored import events
from tests.stamping import StampingServer, submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Route

# What somebody can type into the browser's console, with nothing but JupyterLab's own objects.
ASK = """
const id = crypto.randomUUID();
const reply = new Promise((done) => kernel.iopubMessage.connect((_, message) => {
  const content = message.content.data?.content;
  if (content?.kind === "reply" && content.id === id) done(content);
}));
const header = { msg_id: id, msg_type: "comm_msg", username: arg.username, version: "5.3",
  session: kernel.clientId, date: new Date().toISOString() };
const data = { method: "custom", content: { kind: "request", id, ...arg.request } };
kernel.sendShellMessage({ header, parent_header: {}, channel: "shell", buffers: [],
  metadata: { trainer_widgets_seal: "0".repeat(64) },
  content: { comm_id: arg.widget, data } });
return await reply;
"""

SEATS = "{seat.annotator: seat.token for seat in widget._seats._seats.values()}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StampingServer]:
    """Run JupyterLab with collaboration and stamps."""
    with StampingServer(tmp_path_factory.mktemp("stamps"), collaboration=True) as server:
        yield server


def test_a_forged_name_arrives_as_the_real_one(
    server: StampingServer, new_context: Callable[[], BrowserContext]
) -> None:
    """Ben's page claims to be Ana's, then he forges messages in the console: all is Ben's."""
    ana = open_ranking(Lab(server, new_context(), "ana"), "stamps", annotator=None)
    context = new_context()
    context.route("**/api/me*", as_ana)
    ben = Labeler(Lab(server, context, "ben").open(ana.notebook.path))
    ben.wait_ready()
    for labeler in (ana, ben):
        labeler.focus()
    for _ in range(3):
        ana.prefer("alpha")
        ben.prefer("beta")
    for labeler in (ana, ben):
        labeler.wait_saved()
    said = [(row["annotator"], row["identity"], chosen(row)) for row in events_of(server)]
    assert sorted(said) == [("ana", "stamped", "a")] * 3 + [("ben", "stamped", "b")] * 3

    hello = {"protocol": 2, "login": "ana", "name": "ana"}
    welcome = forge(ben, "hello", hello)["body"]
    assert (welcome["annotator"], welcome["identity"]) == ("ben", "stamped")
    hers = ana.notebook.value(
        "{seat.annotator: seat.token for seat in widget._seats._seats.values()}"
    )
    refused = forge(ben, "submit", submission(welcome) | {"seat": hers["ana"]})
    assert refused["error"]["code"] == "unknown_seat"
    assert "body" in forge(ben, "submit", submission(welcome))
    rows = events_of(server)[6:]
    assert [(row["annotator"], row["identity"]) for row in rows] == [("ben", "stamped")]


def as_ana(route: Route) -> None:
    """Answer Ben's view in Jupyter's place: you are Ana."""
    route.fulfill(json={"identity": {"username": "ana", "name": "Ana", "display_name": "Ana"}})


def forge(labeler: Labeler, name: str, body: dict[str, Any]) -> dict[str, Any]:
    """Send a widget's request as Ana, from the console of somebody's page."""
    widget = labeler.notebook.value("widget.model_id")
    request = {"username": "ana", "widget": widget, "request": {"name": name, "body": body}}
    reply: dict[str, Any] = labeler.notebook.js(ASK, request)
    return reply


def events_of(server: StampingServer) -> list[dict[str, Any]]:
    """Read what is on disk."""
    return events(server.work / "stamps")


def chosen(row: dict[str, Any]) -> str:
    """Return the response that an answer puts first."""
    return str(row["answer"]["order"][0][0])
