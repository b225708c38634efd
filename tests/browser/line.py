"""The line between a page and its server, to cut and to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocketRoute


class Line:
    """Stands between a page and its websockets from the next page load on.

    Parameters
    ----------
    page
        The page, not yet loaded or about to be loaded again.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._down = False
        self._open: list[WebSocketRoute] = []
        page.route_web_socket("**/channels**", self._connect)

    def _connect(self, socket: WebSocketRoute) -> None:
        if self._down:
            socket.close(code=4000, reason="cut")
            return
        self._open.append(socket)
        socket.connect_to_server()

    def cut(self) -> None:
        """Close every socket and let nothing through, as when the cable is pulled."""
        self._down = True
        self.page.context.set_offline(True)
        for socket in self._open:
            socket.close(code=4000, reason="cut")
        self._open.clear()

    def mend(self) -> None:
        """Let everything through again."""
        self._down = False
        self.page.context.set_offline(False)
