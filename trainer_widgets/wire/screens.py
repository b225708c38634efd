"""What all tasks' screens share: options that the kit reads, and how an item is dealt."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from trainer_widgets.option_checks import check_limits
from trainer_widgets.records import Count, Id, Record

Rationale = Literal["hidden", "optional", "required"]
Asked = Literal["hidden", "optional", "required"]


class TaskOptions(Record, frozen=True):
    """What a project or a caller sets for any widget.

    Parameters
    ----------
    rationale
        Whether a rationale is hidden, optional or required.
    min_words, max_words
        Limits of the rationale; 0 means none.
    stop_after
        Pause after so many answers in one sitting; 0 means never.
    break_after
        Remind of a break after so many minutes of work; 0 means never.
    """

    rationale: Rationale = "optional"
    min_words: Count = 0
    max_words: Count = 0
    stop_after: Count = 0
    break_after: Count = 0

    def __post_init__(self) -> None:
        """Refuse limits that nobody can keep."""
        check_limits(self.min_words, self.max_words)


class Dealt(Record, frozen=True, kw_only=True):
    """An item as dealt to one person; ``number`` counts from 1 in their own order.

    ``supersedes`` is their own event that an answer to this item would replace, ``note`` what the
    lead said when the item came back to them.
    """

    token: Id
    number: int
    supersedes: str | None
    note: str | None = None


class View(NamedTuple):
    """The JavaScript of a task that somebody else has made: a file, or its text."""

    name: str
    source: Path | str

    def text(self) -> str:
        """Return the JavaScript, a file's as it is now."""
        source = self.source
        return source.read_text(encoding="utf-8") if isinstance(source, Path) else source


class Screen(NamedTuple):
    """What a task looks like in the browser: its options, and its items as they are dealt.

    The package's own tasks have their view in a bundle; ``view`` is that of any other.
    """

    options: type[TaskOptions]
    dealt: type[Dealt]
    view: View | None = None
