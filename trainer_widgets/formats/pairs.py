"""Rankings taken apart into pairs of responses, and pairs put to the vote."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from trainer_widgets.event_arrays import slim_frame
from trainer_widgets.heads import before_exposure
from trainer_widgets.missing import is_missing
from trainer_widgets.records import LABELING_ACTIONS

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from trainer_widgets.project import Project

Ties = Literal["drop", "both"]
Pairs = Literal["all", "adjacent", "best_worst"]
PLAIN_CHOICE = 2


class Label(NamedTuple):
    """The part of a ranking label that an export needs; ``margin`` is how much better."""

    item_id: str
    annotator: str
    guideline: str | None
    order: list[list[str]]
    margin: float | None


class Pair(NamedTuple):
    """Two responses of an item, the better one first unless they are tied."""

    item_id: str
    better: str
    worse: str
    tied: bool
    margin: float | None
    annotator: str
    guideline: str | None
    n_agree: int = 1
    n_annotators: int = 1


def labels_of(
    project: Project, dropped: Counter[str], *, models: bool, stale: bool, independent: bool
) -> tuple[list[Label], int]:
    """Return the labels that rank something and how many were read; count what is left out."""
    frame = project.labels(independent=independent)
    answers, exposed = _count_answers(project)
    # Where no independence is asked for, exposure takes nothing away.
    dropped["exposed"] += exposed if independent else 0
    dropped["superseded"] += answers - dropped["exposed"] - len(frame)
    kept = []
    for row in frame.to_dict(orient="records"):
        why = _why_not(row, project, models=models, stale=stale)
        if why:
            dropped[why] += 1
        else:
            kept.append(_label(row))
    return kept, len(frame)


def _count_answers(project: Project) -> tuple[int, int]:
    """Count all answers, and those that came with or after an exposure."""
    events = project.events()
    table = slim_frame(events, project.task)
    answers = events["action"].isin(LABELING_ACTIONS).to_numpy()
    return int(answers.sum()), int((answers & ~before_exposure(table)).sum())


def _why_not(row: dict[Any, Any], project: Project, *, models: bool, stale: bool) -> str | None:
    if row["annotator_kind"] == "model" and not models:
        return "model"
    if row["item_id"] not in project.items:
        return "item_gone"
    if row["stale"] and not stale:
        return "stale"
    if row["verdict"] != "ranked":
        return str(row["verdict"])
    there = {response.response_id for response in project.items[row["item_id"]].responses}
    gone = any(one not in there for tied in row["order"] for one in tied)
    return "response_gone" if gone else None


def _label(row: dict[Any, Any]) -> Label:
    order = [[str(one) for one in tied] for tied in row["order"]]
    # A plain choice of A or B is stored with a strength, but nobody was asked for one.
    plain_choice = not is_missing(row["points"]) and row["points"] == PLAIN_CHOICE
    asked = not is_missing(row["strength"]) and not plain_choice
    margin = float(row["strength"]) if asked else None
    guideline = row["guideline"] if isinstance(row["guideline"], str) else None
    return Label(row["item_id"], row["annotator"], guideline, order, margin)


def pairs_of(label: Label, which: Pairs) -> Iterator[Pair]:
    """Take a ranking apart.

    Parameters
    ----------
    label
        A label that ranks its responses.
    which
        ``"all"`` pairs, ``"adjacent"`` places of the order, or ``"best_worst"``.

    Examples
    --------
    >>> label = Label("q1", "ana", None, [["b"], ["a", "c"]], None)
    >>> [(pair.better, pair.worse, pair.tied) for pair in pairs_of(label, "all")]
    [('b', 'a', False), ('b', 'c', False), ('a', 'c', True)]
    >>> [(pair.better, pair.worse) for pair in pairs_of(label, "best_worst")]
    [('b', 'a'), ('b', 'c')]
    """
    places = label.order
    steps = {
        "all": list(combinations(places, 2)),
        "adjacent": list(pairwise(places)),
        "best_worst": [(places[0], places[-1])] if len(places) > 1 else [],
    }[which]
    for better, worse in (one for above, below in steps for one in product(above, below)):
        yield _pair(label, better, worse, tied=False)
    if which != "best_worst" or len(places) == 1:
        for tied in places:
            for first, second in combinations(sorted(tied), 2):
                yield _pair(label, first, second, tied=True)


def _pair(label: Label, better: str, worse: str, *, tied: bool) -> Pair:
    return Pair(label.item_id, better, worse, tied, label.margin, label.annotator, label.guideline)


def majority(pairs: Iterable[Pair], dropped: Counter[str]) -> list[Pair]:
    """Return one pair for each two responses on which more than half of the annotators agree.

    The margin is the mean of those who agree; the guideline stands where all had the same.
    """
    votes: dict[tuple[str, frozenset[str]], list[Pair]] = defaultdict(list)
    for pair in pairs:
        votes[pair.item_id, frozenset((pair.better, pair.worse))].append(pair)
    settled_pairs = []
    for cast in votes.values():
        agreeing = max(_camps(cast), key=len)
        if 2 * len(agreeing) <= len(cast):
            dropped["no_majority"] += 1
            continue
        margins = [pair.margin for pair in agreeing if pair.margin is not None]
        guidelines = {pair.guideline for pair in cast}
        settled_pairs.append(
            agreeing[0]._replace(
                margin=sum(margins) / len(margins) if margins else None,
                guideline=guidelines.pop() if len(guidelines) == 1 else None,
                n_agree=len(agreeing),
                n_annotators=len(cast),
            )
        )
    return settled_pairs


def _camps(cast: Iterable[Pair]) -> list[list[Pair]]:
    camps: dict[tuple[bool, str], list[Pair]] = defaultdict(list)
    for pair in cast:
        camps[pair.tied, pair.better].append(pair)
    return list(camps.values())


def settled(pairs: Iterable[Pair], ties: Ties, dropped: Counter[str]) -> Iterator[Pair]:
    """Give the pairs with ties left out and counted, or turned into both directions."""
    for pair in pairs:
        if not pair.tied:
            yield pair
        elif ties == "drop":
            dropped["tie"] += 1
        else:
            even = pair._replace(tied=False)
            yield even
            yield even._replace(better=pair.worse, worse=pair.better)


def pseudonym(project_id: str, annotator: str) -> str:
    """Return a name for an annotator that is the same in every export of a project.

    Examples
    --------
    >>> pseudonym("5e1c", "ana") == pseudonym("5e1c", "ana") != pseudonym("77aa", "ana")
    True
    """
    key = hashlib.blake2b(project_id.encode(), digest_size=32).digest()
    digest = hashlib.blake2b(annotator.encode(), key=key, digest_size=4)
    return f"annotator-{digest.hexdigest()}"
