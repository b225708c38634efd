"""Lists of items to review or to calibrate on, as CSV files in a project's ``lists/``."""

from __future__ import annotations

import csv
import datetime as dt
import io
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.file_locks import changed, naming_folder
from trainer_widgets.settings import ProjectError
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = "lists"
PURPOSES = ("review", "calibration")
COLUMNS = ("item_id", "slice", "sent_by", "sent_at")
Row = dict[str, str]


class ItemListError(ValueError):
    """Raised for a list that nobody keeps; says which there are."""


class Sent(NamedTuple):
    """All items that a list holds now, and those that were not on it before."""

    items: list[str]
    added: list[str]


class ItemLists:
    """The lists of one project: which items were sent there, from which slice, by whom and when.

    Parameters
    ----------
    folder
        The project's folder; None keeps the lists in memory only.

    Examples
    --------
    >>> lists = ItemLists(getfixture("tmp_path"))
    >>> lists.send("review", ["q1", "q2"], slice_text='language = "ar"', sent_by="ana").items
    ['q1', 'q2']
    >>> lists.send("review", ["q2", "q3"], slice_text="", sent_by="ben")
    Sent(items=['q1', 'q2', 'q3'], added=['q3'])
    """

    def __init__(self, folder: Path | None) -> None:
        """Read nothing yet."""
        self._folder = folder / FOLDER if folder else None
        self._in_memory: dict[str, dict[str, Row]] = {purpose: {} for purpose in PURPOSES}

    def items(self, purpose: str) -> list[str]:
        """Return the ids on a list, in the order in which they were sent.

        Raises
        ------
        ItemListError
            When there is no such list.
        """
        return list(self._read(checked_purpose(purpose)))

    def send(self, purpose: str, item_ids: Iterable[str], *, slice_text: str, sent_by: str) -> Sent:
        """Put items on a list, those that are there already apart."""
        now = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
        with self._changed(checked_purpose(purpose)) as there:
            added = [one for one in dict.fromkeys(item_ids) if one not in there]
            for item_id in added:
                values = (item_id, slice_text, sent_by, now)
                there[item_id] = dict(zip(COLUMNS, values, strict=True))
            return Sent(list(there), added)

    def take_back(self, purpose: str, item_ids: Iterable[str], *, sent_by: str) -> list[str]:
        """Take items that somebody has sent off a list, and return those that it still holds."""
        with self._changed(checked_purpose(purpose)) as there:
            for item_id in item_ids:
                if item_id in there and there[item_id]["sent_by"] == sent_by:
                    del there[item_id]
            return list(there)

    def clear(self, purpose: str) -> None:
        """Take all items off a list."""
        with self._changed(checked_purpose(purpose)) as there:
            there.clear()

    def _changed(self, purpose: str) -> AbstractContextManager[dict[str, Row]]:
        if self._folder is None:
            return nullcontext(self._in_memory[purpose])
        with naming_folder(self._folder.parent):
            self._folder.mkdir(exist_ok=True)
        path = self._folder / f"{purpose}.csv"
        return changed(path, lambda: self._read(purpose), _written)

    def _read(self, purpose: str) -> dict[str, Row]:
        if self._folder is None:
            return dict(self._in_memory[purpose])
        path = self._folder / f"{purpose}.csv"
        try:
            text = path.read_bytes().decode("utf-8-sig")  # spreadsheets write it so
            rows = list(csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True))
            return {row["item_id"]: row for row in rows}
        except FileNotFoundError:
            return {}
        except (csv.Error, UnicodeDecodeError, KeyError) as error:
            message = f"{path} is no list of items with the columns {', '.join(COLUMNS)}: {error}"
            raise ProjectError(message) from None


def checked_purpose(purpose: str) -> str:
    """Return what a list is for.

    Raises
    ------
    ItemListError
        When no list is for that.

    Examples
    --------
    >>> checked_purpose("reviews")
    Traceback (most recent call last):
    ...
    trainer_widgets.item_lists.ItemListError: there is no list 'reviews': did you mean 'review'? \
There are review, calibration
    """
    if purpose in PURPOSES:
        return purpose
    hint = nearest(str(purpose), PURPOSES)
    message = f"there is no list {purpose!r}: {hint}There are {', '.join(PURPOSES)}"
    raise ItemListError(message)


def _written(rows: dict[str, Row]) -> str:
    # Columns that people have added to the file stay.
    names = [name for row in rows.values() for name in row if name]
    text = io.StringIO(newline="")
    columns = list(dict.fromkeys([*COLUMNS, *names]))
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows.values())
    return text.getvalue()
