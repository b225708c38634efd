"""Which item comes next, for whom.

Everything is decided from the project's seed and from what is stored, so that any kernel, on
any day, deals the same person the same items in the same order on the same sides.
"""

from __future__ import annotations

import hashlib
import random
from bisect import insort
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from trainer_widgets.calibration.decided import is_decision
from trainer_widgets.heads import given_at, standing
from trainer_widgets.records import LABELING_ACTIONS
from trainer_widgets.wire import Progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event
    from trainer_widgets.settings import Settings

RECENT = 20


def rendezvous(item_id: str, people: Sequence[str], k: int, seed: int) -> list[str]:
    """Return the ``k`` people who label an item: those with the highest hashes.

    Kernels agree without talking, and adding a person moves only the items that person gets
    (Thaler and Ravishankar 1998, "Using name-based mappings to increase hit rates").

    Examples
    --------
    >>> rendezvous("q1", ["ana", "ben", "eva"], 2, seed=1) == rendezvous(
    ...     "q1", ["eva", "ben", "ana"], 2, seed=1
    ... )
    True
    """
    return sorted(people, key=lambda person: _digest(seed, item_id, person), reverse=True)[:k]


def _digest(*parts: object) -> bytes:
    text = "\0".join(str(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _coin(*parts: object) -> random.Random:
    return random.Random(_digest(*parts))  # noqa: S311 - reproducible, not secret


def sides(response_ids: Sequence[str], annotator: str, item_id: str, seed: int) -> list[str]:
    """Return response ids from left to right for one person, by a seeded coin.

    Examples
    --------
    >>> sorted(sides(["a", "b"], "ana", "q1", seed=1))
    ['a', 'b']
    """
    shown = list(response_ids)
    _coin("sides", seed, annotator, item_id).shuffle(shown)
    return shown


def is_prelabeled(item_id: str, share: float, seed: int) -> bool:
    """Whether an item is among the share that is shown with its prelabels, by a seeded coin.

    It is the same for everybody, and stays when items are added.

    Examples
    --------
    >>> is_prelabeled("q1", 1.0, seed=1), is_prelabeled("q1", 0.0, seed=1)
    (True, False)
    """
    return _coin("prelabel", seed, item_id).random() < share


def plan(project: Project, annotator: str, items: list[str] | None = None) -> list[str]:
    """Return the item ids of one person in the order in which they are dealt.

    Parameters
    ----------
    project, annotator
        Who labels what.
    items
        What everybody gets, instead of what the project's settings say.
    """
    settings = project.settings
    if items is not None:
        return _ordered(items, settings, _coin("order", settings.seed, annotator))
    mine = _dealt_to(project, annotator)
    gold = set(project.gold.index)
    coin = _coin("order", settings.seed, annotator)
    if settings.gold_rate is None:
        return _ordered(mine, settings, coin)
    plain = _ordered([item for item in mine if item not in gold], settings, coin)
    keys = _ordered([item for item in project.items if item in gold], settings, coin)
    wanted = round(len(plain) * settings.gold_rate / (1 - settings.gold_rate))
    n = min(len(keys), wanted) if plain else len(keys)
    slots = set(coin.sample(range(len(plain) + n), n))
    normal, golden = iter(plain), iter(keys)
    return [next(golden if slot in slots else normal) for slot in range(len(plain) + n)]


def not_dealt_to(project: Project, annotator: str) -> str | None:
    """Return why a person gets no items here, or None."""
    settings = project.settings
    people = list(settings.assignments) or settings.people
    if people and annotator not in people:
        return f"{annotator} is not among the people of this project: ask its lead to be added."
    return None


def _dealt_to(project: Project, annotator: str) -> list[str]:
    settings = project.settings
    if settings.assignments:
        return list(dict.fromkeys(settings.assignments.get(annotator, [])))
    if settings.people and settings.overlap:
        k, seed = settings.overlap, settings.seed
        return [
            item
            for item in project.items
            if annotator in rendezvous(item, settings.people, k, seed)
        ]
    return list(project.items)


def _ordered(items: list[str], settings: Settings, coin: random.Random) -> list[str]:
    items = list(items)
    if settings.order == "shuffled":
        coin.shuffle(items)
    return items


class Queue:
    """One person's queue, kept up to date with that person's events.

    Parameters
    ----------
    items
        Item ids in the order in which they are dealt.
    events
        The person's events so far, oldest first.
    """

    def __init__(self, items: Sequence[str], events: Iterable[Event[Any, Any]]) -> None:
        """Rebuild the queue from what is stored."""
        self.items = list(items)
        self._number = {item: number for number, item in enumerate(self.items, 1)}
        self._events: dict[str, list[Event[Any, Any]]] = defaultdict(list)
        self._standing: dict[str, Event[Any, Any] | None] = {}
        self._ids: dict[str, Event[Any, Any]] = {}
        # What the lead said, by the event with which this person gets the item back.
        self.returned: Mapping[str, str] = {}
        for event in events:
            self.add(event)

    def add(self, event: Event[Any, Any]) -> None:
        """Take one more of the person's events into account."""
        if event.event_id in self._ids:
            return
        self._ids[event.event_id] = event
        # Events of other kernels arrive late.
        insort(self._events[event.item_id], event, key=lambda one: (one.recorded_at, one.event_id))
        own = [one for one in self._events[event.item_id] if not is_decision(one)]
        self._standing[event.item_id] = standing(own)

    def knows(self, event_id: str) -> bool:
        """Return whether an event was taken into account."""
        return event_id in self._ids

    def event(self, event_id: str) -> Event[Any, Any] | None:
        """Return one of the person's events, or None when it is not known yet."""
        return self._ids.get(event_id)

    def number(self, item_id: str) -> int:
        """Return an item's place in this person's order, from 1 (0 where it is not dealt)."""
        return self._number.get(item_id, 0)

    def standing(self, item_id: str) -> Event[Any, Any] | None:
        """Return the answer, escalation or skip that now stands for an item, if any."""
        return self._standing.get(item_id)

    def history(self, item_id: str) -> list[Event[Any, Any]]:
        """Return all of this person's events for an item, oldest first."""
        return list(self._events.get(item_id, ()))

    def own(self) -> list[Event[Any, Any]]:
        """Return what stands for each item, newest first."""
        found = [event for event in self._standing.values() if event is not None]
        return sorted(found, key=given_at, reverse=True)

    def upcoming(self, n: int, without: Collection[str] = ()) -> list[str]:
        """Return the next ``n`` items: those that came back, fresh ones, then skipped ones."""
        back, fresh, skipped = [], [], []
        for item in self.items:
            stands = self._standing.get(item)
            if item in without:
                continue
            if stands is None:
                fresh.append(item)
            elif stands.action == "skip":
                skipped.append((given_at(stands), item))
            elif stands.event_id in self.returned:
                back.append(item)
            if len(fresh) == n and not self.returned:
                break
        return (back + fresh + [item for _, item in sorted(skipped)])[:n]

    def came_back(self) -> set[str]:
        """Return the items that came back and wait for an answer, skipped or not."""
        sent_back = [self._ids[one].item_id for one in self.returned if one in self._ids]
        return {item for item in sent_back if self.note(item) is not None}

    def admit(self, items: Iterable[str]) -> None:
        """Put items behind the others that are not in this queue yet."""
        for item in items:
            if item not in self._number:
                self.items.append(item)
                self._number[item] = len(self.items)

    def note(self, item_id: str) -> str | None:
        """Return what the lead said of an item that came back, while it waits for an answer."""
        stands = self._standing.get(item_id)
        # Whoever skips what came back has not answered it.
        passed = set()
        while stands and stands.action == "skip" and stands.event_id not in passed:
            passed.add(stands.event_id)
            stands = self._ids.get(stands.supersedes or "")
        return self.returned.get(stands.event_id) if stands else None

    def progress(self) -> Progress:
        """Return how far this person is, and the pace of the last answers."""
        mine = [self._standing.get(item) for item in self.items]
        actions = [event.action for event in mine if event is not None]
        answered = [
            event for event in mine if event is not None and event.action in LABELING_ACTIONS
        ]
        times = [e.active_ms for e in sorted(answered, key=given_at)[-RECENT:] if e.active_ms]
        back = [e.action for e in mine if e is not None and e.event_id in self.returned]
        return Progress(
            done=len(actions) - actions.count("skip") - len(back),
            total=len(self.items),
            skipped=actions.count("skip"),
            escalated=actions.count("escalate") - back.count("escalate"),
            pace_ms=sorted(times)[len(times) // 2] if times else None,
        )
