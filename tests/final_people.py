"""People who label, review and decide one after the other, so that an item gets its final label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import trainer_widgets as tw
from tests.widgets.client import table
from trainer_widgets.records import RankingAnswer, Review

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

ITEM = "secret-item-0"


def ranked(best: str, **more: Any) -> RankingAnswer:
    """Return an answer that prefers one of two responses; of none it says that nobody can judge."""
    if best == "?":
        return RankingAnswer(order=[], verdict="cannot_judge")
    return RankingAnswer(order=[[best], ["b" if best == "a" else "a"]], **more)


class People:
    """A project's people, who say things one after the other."""

    def __init__(self, folder: Path, items: pd.DataFrame | None = None) -> None:
        """Open a project of six items."""
        self.project = tw.Project.from_items(table() if items is None else items, folder)

    def say(self, who: str, best: str, item: str = ITEM, **more: Any) -> str:
        """Label an item."""
        return self.record(who, item_id=item, answer=ranked(best), **more)

    def review(self, label: str, decision: Any, best: str | None = None, who: str = "lead") -> str:
        """Review a label."""
        return self.record(
            who, item_id=ITEM, action="review", condition="revealed", refers_to=label,
            review=Review(decision, "Why."), answer=ranked(best) if best else None,
        )  # fmt: skip

    def record(self, who: str, **event: Any) -> str:
        """Record any event."""
        kind = "model" if who == "judge" else "person"
        with self.project.session(annotator=who, annotator_kind=kind) as session:
            return session.record(**event).event_id

    def final(self, method: str = "majority", **options: Any) -> pd.Series[Any]:
        """Return what became of the item that is talked about."""
        found: Any = self.project.final(method, **options).set_index("item_id")
        row: pd.Series[Any] = found.loc[ITEM]
        return row
