"""A way around replies that are routed to a dead subshell.

JupyterLab talks to widgets on kernel subshells. After a restart with two browsers open,
ipykernel 7 keeps routing a comm's messages to a subshell that is gone ("Unknown subshell_id" in
its log), and every request times out, even after a reload. Comms take their subshell from a
private hook; where it is there, it is made to skip the dead ones. The documented alternative is
JupyterLab's setting ``commsOverSubshells: "disabled"``.
"""

from __future__ import annotations

from typing import Any


def survive_dead_subshells(widget: Any) -> None:  # noqa: ANN401 - private, untyped parts
    """Let a widget's comm ignore subshells that are gone; do nothing outside ipykernel."""
    comm: Any = getattr(widget, "comm", None)
    if not hasattr(comm, "_reply_subshell_for"):
        return
    manager = _subshell_manager()
    if manager is None:
        return

    def alive(_data: object, default: str | None) -> str | None:
        return default if default in manager.list_subshell() else None

    comm._reply_subshell_for = alive  # noqa: SLF001 - guarded above


def _subshell_manager() -> Any:  # noqa: ANN401
    try:
        from IPython import get_ipython  # noqa: PLC0415 - only where there is a kernel

        return get_ipython().kernel.shell_channel_thread.manager
    except (ImportError, AttributeError):
        return None
