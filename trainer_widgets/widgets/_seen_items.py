"""A project's items as their annotators saw them, with all that was said of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets.event_arrays import slim_records
from trainer_widgets.gold import known_answer
from trainer_widgets.heads import heads, standing
from trainer_widgets.widgets._listed import listed
from trainer_widgets.widgets._seen_desks import SeenDesks
from trainer_widgets.widgets._values_in_words import in_words
from trainer_widgets.wire.explorer import Fact, KnownAnswer, OpenedItem, Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer_widgets.analysis.exploring.item_labels import ItemLabel
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._desk import Desk


class SeenItems(SeenDesks):
    """Opens the items of a project.

    Parameters
    ----------
    project
        The project.
    options
        Those with which the annotators' widgets were made.
    independent
        Whether the explored labels are the last before any exposure; who answered again after
        it is there with both answers.
    """

    def __init__(self, project: Project, options: Any, *, independent: bool) -> None:  # noqa: ANN401 - the task's
        """Seat nobody yet."""
        super().__init__(project, options)
        self._independent = independent

    def open(self, item_id: str, labels: Sequence[ItemLabel]) -> OpenedItem:
        """Return an item with all that was said of it.

        Parameters
        ----------
        item_id
            One of the project's, or one that it had when it was labeled.
        labels
            Those of the item that are explored.
        """
        is_there = item_id in self._project.items
        events = self._events(item_id)
        was_escalated = any(event.action == "escalate" for event in events)
        raised = self._raised(item_id) if is_there and was_escalated else []
        with self._lock:
            plain = self._plain_desk(item_id) if is_there else None
            return OpenedItem(
                item_id=item_id,
                item=plain.dealt(item_id) if plain else None,
                gold=self._gold(item_id, plain) if plain else None,
                letters=_letters(plain, item_id) if plain else [],
                features=self._features(item_id) if is_there else [],
                said=self._said(events, {one.annotator: one for one in labels}),
                escalations=[
                    listed(row, event, self._desk(row["annotator"]), item_id)
                    for row, event in raised
                ],
            )

    def summaries(self, item_ids: Sequence[str]) -> list[str]:
        """Return the texts whose beginnings stand for items in a list; veiled ones are empty."""
        if getattr(self._options, "veil", False):
            return [""] * len(item_ids)
        with self._lock:
            return [
                self._plain_desk(one).summary(one) if one in self._project.items else ""
                for one in item_ids
            ]

    def _features(self, item_id: str) -> list[Fact]:
        return in_words(self._project.features.loc[item_id].to_dict())

    def _said(
        self, events: list[Event[Any, Any]], labels: Mapping[str | None, ItemLabel]
    ) -> list[Said]:
        events = sorted(events, key=lambda event: event.annotator)
        counted = self._counted(events)
        found = []
        for annotator, own in groupby(events, lambda event: event.annotator):
            said = list(own)
            stands = standing(said)
            shown = [event for event in said if event == stands or event.event_id in counted]
            has_counted = any(event.event_id in counted for event in shown)
            for event in shown:
                # The outcome belongs to the label that was explored, where there is one.
                is_explored = event.event_id in counted or not has_counted
                found.append(self._said_in(event, labels.get(annotator) if is_explored else None))
        return found

    def _events(self, item_id: str) -> list[Event[Any, Any]]:
        store, task = self._project.store, self._project.task
        events = store.find(task, store.ids_of(task, item_id)).values()
        return sorted(events, key=lambda event: (event.recorded_at, event.event_id))

    def _counted(self, events: list[Event[Any, Any]]) -> set[str]:
        """Return the events that are the explored labels."""
        table = slim_records(events, self._project.task)
        places = heads(table, independent=self._independent)
        return {events[place].event_id for place in places}

    def _said_in(self, event: Event[Any, Any], label: ItemLabel | None) -> Said:
        item_id, fingerprint = event.item_id, self._project.hashes.get(event.item_id)
        is_stale = event.item_hash not in (None, fingerprint)
        fits = fingerprint is not None and not is_stale
        desk = self._desk_as_of(event) if fits else None
        plain = self._plain_desk(item_id) if fits else None
        answer = event.answer
        return Said(
            annotator=event.annotator,
            annotator_kind=event.annotator_kind,
            action=event.action,
            item=desk.dealt(item_id) if desk else None,
            answer=desk.to_screen(item_id, answer) if desk and answer else None,
            plain=plain.to_screen(item_id, answer) if plain and answer else None,
            is_stale=is_stale,
            in_slice=label is not None and label.in_slice,
            outcome=label.outcome if label else None,
            condition=event.condition,
            guideline=event.guideline,
            rationale=event.rationale,
            submitted_at=event.submitted_at or event.recorded_at,
            active_ms=event.active_ms,
            # To what the item was before there is nothing to show an answer on.
            columns=[] if fits or answer is None else in_words(msgspec.structs.asdict(answer)),
        )

    def _gold(self, item_id: str, desk: Desk) -> KnownAnswer | None:
        gold = self._project.gold
        right = known_answer(gold, item_id, self._project.task)
        if not right:
            return None
        return KnownAnswer(desk.expected(item_id, right), str(gold.at[item_id, "reason"]))

    def _raised(self, item_id: str) -> list[tuple[Any, Event[Any, Any]]]:
        """Return an item's escalations, each with its event."""
        table = self._project.escalations()
        table = table[(table["item_id"] == item_id).to_numpy()]
        events = self._project.store.find(self._project.task, table["escalation"])
        rows = table.astype("object").where(table.notna(), None)
        return [(row, events[row["escalation"]]) for _, row in rows.iterrows()]


def _letters(desk: Desk, item_id: str) -> list[Fact]:
    return [Fact(letter, name) for letter, name in desk.letters(item_id).items()]
