"""Which event is the label: the rule by which the events of one person on one item become one.

Consider the events of one (item, annotator).

1. *Nodes* are the events that say what somebody thinks of the item: ``answer``,
   ``adjudicate``, ``skip`` and ``escalate``.
2. A ``retract`` removes the node that its ``refers_to`` names. A retraction cannot be
   retracted, and whoever retracts must be the one who gave the node.
3. ``supersedes`` links a node to an earlier node of the same person and item. Any other target
   is ignored, and so are a link to itself and all links of a cycle.
4. A node is superseded when a live node (one that was not retracted) links to it, directly or
   through retracted nodes. So retracting a correction brings back what was corrected.
5. The label is the latest among the ``answer`` and ``adjudicate`` nodes that are live and not
   superseded: by ``submitted_at``, clamped to ``recorded_at`` (a browser's clock may run ahead;
   the writer's stands in where there is none), then by ``event_id``.

A skip or an escalation therefore removes a label only by superseding it.

*Independence*: with ``independent=True`` the events of a person on an item are cut before the
first one whose condition is ``feedback``, ``revealed`` or ``rework`` (by ``recorded_at``, then
by the clamped time), and the rule is applied to what is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.event_arrays import (
    NODES,
    Rows,
    event_rows,
    given_micros,
    groups,
    is_in,
    micros,
)
from trainer_widgets.records import INDEPENDENT_CONDITIONS, LABELING_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from trainer_widgets.event_arrays import Flags, Positions
    from trainer_widgets.records import Event


def heads(events: pa.Table, *, independent: bool = False) -> Positions:
    """Return the positions of the events that are labels, by the rule of this module.

    Parameters
    ----------
    events
        The columns ``SLIM``, one row an event id.
    independent
        Take the last answer before any exposure to feedback or to others' answers.

    Returns
    -------
    numpy.ndarray
        Ascending positions in ``events``.

    Examples
    --------
    >>> import datetime as dt
    >>> from trainer_widgets.event_arrays import SLIM
    >>> from trainer_widgets.schema import event_schema
    >>> row = dict.fromkeys(SLIM) | {"item_id": "q1", "annotator": "ana", "condition": "blind"}
    >>> row |= {"action": "answer", "recorded_at": dt.datetime.now(dt.UTC)}
    >>> schema = pa.schema([event_schema("ranking").field(name) for name in SLIM])
    >>> rows = [row | {"event_id": "1"}, row | {"event_id": "2", "supersedes": "1"}]
    >>> heads(pa.Table.from_pylist(rows, schema=schema)).tolist()
    [1]
    """
    if independent:
        kept = np.flatnonzero(before_exposure(events))
        return kept[heads(events.take(kept))]
    rows = event_rows(events)
    stands = standing_rows(rows, micros(events, "recorded_at"))
    candidates = np.flatnonzero(stands & is_in(events, "action", sorted(LABELING_ACTIONS)))
    return np.sort(_latest(events, candidates, rows.group))


def standing(events: Sequence[Event[Any, Any]]) -> Event[Any, Any] | None:
    """Return what now stands of one person's events on one item.

    The label where there is one; otherwise the latest skip or escalation that is neither
    retracted nor superseded; None where nothing stands.

    Parameters
    ----------
    events
        Events of one person on one item, in any order.
    """
    nodes = [event for event in events if event.action in NODES]
    # Nearly always nobody has corrected or retracted anything.
    linked = any(event.supersedes or event.action == "retract" for event in events)
    stands = _unlinked(events) if linked else nodes
    if not stands:
        return None
    latest: Event[Any, Any] = max(
        stands, key=lambda e: (e.action in LABELING_ACTIONS, given_at(e), e.event_id)
    )
    return latest


def _unlinked(events: Sequence[Event[Any, Any]]) -> list[Event[Any, Any]]:
    places = {event.event_id: place for place, event in enumerate(events)}
    rows = Rows(
        group=np.zeros(len(events), np.int64),
        node=np.array([event.action in NODES for event in events], bool),
        retract=np.array([event.action == "retract" for event in events], bool),
        supersedes=_places(places, (event.supersedes for event in events)),
        refers_to=_places(places, (event.refers_to for event in events)),
    )
    recorded = np.array([event.recorded_at.timestamp() for event in events])
    return [events[place] for place in np.flatnonzero(standing_rows(rows, recorded)).tolist()]


def given_at(event: Event[Any, Any]) -> Any:  # noqa: ANN401 - a datetime
    """Return when an event was given: ``submitted_at``, clamped to ``recorded_at``."""
    return min(event.submitted_at or event.recorded_at, event.recorded_at)


def standing_rows(rows: Rows, recorded: NDArray[Any]) -> Flags:
    """Return which rows are live nodes that nothing supersedes (points 1 to 4 of the rule)."""
    retracted = np.zeros(len(rows.node), bool)
    for_target = np.flatnonzero(rows.retract & (rows.refers_to >= 0))
    target = rows.refers_to[for_target]
    retracted[target[rows.group[target] == rows.group[for_target]]] = True
    live = rows.node & ~retracted
    link = links(rows)
    link[cycle_members(link, recorded)] = -1
    return live & ~_superseded(link, live, retracted)


def links(rows: Rows) -> Positions:
    """Return the position that each node supersedes, -1 where there is none that counts."""
    link = np.full(len(rows.node), -1, np.int64)
    source = np.flatnonzero(rows.node & (rows.supersedes >= 0))
    target = rows.supersedes[source]
    counts = rows.node[target] & (rows.group[target] == rows.group[source]) & (target != source)
    link[source[counts]] = target[counts]
    return link


def cycle_members(link: Positions, recorded: NDArray[Any]) -> Positions:
    """Return the positions that lie on a cycle of links; linear in the number of links.

    Every cycle holds a link to something that was not recorded earlier, so only walks from
    those are needed.
    """
    source = np.flatnonzero(link >= 0)
    starts = source[recorded[link[source]] >= recorded[source]]
    walk_of: dict[int, int] = {}
    members: list[int] = []
    for walk, start in enumerate(starts.tolist()):
        at = start
        while at >= 0 and at not in walk_of:
            walk_of[at] = walk
            at = int(link[at])
        if at >= 0 and walk_of[at] == walk:
            first = at
            members.append(at)
            while (at := int(link[at])) != first:
                members.append(at)
    return np.array(members, np.int64)


def _superseded(link: Positions, live: Flags, retracted: Flags) -> Flags:
    superseded = np.zeros(len(link), bool)
    reached = link[live & (link >= 0)]
    while reached.size:
        superseded[reached] = True
        through = link[reached[retracted[reached]]]
        through = np.unique(through[through >= 0])
        reached = through[~superseded[through]]
    return superseded


def _latest(events: pa.Table, candidates: Positions, group: Positions) -> Positions:
    """Return the latest candidate of each group; text is compared only where groups have more."""
    _, inverse, counts = np.unique(group[candidates], return_inverse=True, return_counts=True)
    several = counts[inverse] > 1
    contested = candidates[several]
    chosen = events.select(["event_id", "submitted_at", "recorded_at"]).take(contested)
    columns: dict[str, Any] = {"group": group[contested], "given": given_micros(chosen)}
    keys = pa.table(columns | {"id": chosen["event_id"]})
    order = pc.sort_indices(
        keys, sort_keys=[("group", "ascending"), ("given", "ascending"), ("id", "ascending")]
    ).to_numpy()
    ordered = group[contested][order]
    last = np.append(ordered[1:] != ordered[:-1], np.ones(min(len(ordered), 1), bool))
    return np.concatenate([candidates[~several], contested[order[last]]])


def before_exposure(events: pa.Table) -> Flags:
    """Return which events came before the same person's first exposure on the same item."""
    group, recorded, given = groups(events), micros(events, "recorded_at"), given_micros(events)
    exposed = np.flatnonzero(~is_in(events, "condition", sorted(INDEPENDENT_CONDITIONS)))
    _, group = np.unique(group, return_inverse=True)
    never = np.iinfo(np.int64).max
    first_recorded = np.full(len(group), never)
    np.minimum.at(first_recorded, group[exposed], recorded[exposed])
    exposed = exposed[recorded[exposed] == first_recorded[group[exposed]]]
    first_given = np.full(len(group), never)
    np.minimum.at(first_given, group[exposed], given[exposed])
    tied = recorded == first_recorded[group]
    flags: Flags = (recorded < first_recorded[group]) | (tied & (given < first_given[group]))
    return flags


def _places(place: dict[str, int], targets: Iterable[str | None]) -> Positions:
    return np.array([place.get(target or "", -1) for target in targets], np.int64)
