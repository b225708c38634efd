"""Events to counts of who asked the lead, and to when each question was asked and settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import NO, TIMES, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

# What somebody does with an item in the end; `assign` and `release` only say who has it.
TERMINAL = ("answer", "skip", "escalate")
NODES = (*TERMINAL, "adjudicate")  # what can supersede an earlier event
PAIR = ("item_id", "annotator")


def given_at(events: ibis.Table) -> Any:  # noqa: ANN401 - a column of times
    """Return when events were given: the browser's time, but not after the writer's."""
    given = moment(events)
    if not set(TIMES) <= set(events.columns):
        return given
    recorded = moment(events, "recorded_at")
    return ibis.ifelse(given > recorded, recorded, given)


def reason(events: ibis.Table) -> Any:  # noqa: ANN401 - a column of text
    """Return why events were escalated: of the ``escalation`` that they carry, or ``reason``."""
    if "reason" in events.columns:
        return events["reason"].cast("string")
    if "escalation" in events.columns and events["escalation"].type().is_struct():
        return events["escalation"]["reason"].cast("string")
    return ibis.null("string")


def escalated_pairs(events: ibis.Table) -> ibis.Table:
    """Return for each item and annotator the first terminal event, and whether they ever escalated.

    Parameters
    ----------
    events
        ``item_id``, ``annotator``, ``action``, ``why`` (the reason of an escalation), ``at`` where
        the order matters, and any other columns.

    Returns
    -------
    ibis.Table
        One row a pair: the columns of its first terminal event, ``escalated`` (0 or 1) and the
        ``reason`` of its first escalation.
    """
    terminal = events.filter(events["action"].isin(TERMINAL))
    first = _first(terminal)
    asked = _first(terminal.filter(terminal["action"] == "escalate"))
    asked = asked.select(*PAIR, reason=asked["why"], escalated=ibis.literal(1, "int64"))
    asked = asked.rename(asked_item="item_id", asked_annotator="annotator")
    first = first.drop(*({"why", "action", "reason", "escalation"} & {*first.columns}))
    same = [first[name] == asked[f"asked_{name.removesuffix('_id')}"] for name in PAIR]
    joined = first.left_join(asked, same)
    return joined.select(first, asked["reason"], escalated=asked["escalated"].fill_null(0))


def _first(events: ibis.Table) -> ibis.Table:
    rest = [
        events[name]
        for name, kind in events.schema().items()
        if name not in (*PAIR, "at") and kind.is_primitive()
    ]
    order = [*([events["at"]] if "at" in events.columns else []), *rest]
    nth = ibis.row_number().over(group_by=list(PAIR), order_by=order)
    numbered = events.mutate(nth=nth)
    return numbered.filter(numbered["nth"] == 0).drop("nth")


def escalation_counts(pairs: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the pairs of each group, and those that were escalated.

    Returns
    -------
    ibis.Table
        ``*by, n_escalated, n_labels`` (pairs), ``n_items, n_annotators, imported``, and the sums
        over items of the squares and the products of what an item has of both: ``yy, yn, nn``.
    """
    # A sum over pairs of what their item has is the sum over items of its square.
    pairs = pairs.mutate(
        asked_of_item=pairs["escalated"].sum().over(_items(by)),
        pairs_of_item=pairs["escalated"].count().over(_items(by)),
    )
    imported = NO
    if "origin" in pairs.columns:
        imported = (pairs["origin"] == "import").fill_null(NO)
    return pairs.aggregate(
        by=list(by),
        n_escalated=pairs["escalated"].sum().fill_null(0),
        n_labels=pairs.count(),
        n_items=pairs["item_id"].nunique(),
        n_annotators=pairs["annotator"].nunique(),
        imported=pairs.count(where=imported),
        yy=(pairs["escalated"] * pairs["asked_of_item"]).sum(),
        yn=(pairs["escalated"] * pairs["pairs_of_item"]).sum(),
        nn=pairs["pairs_of_item"].sum(),
    )


