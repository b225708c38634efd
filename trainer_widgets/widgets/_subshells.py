"""A way around messages that are routed to a dead subshell.

JupyterLab talks to widgets on kernel subshells, and each browser has its own. ipykernel 7 routes
what comes for a comm to the subshell on which that comm spoke last, even if it is gone with the
browser that it belonged to ("Unknown subshell_id" in its log): then requests time out, and a
widget whose layout does not answer is not drawn ("model not found"). Comms take their subshell
from a private hook; where it is there, it is made to skip the dead ones. The documented
alternative is JupyterLab's setting ``commsOverSubshells: "disabled"``.
"""

from __future__ import annotations

import functools
from typing import Any


def survive_dead_subshells(widget: Any) -> None:  # noqa: ANN401 - private, untyped parts
    """Let a widget's comm ignore subshells that are gone; do nothing outside ipykernel.

    So do all comms of this kernel: the widget's layout has one, and browsers open their own to
    ask for all widgets at once.
    """
    comm: Any = getattr(widget, "comm", None)
    if not hasattr(comm, "_reply_subshell_for"):
        return
    manager = _subshell_manager()
    if manager is None:
        return
    comm._reply_subshell_for = lambda _data, default: _alive(manager, default)  # noqa: SLF001 - guarded above
    _spare_all_comms(manager)


def _alive(manager: Any, *subshells: str | None) -> str | None:  # noqa: ANN401
    """Return the first subshell that is there; None is the kernel's main one."""
    there = manager.list_subshell()
    return next((one for one in subshells if one in there), None)


def _spare_all_comms(manager: Any) -> None:  # noqa: ANN401
    from ipykernel.comm.comm import BaseComm  # noqa: PLC0415 - only where there is a kernel

    comms: Any = BaseComm
    routed = comms._reply_subshell_for  # noqa: SLF001 - guarded by the caller
    if hasattr(routed, "__wrapped__"):
        return

    @functools.wraps(routed)
    def spared(comm: Any, data: object, default: str | None) -> str | None:  # noqa: ANN401
        subshell = routed(comm, data, default)
        return None if subshell is None else _alive(manager, subshell, default)

    comms._reply_subshell_for = spared  # noqa: SLF001 - as above


def _subshell_manager() -> Any:  # noqa: ANN401
    try:
        from IPython import get_ipython  # noqa: PLC0415 - only where there is a kernel

        return get_ipython().kernel.shell_channel_thread.manager
    except (ImportError, AttributeError):
        return None
