"""What an export tells about itself."""

from __future__ import annotations

from pathlib import Path

from trainer_widgets.records import Record

REASONS = {
    "superseded": "answers that no longer stand",
    "model": "labels by models",
    "stale": "labels whose item has changed since",
    "item_gone": "labels whose item is no longer there",
    "both_bad": "labels that call all responses bad",
    "cannot_judge": "labels without a judgement",
    "tie": "tied pairs",
    "no_majority": "pairs without a majority",
    "same_text": "pairs of equal texts",
}


class PreferencesReport(Record, frozen=True):
    """What was written, what was left out and why.

    Parameters
    ----------
    path
        The file.
    pairs
        Rows written.
    labels
        Labels read.
    dropped
        How many were left out, by reason (see ``REASONS``).
    conversational
        Whether prompts and responses are lists of messages.
    margin
        Whether there is a column ``margin``.
    """

    path: Path
    pairs: int
    labels: int
    dropped: dict[str, int]
    conversational: bool
    margin: bool

    def __repr__(self) -> str:
        """Tell it in a few lines."""
        layout = "conversations" if self.conversational else "plain text"
        margin = "with margin" if self.margin else "without margin"
        head = f"{self.pairs} pairs from {self.labels} labels in {self.path.name}"
        left_out = [f"  left out: {n} {REASONS[why]}" for why, n in self.dropped.items()]
        return "\n".join([f"{head} ({layout}, {margin})", *left_out])
