"""Text classification: which of some labels a text has."""

from pathlib import Path
from typing import Annotated, ClassVar

from msgspec import Meta

import trainer_widgets as tw

Label = Annotated[str, Meta(min_length=1, max_length=100)]


class TextItem(tw.Record, frozen=True):
    """A text, read as it is."""

    item_id: str
    text: str


class TextClassificationOptions(tw.TaskOptions, frozen=True, kw_only=True):
    """What a project or a caller sets.

    Parameters
    ----------
    labels
        What a text can be; the first ones get the digits as keys.
    multiple
        A text can be several of them.
    at_once
        Choosing a label submits it: one key an item.
    """

    labels: Annotated[list[Label], Meta(min_length=1, max_length=100)]
    multiple: bool = False
    at_once: bool = False

    def __post_init__(self) -> None:
        """Refuse labels that are there twice, and a choice that cannot be finished."""
        super().__post_init__()
        if repeated := sorted({one for one in self.labels if self.labels.count(one) > 1}):
            message = f"label {repeated[0]!r} is there twice"
            raise ValueError(message)
        if self.multiple and self.at_once:
            message = "at_once submits with the first label, so there cannot be multiple ones"
            raise ValueError(message)


class TextClassificationAnswer(tw.Record, frozen=True):
    """The labels of a text.

    Examples
    --------
    >>> TextClassificationAnswer(labels=["glad"]).label
    'glad'
    """

    columns: ClassVar[tuple[str, ...]] = ("label",)
    keys: ClassVar[tuple[str, ...]] = ("label", "labels")
    compared: ClassVar[tuple[str, str]] = ("labels", "set")

    labels: Annotated[list[Label], Meta(min_length=1)]

    @property
    def label(self) -> str | None:
        """The label, None where there are several."""
        return self.labels[0] if len(self.labels) == 1 else None

    def misfit(self, item: TextItem, options: TextClassificationOptions) -> str | None:  # noqa: ARG002
        """Return why this cannot be an answer under these options, else None."""
        if unknown := [one for one in self.labels if one not in options.labels]:
            return f"{unknown[0]!r} is none of the labels {', '.join(options.labels)}"
        if len(self.labels) > 1 and not options.multiple:
            return "a text has one label here"
        return "a label is there twice" if len(set(self.labels)) < len(self.labels) else None


tw.register_task(
    "text_classification",
    item=TextItem,
    answer=TextClassificationAnswer,
    options=TextClassificationOptions,
    view=Path(__file__).with_suffix(".js"),
)
