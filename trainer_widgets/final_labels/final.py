"""The one label of each item, and how it came about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from trainer_widgets.final_labels.agreed_labels import agreed, independent_labels, with_keys
from trainer_widgets.final_labels.decisions import decided
from trainer_widgets.missing import is_missing
from trainer_widgets.records import INDEPENDENT_CONDITIONS
from trainer_widgets.store.answers import answers

if TYPE_CHECKING:
    from trainer_widgets.final_labels.decisions import Decided, Decision
    from trainer_widgets.project import Project

COUNTED = ["item_id", "annotator", "event_id", "key", "condition"]


class Outcome(NamedTuple):
    """What became of an item; ``label`` is the event that holds the answer, if there is one."""

    how: str = "open"
    probability: float = math.nan
    decided_by: str | None = None
    n_labels: int = 0
    annotators: list[str] = []
    label: str | None = None
    events: list[str] = []
    note: str = ""


def final_labels(
    project: Project, method: str = "majority", *, models: bool = False
) -> pd.DataFrame:
    """Return the one label of each item, see :meth:`trainer_widgets.Project.final`."""
    known = decided(project)
    standing = project.labels()
    standing = standing[~standing["event_id"].isin(known.adjudications)]
    if not models:
        standing = standing[standing["annotator_kind"] == "person"]
    counted = _counted(project, standing, known, models=models)
    outcomes = _of_labels(counted, method)
    for item, left in _left_out(standing, known, set(counted["event_id"])).items():
        before = outcomes.get(item, Outcome())
        outcomes[item] = before._replace(note=_joined(before.note, left))
    said = dict(zip(counted["event_id"], counted["key"], strict=True))
    for item, decisions in known.decisions.items():
        before = outcomes.get(item, Outcome())
        outcomes[item] = _settled(decisions, before, said.get(before.label))
    for item, events in known.sent_back.items():
        before = outcomes.get(item, Outcome())
        outcomes[item] = before._replace(events=_unique([*before.events, *events]))
    return _table(project, outcomes)


def _counted(
    project: Project, standing: pd.DataFrame, known: Decided, *, models: bool
) -> pd.DataFrame:
    """Return the labels that speak for an item: the independent ones, else those that stand."""
    without = known.withdrawn.returned | known.withdrawn.retracted | known.adjudications
    independent = independent_labels(project, models=models, without=without)
    rest = ~standing["stale"] & ~standing["event_id"].isin(without)
    rest &= ~standing["item_id"].isin(independent["item_id"])
    exposed = with_keys(standing[rest.to_numpy(bool)], project.task)
    parts = [part[COUNTED] for part in (independent, exposed) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else independent[COUNTED]


def _of_labels(labels: pd.DataFrame, method: str) -> dict[str, Outcome]:
    """Return what an item's labels amount to, before anybody's decision."""
    found = agreed(labels, method)
    first, probable, said, telling = (
        found[name].to_dict() for name in ("event_id", "probability", "note", "n_telling")
    )
    outcomes = {}
    for item, part in _by_item(labels).items():
        ids = [event for _, event, _ in part]
        # Who alone labeled an item and could not judge it has said so.
        label = ids[0] if len(ids) == 1 else first[item]
        there = not is_missing(label)
        exposed = sorted({condition for *_, condition in part} - INDEPENDENT_CONDITIONS)
        outcomes[item] = Outcome(
            how=("consensus" if telling[item] > 1 else "single") if there else "open",
            probability=probable[item],
            n_labels=len(ids),
            annotators=[who for who, _, _ in part],
            label=label if there else None,
            events=_unique([label, *ids] if there else ids),
            note=_joined(
                "" if there else said[item],
                f"not independent: {', '.join(exposed)}" if exposed else "",
            ),
        )
    return outcomes


def _by_item(labels: pd.DataFrame) -> dict[str, list[tuple[str, str, str]]]:
    parts: dict[str, list[tuple[str, str, str]]] = {}
    names = ("item_id", "annotator", "event_id", "condition")
    for item, *row in zip(*(labels[name].tolist() for name in names), strict=True):
        parts.setdefault(item, []).append(tuple(row))
    return parts


def _left_out(standing: pd.DataFrame, known: Decided, counted: set[str]) -> dict[str, str]:
    """Return which labels of an item do not count, and why."""
    stale = standing["stale"].astype(bool)
    returned = standing["event_id"].isin(known.withdrawn.returned) & ~stale
    rework = (standing["condition"] == "rework") & ~stale & ~returned
    rework &= ~standing["event_id"].isin(counted)
    kinds = pd.DataFrame({"stale": stale, "returned": returned, "rework": rework})
    sums = kinds.groupby(standing["item_id"]).sum()
    return {
        str(item): _joined(
            _counted_as(row["stale"], "of what the item was before left out"),
            _counted_as(row["returned"], "sent back and not answered again left out"),
            _counted_as(row["rework"], "answered again, not independent, left out"),
        )
        for item, row in sums[sums.any(axis=1)].to_dict("index").items()
    }


def _settled(decisions: list[Decision], before: Outcome, said: str | None) -> Outcome:
    """Return what became of an item about which somebody has decided, newest first.

    A reviewer who lets a label pass has judged that label, and not the others: it settles what
    nobody has decided and the labels do not agree on otherwise.
    """
    answered = [one for one in decisions if one.how != "passed"]
    passed = [one for one in decisions if one.how == "passed"]
    if answered:
        newest, *earlier = answered
        since = passed[: decisions.index(newest)]
        told = _joined(
            _if_differs("an earlier decision differs", newest.key, earlier),
            _if_differs("a label that differs has passed since", newest.key, since),
        )
        return _decided_by(newest, decisions, before, told)
    differs = _if_differs("a label that differs has passed", said, passed)
    if before.how == "consensus" and differs:
        events = _unique([*before.events, *(one.event for one in passed)])
        return before._replace(events=events, note=_joined(differs, before.note))
    if len({one.key for one in passed}) > 1:
        events = _unique([*(one.event for one in passed), *before.events])
        told = _joined("labels that differ have passed: adjudicate", before.note)
        return before._replace(how="open", label=None, events=events, note=told)
    alone = _if_differs("the only independent label differs", said, passed) if said else ""
    return _decided_by(passed[0], decisions, before, alone)


def _decided_by(newest: Decision, decisions: list[Decision], before: Outcome, told: str) -> Outcome:
    others = [one.event for one in decisions if one != newest]
    chain = [newest.event, newest.answer, *([newest.about] if newest.about else [])]
    return before._replace(
        how="adjudicated" if newest.how == "adjudicated" else "reviewed",
        decided_by=newest.by,
        label=newest.answer,
        events=_unique([*chain, *others, *before.events]),
        note=_joined(told, _left(before.note)),
    )


def _if_differs(told: str, key: str | None, others: list[Decision]) -> str:
    return told if any(one.key != key for one in others) else ""


def _left(said: str) -> str:
    """Return of a note what still matters once somebody has decided."""
    return _joined(*(one for one in said.split("; ") if one.endswith("left out")))


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _counted_as(n: int, what: str) -> str:
    return f"{n} label{'' if n == 1 else 's'} {what}" if n else ""


def _unique(ids: list[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _table(project: Project, outcomes: dict[str, Outcome]) -> pd.DataFrame:
    items = [item for item in project.items if item in outcomes]
    found = pd.DataFrame([outcomes[item] for item in items], columns=list(Outcome._fields))
    given = answers(project.store, project.task, [outcomes[item].label for item in items])
    names = pd.DataFrame({"item_id": pd.array(items, "str"), "how": found.pop("how").astype("str")})
    texts = dict.fromkeys(("decided_by", "label", "note"), "str")
    kinds = texts | {"n_labels": "int64", "probability": "float64"}
    return pd.concat([names, given.drop(columns="event_id"), found.astype(kinds)], axis=1)
