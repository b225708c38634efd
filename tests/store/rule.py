"""The rule of the label, written as slowly and as plainly as possible.

The store's own derivation is compared with this one on everything that Hypothesis comes up with.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.store.samples import NOON, an_event
from trainer_widgets.records import Escalation, Event, RankingAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable

Events = list[Event[Any, Any]]
NODES = {"answer", "adjudicate", "skip", "escalate"}
CONDITIONS = ["blind", "prelabel", "feedback", "revealed", "rework"]


def given_at(event: Event[Any, Any]) -> dt.datetime:
    """Return the browser's time, or the writer's where that is earlier or alone."""
    if event.submitted_at is None or event.submitted_at > event.recorded_at:
        return event.recorded_at
    return event.submitted_at


def before_exposure(events: Events) -> Events:
    """Return what somebody said of an item before the first event that is not independent."""
    moments = [
        (event.recorded_at, given_at(event))
        for event in events
        if event.condition not in {"blind", "prelabel"}
    ]
    if not moments:
        return events
    return [event for event in events if (event.recorded_at, given_at(event)) < min(moments)]


def on_cycle(start: str, links: dict[str, str]) -> bool:
    """Follow the links and see whether they lead back."""
    at, steps = links.get(start), 0
    while at is not None and at != start and steps <= len(links):
        at, steps = links.get(at), steps + 1
    return at == start


def what_stands(events: Events) -> Events:
    """Return the live nodes that nothing supersedes, of one person and item."""
    nodes = {event.event_id: event for event in events if event.action in NODES}
    retracted = {e.refers_to for e in events if e.action == "retract"} & nodes.keys()
    links = {
        node.event_id: node.supersedes
        for node in nodes.values()
        if node.supersedes in nodes and node.supersedes != node.event_id
    }
    links = {source: target for source, target in links.items() if not on_cycle(source, links)}
    superseded = set()
    for source in nodes.keys() - retracted:
        target = links.get(source)
        while target is not None:
            superseded.add(target)
            target = links.get(target) if target in retracted else None
    return [node for i, node in nodes.items() if i not in retracted and i not in superseded]


def labels(events: Events, *, independent: bool = False) -> set[str]:
    """Return the ids of the events that are labels."""
    groups: dict[tuple[str, str], Events] = {}
    for event in events:
        groups.setdefault((event.item_id, event.annotator), []).append(event)
    found = set()
    for members in groups.values():
        standing = what_stands(before_exposure(members) if independent else members)
        answers = [event for event in standing if event.action in {"answer", "adjudicate"}]
        if answers:
            found.add(max(answers, key=lambda event: (given_at(event), event.event_id)).event_id)
    return found


def _event(number: int, drawn: dict[str, Any]) -> Event[Any, Any]:
    action = drawn["action"]
    submitted = drawn["submitted"]
    return an_event(
        event_id=f"e{number}",
        action=action,
        item_id=drawn["item"],
        annotator=drawn["annotator"],
        condition=drawn["condition"],
        supersedes=drawn["supersedes"],
        refers_to=drawn["refers_to"] or ("e0" if action == "retract" else None),
        recorded_at=NOON + dt.timedelta(seconds=drawn["recorded"]),
        submitted_at=None if submitted is None else NOON + dt.timedelta(seconds=submitted),
        answer=RankingAnswer(order=[["a"]]) if action in {"answer", "adjudicate"} else None,
        escalation=Escalation(reason="broken_item") if action == "escalate" else None,
    )


def _events(drawn: Iterable[dict[str, Any]]) -> Events:
    return [_event(number, one) for number, one in enumerate(drawn)]


MOST = 9
ids = st.none() | st.sampled_from([*["e0", "e1", "e2"] * 4, *(f"e{n}" for n in range(MOST)), "no"])
histories = st.lists(
    st.fixed_dictionaries(
        {
            # Answers and retractions are what most of the rule is about.
            "action": st.sampled_from(
                [*["answer"] * 5, "adjudicate", "skip", "escalate", *["retract"] * 3, "assign"]
            ),
            "item": st.sampled_from(["q1", "q1", "q1", "q2"]),
            "annotator": st.sampled_from(["ana", "ana", "ana", "ben"]),
            "condition": st.sampled_from(["blind"] * 5 + CONDITIONS),
            "supersedes": ids,
            "refers_to": ids,
            "recorded": st.integers(0, 5),
            "submitted": st.none() | st.integers(0, 8),
        }
    ),
    max_size=MOST,
).map(_events)
