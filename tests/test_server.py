"""Who a message is from, over the real websockets of real servers, with and without stamps."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import pytest
from jupyter_server.serverapp import ServerApp

import trainer_widgets as tw
from tests.browser.jupyter import JupyterServer
from tests.stamping import ANONYMOUS, V1, Line, StampingServer, submission
from trainer_widgets.server.shared_lab import start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPEN = """
import pandas as pd, trainer_widgets as tw
numbers = range(6)
items = pd.DataFrame({"item_id": [f"q{n}" for n in numbers], "prompt": "Which?",
                      "response_a": "alpha", "response_b": "beta"})
"""
SHOW = "widget = tw.RankingWidget(items, 'labels', annotator=%r); value = widget.model_id"
PROTOCOLS = pytest.mark.parametrize("protocol", [V1, ""], ids=["binary", "json"])


class Kernel:
    """A kernel with items, and the lines to it."""

    def __init__(self, server: JupyterServer) -> None:
        self.server = server
        self.id = server.request("POST", "kernels", {"path": ""})["id"]
        with self.line("ana") as ana:
            ana.run(OPEN + "value = None")

    def line(self, user: str, protocol: str = V1) -> Line:
        """Connect somebody."""
        return Line(self.server, self.id, user, protocol)

    def widget(self, annotator: str | None = None) -> str:
        """Show a widget, and return its model's id."""
        with self.line("ana") as ana:
            return str(ana.run(SHOW % annotator))

    def labels(self) -> list[tuple[str, str]]:
        """Return who labeled, and how that is known."""
        events = tw.LabelStore(self.server.work / "labels").events("ranking")
        return list(zip(events["annotator"], events["identity"], strict=True))


@pytest.fixture(scope="module")
def shared_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StampingServer]:
    """Start what ``make lab-shared`` starts, with a connection class of its own."""
    with StampingServer(tmp_path_factory.mktemp("stamped")) as server:
        yield server


@pytest.fixture(scope="module")
def stamped(shared_lab: StampingServer) -> Kernel:
    """Give a kernel of a server that stamps."""
    return Kernel(shared_lab)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """Give a kernel of a server without stamps."""
    with JupyterServer(tmp_path_factory.mktemp("plain"), collaboration=True) as server:
        yield Kernel(server)


@PROTOCOLS
def test_a_forger_arrives_as_who_they_are(stamped: Kernel, protocol: str) -> None:
    """Ben claims to be Ana, in the payload, in the header, by her seat: he is Ben, or nobody."""
    widget, before = stamped.widget(), len(stamped.labels())
    with stamped.line("ana", protocol) as ana, stamped.line("ben", protocol) as ben:
        hers = ana.ask(widget, "hello", hello("ana"))
        forged = {"username": "ana", "seal": "0" * 64}
        his = ben.ask(widget, "hello", hello("ana", "ana"), **forged)
        assert [(who["annotator"], who["identity"]) for who in (hers, his)] == [
            ("ana", "stamped"),
            ("ben", "stamped"),
        ]
        in_her_seat = submission(his) | {"seat": hers["seat"]}
        refused = ben.ask(widget, "submit", in_her_seat, **forged)
        assert refused["error"]["code"] == "unknown_seat"
        assert "event_id" in ben.ask(widget, "submit", submission(his), **forged)
        assert "event_id" in ana.ask(widget, "submit", submission(hers))
    assert stamped.labels()[before:] == [("ben", "stamped"), ("ana", "stamped")]


@PROTOCOLS
def test_no_message_id_breaks_its_own_seal(stamped: Kernel, protocol: str) -> None:
    """However Ben names his messages, he is Ben: no login of the widget is seen before his."""
    time = "2026-01-01T00:00:01Z"
    named = [time, "2026-01-01T00:00:01.5+02:00", "", "12", "\u00e9\u2028", "e\u0301"]
    named.append("x" * 100_000)
    widget = stamped.widget()
    with stamped.line("ben", protocol) as ben:
        for message_id in [*named, *named]:
            for more in ({}, {"date": time, "session": time, "seal": time}):
                his = ben.ask(widget, "hello", hello(None, "ana"), msg_id=message_id, **more)
                assert (his.get("annotator"), his.get("identity")) == ("ben", "stamped")


@PROTOCOLS
@pytest.mark.parametrize("channel", ["shell", "control"])
def test_every_channel_is_stamped(stamped: Kernel, protocol: str, channel: str) -> None:
    """A forged header is overwritten on each channel that takes requests."""
    read = f"value = get_ipython().kernel.get_parent({channel!r})['header']['username']"
    with stamped.line("ben", protocol) as ben, stamped.line(ANONYMOUS, protocol) as somebody:
        assert ben.run(read, channel, username="ana") == "ben"
        assert somebody.run(read, channel, username="ana") == ""


