"""Span extraction: which words of a text are what (entities, arguments, evidence)."""

from itertools import pairwise
from pathlib import Path
from typing import Annotated, ClassVar

from msgspec import Meta

import trainer_widgets as tw

Label = Annotated[str, Meta(min_length=1, max_length=100)]


class SpanItem(tw.Record, frozen=True):
    """A text, in which words are marked."""

    item_id: str
    text: str


class SpanExtractionOptions(tw.TaskOptions, frozen=True, kw_only=True):
    """What a project or a caller sets.

    Parameters
    ----------
    labels
        What words can be; the first ones get the digits as keys.
    overlapping
        Marks may share words.
    """

    labels: Annotated[list[Label], Meta(min_length=1, max_length=100)]
    overlapping: bool = True

    def __post_init__(self) -> None:
        """Refuse labels that are there twice."""
        super().__post_init__()
        if repeated := sorted({one for one in self.labels if self.labels.count(one) > 1}):
            message = f"label {repeated[0]!r} is there twice"
            raise ValueError(message)


class LabeledSpan(tw.Span, frozen=True, kw_only=True):
    """Words of the text, from ``start`` to ``end`` in code points, and what they are."""

    label: Label


class SpanExtractionAnswer(tw.Record, frozen=True):
    """The marks of a text, none where it has nothing to mark.

    Examples
    --------
    >>> span = LabeledSpan(start=0, end=3, label="person")
    >>> SpanExtractionAnswer(spans=[span]).entities
    ['0:3 person']
    """

    columns: ClassVar[tuple[str, ...]] = ("entities", "n_entities")
    keys: ClassVar[tuple[str, ...]] = ("entities",)
    compared: ClassVar[tuple[str, str]] = ("entities", "multiset")

    spans: list[LabeledSpan]

    @property
    def entities(self) -> list[str]:
        """Each mark as ``start:end label``, in the order of the text: what can be compared."""
        in_order = sorted(self.spans, key=lambda span: (span.start, span.end, span.label))
        return [f"{span.start}:{span.end} {span.label}" for span in in_order]

    @property
    def n_entities(self) -> int:
        """How many marks there are."""
        return len(self.spans)

    def misfit(self, item: SpanItem, options: SpanExtractionOptions) -> str | None:
        """Return why this cannot be an answer to the text under these options, else None."""
        for span in self.spans:
            if span.label not in options.labels:
                return f"{span.label!r} is none of the labels {', '.join(options.labels)}"
            if not span.start < span.end <= len(item.text):
                return f"a mark from {span.start} to {span.end} is not in the text"
        if len(set(self.entities)) < len(self.spans):
            return "the same words have the same label twice"
        places = sorted((span.start, span.end) for span in self.spans)
        meeting = any(one[1] > other[0] for one, other in pairwise(places))
        return "marks share words" if meeting and not options.overlapping else None


tw.register_task(
    "span_extraction",
    item=SpanItem,
    answer=SpanExtractionAnswer,
    options=SpanExtractionOptions,
    view=Path(__file__).with_suffix(".js"),
)
