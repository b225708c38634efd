"""What an explorer of slices answers to its views."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets import wire
from trainer_widgets.records.slices import EVERYTHING
from trainer_widgets.widgets._explorer_exposures import GUEST
from trainer_widgets.widgets._item_of_table import item_of_table
from trainer_widgets.widgets._on_screen import excerpt
from trainer_widgets.widgets._problems import ProblemError, RefusedError
from trainer_widgets.widgets._project_widget import reserved_names
from trainer_widgets.widgets._shared_widget import SharedWidget
from trainer_widgets.widgets._sights import Place
from trainer_widgets.widgets._turns import ClosedWidgetError, overtaken
from trainer_widgets.widgets._whole_texts import check_searchable, with_whole_texts
from trainer_widgets.widgets.image_tags import ImageTagDesk
from trainer_widgets.wire import explorer as messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trainer_widgets.analysis.exploring import Exploration
    from trainer_widgets.records import Record
    from trainer_widgets.records.slices import Condition
    from trainer_widgets.widgets._desk import Desk
    from trainer_widgets.widgets._explorer_opening import ExplorerParts
    from trainer_widgets.widgets._sights import Sights
    from trainer_widgets.wire.explorer.slices import Ask, Standing


class ExplorerAnswers(SharedWidget):
    """The requests of an explorer's views; where there is no project, what it has is None."""

    # With what an item's own screen asks for, of the desk of the annotator who saw it so.
    requests = messages.EXPLORER_REQUESTS | {"picture": wire.Picture}
    slow = frozenset(
        {"look", "trend", "breakdown", "page", "find_values", "compare", "open_item"}
        | {"save", "drop", "send", "take_back", "picture"}
    )
    _parts: ExplorerParts
    _sights: Sights

    def _handled(self, name: str, request: Record) -> Any:  # noqa: ANN401 - what handlers return
        from trainer_widgets.widgets._explored_labels import refusing_in_words  # noqa: PLC0415 - slow

        try:
            with refusing_in_words():
                return super()._handled(name, request)
        except ClosedWidgetError:
            raise overtaken() from None
        except OSError as error:
            message = f"The project's folder: {error.strerror or error}"
            raise ProblemError(wire.Problem("storage", message, final=False)) from None

    def _on_hello(self, hello: messages.Arrive) -> messages.Explored:
        from trainer_widgets.widgets._explorer_opening import beginning  # noqa: PLC0415 - slow

        seat = self._introduced(msgspec.structs.replace(hello, name=hello.name or GUEST))
        sight, moved = self._sights.arrive(seat.annotator, hello.view)
        self._parts.search.begin_by_itself()
        self._tell_moved(moved)
        return beginning(seat, sight, self._parts, self._sights.people())

    def _reserved_names(self) -> set[str]:
        project = self._parts.project
        return reserved_names(project) if project else set()

    def _on_look(self, ask: messages.Ask) -> messages.Overview:
        with self._asking(ask) as (condition, wanted):
            found = self._exploration.overview(condition, wanted)
        text, standing = self._parts.explored.spelled(condition), self._standing(condition)
        numbers = found.rate, found.rest, found.difference, found.facets
        return messages.Overview(*numbers, turn=ask.turn, text=text, standing=standing)

    def _on_trend(self, ask: messages.AskTrend) -> messages.Trend:
        with self._asking(ask) as (condition, wanted):
            found = self._exploration.trend(condition, wanted)
        return messages.Trend(ask.turn, found)

    def _on_breakdown(self, ask: messages.AskBreakdown) -> messages.Breakdown:
        with self._asking(ask) as (condition, wanted):
            found = self._exploration.breakdown(condition, ask.by, wanted)
        return messages.Breakdown(found.by, found.cells, turn=ask.turn)

    def _on_page(self, ask: messages.AskItems) -> messages.ItemPage:
        with self._asking(ask) as (condition, wanted):
            found = self._exploration.page(
                condition,
                sort=ask.sort,
                descending=ask.descending,
                offset=ask.offset,
                limit=ask.limit,
                wanted=wanted,
            )
        rows = found.rows
        if self._parts.seen is not None:
            texts = self._parts.seen.summaries([row.item_id for row in rows])
            rows = [
                msgspec.structs.replace(row, excerpt=excerpt(text))
                for row, text in zip(rows, texts, strict=True)
            ]
        return messages.ItemPage(found.n_items, found.columns, rows, turn=ask.turn)

    def _on_find_values(self, ask: messages.FindValues) -> messages.FoundValues:
        check_searchable(ask.search)
        with self._asking(ask) as (condition, wanted):
            found = self._exploration.values(condition, ask.feature, ask.search, wanted)
        values = found.feature, found.values, found.n, found.rate
        return messages.FoundValues(*values, turn=ask.turn)

    def _on_compare(self, ask: messages.CompareSlices) -> messages.ComparedSlices:
        """Compare two slices that somebody chose: another one in sight overtakes nothing."""
        self._heard(ask)
        pair = self._parts.explored.condition(ask.slice), self._parts.explored.condition(ask.other)
        with self._parts.turns.held():
            found = self._exploration.compare(*pair)
        texts = [self._parts.explored.spelled(one) for one in pair]
        numbers = found.rates, found.difference, found.both
        return messages.ComparedSlices(*numbers, turn=ask.turn, texts=texts)

    def _on_open_item(self, request: messages.OpenItem) -> messages.OpenedItem:
        seat = self._seat(request.seat)
        check_searchable(request.item_id)
        condition = self._parts.explored.condition(request.slice)
        with self._parts.turns.held():
            found = self._exploration.of_item(request.item_id, condition)
        if self._parts.seen is None:
            opened = item_of_table(request.item_id, found)
        else:
            opened = self._parts.seen.open(request.item_id, found.labels)
        if opened.item is None and not opened.said:
            message = f"there is no item {request.item_id!r}"
            raise RefusedError(message)
        if self._parts.exposures is not None:
            self._parts.exposures.note(seat, opened)
        return opened

    def _on_parse(self, request: messages.Parse) -> messages.Parsed:
        self._seat(request.seat)
        return self._parts.explored.parsed(request.text)

    def _on_complete(self, request: messages.Complete) -> messages.Completions:
        self._seat(request.seat)
        return self._parts.explored.completions(request.text, request.at)

    def _on_code(self, request: messages.WriteCode) -> messages.PythonLine:
        self._seat(request.seat)
        condition = self._parts.explored.condition(request.slice)
        return messages.PythonLine(self._parts.explored.code(condition))

    def _on_suggest(self, request: messages.Suggest) -> messages.Suggestions:
        self._seat(request.seat)
        if request.begin:
            self._parts.search.begin()
        return self._parts.search.state

    def _on_save(self, request: messages.SaveSlice) -> messages.SavedSlices:
        seat = self._seat(request.seat)
        condition = self._parts.explored.condition(request.slice)
        self._parts.slices.save(request.name, condition, by=seat.annotator)
        return messages.SavedSlices(self._parts.slices.listed())

    def _on_drop(self, request: messages.DropSlice) -> messages.SavedSlices:
        seat = self._seat(request.seat)
        self._parts.slices.kept.drop(request.name, dropped_by=seat.annotator)
        return messages.SavedSlices(self._parts.slices.listed())

    def _on_send(self, request: messages.SendItems) -> messages.SentItems:
        seat = self._seat(request.seat)
        condition = self._parts.explored.condition(request.slice)
        return self._parts.sending.send(request.purpose, condition, by=seat.annotator)

    def _on_take_back(self, request: messages.TakeBack) -> messages.SentItems:
        seat = self._seat(request.seat)
        return self._parts.sending.take_back(request.purpose, by=seat.annotator)

    def _on_move(self, request: messages.MoveSight) -> messages.Done:
        seat = self._seat(request.seat)
        self._parts.explored.condition(request.sight.slice)
        self._tell_moved(self._sights.move(seat.annotator, request.view, request.sight))
        return messages.Done()

    def _on_leave(self, request: messages.Leave) -> messages.Done:
        seat = self._seat(request.seat)
        self._tell_moved(self._sights.leave(seat.annotator, request.view))
        return messages.Done()

    def _on_picture(self, request: wire.Picture) -> tuple[wire.Pictured, list[bytes]]:
        desk = self._desk_of(request)
        assert isinstance(desk, ImageTagDesk)  # noqa: S101 - no other desk's items have pictures
        return desk.picture(request)

    def _desk_of(self, request: wire.Picture) -> Desk:
        self._seat(request.seat)
        desk = self._parts.seen.find(request.token) if self._parts.seen else None
        if desk is None:
            message = "this item has changed since: open it again"
            raise RefusedError(message)
        return desk

    @property
    def _exploration(self) -> Exploration:
        return self._parts.explored.exploration

    @contextmanager
    def _asking(self, ask: Ask) -> Iterator[tuple[Condition, Callable[[], bool]]]:
        """Hold the engine for a request, unless a newer one of the same view overtakes it."""
        place = self._heard(ask)
        condition = self._parts.explored.condition(ask.slice)
        with self._parts.turns.taken(place, ask.turn) as wanted:
            yield condition, wanted

    def _heard(self, ask: Ask) -> Place:
        place = Place(self._seat(ask.seat).annotator, ask.view)
        self._tell_moved(self._sights.hear(*place))
        return place

    @property
    def _user(self) -> str:
        """Who runs the cell, as far as that is known."""
        people = self._sights.people()
        return people[0].annotator if len(people) == 1 else GUEST

    def _check_open(self) -> None:
        if self._is_closed:
            raise ClosedWidgetError

    def _standing(self, condition: Condition) -> Standing:
        if condition == EVERYTHING:
            return "all"
        return "confirmed" if self._parts.search.has_confirmed(condition) else "exploratory"

    def _tell_moved(self, moved: messages.SightMoved | None) -> None:
        if moved is not None:
            self._tell("moved", moved)

    def _tell(self, name: str, body: Record) -> None:
        """Tell all views something that nobody asked for."""
        message = {"kind": "told", "name": name, "body": msgspec.to_builtins(body)}
        self.send(with_whole_texts(message))
