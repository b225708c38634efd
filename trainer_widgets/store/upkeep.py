"""What keeps a store in order: compaction, verification, and the texts kept beside the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.records import TASKS
from trainer_widgets.schema import task_records
from trainer_widgets.store.compaction import Compaction, compact
from trainer_widgets.store.notes import keep_note, read_note
from trainer_widgets.store.reading import Problem
from trainer_widgets.store.verification import verify

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.store.storage import Place


class Upkeep:
    """The part of :class:`~trainer_widgets.store.LabelStore` that looks after its files."""

    _place: Place
    _places: list[Place]

    @property
    def url(self) -> str:
        """Where the store is: an absolute path, or the URL it was opened with."""
        return self._place.url

    def tasks(self) -> list[str]:
        """Return the tasks that have labels here.

        Examples
        --------
        >>> from trainer_widgets.store import LabelStore
        >>> LabelStore("nowhere").tasks()
        []
        """
        return [name for name in TASKS if any(place.parts(name) for place in self._places)]

    def compact(self, task: str | None = None) -> pd.DataFrame:
        """Merge small parts into large ones; the events stay the same.

        Only parts that nobody writes any more are touched, and none is removed before all its
        events are in a merged one. It may run beside anything, several times at once.

        Parameters
        ----------
        task
            The task; by default all that have labels here.

        Returns
        -------
        pandas.DataFrame
            One row a task: ``task``, ``merged`` (parts that went into larger ones), ``made``
            (the larger ones), ``kept`` (parts that had changed meanwhile and were left),
            ``events``, ``swept`` (left-over temporary files).

        Examples
        --------
        >>> from trainer_widgets.store import LabelStore
        >>> LabelStore("nowhere").compact("ranking")["merged"].tolist()
        [0]
        """
        import pandas as pd  # noqa: PLC0415 - recording needs none of it

        reports = [compact(self._place, name) for name in _tasks(task)]
        if task is None:
            reports = [r for r in reports if r.merged or r.swept or self._place.parts(r.task)]
        return pd.DataFrame(reports, columns=list(Compaction._fields))

    def verify(self, task: str | None = None) -> pd.DataFrame:
        """Read every part and return what is wrong, one row a problem, none when all is well.

        Parameters
        ----------
        task
            The task; by default all tasks.

        Returns
        -------
        pandas.DataFrame
            ``path``, ``problem`` and ``detail``. Problems: ``torn``, ``unreadable``,
            ``foreign``, ``wrong schema``, ``newer schema``, ``unknown columns``,
            ``invalid event``, ``conflicting id`` (one id, two contents), ``unknown target``,
            ``wrong target`` (of another annotator or item), ``cycle`` and
            ``unfinished compaction`` (the next one finishes it).

        Examples
        --------
        >>> from trainer_widgets.store import LabelStore
        >>> LabelStore("nowhere").verify().empty
        True
        """
        import pandas as pd  # noqa: PLC0415 - recording needs none of it

        problems = [row for name in _tasks(task) for row in verify(self._places, name)]
        return pd.DataFrame(problems, columns=list(Problem._fields))

    def keep_note(self, name: str, text: str) -> None:
        """Keep a text beside the labels, such as the guideline they were made under.

        Raises
        ------
        ChangedNoteError
            When another text is kept under this name.
        """
        keep_note(self._place, name, text)

    def read_note(self, name: str) -> str | None:
        """Return a text that was kept, or None.

        Examples
        --------
        >>> from trainer_widgets.store import LabelStore
        >>> store = LabelStore(getfixture("tmp_path"))
        >>> store.keep_note("guideline/1.0.md", "Be fair.")
        >>> store.read_note("guideline/1.0.md"), store.read_note("guideline/2.0.md")
        ('Be fair.', None)
        """
        return read_note(self._place, name)


def _tasks(task: str | None) -> list[str]:
    return list(TASKS) if task is None else [task_records(task).name]
