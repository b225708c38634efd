"""A real server that stamps messages, and people who write to its kernels what they like."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING, Any

import websocket
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from tests.browser.jupyter import JupyterServer
from tests.browser.processes import free_port
from tests.widgets.client import ranked
from trainer_widgets.server.shared_lab import LinkIdentityProvider

if TYPE_CHECKING:
    from typing import Self

    from jupyter_server.auth.identity import User
    from tornado.web import RequestHandler

V1 = "v1.kernel.websocket.jupyter.org"
SECONDS = 60
ANONYMOUS = "anonymous"


class AuditedConnection(ZMQChannelsWebsocketConnection):
    """A connection class of the server's owner: it writes down who sends something."""

    def handle_incoming_message(self, incoming_msg: str) -> None:
        """Log the sender, and pass the message on."""
        if self.subprotocol == V1:
            _, (header, *_) = deserialize_msg_from_ws_v1(incoming_msg)  # type: ignore[no-untyped-call]
        else:
            header = json.dumps(json.loads(incoming_msg)["header"])
        self.log.warning("audited: %s", json.loads(header)["username"])
        super().handle_incoming_message(incoming_msg)


def let_a_guest_in() -> None:
    """Make the third person somebody whom Jupyter makes up, as it does for a shared token."""
    known = LinkIdentityProvider.get_user_token

    async def get_user_token(self: LinkIdentityProvider, handler: RequestHandler) -> User | None:
        user = await known(self, handler)
        is_guest = user is not None and user.username == ANONYMOUS
        return self.generate_anonymous_user(handler) if is_guest else user

    LinkIdentityProvider.get_user_token = get_user_token  # type: ignore[method-assign]


class StampingServer(JupyterServer):
    """What ``make lab-shared`` starts, with a connection class of its owner's.

    Its people are ana, ben, and a guest whom the server does not know.
    """

    def token(self, user: str | None = None) -> str:
        """Give the token in somebody's link."""
        return self.links()[user or "ana"].rpartition("token=")[2]

    def links(self) -> dict[str, str]:
        """Return everybody's link, as it was printed."""
        return dict(re.findall(r"^  (\w+) +(http\S+)$", self.log.read_text(), re.MULTILINE))

    def _configure(self) -> None:
        super()._configure()
        own = self.folder / "config" / "jupyter_server_config.py"
        own.write_text(
            "from tests.stamping import let_a_guest_in\n"
            "let_a_guest_in()\n"
            'c.ServerApp.kernel_websocket_connection_class = "tests.stamping.AuditedConnection"\n'
            "c.LabApp.expose_app_in_browser = True\n"
            'c.LabApp.extension_manager = "readonly"\n'
        )

    def _start(self) -> bool:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "trainer_widgets.server", "--allow-root", f"--port={port}"]
        command += ["--people", f"ana,ben,{ANONYMOUS}"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.work, env=self._environment(), stdout=log, stderr=log
            )
        until = time.monotonic() + SECONDS
        while len(self.links()) < 3 and self._process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        return len(self.links()) == 3


class Line:
    """Somebody's own connection to a kernel, without a browser.

    Parameters
    ----------
    server, kernel
        Where to.
    user
        A login of the server.
    protocol
        ``V1``, or "" for the older JSON messages.
    """

    def __init__(self, server: JupyterServer, kernel: str, user: str, protocol: str) -> None:
        address = server.url.replace("http", "ws", 1)
        self.protocol = protocol
        self._socket = websocket.create_connection(
            f"{address}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}",
            header={"Authorization": f"token {server.token(user)}"},
            subprotocols=[protocol] if protocol else None,
            timeout=SECONDS,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(
        self, kind: str, content: dict[str, Any], channel: str = "shell", **forged: Any
    ) -> str:
        """Send a message; `forged` goes into its header, `seal` into its metadata."""
        message_id = uuid.uuid4().hex
        header = {"msg_id": message_id, "msg_type": kind, "version": "5.3", "session": "s"}
        seal = forged.pop("seal", None)
        message = {
            "header": header | {"username": "", "date": ""} | forged,
            "parent_header": {},
            "metadata": {} if seal is None else {"trainer_widgets_seal": seal},
            "content": content,
        }
        if self.protocol:
            pack = lambda part: json.dumps(part).encode()  # noqa: E731 - as Jupyter wants it
            self._socket.send_binary(serialize_msg_to_ws_v1(message, channel, pack))  # type: ignore[no-untyped-call]
        else:
            self._socket.send(json.dumps(message | {"channel": channel, "buffers": []}))
        return message_id

    def receive(self) -> dict[str, Any]:
        """Return the next message of the kernel."""
        received = self._socket.recv()
        if not self.protocol:
            message: dict[str, Any] = json.loads(received)
            return message
        channel, parts = deserialize_msg_from_ws_v1(received)  # type: ignore[no-untyped-call]
        names = ("header", "parent_header", "metadata", "content")
        return dict(zip(names, map(json.loads, parts[:4]), strict=True)) | {"channel": channel}

    def run(self, code: str, channel: str = "shell", **forged: Any) -> Any:
        """Run code; return the value of ``value`` after it."""
        expression = "__import__('json').dumps(value)"
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        content |= {"user_expressions": {"value": expression}}
        sent = self.send("execute_request", content, channel, **forged)
        while True:
            message = self.receive()
            is_reply = message["header"]["msg_type"] == "execute_reply"
            if is_reply and message["parent_header"].get("msg_id") == sent:
                value = message["content"]["user_expressions"]["value"]
                return json.loads(value["data"]["text/plain"][1:-1])

    def ask(self, widget: str, name: str, body: dict[str, Any], **forged: Any) -> dict[str, Any]:
        """Send a widget's request, and return the body of its reply or ``{"error": ...}``."""
        request = {"kind": "request", "id": uuid.uuid4().hex, "name": name, "body": body}
        data = {"method": "custom", "content": request}
        self.send("comm_msg", {"comm_id": widget, "data": data}, **forged)
        while True:
            message = self.receive()
            reply = message["content"].get("data", {}).get("content", {})
            if message["header"]["msg_type"] == "comm_msg" and reply.get("id") == request["id"]:
                answer: dict[str, Any] = reply.get("body") or {"error": reply["error"]}
                return answer


def submission(welcome: dict[str, Any]) -> dict[str, Any]:
    """Return an answer to the first item that somebody was dealt."""
    item = welcome["items"][0]
    now = dt.datetime.now(dt.UTC).isoformat()
    return {
        "seat": welcome["seat"],
        "token": item["token"],
        "event_id": str(uuid.uuid4()),
        "action": "answer",
        "answer": ranked("A", "B"),
        "rationale": None,
        "escalation": None,
        "supersedes": None,
        "refers_to": None,
        "guideline": None,
        "seen": [],
        "held": [],
        "started_at": now,
        "submitted_at": now,
        "active_ms": 5000,
    }
