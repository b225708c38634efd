"""Who said what in a session, before and after they talked, and how that fits the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.answers_in_words import answer_in_words
from trainer_widgets.compared_answers import says_the_same

if TYPE_CHECKING:
    from trainer_widgets.calibration.sessions import Said, StoredSession
    from trainer_widgets.records import Event

CONFIDENCE = 0.95
LOG = {
    "place": "int64",
    **dict.fromkeys(("item_id", "annotator", "before", "after"), "str"),
    **dict.fromkeys(("rationale", "rationale_after"), "str"),
    "changed": "bool",
    **dict.fromkeys(("agrees_before", "agrees"), "boolean"),
    "move": "str",
}
SHARES = ("share", "low", "high")
PEOPLE = (
    *("annotator", "n_labeled", "n_revised", "n_decided"),
    *(f"{name}_{when}" for when in ("before", "after") for name in SHARES),
    "note",
)


def log_of(stored: StoredSession) -> pd.DataFrame:
    """Return the log of a session: one row an item and person, in the order of the agenda."""
    decided = stored.decisions()
    rows = []
    for place, item_id in enumerate(stored.items, 1):
        decision = decided.get(item_id)
        right = decision if decision and decision.action == "adjudicate" else None
        item = stored.project.items.get(item_id)
        people = [one for one in stored.said(item_id) if _is_person(one)]
        rows += [{"place": place} | _row(item_id, item, one, right) for one in people]
    return pd.DataFrame(rows, columns=list(LOG)).astype(LOG)


def _is_person(said: Said) -> bool:
    event = said.before or said.now
    return event is not None and event.annotator_kind == "person"


def _row(
    item_id: str,
    item: Any,  # noqa: ANN401 - any task's
    said: Said,
    right: Event[Any, Any] | None,
) -> dict[str, Any]:
    before, now = said.before, said.now
    agrees = [_agrees(event, right) for event in (before, now)]
    return {
        "item_id": item_id,
        "annotator": said.annotator,
        "before": _words(before, item),
        "after": _words(now, item),
        "rationale": _rationale(before),
        "rationale_after": "" if now == before else _rationale(now),
        "changed": said.is_revised,
        "agrees_before": agrees[0],
        "agrees": agrees[1],
        "move": _move(said, *agrees),
    }


def _is_answer(event: Event[Any, Any] | None) -> bool:
    return event is not None and event.action == "answer"


def _agrees(event: Event[Any, Any] | None, right: Event[Any, Any] | None) -> bool | None:
    if event is None or event.action != "answer" or right is None:
        return None
    if None not in (hashes := {event.item_hash, right.item_hash}) and len(hashes) > 1:
        return None  # the item has changed in between
    return says_the_same(event.answer, right.answer)


def _words(event: Event[Any, Any] | None, item: Any) -> str:  # noqa: ANN401 - any task's
    if event is None:
        return ""
    if event.action == "answer":
        return answer_in_words(event.answer, item)
    if event.escalation:
        return f"escalated: {event.escalation.reason.replace('_', ' ')}"
    return "skipped"


def _rationale(event: Event[Any, Any] | None) -> str:
    if event is None:
        return ""
    return event.rationale or (event.escalation.note if event.escalation else "")


def _move(said: Said, before: bool | None, now: bool | None) -> str:
    if not _is_answer(said.before):
        return "answered after the reveal" if _is_answer(said.now) else "gave no answer"
    if not _is_answer(said.now):
        return "took it back"
    if before is None or now is None:
        return "changed, nothing decided" if said.is_revised else "stayed, nothing decided"
    if now:
        return "agreed from the start" if before else "moved to the decision"
    return "moved away from it" if before else "kept to another answer"


def people_of(stored: StoredSession, log: pd.DataFrame) -> pd.DataFrame:
    """Return who took part, with the share of their answers that agree with the decision.

    Returns
    -------
    pandas.DataFrame
        ``annotator, n_labeled, n_revised, n_decided`` (answers to items that were decided), and
        ``share, low, high`` each ``_before`` and ``_after``, with Wilson's interval.
    """
    answered = log[log["move"] != "gave no answer"]
    there = dict.fromkeys([*stored.people, *log["annotator"]])
    rows = [_person(name, answered[answered["annotator"] == name]) for name in sorted(there)]
    return pd.DataFrame(rows, columns=list(PEOPLE))


def _person(name: str, own: pd.DataFrame) -> dict[str, Any]:
    from trainer_widgets.analysis import wilson  # noqa: PLC0415 - it loads much

    row = {"annotator": name, "n_labeled": len(own), "n_revised": int(own["changed"].sum())}
    row["n_decided"] = int(own["agrees"].notna().sum())
    for when, column in (("before", "agrees_before"), ("after", "agrees")):
        agreeing = own[column].dropna()
        n = len(agreeing)
        share = wilson.share(float(agreeing.mean()) if n else float("nan"), n, CONFIDENCE)
        row |= dict(zip((f"{one}_{when}" for one in SHARES), share.values(), strict=True))
    told = f"{wilson.name(CONFIDENCE)}; after: not independent"
    row["note"] = told if row["n_decided"] else "no answer to an item that was decided"
    return row
