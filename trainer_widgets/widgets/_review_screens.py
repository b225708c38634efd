"""Labels under review, each on the screen on which it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets.widgets._seen_desks import SeenDesks

if TYPE_CHECKING:
    from trainer_widgets.records import Event


class ReviewScreens(SeenDesks):
    """Shows labels, and reads what a reviewer answers in their letters."""

    def item(self, label: Event[Any, Any], number: int) -> Any:  # noqa: ANN401 - the task's record
        """Return a label's item; its number is the place in the reviewer's queue."""
        with self._lock:
            # An annotator's own number is the same wherever they are, and would tell who it is.
            desk = self._desk_as_of(label)
            return msgspec.structs.replace(desk.dealt(label.item_id), number=number)

    def answer(self, label: Event[Any, Any], answer: Any) -> Any:  # noqa: ANN401 - the task's
        """Return an answer to a label's item in the letters of its screen."""
        if answer is None:
            return None
        with self._lock:
            return self._desk_as_of(label).to_screen(label.item_id, answer)

    def corrected(self, label: Event[Any, Any], answer: Any) -> tuple[Any, str | None]:  # noqa: ANN401
        """Return what was answered on a label's screen, or why it could not have been."""
        with self._lock:
            desk = self._desk_as_of(label)
            if reason := desk.impossible(label.item_id, answer):
                return None, reason
            return desk.from_screen(label.item_id, answer), None

    def expected(self, label: Event[Any, Any], right: dict[str, Any]) -> str:
        """Return what is right in words, in the letters of a label's screen."""
        with self._lock:
            return self._desk_as_of(label).expected(label.item_id, right)

    def summary(self, label: Event[Any, Any]) -> str:
        """Return the text whose beginning stands for a label's item; veiled ones are empty."""
        if getattr(self._options, "veil", False):
            return ""
        with self._lock:
            return self._desk(label.annotator).summary(label.item_id)
