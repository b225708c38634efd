"""What an explorer is made of, and what it tells a view that begins."""

from __future__ import annotations

import contextlib
import threading
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.items.texts import item_texts
from trainer_widgets.project_slices import lists_of, slices_of
from trainer_widgets.widgets._explored_labels import ExploredLabels
from trainer_widgets.widgets._explorer_exposures import ExplorerExposures
from trainer_widgets.widgets._explorer_slices import ExplorerSlices
from trainer_widgets.widgets._explorer_source import compared, opened
from trainer_widgets.widgets._project_widget import guideline_text
from trainer_widgets.widgets._python_lines import written
from trainer_widgets.widgets._seen_items import SeenItems
from trainer_widgets.widgets._sending import Sending
from trainer_widgets.widgets._slice_search import MOST_BY_ITSELF, SliceSearch
from trainer_widgets.widgets._turns import Turns
from trainer_widgets.wire import explorer as messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from trainer_widgets.project import Project
    from trainer_widgets.widgets._seats import Seat
    from trainer_widgets.widgets.explorer import SliceExplorer


class ExplorerParts(NamedTuple):
    """What an explorer is made of; without a project there is none of what is the project's."""

    project: Project | None
    options: Any
    explored: ExploredLabels
    seen: SeenItems | None
    exposures: ExplorerExposures | None
    turns: Turns
    slices: ExplorerSlices
    sending: Sending
    search: SliceSearch


def made(
    owner: SliceExplorer,
    labels: object,
    asked: dict[str, Any],
    options: Mapping[str, object],
    tell: Callable[[messages.Suggestions], None],
) -> ExplorerParts:
    """Make the parts of an explorer.

    Parameters
    ----------
    owner
        The explorer, for the lines of Python in which it stands.
    labels, asked, options
        Its arguments: the first, the others by name, and the task's options.
    tell
        Is told when the search for slices has ended.
    """
    given = labels
    labels, project, options = opened(labels, options)
    asked["value"], asked["level"] = compared(project, asked["value"], asked["level"])
    texts = item_texts(project.items) if project else None
    explored = ExploredLabels(labels, given, asked, texts)
    exploration = explored.exploration
    turns = Turns(exploration.interrupt)

    def source() -> str:
        return written(given, "project") if project else written(owner, "explorer")

    return ExplorerParts(
        project=project,
        options=options,
        explored=explored,
        seen=SeenItems(project, options, independent=asked["independent"]) if project else None,
        exposures=ExplorerExposures(project) if project else None,
        turns=turns,
        slices=ExplorerSlices(slices_of(project), explored),
        sending=Sending(lists_of(project), explored, turns, source),
        search=SliceSearch(
            exploration.suggestions,
            explored.condition,
            tell,
            exploration.interrupt_suggestions,
            is_quick=exploration.total.n_labels <= MOST_BY_ITSELF,
        ),
    )


def end(parts: ExplorerParts, answering: Iterable[threading.Thread]) -> None:
    """Cut short what an explorer does, wait until all is quiet, and let go of its labels."""
    parts.turns.end()
    parts.search.end()
    # The last to hold an explorer may be one of its own threads, which cannot wait for itself.
    for thread in {*answering} - {threading.current_thread()}:
        thread.join()
    with contextlib.ExitStack() as stack:
        stack.callback(parts.explored.exploration.close)
        if parts.exposures is not None:
            stack.callback(parts.exposures.close)


def beginning(
    seat: Seat, sight: messages.Sight, parts: ExplorerParts, people: list[messages.Present]
) -> messages.Explored:
    """Return everything that a view needs to begin."""
    explored, exploration, project = parts.explored, parts.explored.exploration, parts.project
    return messages.Explored(
        seat=seat.token,
        annotator=seat.annotator,
        identity=seat.identity,
        project_id=project.id if project else _loose_id(explored),
        project_name=project.name if project else "",
        task=project.task if project else None,
        options=parts.options,
        guideline=guideline_text(project.guideline) if project else None,
        taxonomy=project.taxonomy if project else None,
        outcome=explored.outcome,
        unit=exploration.unit,
        is_slow=exploration.is_slow,
        confidence=exploration.confidence,
        total=exploration.total,
        note=explored.note,
        fields=[messages.SliceField(one.name, one.kind) for one in explored.fields.values()],
        facets=explored.facets(),
        trend=exploration.baseline,
        sight=sight,
        can_save=parts.slices.kept.can_last,
        saved=parts.slices.listed(),
        suggestions=parts.search.state,
        people=people,
    )


def _loose_id(explored: ExploredLabels) -> str:
    """Return an id under which a browser knows labels without a project again."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"slices {sorted(explored.fields)}"))
