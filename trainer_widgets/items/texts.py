"""The texts of an item, in which words can be searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trainer_widgets.records import Record

# What tells things apart, and is nothing that somebody reads in an item.
NO_TEXTS = frozenset(
    {"item_id", "response_id", "model", "role", "image", "source_language", "target_language"}
)


def item_texts(items: Mapping[str, Record]) -> dict[str, str]:
    r"""Return all texts of each item, one behind the other, by the item's id.

    Examples
    --------
    >>> from trainer_widgets.records import CorrectionItem
    >>> item_texts({"q1": CorrectionItem(item_id="q1", prompt="Which year?", target="1815.")})
    {'q1': 'Which year?\n1815.'}
    """
    return {item_id: "\n".join(_texts(item)) for item_id, item in items.items()}


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - records and what they hold
    match value:
        case str():
            yield value
        case msgspec.Struct():
            for name in value.__struct_fields__:
                if name not in NO_TEXTS:
                    yield from _texts(getattr(value, name))
        case list() | tuple():
            for one in value:
                yield from _texts(one)
