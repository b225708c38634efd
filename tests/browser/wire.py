"""Records everything that a page sends and receives."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response, WebSocket

HERE = ("127.0.0.1", "localhost", None)
SCHEMES = ("http", "https", "ws", "wss")


class Wire:
    """The requests, responses and websocket frames of one page, from its first moment.

    Attributes
    ----------
    page
        Playwright's page.
    requests, responses
        Playwright's own objects.
    frames
        ``(direction, bytes)`` of every websocket frame, direction ``sent`` or ``received``.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[Request] = []
        self.responses: list[Response] = []
        self.sockets: list[str] = []
        self.frames: list[tuple[str, bytes]] = []
        # Playwright marks its listeners with an attribute, which `list.append` cannot carry.
        page.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108
        page.on("response", lambda response: self.responses.append(response))  # noqa: PLW0108
        page.on("websocket", self._listen)

    def elsewhere(self) -> list[str]:
        """List the addresses outside this machine that the page asked for."""
        addresses = [request.url for request in self.requests] + self.sockets
        return [url for url in addresses if _leaves(url)]

    def where(self, text: str) -> list[str]:
        """List where a text crossed the wire since the last `clear`, in either direction.

        Bodies of ``/api/`` responses are searched, and not the application's own scripts.
        """
        wanted = text.encode()
        found = [f"frame {direction}" for direction, frame in self.frames if wanted in frame]
        found += [
            f"{request.method} {request.url}"
            for request in self.requests
            if text in request.url or wanted in (request.post_data_buffer or b"")
        ]
        found += [
            f"response {response.url}"
            for response in self.responses
            if "/api/" in response.url and wanted in _body(response)
        ]
        return found

    def clear(self) -> None:
        """Forget what was recorded so far."""
        self.requests.clear()
        self.responses.clear()
        self.frames.clear()

    def _listen(self, socket: WebSocket) -> None:
        self.sockets.append(socket.url)
        socket.on("framesent", lambda data: self.frames.append(("sent", _bytes(data))))
        socket.on("framereceived", lambda data: self.frames.append(("received", _bytes(data))))


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in SCHEMES and parts.hostname not in HERE


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _body(response: Response) -> bytes:
    # A redirect and an empty answer have no body that Playwright would give.
    has_body = response.ok and response.status not in (204, 205)
    return response.body() if has_body else b""
