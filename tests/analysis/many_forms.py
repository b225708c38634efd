"""One small table of labels with every kind of value, for what holds of all statistics alike."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from trainer_widgets import analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

PEOPLE = ("ana", "ben", "chen", "dalia", "emil")
TAGS = ("apple", "banana", "cherry")
CATEGORIES = ("fluency", "fluency.grammar", "accuracy.mistranslation", "accuracy.omission")
MODELS = ("heron-1", "otter-3")
MONDAY = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
DAYS = 84
SPAN = pa.struct([("start", pa.int64()), ("end", pa.int64())])
REVIEW = pa.struct(
    [("decision", pa.string()), ("reason", pa.string()), ("why", pa.list_(pa.string()))]
)
ESCALATION = pa.struct([("reason", pa.string())])


def labels(n_items: int = 90) -> pa.Table:
    """Draw the labels of a season of twelve weeks, three an item."""
    rng = np.random.default_rng(5)
    days = np.linspace(0, DAYS, n_items, endpoint=False)
    rows = [_label(rng, item, who, days[item]) for item in range(n_items) for who in _raters(rng)]
    return pa.Table.from_pylist(rows, schema=_schema(rows[0]))


def _raters(rng: np.random.Generator) -> list[str]:
    return [str(who) for who in rng.choice(PEOPLE, size=3, replace=False)]


def _label(rng: np.random.Generator, item: int, who: str, day: float) -> dict[str, Any]:
    is_usual = rng.random() < (0.9 if item % 2 else 0.5)
    grade = int(np.clip(item % 5 + (0 if is_usual else rng.integers(-1, 2)), 0, 4))
    first, second = ("a", "b") if rng.random() < 0.5 else ("b", "a")
    start = int(item % 7) if is_usual else int(rng.integers(0, 9))
    order = [["a"], ["b"], ["c"]] if is_usual else [["b"], ["a", "c"]]
    return {
        "item_id": f"q{item:03d}",
        "annotator": who,
        "choice": ("a", "b", "tie")[item % 3] if is_usual else str(rng.choice(["a", "b", "tie"])),
        "grade": grade,
        "seconds": round(float(grade) + float(rng.normal()), 1),
        "tag_names": [str(tag) for tag in rng.choice(TAGS, size=1 + item % 3)],
        "categories": [str(name) for name in CATEGORIES if rng.random() < 0.25],
        "order": order,
        "spans": [{"start": start, "end": start + 4}] if item % 4 else [],
        "shown": {"order": [first, second], "auto_tags": [{"name": TAGS[item % 3]}]},
        "model": MODELS[item % 2],
        "language": ("ar", "de", "en")[item % 3],
        "guideline": "1.0" if day < DAYS / 2 else "1.1",
        "condition": "blind",
        "annotator_kind": "person",
        "active_ms": int(rng.integers(2_000, 90_000)),
        "submitted_at": MONDAY + dt.timedelta(days=day, hours=int(rng.integers(8))),
    }


def _schema(row: Mapping[str, Any]) -> pa.Schema:
    special: dict[str, pa.DataType] = {
        "order": pa.list_(pa.list_(pa.string())),
        "spans": pa.list_(SPAN),
        "tag_names": pa.list_(pa.string()),
        "categories": pa.list_(pa.string()),
        "submitted_at": pa.timestamp("us", "UTC"),
    }
    plain = pa.Table.from_pylist([dict(row)]).schema
    return pa.schema([(one.name, special.get(one.name, one.type)) for one in plain])


def events(n_items: int = 90) -> pa.Table:
    """Give events in which every fifth label was escalated first, and most of these resolved."""
    rows = []
    for place, label in enumerate(labels(n_items).to_pylist()):
        common = {name: label[name] for name in ("item_id", "annotator", "guideline", "model")}
        at = label["submitted_at"]
        event = common | {"annotator_kind": "person", "escalation": None, "refers_to": None}
        if place % 5 == 0:
            asked = {"reason": ("ambiguous", "guideline_silent")[place % 2]}
            opened = event | {"event_id": f"e{place}", "action": "escalate", "escalation": asked}
            rows.append(opened | {"recorded_at": at})
            if place % 10:
                settled = event | {"event_id": f"r{place}", "action": "resolve"}
                settled |= {"refers_to": f"e{place}", "annotator": "lead"}
                rows.append(settled | {"recorded_at": at + dt.timedelta(days=place % 9)})
        else:
            rows.append(event | {"event_id": f"a{place}", "action": "answer", "recorded_at": at})
    fields = [(name, pa.string()) for name in rows[0]]
    special: dict[str, pa.DataType] = {
        "escalation": ESCALATION,
        "recorded_at": pa.timestamp("us", "UTC"),
    }
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(name, special.get(name, kind)) for name, kind in fields])
    )


def reviews(n_items: int = 120) -> pa.Table:
    """Give labels of which every third was reviewed, and some were sent back and done again."""
    rows: list[dict[str, Any]] = []
    for place, label in enumerate(labels(n_items).to_pylist()):
        names = ("item_id", "annotator", "guideline", "model")
        common = {name: label[name] for name in names} | {"annotator_kind": "person"}
        at = label["submitted_at"]
        given = common | {"event_id": f"a{place}", "action": "answer", "recorded_at": at}
        rows.append(given)
        if place % 3 == 0:
            decision = ("pass", "pass", "return", "correct")[place % 4]
            why = ["audit"] if place % 5 else ["filter"]
            later = at + dt.timedelta(hours=1)
            reviewed = common | {"event_id": f"r{place}", "action": "review", "annotator": "lead"}
            reviewed |= {"refers_to": f"a{place}", "recorded_at": later}
            rows.append(reviewed | {"review": {"decision": decision, "reason": "", "why": why}})
            if decision == "return" and place % 2 == 0:
                again = at + dt.timedelta(hours=2)
                rows.append(given | {"event_id": f"b{place}", "recorded_at": again})
    kinds = dict.fromkeys((*rows[0], "refers_to"), pa.string())
    special: dict[str, Any] = {"recorded_at": pa.timestamp("us", "UTC"), "review": REVIEW}
    return pa.Table.from_pylist(rows, schema=pa.schema((kinds | special).items()))


def pairs(n_items: int = 120) -> pa.Table:
    """Give comparisons of three models, two an item."""
    rng = np.random.default_rng(6)
    names = ("heron-1", "otter-3", "swift-2")
    rows = []
    for place in range(2 * n_items):
        left, right = (str(name) for name in rng.choice(names, size=2, replace=False))
        winner = str(rng.choice(["left", "right", "tie"], p=[0.5, 0.35, 0.15]))
        rows.append(
            {"item_id": f"q{place // 2}", "annotator": PEOPLE[place % 5]}
            | {"left": left, "right": right, "winner": winner}
        )
    return pa.Table.from_pylist(rows)


OF_LABELS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "agreement": lambda t: analysis.agreement(t, "choice", by="model"),
    "agreement, ordinal": lambda t: analysis.agreement(t, "grade", "ordinal"),
    "agreement, interval": lambda t: analysis.agreement(t, "seconds", "interval"),
    "agreement, multiset": lambda t: analysis.agreement(t, "tag_names", "multiset"),
    "agreement, set": lambda t: analysis.agreement(t, "categories", "set"),
    "agreement, ranking": lambda t: analysis.agreement(t, "order", "ranking"),
    "agreement, spans": lambda t: analysis.agreement(t, "spans", "spans"),
    "agreement_matrix": lambda t: analysis.agreement_matrix(t, "choice"),
    "agreement_drift": lambda t: analysis.agreement_drift(t, "choice"),
    "annotator_quality": lambda t: analysis.annotator_quality(t, value="choice"),
    "consensus": lambda t: analysis.consensus(t, "choice", method="dawid_skene"),
    "failure_rates": lambda t: analysis.failure_rates(t, by="model"),
    "failure_trend": lambda t: analysis.failure_trend(t, every="4w"),
    "compare_failures": lambda t: analysis.compare_failures(t, by="model"),
    "co_occurrence": analysis.co_occurrence,
    "presentation_bias": analysis.presentation_bias,
    "find_slices": lambda t: analysis.find_slices(
        t, "disagreement", ["model", "language"], exploratory=True
    ),
    "pace": analysis.pace,
}
OF_EVENTS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "escalation_rates": lambda t: analysis.escalation_rates(t, by="guideline"),
    "time_to_resolution": lambda t: analysis.time_to_resolution(
        t, now=MONDAY + dt.timedelta(days=DAYS + 30)
    ),
}
OF_REVIEWS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "audit_pass_rate": lambda t: analysis.audit_pass_rate(t, by="model", strata="annotator"),
    "rework_rate": lambda t: analysis.rework_rate(t, by="guideline"),
}
OF_PAIRS: dict[str, Callable[[Any], pd.DataFrame]] = {
    "model_strengths": lambda t: analysis.model_strengths(t, item="item_id"),
    "win_rates": analysis.win_rates,
}
