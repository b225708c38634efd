"""Any registered task: its records decide, its own JavaScript shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import traitlets

from trainer_widgets import wire
from trainer_widgets.custom import TaskError
from trainer_widgets.project import Project
from trainer_widgets.schema import task_records
from trainer_widgets.widgets._base import LabelingWidget
from trainer_widgets.widgets._desk import Desk
from trainer_widgets.widgets._opening import opened
from trainer_widgets.widgets._project_widget import STATIC

if TYPE_CHECKING:
    from trainer_widgets.records import Record


class TaskDesk(Desk):
    """Deals an item's fields as they are; what an answer's record says of a misfit holds."""

    def __init__(self, project: Project, *arguments: Any) -> None:  # noqa: ANN401 - a desk's
        """Take the project's task."""
        self.task = project.task
        super().__init__(project, *arguments)

    def dealt(self, item_id: str) -> wire.Dealt:
        """Return the item's fields, without its id."""
        fields = msgspec.structs.asdict(self.project.items[item_id])
        del fields["item_id"]
        return wire.SCREENS[self.task].dealt(
            token=self.tokens[item_id],
            number=self.queue.number(item_id),
            supersedes=self.supersedes(item_id),
            **fields,
        )

    def summary(self, item_id: str) -> str:
        """Return the item's first text."""
        _, *values = _values(self.project.items[item_id])
        return next((value for value in values if isinstance(value, str)), "")

    def impossible(self, item_id: str, answer: Any) -> str | None:  # noqa: ANN401 - the task's own
        """Return what the answer's own record says."""
        if not hasattr(answer, "misfit"):
            return None
        problem: str | None = answer.misfit(self.project.items[item_id], self.options)
        return problem


def source_of(task: str) -> dict[str, str] | None:
    """Return the JavaScript of a registered task's view; None for one of the package's own."""
    view = wire.SCREENS[task].view
    return None if view is None else {"name": view.name, "source": view.text()}


def _values(item: Record) -> list[Any]:
    fields = msgspec.structs.asdict(item)
    return [fields.pop("item_id"), *fields.values()]


class TaskWidget(LabelingWidget):
    """Label a task that was registered with :func:`~trainer_widgets.register_task`.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project`, the path of one, or a table of items whose columns are
        called as the fields of the task's item.
    store
        Where labels go: needed with a table; with a project its ``labels/`` is the default.
    task
        The task's name; a project knows its own. ``"text_classification"`` and
        ``"span_extraction"`` are always there.
    annotator
        Who labels. By default the view asks the server, and a person whom it does not know.
    **arguments
        The task's options and the project's settings, as for every widget.

    Raises
    ------
    UnknownTaskError
        For a task that is not registered.
    TaskError
        For a task that has a widget of its own.
    UnknownArgumentError
        For a misspelt argument, with the right one.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> items = pd.DataFrame({"item_id": ["q1"], "text": ["What a lovely day"]})
    >>> widget = TaskWidget(
    ...     items, tempfile.mkdtemp(), "ana", task="text_classification", labels=["glad", "sad"]
    ... )
    >>> len(widget.labels)
    0
    """

    desk_type = TaskDesk

    _esm = STATIC / "custom.js"
    _css = STATIC / "custom.css"
    # The author's own code, as trusted as the cell that registered it: never anything of an item.
    _view = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        project: object,
        store: object = None,
        annotator: str | None = None,
        *,
        task: str | None = None,
        **arguments: object,
    ) -> None:
        """Find the task and read its view."""
        self._desks = {}  # closed also when there is no such task
        project = opened(project)
        name = task or (project.task if isinstance(project, Project) else None)
        if name is None:
            names = ", ".join(name for name, screen in wire.SCREENS.items() if screen.view)
            message = f"which task is it? Give its name as `task`: there are {names}"
            raise TypeError(message)
        self.task = task_records(name).name
        view = source_of(name)
        if view is None:
            raise TaskError(name, "it has a widget of its own, such as RankingWidget for ranking")
        self._view = view
        super().__init__(project, store, annotator, **arguments)
