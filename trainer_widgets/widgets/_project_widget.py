"""What every widget of a project does: requests in, one reply each.

Handlers can run on another thread than the cell (JupyterLab delivers widget messages on a
subshell), so they take a lock, and they set no traits, since a trait would make them wait for a
busy cell.
"""

from __future__ import annotations

import contextlib
import contextvars
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import anywidget
import msgspec

from trainer_widgets import wire
from trainer_widgets.cases import readable
from trainer_widgets.records import TASKS
from trainer_widgets.schema import validate
from trainer_widgets.widgets._problems import ProblemError, RefusedError, problem_of
from trainer_widgets.widgets._subshells import survive_dead_subshells

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.records import Record
    from trainer_widgets.widgets._seats import Seat, Seats

STATIC = Path(__file__).parent.parent / "static"


class ProjectWidget(anywidget.AnyWidget):
    """Base of the widgets that show a project to any number of browsers at once.

    A subclass has a handler ``_on_<name>`` for each of its ``requests``; it returns a record, or
    a record and the bytes that go with it.
    """

    requests: ClassVar[dict[str, type[Record]]]
    # Requests that take seconds: each is answered on a thread of its own and without the lock, so
    # that nobody's submission waits for it. Their handlers take it where they must.
    slow: ClassVar[frozenset[str]] = frozenset()
    project: Project
    _count: int
    _lock: threading.RLock
    _seats: Seats

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401
        widget: Self = super().__new__(cls, *args, **kwargs)
        # Also a widget whose project would not open is closed.
        widget._lock = threading.RLock()
        return widget

    def __init__(self) -> None:
        """Begin to listen; the subclass has opened the project."""
        super().__init__()
        self.on_msg(self._receive)
        survive_dead_subshells(self)

    def __repr__(self) -> str:
        """Name the widget and the project, the same on every run."""
        return f"{type(self).__name__}({self.project.name!r}, {self._count} items)"

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

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, dict) or content.get("kind") != "request":
            return
        if str(content.get("name")) in self.slow:
            # The context knows which message is answered.
            run = contextvars.copy_context().run
            threading.Thread(target=run, args=(self._reply, content), daemon=True).start()
        else:
            self._reply(content)

    def _reply(self, content: dict[str, Any]) -> None:
        reply = {"kind": "reply", "id": content.get("id")}
        answer, buffers = self._answer(content.get("name"), content.get("body"))
        self.send(reply | answer, buffers)

    def _answer(self, name: object, body: object) -> tuple[dict[str, Any], list[bytes]]:
        """Return what a request is answered with; whatever goes wrong becomes an answer too."""
        try:
            request = validate(body, self._request_type(name))
            with contextlib.nullcontext() if str(name) in self.slow else self._lock:
                found = getattr(self, f"_on_{name}")(request)
        except Exception as error:  # noqa: BLE001 - a handler that raises would answer nothing
            return {"error": msgspec.to_builtins(problem_of(error))}, []
        record, buffers = found if isinstance(found, tuple) else (found, [])
        return {"body": msgspec.to_builtins(record)}, buffers

    def _request_type(self, name: object) -> Any:  # noqa: ANN401 - a record, or one filled in
        kind = self.requests.get(str(name))
        if kind is None:
            message = f"no request is called {name!r}"
            raise RefusedError(message)
        # What carries an answer is filled in with the task's own.
        open_for = getattr(kind, "__parameters__", ())
        return kind[TASKS[self.project.task].answer] if open_for else kind  # type: ignore[index]

    def _guideline(self) -> wire.GuidelineText | None:
        """Return the guideline in force as people read it."""
        found = self.project.guideline
        return wire.GuidelineText(found.version, readable(found.text)) if found else None

    def _introduced(self, hello: wire.Hello) -> Seat:
        """Seat a view that introduces itself, or say why not."""
        if hello.protocol != wire.PROTOCOL:
            message = "this view is of another version: re-run the cell"
            raise ProblemError(wire.Problem("refused", message, final=True))
        seat = self._seats.take(hello.login, hello.name)
        if isinstance(seat, wire.Problem):
            raise ProblemError(seat)
        return seat

    def _seat(self, token: str) -> Seat:
        seat = self._seats.find(token)
        if seat is None:
            message = "this view has to introduce itself again"
            raise ProblemError(wire.Problem("unknown_seat", message, final=False))
        return seat
