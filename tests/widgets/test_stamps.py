"""Who a widget's requests are from, where the server stamps them and where it does not."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trainer_widgets as tw
from tests.widgets.client import Client, table, widget
from trainer_widgets import wire
from trainer_widgets.server.stamps import SEAL, BrokenSealError, Stamp, stamp, stamp_of
from trainer_widgets.widgets import _senders, _shared_widget
from trainer_widgets.widgets._seats import Seat, Seats
from trainer_widgets.widgets._shared_widget import SharedWidget

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.records import Record

KEY = b"the key of the kernel's connection"
ANA, BEN, SOMEBODY, ANYBODY = Stamp("ana"), Stamp("ben"), Stamp(""), Stamp(None)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture(autouse=True)
def kernel_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this process the key that a kernel has."""
    monkeypatch.setattr(_senders, "_kernel_key", lambda: KEY)


class StampedClient(Client):
    """A view whose messages the server stamps, whatever it claims."""

    def __init__(self, widget: SharedWidget, stamped: str | None, **claims: Any) -> None:
        self.stamped = stamped
        super().__init__(widget, **claims)

    def ask(self, request_name: str, /, **body: Any) -> dict[str, Any]:
        """Send one request with a stamp."""
        with _senders.answering(sealed(self.stamped)):
            return super().ask(request_name, **body)


def sealed(login: str | None) -> dict[str, Any]:
    """Return a message as the server hands it to the kernel."""
    message: dict[str, Any] = {"header": {"msg_id": "1"}, "metadata": {}}
    stamp(message["header"], message["metadata"], login, KEY)
    return message


def test_a_stamp_counts_and_no_claim_beside_it(tmp_path: Path) -> None:
    """Ben's requests are Ben's, whichever login, name or seat they name, and are stored so."""
    shared = widget(tmp_path, annotator=None)
    ana = StampedClient(shared, "ana", login="ana")
    ben = StampedClient(shared, "ben", login="ana", name="ana")
    assert [view.welcome["annotator"] for view in (ana, ben)] == ["ana", "ben"]
    refused = ben.submit(ben.items[0], seat=ana.seat)
    assert refused["error"]["code"] == "unknown_seat"
    for view in (ana, ben):
        assert "event_id" in view.submit(view.items[0])
    events = shared.events
    assert list(zip(events["annotator"], events["identity"], strict=True)) == [
        ("ana", "stamped"),
        ("ben", "stamped"),
    ]


def test_beside_stamps_nothing_unstamped_counts(tmp_path: Path) -> None:
    """What comes to the kernel past the stamping server is refused, whoever it claims to be."""
    shared = widget(tmp_path, annotator=None)
    before = Client(shared, login="ben")
    ana = StampedClient(shared, "ana", login="ana")
    past = [Client(shared, login="ana").welcome, before.submit(before.items[0])]
    past.append(before.submit(before.items[0], seat=ana.seat))
    assert [refused["error"]["code"] for refused in past] == ["identity"] * 3
    assert "past the server" in past[0]["error"]["message"]
    assert shared.events.empty


def test_a_widget_of_a_stamped_cell_takes_nothing_unstamped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the cell itself came with a seal, the first message has to have one too."""
    monkeypatch.setattr(_shared_widget, "is_cell_stamped", lambda: True)
    shared = widget(tmp_path, annotator=None)
    assert Client(shared, login="ana").welcome["error"]["code"] == "identity"
    assert StampedClient(shared, "ana").welcome["identity"] == "stamped"


def test_a_seal_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    """A seal that was made up, changed or used before gets no request answered, ever."""
    shared = widget(tmp_path, annotator=None)
    used = sealed("ana")
    with _senders.answering(used):
        assert _senders.sender() == ANA
    changed = {"metadata": {SEAL: sealed("ben")["metadata"][SEAL].replace("ben", "ana")}}
    for message in (used, changed, {"metadata": {SEAL: "0" * 64}}, {"metadata": {SEAL: None}}):
        with _senders.answering(message):
            refused = Client(shared, login="ana", name="ana").welcome
        assert (refused["error"]["code"], refused["error"]["final"]) == ("identity", True)
        assert "does not hold" in refused["error"]["message"]


def test_a_named_annotator_and_the_stamp_have_to_agree(tmp_path: Path) -> None:
    """`annotator="ana"` is for Ana's login alone, once the server knows who that is."""
    shared = widget(tmp_path, annotator="ana")
    assert StampedClient(shared, "").welcome["identity"] == "given"
    ben = StampedClient(shared, "ben", login="ana")
    assert ben.welcome["error"]["code"] == "identity"
    assert "the server knows you as ben" in ben.welcome["error"]["message"]
    ana = StampedClient(shared, "ana", login="ana")
    assert (ana.welcome["annotator"], ana.welcome["identity"]) == ("ana", "stamped")
    late = StampedClient(shared, "")
    assert "the server does not know you" in late.welcome["error"]["message"]


