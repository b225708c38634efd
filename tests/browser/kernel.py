"""Runs code in a notebook's kernel from outside the page."""

from __future__ import annotations

import ast
import json
import uuid
from typing import TYPE_CHECKING, Any

import websocket

if TYPE_CHECKING:
    from tests.browser.jupyter import JupyterServer

TIMEOUT_SECONDS = 60


class KernelError(RuntimeError):
    """The code raised in the kernel."""


def run(server: JupyterServer, kernel: str, code: str, expression: str = "None") -> tuple[str, Any]:
    """Run code silently; give what it printed and the value of an expression after it.

    The value travels as JSON. It is a websocket and no jupyter_client, since Playwright keeps an
    event loop running in this thread.
    """
    address = server.url.replace("http", "ws", 1)
    session = uuid.uuid4().hex
    connection = websocket.create_connection(
        f"{address}/api/kernels/{kernel}/channels?session_id={session}",
        header={"Authorization": f"token {server.token()}"},
        timeout=TIMEOUT_SECONDS,
    )
    try:
        request = _request(session, code, expression)
        connection.send(json.dumps(request))
        return _collect(connection, request["header"]["msg_id"])
    finally:
        connection.close()


def _request(session: str, code: str, expression: str) -> dict[str, Any]:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
    content = {
        "code": code,
        "silent": False,
        "store_history": False,
        "user_expressions": {"value": f"__import__('json').dumps({expression})"},
        "allow_stdin": False,
        "stop_on_error": False,
    }
    return {
        "header": {**header, "session": session, "username": "", "date": ""},
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": "shell",
        "buffers": [],
    }


def _collect(connection: websocket.WebSocket, request: str) -> tuple[str, Any]:
    printed: list[str] = []
    reply = None
    idle = False
    while reply is None or not idle:
        message = json.loads(connection.recv())
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "stream":
            printed.append(content["text"])
        elif kind == "status":
            idle = content["execution_state"] == "idle"
        elif kind == "execute_reply":
            reply = content
    return "".join(printed), _value(reply)


def _value(reply: dict[str, Any]) -> object:
    value = reply.get("user_expressions", {}).get("value", reply)
    if reply["status"] != "ok" or value["status"] != "ok":
        failed = reply if reply["status"] != "ok" else value
        raise KernelError("\n".join(failed.get("traceback", [])) or failed["status"])
    return json.loads(ast.literal_eval(value["data"]["text/plain"]))