def reason_counts(pairs: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the escalated pairs of each group by reason: ``*by, reason, n_escalated, yy, yn``."""
    pairs = pairs.mutate(pairs_of_item=pairs["escalated"].count().over(_items(by)))
    asked, by = pairs.filter(pairs["escalated"] == 1), [*by, "reason"]
    asked = asked.mutate(asked_of_item=asked["escalated"].count().over(_items(by)))
    return asked.aggregate(
        by=by,
        n_escalated=asked.count(),
        yy=asked["asked_of_item"].sum(),
        yn=asked["pairs_of_item"].sum(),
    )


def _items(by: Sequence[str]) -> Any:  # noqa: ANN401 - a window of rows
    return ibis.window(group_by=[*dict.fromkeys([*by, "item_id"])])


def first_uses(pairs: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Return the first window of each guideline version: ``*by, guideline, window``."""
    known = pairs.filter(pairs["guideline"].notnull())
    return known.aggregate(by=[*by, "guideline"], window=known["window"].min())


def retracted_escalations(events: ibis.Table) -> ibis.Table:
    """Count the escalations that their annotator retracted: one row, ``n``."""
    asked = events.filter(events["action"] == "escalate")
    taken = _by_target(events.filter(events["action"] == "retract"), "refers_to")
    found = asked.semi_join(taken, _is_target(asked, taken))
    return found.aggregate(n=found.count())


def escalation_spans(events: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Return when each escalation was asked, settled and taken back.

    Parameters
    ----------
    events
        ``event_id, item_id, annotator, action, refers_to, supersedes, at, ruled_at`` and ``by``.

    Returns
    -------
    ibis.Table
        One row an escalation: ``*by, item, person`` (integer codes), and the times ``asked``,
        ``ruled`` (by the first ruling), ``retracted`` and ``replaced`` (by the first event that
        supersedes it and was not retracted itself); null where that did not happen.
    """
    asked = events.filter(events["action"] == "escalate")
    rulings = _pointing(events.filter(events["action"] == "resolve"), "refers_to")
    ruled = rulings.aggregate(by="target", time=rulings["ruled_at"].min())
    taken = _by_target(events.filter(events["action"] == "retract"), "refers_to")
    if "supersedes" not in events.columns:
        events = events.mutate(supersedes=ibis.null("string"))
    nodes = events.filter(events["action"].isin(NODES))
    newer = _by_target(nodes.anti_join(taken, _is_target(nodes, taken)), "supersedes")
    spans = _with_item_codes(asked).mutate(asked=asked["at"])
    for name, times in (("ruled", ruled), ("retracted", taken), ("replaced", newer)):
        spans = spans.left_join(times, _is_target(spans, times)).select(
            spans, times["time"].name(name)
        )
    return spans.select(*by, "item", "person", "asked", "ruled", "retracted", "replaced")


def settled_spans(escalations: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Return the same of a table of escalations: ``asked, ruled, retracted, withdrawn``."""
    times = {"ruled": "resolved_at", "retracted": "withdrawn_at"}
    named = {
        name: moment(escalations, column)
        if column in escalations.columns
        else ibis.null("timestamp('UTC')")
        for name, column in times.items()
    }
    withdrawn = (
        (escalations["status"] == "withdrawn").fill_null(NO)
        if "status" in escalations.columns
        else NO
    )
    spans = _with_item_codes(escalations).mutate(
        asked=escalations["at"], withdrawn=withdrawn, **named
    )
    return spans.select(*by, "item", "person", "asked", "ruled", "retracted", "withdrawn")


def _with_item_codes(events: ibis.Table) -> ibis.Table:
    codes = {"item": "item_id", "person": "annotator"}
    numbered = {
        name: ibis.dense_rank().over(order_by=events[column]) for name, column in codes.items()
    }
    return events.mutate(**numbered)


def _by_target(events: ibis.Table, link: str) -> ibis.Table:
    """Return what a person's own events point at, and since when where the time is known."""
    events = _pointing(events, link)
    first = {"time": events["at"].min()} if "at" in events.columns else {"n": events.count()}
    each = events.aggregate(by=["target", *PAIR], **first)
    return each.rename(target_item="item_id", target_annotator="annotator")


def _pointing(events: ibis.Table, link: str) -> ibis.Table:
    # A column in which nothing is linked has no type to join by.
    events = events.mutate(target=events[link].cast("string"))
    return events.filter(events["target"].notnull())


def _is_target(events: ibis.Table, targets: ibis.Table) -> list[Any]:
    names = {"event_id": "target", "item_id": "target_item", "annotator": "target_annotator"}
    return [
        events[name] == targets[target]
        for name, target in names.items()
        if target in targets.columns
    ]
