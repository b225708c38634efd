"""What an export tells about itself."""

from __future__ import annotations

from pathlib import Path

from trainer_widgets.records import Record

# What was left out, and of what kind it is: the first word is counted.
REASONS = {
    "superseded": "answer no longer standing",
    "exposed": "answer given after feedback or others' answers",
    "model": "label by a model",
    "stale": "label whose item has changed since",
    "item_gone": "label whose item is no longer there",
    "response_gone": "label of a response that is no longer there",
    "both_bad": "label calling all responses bad",
    "cannot_judge": "label without a judgement",
    "tie": "pair without a preference",
    "no_majority": "pair without a majority",
    "same_text": "pair of equal texts",
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
        pairs, labels = _counted(self.pairs, "pair"), _counted(self.labels, "label")
        head = f"{pairs} from {labels} in {self.path.name}"
        left_out = [f"  left out: {_counted(n, REASONS[why])}" for why, n in self.dropped.items()]
        return "\n".join([f"{head} ({layout}, {margin})", *left_out])


def _counted(n: int, what: str) -> str:
    noun, _, rest = what.partition(" ")
    return f"{n:,} {noun}{'' if n == 1 else 's'} {rest}".rstrip()
