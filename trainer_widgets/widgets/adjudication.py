"""The adjudicator's list: items on which annotators differ, decided one by one."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pandas as pd
import traitlets

from trainer_widgets import wire
from trainer_widgets.final_labels.adjudications import (
    events_of_item,
    newest_adjudication,
)
from trainer_widgets.final_labels.agreed_labels import METHODS
from trainer_widgets.final_labels.decisions import decided
from trainer_widgets.suggestions import nearest
from trainer_widgets.widgets._adjudication_choices import AdjudicationChoices
from trainer_widgets.widgets._adjudication_docket import AdjudicationDocket, Chosen, Divided
from trainer_widgets.widgets._adjudication_items import AdjudicationItems
from trainer_widgets.widgets._opening import ALL_SETTINGS, open_project, open_with_options
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._project_widget import STATIC
from trainer_widgets.widgets._seat_sessions import SeatSessions
from trainer_widgets.widgets._seats import Seats
from trainer_widgets.widgets._test_runs import RUN_REQUESTS, RunsTests
from trainer_widgets.widgets.by_task import desk_type
from trainer_widgets.widgets.custom import source_of
from trainer_widgets.widgets.image_tags import ImageTagDesk
from trainer_widgets.wire import adjudication as messages

if TYPE_CHECKING:
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._desk import Desk
    from trainer_widgets.widgets._seats import Seat


class AdjudicationWidget(RunsTests):
    """Decide what the right answer is where annotators differ.

    The items on which independent labels differ are listed, those on which people differ most
    first. The different answers to an item stand side by side in the item's own order, without
    names, and shuffled for each adjudicator; how many gave each is not told, and one's own is
    among them. The adjudicator picks one, changes one, or writes a new one, and says why. Only
    when this first choice is stored comes what the labels amount to (the consensus). A second
    choice supersedes the first, and so tells that it was made with the consensus in sight. Whoever
    has looked at an item here can no longer label it blind.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project` or the path of one.
    store
        Where labels go, where it is not the project's own place.
    annotator
        Who adjudicates. By default the view asks the server, and a person whom it does not know.
    items
        Items to decide, whether or not people differ on them: ids, or a table or column with
        ``item_id``. By default all on which they do.
    min_answers
        List items with so many independent answers or more.
    min_difference
        List items on which two answers are this far apart or more on average, from 0 to 1, by what
        the task compares.
    method
        Of the consensus: ``"majority"`` or ``"dawid_skene"``, see
        :func:`trainer_widgets.analysis.consensus`.
    models
        Let answers by models stand beside those of people, and count.
    **arguments
        The options and settings with which the annotators' widgets were made, where they are not
        those of ``project.toml``.

    Examples
    --------
    >>> AdjudicationWidget("datasets/response_ranking", annotator="lead", min_answers=3)
    AdjudicationWidget('Response ranking', items with 3 answers or more that differ)
    """

    # With what an item's own screen asks for.
    requests = wire.ADJUDICATION_REQUESTS | RUN_REQUESTS | {"picture": wire.Picture}
    # All but those that begin with reading every label.
    slow = frozenset({*wire.ADJUDICATION_REQUESTS, "picture", *RUN_REQUESTS})
    _view = traitlets.Dict().tag(sync=True)
    _esm = STATIC / "adjudication.js"
    _css = STATIC / "adjudication.css"

    def __init__(  # noqa: PLR0913 - which items, and how, all named
        self,
        project: object,
        store: object = None,
        annotator: str | None = None,
        *,
        items: object = None,
        min_answers: int = 2,
        min_difference: float = 0.0,
        method: str = "majority",
        models: bool = False,
        **arguments: object,
    ) -> None:
        """Open the project; who adjudicates is found out when a view comes."""
        _check(min_answers, min_difference, method)
        task = open_project(project, store, None, {}).task
        kind = desk_type(task)
        self.project, self.options = open_with_options(
            project, store, task, arguments, ALL_SETTINGS
        )
        kind.check(self.project, self.options)
        self.options = kind.offered(self.project, self.options)
        self._chosen = Chosen(items, min_answers, min_difference, method, models)
        self._docket = AdjudicationDocket(self.project, self._chosen)
        self._items = AdjudicationItems(self.project, self.options, models=models)
        self._choices = AdjudicationChoices(self.project, self._items, self._docket)
        self._view = source_of(task) or {}
        self._seats = Seats(annotator)
        self._listed: dict[str, dict[str, tuple[int, Divided]]] = {}
        self._sessions = SeatSessions(self.project)
        super().__init__()

    def __repr__(self) -> str:
        """Name the widget, the project, and which items are listed; no label is read for it."""
        return f"{type(self).__name__}({self.project.name!r}, {self._docket.asked_for})"

    @property
    def queue(self) -> pd.DataFrame:
        """What is to be decided, those items first on which people differ most.

        One row an item: ``item_id``, ``n_answers``, ``difference`` (the mean distance of two
        answers), and ``adjudicated_by``, who has decided it (missing where nobody has).
        """
        found = pd.DataFrame(self._docket.listed(""), columns=list(Divided._fields))
        decisions = decided(self.project).adjudicated()
        events = self.project.store.find(self.project.task, decisions.values())
        people = {item: events[one].annotator for item, one in decisions.items()}
        who: list[Any] = [people.get(item) for item in found["item_id"]]
        return found.assign(adjudicated_by=who)

    @property
    def final(self) -> pd.DataFrame:
        """The one label of each item by now, see :meth:`Project.final`."""
        return self.project.final(self._chosen.method, models=self._chosen.models)

    def close(self) -> None:
        """End the adjudicators' sessions."""
        self._is_closed = True
        with self._lock, contextlib.ExitStack() as stack:
            stack.callback(super().close)
            # A widget whose project would not open has none.
            if hasattr(self, "_sessions"):
                stack.callback(self._sessions.close)

    def _on_hello(self, hello: wire.Hello) -> messages.Docket:
        with self._lock:
            seat = self._introduced(hello)
        return self._told(seat)

    def _on_reread(self, request: messages.RereadDocket) -> messages.Docket:
        seat = self._seated(request.seat)
        self.project.reread_guideline()
        return self._told(seat)

    def _on_look(self, request: messages.LookAtContested) -> messages.ContestedItem:
        seat, item_id = self._seated(request.seat), self._items.item(request.item)
        self._sessions.expose(seat, item_id)
        return self._choices.looked(item_id, seat.annotator)

    def _on_adjudicate(self, request: messages.Adjudicate[Any]) -> messages.Adjudicated:
        seat, item_id = self._seated(request.seat), self._items.item(request.item)
        with self._lock:
            event = self._choices.decide(self._sessions.of(seat), seat.annotator, item_id, request)
        known = self._listed.get(seat.annotator, {})
        place = known.get(item_id, (0, Divided(item_id, 0, 0.0)))
        entry = self._entry(*place, newest_adjudication(events_of_item(self.project, item_id)))
        return messages.Adjudicated(
            event.event_id, entry, self._choices.looked(item_id, seat.annotator)
        )

    def _on_picture(self, request: wire.Picture) -> tuple[wire.Pictured, list[bytes]]:
        desk = self._desk_of(request)
        assert isinstance(desk, ImageTagDesk)  # noqa: S101 - no other desk's items have pictures
        return desk.picture(request)

    def _told(self, seat: Seat) -> messages.Docket:
        found = dict(enumerate(self._docket.listed(seat.annotator), 1))
        self._listed[seat.annotator] = {one.item_id: (at, one) for at, one in found.items()}
        decisions = decided(self.project).adjudicated()
        stored = self.project.store.find(self.project.task, decisions.values())
        return messages.Docket(
            **self._beginning(seat),
            note="" if found else "There is no item on which independent answers differ.",
            items=[
                self._entry(number, one, stored.get(decisions.get(one.item_id, "")))
                for number, one in found.items()
            ],
        )

    def _entry(
        self, number: int, divided: Divided, decision: Event[Any, Any] | None
    ) -> messages.Contested:
        return messages.Contested(
            item=self._items.token(divided.item_id),
            number=number,
            excerpt=self._items.excerpt(divided.item_id),
            n_answers=divided.n_answers,
            difference=divided.difference,
            is_settled=decision is not None,
            adjudicated_by=decision.annotator if decision else None,
            adjudicated_at=decision.recorded_at if decision else None,
        )

    def _seated(self, token: str) -> Seat:
        with self._lock:
            return self._seat(token)

    def _desk_of(self, request: wire.Picture | wire.RunTests) -> Desk:
        self._seated(request.seat)
        desk = self._items.find(request.token)
        if desk is None:
            message = "this item has changed since: look for it in the list again"
            raise RefusedError(message)
        return desk


def _check(min_answers: int, min_difference: float, method: str) -> None:
    """Refuse what lists nothing, or what nobody knows."""
    if min_answers < 1:
        message = f"min_answers counts answers, from 1 up, not {min_answers!r}"
        raise ValueError(message)
    if not 0 <= min_difference <= 1:
        message = f"min_difference goes from 0 to 1, not {min_difference!r}"
        raise ValueError(message)
    if method not in METHODS:
        hint = nearest(method, METHODS)
        message = f"method {method!r} is unknown: {hint}There are {', '.join(METHODS)}"
        raise ValueError(message)
