"""Calibration packs: what a session decided, for somebody new to work through alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.answers_in_words import answer_in_words, right_in_words
from trainer_widgets.calibration.item_texts import excerpt_of
from trainer_widgets.calibration.pack_folder import PackError, pack_files, write_files
from trainer_widgets.calibration.pack_replaying import replay
from trainer_widgets.calibration.sessions import StoredSession
from trainer_widgets.first_answers import first_answers, is_right
from trainer_widgets.gold import known_answer
from trainer_widgets.missing import is_missing
from trainer_widgets.project import Project
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._base import LabelingWidget
    from trainer_widgets.widgets.calibration import CalibrationSession

CONFIDENCE = 0.95
SCORES = (
    *("annotator", "statistic", "estimate", "low", "high"),
    *("n_right", "n_done", "n_items", "note"),
)
ANSWERS = ("item_id", "excerpt", "expected", "first", "final", "is_right", "reason")


class CalibrationPack:
    """A folder with decided items, which a new trainer labels with feedback and a score.

    Parameters
    ----------
    folder
        As :meth:`write` made it.
    labels
        Where answers go; by default ``labels/`` in the folder.

    Raises
    ------
    PackError
        When the folder is a project without right answers, or without feedback.
    ProjectError
        When it is no project.

    Examples
    --------
    >>> import trainer_widgets as tw
    >>> here = getfixture("tmp_path")
    >>> project = tw.Project("datasets/response_ranking", labels=here / "labels")
    >>> session = tw.CalibrationSession(project, ["rr-001"], facilitator="lea", name="Tone")
    >>> session.move_to("reveal")
    >>> ids = [one.response_id for one in project.items["rr-001"].responses]
    >>> answer = tw.RankingAnswer([ids], 0, points=7)
    >>> decided = session.decide("rr-001", answer, "Both are kind.")
    >>> tw.CalibrationPack.write(session, here / "pack")
    <CalibrationPack 'Tone': 1 item, in pack>
    >>> session.close()
    """

    def __init__(self, folder: str | Path, *, labels: object = None) -> None:
        """Open the folder."""
        self.project = Project(folder, labels=labels)
        self.left_out: list[str] = []
        if self.project.gold.empty or not self.project.settings.feedback:
            message = (
                f"{str(folder)!r} is a project, but no calibration pack, which has right answers "
                f"and feedback: make one with tw.CalibrationPack.write(session, folder)"
            )
            raise PackError(message)

    @classmethod
    def write(
        cls,
        session: StoredSession | CalibrationSession,
        folder: str | Path,
        *,
        name: str | None = None,
    ) -> CalibrationPack:
        """Write what a session decided into a folder of its own.

        Parameters
        ----------
        session
            A calibration session, on screen or as it is stored, in whatever phase. Items that were
            left open, on which nothing was decided, or that have changed since they were decided
            on are left out: ``left_out`` has their ids.
        folder
            One that is not there yet, or empty; the same pack again changes nothing.
        name
            What trainers see; by default the session's.

        Raises
        ------
        PackError
            When the folder has other content, nothing was decided, or an image is missing.
        """
        is_stored = isinstance(session, StoredSession)
        stored = session if is_stored else StoredSession(session.project, session.id)
        write_files(pack_files(stored, name or stored.name), Path(folder))
        pack = cls(folder)
        pack.left_out = [item for item in stored.items if item not in pack.project.items]
        return pack

    def __repr__(self) -> str:
        """Say what it is, and what did not come along."""
        folder = self.project.folder
        left = f"; {len(self.left_out)} left out" if self.left_out else ""
        n = len(self.project.items)
        items = f"{n} item" if n == 1 else f"{n} items"
        where = folder.name if folder else ""
        return f"<CalibrationPack {self.project.name!r}: {items}, in {where}{left}>"

    def widget(self, annotator: str | None = None, **options: Any) -> LabelingWidget:  # noqa: ANN401
        """Return the task's labeling widget over the pack.

        Parameters
        ----------
        annotator
            Who labels; by default the view finds out.
        **options
            As the widget's own.
        """
        # Scores need no widget.
        from trainer_widgets.widgets.by_task import WIDGETS  # noqa: PLC0415
        from trainer_widgets.widgets.custom import TaskWidget  # noqa: PLC0415

        widget = WIDGETS.get(self.project.task, TaskWidget)
        return widget(self.project, annotator=annotator, **options)

    def replay(self, labels: pd.DataFrame) -> int:
        """Record many answers, in the order of a table; what is recorded already stays.

        Parameters
        ----------
        labels
            ``annotator``, ``item_id``, the answer as ``answer`` or as one column for each of its
            fields, and perhaps ``rationale``. A later answer replaces an earlier one; scores are
            of the first.

        Returns
        -------
        int
            How many were new.

        Raises
        ------
        CalibrationError
            When a column is missing, or a row is no answer to an item of the pack; with the row.
        """
        return replay(self.project, labels)

    def scores(self) -> pd.DataFrame:
        """Return how each trainer does.

        Returns
        -------
        pandas.DataFrame
            One row a trainer: ``annotator, statistic`` (accuracy: the share of first answers that
            agree with the key), ``estimate, low, high`` (Wilson's interval), ``n_right, n_done,
            n_items, note``.
        """
        from trainer_widgets.analysis import wilson  # noqa: PLC0415 - it loads much

        right: dict[str, list[bool]] = {}
        project = self.project
        for (annotator, item_id), event in self._first().items():
            if item_id in project.gold.index:
                right.setdefault(annotator, []).append(is_right(event, project.gold, project.task))
        rows = [
            {
                "annotator": annotator,
                "statistic": "accuracy",
                **wilson.share(sum(own) / len(own), len(own), CONFIDENCE),
                "n_right": sum(own),
                "n_done": len(own),
                "n_items": len(project.gold),
                "note": f"first answers; {wilson.name(CONFIDENCE)}",
            }
            for annotator, own in sorted(right.items())
        ]
        return pd.DataFrame(rows, columns=list(SCORES))

    def answers(self, annotator: str) -> pd.DataFrame:
        """Return what one trainer answered, beside what is right.

        Returns
        -------
        pandas.DataFrame
            One row an item: ``item_id, excerpt, expected, first, final`` (what the key compares, in
            words; empty where there is no answer), ``is_right`` (of the first; missing where there
            is none) and ``reason``.

        Raises
        ------
        PackError
            When nobody of this name has answered.
        """
        first = self._first()
        people = sorted({name for name, _ in first})
        if annotator not in people:
            hint = nearest(annotator, people)
            told = f"{hint}There are {', '.join(people)}" if people else "nobody has answered yet"
            message = f"{annotator!r} has not answered in this pack: {told}"
            raise PackError(message)
        final = self._final(annotator)
        project = self.project
        rows = []
        for item_id in project.gold.index:
            item, event = project.items[item_id], first.get((annotator, item_id))
            row = {"item_id": item_id, "excerpt": excerpt_of(item)}
            row["expected"] = right_in_words(
                known_answer(project.gold, item_id, project.task), item
            )
            row["first"] = self._in_words(event)
            row["final"] = self._in_words(final.get(item_id))
            row["is_right"] = is_right(event, project.gold, project.task) if event else pd.NA
            rows.append(row | {"reason": project.gold.loc[item_id, "reason"]})
        return pd.DataFrame(rows, columns=list(ANSWERS)).astype({"is_right": "boolean"})

    def _in_words(self, event: Event[Any, Any] | None) -> str:
        if event is None:
            return ""
        project, item = self.project, self.project.items[event.item_id]
        right = known_answer(project.gold, event.item_id, project.task)
        said = {key: getattr(event.answer, key) for key in right}
        if any(is_missing(one) for one in said.values()):
            return answer_in_words(event.answer, item)
        return right_in_words(said, item)

    def _first(self) -> dict[tuple[str, str], Event[Any, Any]]:
        return first_answers(self.project.store.events_of(self.project.task))

    def _final(self, annotator: str) -> dict[str, Event[Any, Any]]:
        labels = self.project.labels()
        own = labels[labels["annotator"] == annotator]
        events = self.project.store.find(self.project.task, own["event_id"])
        return {event.item_id: event for event in events.values()}
