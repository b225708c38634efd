"""What every widget does that any number of browsers may show: requests in, one reply each.

Handlers can run on another thread than the cell (JupyterLab delivers widget messages on a
subshell), so they take a lock, and they set no traits, since a trait would make them wait for a
busy cell.
"""

from __future__ import annotations

import contextlib
import contextvars
import threading
import weakref
from typing import TYPE_CHECKING, Any, ClassVar, Self

import anywidget
import msgspec

from trainer_widgets import wire
from trainer_widgets.schema import validate
from trainer_widgets.server.stamps import BrokenSealError
from trainer_widgets.store import FolderGoneError
from trainer_widgets.widgets._problems import ProblemError, RefusedError, problem_of
from trainer_widgets.widgets._senders import answering, is_cell_stamped, sender
from trainer_widgets.widgets._subshells import survive_dead_subshells
from trainer_widgets.widgets._whole_texts import check_whole_texts, with_whole_texts

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer_widgets.records import Record
    from trainer_widgets.server.stamps import Stamp
    from trainer_widgets.widgets._seats import Seat, Seats


class SharedWidget(anywidget.AnyWidget):
    """Base of all widgets: one model that any number of people look at, each in their own view.

    A subclass has a handler ``_on_<name>`` for each of its ``requests``; it returns a record, or
    a record and the bytes that go with it. Its ``__repr__`` is the same on every run.
    """

    requests: ClassVar[dict[str, type[Record]]]
    # Requests that take seconds: each is answered on a thread of its own and without the lock, so
    # that nobody's submission waits for it. Their handlers take it where they must.
    slow: ClassVar[frozenset[str]] = frozenset()
    _answering: weakref.WeakSet[threading.Thread]
    _is_closed = False
    _is_stamped: bool
    _lock: threading.RLock
    _seats: Seats

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401
        widget: Self = super().__new__(cls, *args, **kwargs)
        # Also a widget whose project would not open is closed.
        widget._lock = threading.RLock()
        widget._answering = weakref.WeakSet()
        widget._is_stamped = is_cell_stamped()
        return widget

    def __del__(self) -> None:
        """Close what nobody holds any more; where its folder has gone, nobody is left to tell."""
        with contextlib.suppress(FolderGoneError):
            super().__del__()

    def __init__(self) -> None:
        """Begin to listen; the subclass has opened what it shows."""
        super().__init__()
        self.on_msg(self._receive)
        survive_dead_subshells(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:  # noqa: ANN401
        """Show the widget, with a text for where it cannot be shown."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        text = (
            f"{self!r}\nNothing to see here? Trust this notebook (in the menu: Edit or View, "
            f"Trust Notebook; or `jupyter trust`), then run the cell again."
        )
        return data | {"text/plain": text}, metadata

    def _handle_msg(self, message: dict[str, Any]) -> None:
        """Answer a kernel message; only here does ipywidgets show the whole of it."""
        with answering(message):
            super()._handle_msg(message)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        if self._is_closed or not isinstance(content, dict) or content.get("kind") != "request":
            return
        if str(content.get("name")) in self.slow:
            # The context knows which message is answered, and who sent it.
            run = contextvars.copy_context().run
            thread = threading.Thread(target=run, args=(self._reply, content), daemon=True)
            self._answering.add(thread)
            thread.start()
        else:
            self._reply(content)

    def _reply(self, content: dict[str, Any]) -> None:
        reply = {"kind": "reply", "id": content.get("id")}
        answer, buffers = self._answer(content.get("name"), content.get("body"))
        self.send(with_whole_texts(reply | answer), buffers)

    def _answer(self, name: object, body: object) -> tuple[dict[str, Any], list[bytes]]:
        """Return what a request is answered with; whatever goes wrong becomes an answer too."""
        try:
            self._sender()
            check_whole_texts(body)
            request = validate(body, self._request_type(name))
            with contextlib.nullcontext() if str(name) in self.slow else self._lock:
                found = self._handled(str(name), request)
        except Exception as error:  # noqa: BLE001 - a handler that raises would answer nothing
            return {"error": msgspec.to_builtins(problem_of(error))}, []
        record, buffers = found if isinstance(found, tuple) else (found, [])
        return {"body": msgspec.to_builtins(record)}, buffers

    def _handled(self, name: str, request: Record) -> Any:  # noqa: ANN401 - what handlers return
        return getattr(self, f"_on_{name}")(request)

    def _request_type(self, name: object) -> Any:  # noqa: ANN401 - a record, or one filled in
        kind = self.requests.get(str(name))
        if kind is None:
            message = f"no request is called {name!r}"
            raise RefusedError(message)
        return kind

    def _introduced(self, hello: wire.Hello) -> Seat:
        """Seat a view that introduces itself, or say why not."""
        if hello.protocol != wire.PROTOCOL:
            message = "this view is of another version: re-run the cell"
            raise ProblemError(wire.Problem("refused", message, final=True))
        seat = self._seats.take(hello.login, hello.name, self._sender(), self._reserved_names)
        if isinstance(seat, wire.Problem):
            raise ProblemError(seat)
        return seat

    def _seat(self, token: str) -> Seat:
        seat = self._seats.find(token, self._sender())
        if seat is None:
            message = "this view has to introduce itself again"
            raise ProblemError(wire.Problem("unknown_seat", message, final=False))
        return seat

    def _sender(self) -> Stamp | None:
        """Return the stamp of the message that is answered; refuse it where none can be trusted."""
        try:
            stamp = sender()
        except BrokenSealError as error:
            raise ProblemError(wire.Problem("identity", str(error), final=True)) from None
        if stamp is None and self._is_stamped:
            message = (
                "This came past the server that says who is who here, so nobody can tell who sent "
                "it. Open the notebook on that server."
            )
            raise ProblemError(wire.Problem("identity", message, final=True))
        if stamp is not None:
            self._is_stamped = True
        return stamp

    def _reserved_names(self) -> Collection[str]:
        """Return the names that are only for those whom a server knows by them."""
        return ()
