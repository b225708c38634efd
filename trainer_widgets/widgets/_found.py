"""What an exploration finds, as messages to a view."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from trainer_widgets.wire.explorer import Facet

T = TypeVar("T")


def as_record(found: Any, kind: type[T], **more: Any) -> T:  # noqa: ANN401 - named tuples
    """Return what was found as a message with the same fields, and more of them.

    Examples
    --------
    >>> from collections import namedtuple
    >>> from trainer_widgets.wire.explorer import Counted
    >>> as_record(namedtuple("Found", "feature n")("topic", [3]), Counted, rate=[0.5])
    Counted(feature='topic', n=[3], rate=[0.5])
    """
    return msgspec.convert(_plain(found) | more, kind)


def facet_record(facet: Any, counted: Any) -> Facet:  # noqa: ANN401 - named tuples
    """Return a feature with what it holds in all labels; moments become texts."""
    parts = facet._asdict()
    name = parts.pop("field")
    edges = [one.isoformat() if hasattr(one, "isoformat") else one for one in facet.edges]
    parts |= {"feature": name, "edges": edges, "all": _plain(counted)}
    found: Facet = msgspec.convert(parts, Facet)
    return found


def _plain(found: Any) -> Any:  # noqa: ANN401 - named tuples and what they hold
    if hasattr(found, "_asdict"):
        return {name: _plain(value) for name, value in found._asdict().items()}
    if isinstance(found, list):
        return [_plain(one) for one in found]
    return found
