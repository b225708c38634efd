"""What an explorer of slices is made of, and what its answers and its Python share."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets import wire
from trainer_widgets.settings import ProjectError
from trainer_widgets.widgets._found import as_record
from trainer_widgets.widgets._problems import ProblemError
from trainer_widgets.widgets._project_widget import guideline_text
from trainer_widgets.widgets._shared_widget import SharedWidget
from trainer_widgets.wire import explorer as messages

if TYPE_CHECKING:
    from trainer_widgets.item_lists import ItemLists
    from trainer_widgets.project import Project
    from trainer_widgets.records import Record
    from trainer_widgets.records.slices import Condition
    from trainer_widgets.saved_slices import SavedSlice, SavedSlices
    from trainer_widgets.widgets._explored_labels import ExploredLabels
    from trainer_widgets.widgets._seats import Seat
    from trainer_widgets.widgets._seen_items import SeenItems
    from trainer_widgets.widgets._sights import Sights
    from trainer_widgets.widgets._suggested import SliceSearch
    from trainer_widgets.widgets._turns import Turns

# An explorer stores no labels, so whom no server knows is not asked for a name.
GUEST = "guest"
USES = {"review": "ReviewWidget", "calibration": "CalibrationSession"}


class ExplorerParts(SharedWidget):
    """The parts of an explorer; where there is no project, it and what it has are None."""

    project: Project | None
    options: Any
    _explored: ExploredLabels
    _kept: SavedSlices
    _lists: ItemLists
    _search: SliceSearch
    _seen: SeenItems | None = None
    _sights: Sights
    _turns: Turns

    def _handled(self, name: str, request: Record) -> Any:  # noqa: ANN401 - what handlers return
        from trainer_widgets.widgets._explored_labels import told_to_people  # noqa: PLC0415 - slow

        try:
            with told_to_people():
                return super()._handled(name, request)
        except OSError as error:
            message = f"The project's folder: {error.strerror or error}"
            raise ProblemError(wire.Problem("storage", message, final=False)) from None

    def _guest(self, hello: wire.Hello) -> Seat:
        return self._introduced(msgspec.structs.replace(hello, name=hello.name or GUEST))

    def _beginning(self, seat: Seat, sight: messages.Sight) -> messages.Explored:
        explored, project = self._explored.exploration, self.project
        return messages.Explored(
            seat=seat.token,
            annotator=seat.annotator,
            identity=seat.identity,
            project_id=project.id if project else self._loose_id(),
            project_name=project.name if project else "",
            task=project.task if project else None,
            options=self.options,
            guideline=guideline_text(project) if project else None,
            taxonomy=project.taxonomy if project else None,
            outcome=self._explored.outcome,
            unit=explored.unit,
            is_slow=explored.is_slow,
            total=as_record(explored.total, messages.Rate),
            note=self._explored.note,
            fields=[messages.SliceField(one.name, one.kind) for one in explored.fields.values()],
            facets=self._explored.facets(),
            trend=[as_record(one, messages.TimeWindow) for one in explored.baseline],
            sight=sight,
            can_save=self._kept.can_last,
            saved=self._saved(),
            suggestions=self._search.state,
            people=self._sights.people(),
        )

    def _loose_id(self) -> str:
        """Return an id under which a browser knows these labels again."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"slices {sorted(self._explored.fields)}"))

    def _saved(self) -> list[messages.SavedSlice]:
        try:
            return [self._saved_slice(one) for one in self._kept.all()]
        except ProjectError as error:
            # A file that somebody broke by hand stops nobody from exploring.
            broken = messages.SavedSlice(
                name="slices.toml",
                text="",
                slice=None,
                outcome="",
                saved_by="",
                saved_at=dt.datetime.now(dt.UTC),
                problem=str(error),
            )
            return [broken]

    def _saved_slice(self, one: SavedSlice) -> messages.SavedSlice:
        read = self._explored.parsed(one.slice)
        return messages.SavedSlice(
            name=one.name,
            text=one.slice,
            slice=read.slice,
            outcome=one.outcome,
            saved_by=one.saved_by,
            saved_at=one.saved_at,
            problem=read.mistake.message if read.mistake else None,
        )

    def _send_items(self, purpose: str, condition: Condition, sent_by: str) -> list[str]:
        with self._turns.held():
            found = self._explored.exploration.items(condition)
        text = self._explored.spelled(condition)
        item_ids = found.iloc[:, 0].astype("str").tolist()
        return self._lists.send(purpose, item_ids, slice_text=text, sent_by=sent_by)

    def _taking(self, purpose: str) -> str:
        """Return the line of Python that takes a list of items."""
        from trainer_widgets.widgets._python_lines import written  # noqa: PLC0415 - with the others

        if self.project is None or self.project.folder is None:
            return f"{written(self, 'explorer')}.item_list({purpose!r})"
        project = self._explored.source()
        return f"tw.{USES[purpose]}({project}, items={project}.item_list({purpose!r}))"

    def _tell_others(self, annotator: str, view: str | None, sight: messages.Sight) -> None:
        if self._sights.is_shared:
            self._tell_moved(annotator, view, sight, is_order=False)

    def _tell_moved(
        self, annotator: str | None, view: str | None, sight: messages.Sight, *, is_order: bool
    ) -> None:
        people = self._sights.people()
        self._tell("moved", messages.SightMoved(annotator, view, sight, is_order, people))

    def _tell(self, name: str, body: Record) -> None:
        """Tell all views something that nobody asked for."""
        self.send({"kind": "told", "name": name, "body": msgspec.to_builtins(body)})
