"""Widgets answer in a real kernel whose browsers come and go, each with subshells of its own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import start_new_kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_client.blocking.client import BlockingKernelClient

PATIENCE = 10
WIDGET = """
import pandas as pd
import trainer_widgets as tw
items = pd.DataFrame({"item_id": ["i"], "prompt": ["p"], "response_a": ["a"], "response_b": ["b"]})
widget = tw.RankingWidget(items, "labels", annotator="ana")
"""
MODELS = "[widget.model_id, widget.layout.model_id]"
CONTROL = "jupyter.widget.control"


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BlockingKernelClient]:
    """Run a kernel in which there is a widget."""
    folder = str(tmp_path_factory.mktemp("kernel"))
    manager, client = start_new_kernel(kernel_name="python3", cwd=folder)
    try:
        client.execute_interactive(WIDGET, timeout=60)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def subshell(kernel: BlockingKernelClient, request: str, **content: str) -> Any:
    """Create or delete a subshell, as JupyterLab does with each browser."""
    message = kernel.session.msg(f"{request}_subshell_request", content)
    kernel.control_channel.send(message)
    return kernel.get_control_msg(timeout=PATIENCE)["content"]


def tell(
    kernel: BlockingKernelClient, kind: str, comm: str, subshell_id: str | None, **content: object
) -> dict[str, Any] | None:
    """Send a comm message; return what the comm says to it, None where that does not come."""
    message = kernel.session.msg(kind, {"comm_id": comm, **content}, metadata={"version": "1.0.0"})
    message["header"]["subshell_id"] = subshell_id
    kernel.shell_channel.send(message)
    said: dict[str, Any] | None = None
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        reply = kernel.get_iopub_msg(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        if reply["msg_type"] == "comm_msg":
            said = reply["content"]["data"]
        if reply["content"].get("execution_state") == "idle":
            return said
    return None


def test_who_comes_after_a_browser_that_left_is_answered(kernel: BlockingKernelClient) -> None:
    """The widget, its layout and the list of all widgets answer, though a subshell is gone."""
    models = kernel.execute_interactive("", user_expressions={"models": MODELS}, timeout=60)
    found = models["content"]["user_expressions"]["models"]["data"]["text/plain"]
    widget, layout = found.strip("[]").replace("'", "").split(", ")
    left = subshell(kernel, "create")["subshell_id"]
    tell(kernel, "comm_open", "control", left, target_name=CONTROL, data={})
    state = {"method": "request_state"}, {"method": "request_state"}, {"method": "request_states"}
    asked = list(zip((widget, layout, "control"), state, strict=True))
    for comm, data in asked:
        assert tell(kernel, "comm_msg", comm, left, data=data) is not None
    subshell(kernel, "delete", subshell_id=left)
    for subshell_id in (None, left):
        for comm, data in asked:
            reply = tell(kernel, "comm_msg", comm, subshell_id, data=data)
            assert reply is not None, f"{comm} says nothing"
