"""Stamps: a Jupyter server that says which login each kernel message comes from.

One setting turns it on, in ``jupyter_server_config.py``::

    c.ServerApp.jpserver_extensions = {"trainer_widgets.server": True}

or, which writes the same setting, ``jupyter server extension enable trainer_widgets.server``.
Labels that arrive through such a server have ``identity`` "stamped". ``python -m
trainer_widgets.server`` starts one with three known people on this machine, to try it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "trainer_widgets.server"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Let every browser's connection to a kernel stamp what it passes on."""
    # A kernel imports this package for its stamps, and needs no Jupyter server for that.
    from trainer_widgets.server.connections import NoStampsError, stamping  # noqa: PLC0415

    try:
        connection_class = stamping(server.kernel_websocket_connection_class)
    except NoStampsError as error:
        # Of any other exception Jupyter writes a line, and starts without stamps.
        server.log.critical("%s", error)
        raise SystemExit(1) from error
    server.kernel_websocket_connection_class = connection_class
    server.web_app.settings["kernel_websocket_connection_class"] = connection_class
    server.log.info("Kernel messages are stamped with the login they come from.")
