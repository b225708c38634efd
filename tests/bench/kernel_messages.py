"""A kernel of its own, and a widget in it that is asked through the kernel's real messages."""

from __future__ import annotations

import ast
import json
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from jupyter_client.manager import start_new_kernel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_client.blocking.client import BlockingKernelClient

PATIENCE = 600


class Answers(list[dict[str, Any]]):
    """The contents of replies, and how many bytes they are."""

    size = 0


@contextmanager
def kernel() -> Iterator[BlockingKernelClient]:
    """Give a client of a new kernel."""
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(client: BlockingKernelClient, code: str, expression: str = "None") -> Any:
    """Run a cell, and give the value of an expression after it."""
    wanted = {"value": f"__import__('json').dumps({expression})"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False,
               "user_expressions": wanted, "stop_on_error": False}  # fmt: skip
    message = client.session.msg("execute_request", content)
    client.shell_channel.send(message)
    while True:
        reply = client.get_shell_msg(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
            break
    if reply["content"]["status"] != "ok":
        raise RuntimeError("\n".join(reply["content"]["traceback"]))
    found = reply["content"]["user_expressions"]["value"]
    return json.loads(ast.literal_eval(found["data"]["text/plain"]))


def ask(
    client: BlockingKernelClient, comm: str, contents: Sequence[dict[str, Any]], name: str
) -> tuple[float, Answers]:
    """Send requests at once, and wait for the reply to each; give the seconds and the replies.

    Parameters
    ----------
    client, comm
        The kernel, and the widget's channel in it.
    contents
        The requests, without what tells them apart.
    name
        Of the field that tells them apart, here and in the replies.
    """
    waiting = {uuid.uuid4().hex: one for one in contents}
    found = Answers()
    began = time.perf_counter()
    for key, content in waiting.items():
        data = {"method": "custom", "content": content | {name: key}}
        client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": comm, "data": data}))
    while waiting:
        message = client.get_iopub_msg(timeout=PATIENCE)
        content = message["content"].get("data", {})
        content = content.get("content", {}) if message["msg_type"] == "comm_msg" else {}
        if waiting.pop(str(content.get(name)), None) is not None:
            found.append(content)
            found.size += len(json.dumps(content)) + sum(len(one) for one in message["buffers"])
    return time.perf_counter() - began, found
