"""The line between a page and its server, to cut and to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route, WebSocketRoute


class Line:
    """Stands between a page and its server from the next page load on.

    While it is cut, kernel sockets are closed and requests of the page wait, as they do when a
    cable is pulled. (A browser told to be offline fails them at once instead, and JupyterLab then
    puts a dialog in front of everything, which takes the next keys.)

    Parameters
    ----------
    page
        The page, about to be loaded again.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._down = False
        self._open: list[WebSocketRoute] = []
        self._waiting: list[Route] = []
        page.route_web_socket("**/channels**", self._connect)
        page.route("**/api/**", self._request)

    def _connect(self, socket: WebSocketRoute) -> None:
        if self._down:
            socket.close(code=4000, reason="cut")
            return
        self._open.append(socket)
        socket.connect_to_server()

    def _request(self, route: Route) -> None:
        if self._down:
            self._waiting.append(route)
        else:
            route.continue_()

    def cut(self) -> None:
        """Close every socket and let nothing through."""
        self._down = True
        for socket in self._open:
            socket.close(code=4000, reason="cut")
        self._open.clear()

    def mend(self) -> None:
        """Let everything through again, first of all what waited."""
        self._down = False
        for route in self._waiting:
            route.continue_()
        self._waiting.clear()
