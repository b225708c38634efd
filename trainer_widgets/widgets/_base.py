"""What all labeling widgets share: items out, one event in for each decision.

A widget is one model that any number of browsers may show. What belongs to one person lives in
that person's view; here, everything is keyed by annotator.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from trainer_widgets import wire
from trainer_widgets.queues import not_dealt_to
from trainer_widgets.widgets._key_score import key_score
from trainer_widgets.widgets._opening import PROJECT_SETTINGS, check_readable, open_with_options
from trainer_widgets.widgets._problems import ProblemError
from trainer_widgets.widgets._project_widget import ProjectWidget
from trainer_widgets.widgets._seats import Seats

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.records import Identity, Record
    from trainer_widgets.widgets._desk import Desk


class LabelingWidget(ProjectWidget):
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

    task: str
    desk_type: ClassVar[type[Desk]]
    requests: ClassVar[dict[str, type[Record]]] = wire.REQUESTS | {"score": wire.AskScore}
    settings: ClassVar[tuple[str, ...]] = PROJECT_SETTINGS

    def __init__(
        self,
        project: object,
        store: object = None,
        annotator: str | None = None,
        **arguments: object,
    ) -> None:
        """Open the project and warm the store up; nothing is dealt yet."""
        self._desks: dict[tuple[str, Identity], Desk] = {}
        self.project, self.options = open_with_options(
            project, store, self.task, arguments, self.settings
        )
        self._count = check_readable(self.project, annotator)
        self.desk_type.check(self.project, self.options)
        self.options = self.desk_type.offered(self.project, self.options)
        self._seats = Seats(annotator)
        if annotator is not None:
            self._desk(annotator, "given")
        super().__init__()

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
            # The same person, however their name is known: any of their desks knows it all.
            people = {name: desk for (name, _), desk in self._desks.items()}
            for desk in people.values():
                desk.refresh()
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

    def _on_hello(self, hello: wire.Hello) -> wire.Welcome:
        seat = self._introduced(hello)
        if reason := not_dealt_to(self.project, seat.annotator):
            raise ProblemError(wire.Problem("identity", reason, final=True))
        desk = self._desk(seat.annotator, seat.identity)
        desk.refresh()
        return self._welcome(seat, desk, items=desk.deal(()))

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

    def _on_score(self, request: wire.AskScore) -> wire.KeyScore:
        return key_score(self._seated(request.seat))

    def _seated(self, token: str) -> Desk:
        seat = self._seat(token)
        return self._desk(seat.annotator, seat.identity)

    def _desk(self, annotator: str, identity: Identity) -> Desk:
        key = annotator, identity
        if key not in self._desks:
            desk = self.desk_type(self.project, annotator, identity, self.options)
            _ = desk.session  # the first label should not wait for it
            self._desks[key] = desk
        return self._desks[key]
