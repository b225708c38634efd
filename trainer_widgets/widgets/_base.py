"""What all labeling widgets share: requests in, one reply each, events to the store.

A widget is one model that any number of browsers may show. What belongs to one person lives in
that person's view; here, everything is keyed by annotator. Handlers can run on another thread
than the cell (JupyterLab delivers widget messages on a subshell), so they take a lock, and they
set no traits, since a trait would make them wait for a busy cell.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import msgspec

from trainer_widgets import wire
from trainer_widgets.queues import not_dealt_to
from trainer_widgets.records import TASKS
from trainer_widgets.schema import validate
from trainer_widgets.settings import Settings, UnknownArgumentError
from trainer_widgets.widgets._opening import check_readable, open_project
from trainer_widgets.widgets._problems import ProblemError, RefusedError, problem_of
from trainer_widgets.widgets._seats import Seats
from trainer_widgets.widgets._subshells import survive_dead_subshells

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.records import Identity, Record
    from trainer_widgets.widgets._desk import Desk

STATIC = Path(__file__).parent.parent / "static"
NAMED = ("project", "store", "annotator", "guideline", "gold", "name")
PROJECT_SETTINGS = ("seed", "order", "people", "overlap", "assignments", "gold_rate", "feedback")


class LabelingWidget(anywidget.AnyWidget):
    """Base of the widgets with which people label: a subclass names its task and its bundle.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project`, the path of one, or a table of items.
    store
        Where labels go, when ``project`` is a table.
    annotator
        The one person who labels here; by default the view finds out who somebody is.
    **arguments
        The task's options and the project's settings, to replace for this widget.
    """

    task: ClassVar[str]
    desk_type: ClassVar[type[Desk]]
    requests: ClassVar[dict[str, type[Record]]] = wire.REQUESTS

    def __init__(
        self,
        project: object,
        store: object = None,
        annotator: str | None = None,
        **arguments: object,
    ) -> None:
        """Open the project and warm the store up; nothing is dealt yet."""
        self._lock = threading.RLock()
        self._desks: dict[tuple[str, Identity], Desk] = {}
        options_type = wire.SCREENS[self.task].options
        known = options_type.__struct_fields__
        accepted = {*known, *PROJECT_SETTINGS, *NAMED}
        for name in arguments:
            if name not in accepted:
                raise UnknownArgumentError(name, accepted)
        chosen = {name: value for name, value in arguments.items() if name in known}
        rest = {name: value for name, value in arguments.items() if name not in known}
        self.project = open_project(project, store, self.task, rest)
        self.options = validate(self.project.settings.options | _plain(chosen), options_type)
        self._count = check_readable(self.project, annotator)
        self._seats = Seats(annotator)
        if annotator is not None:
            self._desk(annotator, "given")
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

    @property
    def labels(self) -> pd.DataFrame:
        """The labels that now stand, of everybody who labels in this project."""
        return self.project.labels()

    @property
    def events(self) -> pd.DataFrame:
        """Every event of the project."""
        return self.project.events()

    @property
    def progress(self) -> pd.DataFrame:
        """How far each person who has opened this widget is, one row a person."""
        import pandas as pd  # noqa: PLC0415 - as late as it is needed

        with self._lock:
            people = {name: desk for (name, _), desk in self._desks.items()}
            rows = [
                {"annotator": name} | msgspec.structs.asdict(desk.queue.progress())
                for name, desk in people.items()
            ]
        return pd.DataFrame(rows, columns=["annotator", *wire.Progress.__struct_fields__])

    def close(self) -> None:
        """End everybody's session; what was labeled is on disk already."""
        with self._lock, contextlib.ExitStack() as stack:
            # All are closed, also where one of them fails.
            stack.callback(super().close)
            for desk in self._desks.values():
                stack.callback(desk.close)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, dict) or content.get("kind") != "request":
            return
        reply = {"kind": "reply", "id": content.get("id")}
        answer, buffers = self._answer(content.get("name"), content.get("body"))
        self.send(reply | answer, buffers)

    def _answer(self, name: object, body: object) -> tuple[dict[str, Any], list[bytes]]:
        """Return what a request is answered with; whatever goes wrong becomes an answer too."""
        try:
            request = validate(body, self._request_type(name))
            with self._lock:
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
        # Only a submission carries an answer, and it is the task's own.
        return wire.Submit[TASKS[self.task].answer] if kind is wire.Submit else kind  # type: ignore[misc]

    def _on_hello(self, hello: wire.Hello) -> wire.Welcome:
        if hello.protocol != wire.PROTOCOL:
            message = "this view is of another version: re-run the cell"
            raise ProblemError(wire.Problem("refused", message, final=True))
        seat = self._seats.take(hello.login, hello.name)
        if isinstance(seat, wire.Problem):
            raise ProblemError(seat)
        if reason := not_dealt_to(self.project, seat.annotator):
            raise ProblemError(wire.Problem("identity", reason, final=True))
        desk = self._desk(seat.annotator, seat.identity)
        desk.refresh()
        guideline = self.project.guideline
        return wire.Welcome(
            seat=seat.token,
            annotator=seat.annotator,
            identity=seat.identity,
            project_id=self.project.id,
            project_name=self.project.name,
            task=self.task,
            options=self.options,
            guideline=wire.GuidelineText(guideline.version, guideline.text) if guideline else None,
            taxonomy=self.project.taxonomy,
            progress=desk.queue.progress(),
            items=desk.deal(()),
        )

    def _on_next(self, request: wire.Next) -> wire.Batch:
        desk = self._seated(request.seat)
        desk.refresh()
        return wire.Batch(progress=desk.queue.progress(), items=desk.deal(request.held))

    def _on_submit(self, submission: wire.Submit[Any]) -> wire.Receipt:
        return self._seated(submission.seat).submit(submission)

    def _on_open(self, request: wire.Open) -> wire.Opened:
        return self._seated(request.seat).open(request.token, request.number)

    def _on_mine(self, request: wire.Mine) -> wire.OwnList:
        desk = self._seated(request.seat)
        return wire.OwnList(progress=desk.queue.progress(), entries=desk.own())

    def _seated(self, token: str) -> Desk:
        seat = self._seats.find(token)
        if seat is None:
            message = "this view has to introduce itself again"
            raise ProblemError(wire.Problem("unknown_seat", message, final=False))
        return self._desk(seat.annotator, seat.identity)

    def _desk(self, annotator: str, identity: Identity) -> Desk:
        key = annotator, identity
        if key not in self._desks:
            self._desks[key] = self.desk_type(self.project, annotator, identity, self.options)
        return self._desks[key]


def _plain(options: dict[str, object]) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(options)
    return plain


assert set(PROJECT_SETTINGS) <= set(Settings.__struct_fields__)  # noqa: S101 - one vocabulary