def test_who_is_not_logged_in_has_a_typed_name(stamped: Kernel) -> None:
    """Somebody whom the server does not know types a name, which no login has."""
    widget = stamped.widget()
    with stamped.line("ana") as ana, stamped.line(ANONYMOUS) as somebody:
        ana.ask(widget, "hello", hello("ana"))
        for claim in (hello("ana"), hello("ana", "ana"), hello(None, "ana")):
            refused = somebody.ask(widget, "hello", claim, username="ana")
            assert refused["error"]["code"] == "need_name"
        welcome = somebody.ask(widget, "hello", hello("ana", "zoe"))
        assert (welcome["annotator"], welcome["identity"]) == ("zoe", "given")


def test_a_login_stays_its_owners_after_a_restart(stamped: Kernel) -> None:
    """Before Ana comes back to a new kernel, nobody types her name: her labels say whose it is."""
    widget = stamped.widget()
    with stamped.line("ana") as ana:
        hers = ana.ask(widget, "hello", hello("ana"))
        assert "event_id" in ana.ask(widget, "submit", submission(hers))
    again = stamped.widget()
    with stamped.line(ANONYMOUS) as somebody:
        for message_id in ("1", "2026-01-01T00:00:01Z"):
            refused = somebody.ask(again, "hello", hello("ana", "ana"), msg_id=message_id)
            assert refused["error"]["code"] == "need_name"


def test_a_cell_that_names_its_annotator(stamped: Kernel) -> None:
    """A widget of Ana's is Ana's: her label is stamped, and Ben is told why he has none."""
    widget = stamped.widget("ana")
    with stamped.line("ana") as ana, stamped.line("ben") as ben:
        assert ana.ask(widget, "hello", hello("ana"))["identity"] == "stamped"
        refused = ben.ask(widget, "hello", hello("ana"))
    assert refused["error"]["code"] == "identity"
    assert "the server knows you as ben" in refused["error"]["message"]


def test_stamps_outlive_a_restart(stamped: Kernel) -> None:
    """After a kernel restart the same server's stamps still hold."""
    stamped.server.request("POST", f"kernels/{stamped.id}/restart")
    with stamped.line("ana") as ana:
        ana.run(OPEN + "value = None")
    widget = stamped.widget()
    with stamped.line("ben") as ben:
        assert ben.ask(widget, "hello", hello("ana"))["annotator"] == "ben"


def test_the_owners_connection_class_stays(stamped: Kernel) -> None:
    """A connection class that the server's owner chose does its work, on stamped messages."""
    with stamped.line("ben") as ben:
        ben.run("value = 1", username="mallory")
    log = stamped.server.log.read_text()
    assert "audited: ben" in log
    assert "mallory" not in log


@PROTOCOLS
def test_without_stamps_nobody_is_stamped(plain: Kernel, protocol: str) -> None:
    """A header or a seal that a browser wrote makes no stamp, and a claim beside it counts less."""
    widget, before = plain.widget(), len(plain.labels())
    with plain.line("ben", protocol) as ben:
        told = ben.ask(widget, "hello", hello("ben"), username="ana")
        assert (told["annotator"], told["identity"]) == ("ben", "asserted")
        assert "event_id" in ben.ask(widget, "submit", submission(told), username="ana")
        refused = ben.ask(widget, "hello", hello("ana"), username="ana", seal="0" * 64)
        assert refused["error"]["code"] == "identity"
    assert plain.labels()[before:] == [("ben", "asserted")]


def test_no_server_starts_without_the_stamps_it_should_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where messages cannot be stamped, the server says so and does not start."""
    for folder in ("CONFIG", "DATA", "RUNTIME"):
        monkeypatch.setenv(f"JUPYTER_{folder}_DIR", str(tmp_path))
    other = "jupyter_server.gateway.connections.GatewayWebSocketConnection"
    server = ServerApp(
        jpserver_extensions={"trainer_widgets.server": True},
        kernel_websocket_connection_class=other,
    )
    with pytest.raises(SystemExit):
        server.initialize([], find_extensions=False, new_httpserver=False)
    assert f"cannot stamp the messages of {other}" in capfd.readouterr().err


def test_the_shared_lab_knows_people_by_their_links(shared_lab: StampingServer) -> None:
    """Each link that is printed is another person's, and without one nobody comes in."""
    links = shared_lab.links()
    assert {login: login_behind(links[login]) for login in ("ana", "ben")} == {
        "ana": "ana",
        "ben": "ben",
    }
    with pytest.raises(urllib.error.HTTPError, match="403") as refused:
        login_behind(links["ana"] + "x")
    refused.value.close()


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.5", "lab.example.org"])  # noqa: S104 - it is refused
def test_the_shared_lab_stays_on_this_machine(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The try-out server refuses every address that others could reach."""
    with pytest.raises(SystemExit):
        start(["--ip", address])
    assert "can be reached from other machines" in capsys.readouterr().err


def login_behind(link: str) -> str:
    """Ask a server who comes by a link."""
    address = urljoin(link, f"/api/me?{urlsplit(link).query}")
    with urllib.request.urlopen(address, timeout=60) as response:  # noqa: S310 - our own server
        return str(json.load(response)["identity"]["username"])


def hello(login: str | None, name: str | None = None) -> dict[str, Any]:
    """Return how a view introduces itself."""
    return {"protocol": 2, "login": login, "name": name}
