"""What stands for an item in a report: how it begins, or all of its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.answers_in_words import LETTERS
from trainer_widgets.items.records import builtin
from trainer_widgets.records import CorrectionItem, ImageTagItem, RankingItem, SafetyItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer_widgets.records import Message

MOST_LETTERS = 120


class ItemText(NamedTuple):
    """One of an item's texts, with its name."""

    name: str
    text: str


def excerpt_of(item: Any) -> str:  # noqa: ANN401 - any task's
    """Return how an item begins, on one line.

    Examples
    --------
    >>> excerpt_of(CorrectionItem("q1", target="The dog sleep."))
    'The dog sleep.'
    """
    line = " ".join(_leading(item).split())
    return line if len(line) <= MOST_LETTERS else f"{line[: MOST_LETTERS - 1]}…"


def texts_of(item: Any) -> list[ItemText]:  # noqa: ANN401 - any task's
    """Return all texts of an item, in the order in which they are read.

    Examples
    --------
    >>> texts_of(CorrectionItem("q1", source="Hund", target="dog"))
    [ItemText(name='Source', text='Hund'), ItemText(name='Target', text='dog')]
    """
    match item:
        case RankingItem():
            responses = zip(LETTERS, item.responses, strict=False)
            return [
                *_turns(item.prompt),
                *(ItemText(f"Response {letter}", one.text) for letter, one in responses),
            ]
        case SafetyItem():
            return list(_turns(item.conversation, item.reviewed))
        case CorrectionItem():
            texts = {"Prompt": item.prompt, "Source": item.source, "Target": item.target}
            return [ItemText(name, text) for name, text in texts.items() if text]
        case ImageTagItem():
            return [ItemText("Image", _leading(item))]
        case _:
            plain = builtin(item)
            return [ItemText(name, str(it)) for name, it in plain.items() if name != "type"]


def _leading(item: Any) -> str:  # noqa: ANN401 - any task's
    match item:
        case RankingItem():
            return item.prompt[-1].content if item.prompt else item.responses[0].text
        case SafetyItem():
            return item.response
        case CorrectionItem():
            return item.target or item.prompt or item.source or ""
        case ImageTagItem():
            return item.image if isinstance(item.image, str) else "an image"
        case _:
            texts = [one.text for one in texts_of(item) if one.name != "item_id"]
            return texts[0] if texts else ""


def _turns(turns: list[Message], reviewed: int | None = None) -> Iterator[ItemText]:
    for place, turn in enumerate(turns):
        mark = " (under review)" if place == reviewed else ""
        yield ItemText(f"{turn.role.capitalize()}{mark}", turn.content)