def test_a_typed_name_gives_way_to_its_login() -> None:
    """A name typed where nobody is logged in ends when the login of that name arrives."""
    seats = Seats(None)
    typed = seats.take("ana", "ana", SOMEBODY)
    assert isinstance(typed, Seat)
    assert (typed.identity, seats.find(typed.token, SOMEBODY)) == ("given", typed)
    real = seats.take(None, None, ANA)
    assert isinstance(real, Seat)
    assert seats.find(typed.token, SOMEBODY) is None
    assert isinstance(seats.take(None, "ana", SOMEBODY), wire.Problem)
    holders = [(stamped, seats.find(real.token, stamped)) for stamped in (ANA, BEN, SOMEBODY)]
    assert holders == [(ANA, real), (BEN, None), (SOMEBODY, None)]


class Slow(SharedWidget):
    """A widget with one request that is answered on a thread of its own."""

    requests: ClassVar[dict[str, type[Record]]] = {"hello": wire.Hello}
    slow: ClassVar[frozenset[str]] = frozenset({"hello"})
    main = threading.main_thread()

    def _on_hello(self, _hello: wire.Hello) -> wire.Problem:
        stamped, thread = _senders.sender(), threading.current_thread()
        text = f"{stamped and stamped.login} on {'main' if thread is self.main else 'another'}"
        return wire.Problem("refused", text, final=True)


def test_slow_requests_know_their_sender_too() -> None:
    """A request that is answered on another thread is still its sender's."""
    assert StampedClient(Slow(), "ana").welcome["message"] == "ana on another"
    assert Client(Slow()).welcome["message"] == "None on another"


def test_the_whole_message_reaches_the_widget(tmp_path: Path) -> None:
    """A kernel message is read with its stamp, and the stamp is gone after its reply."""
    shared = widget(tmp_path, annotator=None)
    sent: list[dict[str, Any]] = []
    shared.send = lambda content, _buffers=None: sent.append(content)
    body = {"protocol": 2, "login": "ana", "name": None}
    content = {"kind": "request", "id": "1", "name": "hello", "body": body}
    message: dict[str, Any] = {
        "header": {"msg_id": "1", "username": "ana"},
        "metadata": {},
        "content": {"data": {"method": "custom", "content": content}},
        "buffers": [],
    }
    stamp(message["header"], message["metadata"], "ben", KEY)
    shared._handle_msg(message)
    assert (sent[0]["body"]["annotator"], sent[0]["body"]["identity"]) == ("ben", "stamped")
    assert _senders.sender() is None


@settings(max_examples=25)
@given(seal=JSON, more=st.dictionaries(st.text(), JSON, max_size=2))
def test_nothing_without_the_key_is_a_stamp(seal: object, more: dict[str, object]) -> None:
    """Whatever a browser writes into the metadata, it is no seal that holds."""
    forged: dict[str, Any] = {}
    stamp({}, forged, "ana", b"a guessed key")
    keyless: dict[str, Any] = {}
    stamp({}, keyless, "ana", b"")
    for metadata, key in (({SEAL: seal} | more, KEY), (forged, KEY), (keyless, b"")):
        if SEAL in metadata:
            with pytest.raises(BrokenSealError):
                stamp_of({"metadata": metadata}, key)
    assert stamp_of({"metadata": {}}, KEY) is None


@settings(max_examples=25)
@given(login=st.none() | st.text(), header=st.dictionaries(st.text(), JSON, max_size=3))
def test_a_seal_holds_whatever_the_sender_wrote(
    login: str | None, header: dict[str, object]
) -> None:
    """Any login is read back as it is, whatever Jupyter takes the header's texts for."""
    message: dict[str, Any] = {"header": header, "metadata": {}}
    stamp(header, message["metadata"], login, KEY)
    crossed = {"header": {}, "metadata": json.loads(json.dumps(message["metadata"]))}
    assert stamp_of(crossed, KEY) == Stamp(login)


def test_a_name_of_the_project_is_not_typed(tmp_path: Path) -> None:
    """After a restart too, a guest becomes nobody whom the server or the project knows."""
    begun = widget(tmp_path, annotator=None)
    ana = StampedClient(begun, "ana")
    ana.submit(ana.items[0])
    begun.close()
    shared = widget(tmp_path, annotator=None, people=["lea", "zoe", "ana", "gus"])
    for name in ("ana", "ANA", "lea", "\uff4c\uff45\uff41"):
        refused = StampedClient(shared, "", name=name).welcome["error"]
        assert refused["code"] == "need_name"
        assert "the server does not know you by that name" in refused["message"]
    everybody = StampedClient(shared, None, name="lea")
    assert (everybody.welcome["annotator"], everybody.welcome["identity"]) == ("lea", "given")
    shared.close()
    hers = widget(tmp_path, annotator="ana")
    assert "the server does not know you" in StampedClient(hers, "").welcome["error"]["message"]


def test_a_session_and_its_facilitator_are_not_typed(tmp_path: Path) -> None:
    """A guest leads no session by typing its facilitator's name, and is nobody it waits for."""
    project = tw.Project.from_items(table(), tmp_path / "labels", id="season", task="ranking")
    session = tw.CalibrationSession(project, ["secret-item-0"], ["ana"], "lea")
    for name in ("lea", "ana"):
        assert StampedClient(session, "", name=name).welcome["error"]["code"] == "need_name"
    assert StampedClient(session, "lea").welcome["identity"] == "stamped"
    session.close()
