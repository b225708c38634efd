"""What a calibration session leaves behind: tables, charts, and one file to hand round."""

from __future__ import annotations

import math
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer_widgets.calibration.agreeing import session_agreement
from trainer_widgets.calibration.report_document import document, summary
from trainer_widgets.calibration.report_html import to_fragment, to_page
from trainer_widgets.calibration.report_log import log_of, people_of
from trainer_widgets.calibration.report_markdown import to_markdown
from trainer_widgets.calibration.report_tables import (
    changes_of,
    items_of,
    rulings_of,
)
from trainer_widgets.whole_files import replace, write_new

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import altair as alt
    import pandas as pd

    from trainer_widgets.calibration.sessions import StoredSession


class SessionReport:
    """The report of a session, as it stood when the report was made.

    Attributes
    ----------
    agreement : pandas.DataFrame
        How far people agree, ``when`` before and after they talked, in the shape of
        :func:`trainer_widgets.analysis.agreement`. What they said after is not independent, and
        is of the same people and items: late answers are in ``disagreements`` alone.
    items : pandas.DataFrame
        One row an item, in the order of the agenda: ``place, item_id, excerpt, difference,
        difference_after`` (the mean distance of two answers, from 0 to 1), ``n_answers, n_revised,
        decision, reason`` and ``stale``: whether something was said of the item as it was before
        it changed, or it has gone. Such answers count in no agreement.
    disagreements : pandas.DataFrame
        The log, one row an item and person: ``before``, ``after`` (answers in words),
        ``rationale, rationale_after, changed, agrees_before, agrees`` (with the decision) and
        ``move``, which says all of it in words.
    rulings : pandas.DataFrame
        One row a decision: ``place, item_id, answer, reason, decided_by, decided_at, guideline``
        (the version that it made) and ``left_open``.
    guideline_changes : pandas.DataFrame
        One row a new version: ``version, change, rule, diff, item_id, place``.
    people : pandas.DataFrame
        One row a person: ``annotator, n_labeled, n_revised, n_decided`` and the share of their
        answers that agree with the decision, before and after, with Wilson's interval.
    """

    def __init__(self, stored: StoredSession) -> None:
        """Read the session, and sum it up."""
        self.name: str = stored.name
        self.phase: str = stored.phase
        self.project_name: str = stored.project.name
        self.task: str = stored.project.task
        events = stored.events()
        self.began: dt.datetime | None = events[0].recorded_at if events else None
        self.texts: dict[str, Any] = {
            item: stored.project.items[item]
            for item in stored.items
            if item in stored.project.items
        }
        self.disagreements: pd.DataFrame = log_of(stored)
        self.agreement: pd.DataFrame = session_agreement(stored)
        self.items: pd.DataFrame = items_of(stored, self.disagreements)
        self.rulings: pd.DataFrame = rulings_of(stored)
        self.guideline_changes: pd.DataFrame = changes_of(stored)
        self.people: pd.DataFrame = people_of(stored, self.disagreements)

    @classmethod
    def of(cls, stored: StoredSession) -> SessionReport:
        """Return the report of a session that is stored, in whatever phase it is."""
        return cls(stored)

    @cached_property
    def charts(self) -> Mapping[str, alt.LayerChart]:
        """The charts: ``agreement`` before and after, ``items`` by difference, who ``moves``."""
        from trainer_widgets.analysis import charts  # noqa: PLC0415 - drawing loads much

        return {
            "agreement": charts.calibration_agreement(self.agreement),
            "items": charts.calibration_items(self.items),
            "moves": charts.calibration_moves(self.disagreements),
        }

    def to_markdown(self, path: str | Path | None = None, *, texts: bool = False) -> str:
        """Return the report as Markdown, without its charts.

        Parameters
        ----------
        path
            A file to write it to; what is there is replaced.
        texts
            Whether items are there with all of their texts, and not only how they begin.
        """
        return _written(to_markdown(document(self, texts=texts)), path)

    def to_html(self, path: str | Path | None = None, *, texts: bool = False) -> str:
        """Return the report as one HTML page, with its charts, that needs no other file.

        Parameters
        ----------
        path
            A file to write it to; what is there is replaced.
        texts
            Whether items are there with all of their texts, and not only how they begin.
        """
        title = f"Calibration: {self.name}"
        return _written(to_page(title, document(self, texts=texts), self.charts), path)

    def _repr_html_(self) -> str:
        return to_fragment(summary(self))

    def _repr_markdown_(self) -> str:
        return to_markdown(summary(self))

    def __repr__(self) -> str:
        """Say how the session went, in a few lines."""
        lines = [f"Report of the calibration session {self.name!r}, in phase {self.phase}"]
        n_open = int(self.rulings["left_open"].astype(bool).sum())
        n_decided = len(self.rulings) - n_open
        counts = f"{len(self.items)} items, {len(self.people)} people"
        lines.append(f"{counts}; {n_decided} decided, {n_open} left open")
        told = self.agreement[self.agreement["statistic"] == "percent_agreement"]
        for row in told.to_dict(orient="records"):
            is_known = not math.isnan(row["estimate"])
            share = f"{100 * row['estimate']:.0f} %" if is_known else "undefined"
            after = " (not independent)" if row["when"] == "after" else ""
            lines.append(f"percent agreement {row['when']}: {share}{after}")
        return "\n".join([*lines, "report.to_html('report.html') writes it to hand round"])


def _written(text: str, path: str | Path | None) -> str:
    if path is not None:
        target = Path(path)
        (replace if target.exists() else write_new)(target, text.encode("utf-8", "replace"))
    return text
