"""What an explorer of slices answers to its views."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer_widgets import wire
from trainer_widgets.records.slices import EVERYTHING
from trainer_widgets.widgets._explorer_parts import ExplorerParts
from trainer_widgets.widgets._found import as_record
from trainer_widgets.widgets._on_screen import excerpt
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._turns import Asker
from trainer_widgets.widgets.image_tags import ImageTagDesk
from trainer_widgets.wire import explorer as messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trainer_widgets.records.slices import Condition
    from trainer_widgets.widgets._desk import Desk
    from trainer_widgets.wire.explorer.slices import Ask, Standing


class ExplorerAnswers(ExplorerParts):
    """The requests of an explorer's views, and their answers."""

    # With what an item's own screen asks for, of the desk of the annotator who saw it so.
    requests = messages.EXPLORER_REQUESTS | {"picture": wire.Picture}
    slow = frozenset(
        {"look", "trend", "breakdown", "page", "find_values", "compare", "open_item"}
        | {"save", "drop", "send", "picture"}
    )

    def _on_hello(self, hello: wire.Hello) -> messages.Explored:
        seat = self._guest(hello)
        sight = self._sights.arrive(seat.annotator)
        self._search.begin_by_itself()
        self._tell_others(seat.annotator, None, sight)
        return self._beginning(seat, sight)

    def _on_look(self, ask: messages.Ask) -> messages.Overview:
        with self._asking(ask, "look") as (condition, wanted):
            found = self._explored.exploration.overview(condition, wanted)
        return as_record(
            found,
            messages.Overview,
            turn=ask.turn,
            text=self._explored.spelled(condition),
            standing=self._standing(condition),
        )

    def _on_trend(self, ask: messages.AskTrend) -> messages.Trend:
        with self._asking(ask, "trend") as (condition, wanted):
            found = self._explored.exploration.trend(condition, wanted)
        windows = [as_record(one, messages.TimeWindow) for one in found]
        return messages.Trend(ask.turn, windows)

    def _on_breakdown(self, ask: messages.AskBreakdown) -> messages.Breakdown:
        with self._asking(ask, "breakdown") as (condition, wanted):
            found = self._explored.exploration.breakdown(condition, ask.by, wanted)
        return as_record(found, messages.Breakdown, turn=ask.turn)

    def _on_page(self, ask: messages.AskItems) -> messages.ItemPage:
        with self._asking(ask, "page") as (condition, wanted):
            found = self._explored.exploration.page(
                condition,
                sort=ask.sort,
                descending=ask.descending,
                offset=ask.offset,
                limit=ask.limit,
                wanted=wanted,
            )
        if self._seen is not None:
            with self._lock:
                rows = [
                    row._replace(excerpt=excerpt(self._seen.summary(row.item_id)))
                    for row in found.rows
                ]
            found = found._replace(rows=rows)
        return as_record(found, messages.ItemPage, turn=ask.turn)

    def _on_find_values(self, ask: messages.FindValues) -> messages.FoundValues:
        with self._asking(ask, "find_values") as (condition, wanted):
            found = self._explored.exploration.values(condition, ask.feature, ask.search, wanted)
        return as_record(found, messages.FoundValues, turn=ask.turn)

    def _on_compare(self, ask: messages.CompareSlices) -> messages.ComparedSlices:
        with self._asking(ask, "compare") as (condition, wanted):
            other = self._explored.condition(ask.other)
            found = self._explored.exploration.compare(condition, other, wanted)
        texts = [self._explored.spelled(one) for one in (condition, other)]
        return as_record(found, messages.ComparedSlices, turn=ask.turn, texts=texts)

    def _on_open_item(self, request: messages.OpenItem) -> messages.OpenedItem:
        self._seat(request.seat)
        condition = self._explored.condition(request.slice)
        with self._turns.held():
            if self._seen is None:
                return self._explored.opened(request.item_id, condition)
            placed = self._explored.placed(request.item_id, condition)
        with self._lock:
            return self._seen.open(request.item_id, placed)

    def _on_parse(self, request: messages.Parse) -> messages.Parsed:
        self._seat(request.seat)
        return self._explored.parsed(request.text)

    def _on_complete(self, request: messages.Complete) -> messages.Completions:
        self._seat(request.seat)
        return self._explored.completions(request.text, request.at)

    def _on_code(self, request: messages.WriteCode) -> messages.PythonLine:
        self._seat(request.seat)
        condition = self._explored.condition(request.slice)
        return messages.PythonLine(self._explored.code(condition))

    def _on_suggest(self, request: messages.Suggest) -> messages.Suggestions:
        self._seat(request.seat)
        if request.begin:
            self._search.begin()
        return self._search.state

    def _on_save(self, request: messages.SaveSlice) -> messages.SavedSlices:
        seat = self._seat(request.seat)
        text = self._explored.spelled(self._explored.condition(request.slice))
        outcome = self._explored.outcome
        self._kept.save(request.name, text, outcome=outcome, saved_by=seat.annotator)
        return messages.SavedSlices(self._saved())

    def _on_drop(self, request: messages.DropSlice) -> messages.SavedSlices:
        self._seat(request.seat)
        self._kept.drop(request.name)
        return messages.SavedSlices(self._saved())

    def _on_send(self, request: messages.SendItems) -> messages.SentItems:
        seat = self._seat(request.seat)
        condition = self._explored.condition(request.slice)
        held = self._send_items(request.purpose, condition, seat.annotator)
        return messages.SentItems(request.purpose, len(held), self._taking(request.purpose))

    def _on_move(self, request: messages.MoveSight) -> messages.Done:
        seat = self._seat(request.seat)
        self._explored.condition(request.sight.slice)
        self._sights.move(seat.annotator, request.sight)
        self._tell_others(seat.annotator, request.view, request.sight)
        return messages.Done()

    def _on_picture(self, request: wire.Picture) -> tuple[wire.Pictured, list[bytes]]:
        desk = self._desk_of(request)
        assert isinstance(desk, ImageTagDesk)  # noqa: S101 - no other desk's items have pictures
        return desk.picture(request)

    def _desk_of(self, request: wire.Picture) -> Desk:
        with self._lock:
            self._seat(request.seat)
            desk = self._seen.find(request.token) if self._seen else None
        if desk is None:
            message = "this item has changed since: open it again"
            raise RefusedError(message)
        return desk

    @contextmanager
    def _asking(self, ask: Ask, kind: str) -> Iterator[tuple[Condition, Callable[[], bool]]]:
        """Hold the engine for a request, unless a newer one of the same view overtakes it."""
        self._seat(ask.seat)
        condition = self._explored.condition(ask.slice)
        with self._turns.taken(Asker(ask.view, kind), ask.turn) as wanted:
            yield condition, wanted

    def _standing(self, condition: Condition) -> Standing:
        if condition == EVERYTHING:
            return "all"
        return "confirmed" if self._search.has_confirmed(condition) else "exploratory"
