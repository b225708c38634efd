"""Who a widget's requests are from, where the server stamps them and where it does not."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.client import Client, widget
from trainer_widgets import wire
from trainer_widgets.server.logins import login_of
from trainer_widgets.server.stamps import SEAL, Stamp, stamp, stamp_of
from trainer_widgets.widgets import _senders
from trainer_widgets.widgets._seats import Seat, Seats
from trainer_widgets.widgets._shared_widget import SharedWidget

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.records import Record

KEY = b"the key of the kernel's connection"
ANA, BEN, SOMEBODY = Stamp("ana"), Stamp("ben"), Stamp("")
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

    def __init__(self, widget: SharedWidget, stamped: str, **claims: Any) -> None:
        self.stamped = stamped
        super().__init__(widget, **claims)

    def ask(self, request_name: str, /, **body: Any) -> dict[str, Any]:
        """Send one request with a stamp."""
        message: dict[str, Any] = {"header": {"msg_id": "1"}, "metadata": {}}
        stamp(message["header"], message["metadata"], self.stamped, KEY)
        with _senders.answering(message):
            return super().ask(request_name, **body)


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


def test_an_unstamped_message_takes_no_stamped_seat(tmp_path: Path) -> None:
    """What comes to the kernel past the stamping server speaks for nobody who is stamped."""
    shared = widget(tmp_path, annotator=None)
    ana = StampedClient(shared, "ana", login="ana")
    other = Client(shared, login="ana")
    assert other.welcome["identity"] == "asserted"
    refused = other.submit(other.items[0], seat=ana.seat)
    assert refused["error"]["code"] == "unknown_seat"


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
    slow = Slow()
    assert StampedClient(slow, "ana").welcome["message"] == "ana on another"
    assert Client(slow).welcome["message"] == "None on another"


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


@given(username=JSON, message_id=JSON, seal=JSON, more=st.dictionaries(st.text(), JSON, max_size=2))
def test_nothing_without_the_key_is_a_stamp(
    username: object, message_id: object, seal: object, more: dict[str, object]
) -> None:
    """Whatever a browser writes into header and metadata, it vouches for nobody."""
    header = {"username": username, "msg_id": message_id}
    assert stamp_of({"header": header, "metadata": {SEAL: seal} | more}, KEY) == SOMEBODY
    assert stamp_of({"header": header, "metadata": {}}, KEY) is None
    forged: dict[str, Any] = {}
    stamp(header, forged, "ana", b"a guessed key")
    assert stamp_of({"header": header, "metadata": forged}, KEY) == SOMEBODY
    stamp(header, forged, "ana", b"")
    assert stamp_of({"header": header, "metadata": forged}, b"") == SOMEBODY


def test_a_stamp_is_of_one_message() -> None:
    """The seal of one message does not hold for another."""
    message: dict[str, Any] = {"header": {"msg_id": "1"}, "metadata": {}}
    stamp(message["header"], message["metadata"], "ana", KEY)
    assert stamp_of(message, KEY) == ANA
    assert stamp_of(message | {"header": message["header"] | {"msg_id": "2"}}, KEY) == SOMEBODY


@pytest.mark.parametrize(
    ("identity", "login"),
    [
        ({"username": "ana", "name": "Ana", "display_name": "Ana"}, "ana"),
        ({"username": "anonymously", "name": "", "display_name": None}, "anonymously"),
        ({"username": "0123ABCD" * 4}, ""),
        ({"username": "01234567-89ab-cdef-0123-456789abcdef"}, ""),
        ({"username": "guest", "display_name": "Anonymous Io"}, ""),
        ({"username": "anonymous"}, ""),
        ({}, ""),
    ],
)
def test_made_up_users_have_no_login(identity: dict[str, str], login: str) -> None:
    """Users that Jupyter invents are nobody, as in the view's own `loginOf`."""
    assert login_of(identity) == login
