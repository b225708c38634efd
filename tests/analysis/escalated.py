"""Events that tests on escalations count."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)  # a Monday


def events(*cells: str, **more: Any) -> pd.DataFrame:
    """Give events an hour apart from ``"who item action"``, where a reason means an escalation."""
    rows = []
    for hour, cell in enumerate(cells):
        who, item, action = cell.split()
        known = action in {"answer", "skip", "retract", "assign", "release", "adjudicate"}
        rows.append(
            {
                "event_id": f"e{hour}",
                "annotator": who,
                "item_id": item,
                "action": action if known else "escalate",
                "escalation": None if known else {"reason": action, "note": ""},
                "submitted_at": NOON + dt.timedelta(hours=hour),
            }
        )
    return pd.DataFrame(rows).assign(**more)
