"""Texts that hold half of a character, as some browsers make when text is cut.

No file holds them, and a message with one of them is never sent.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from trainer_widgets.widgets._problems import RefusedError

HALF = re.compile("[\ud800-\udfff]")
INSTEAD = "\N{REPLACEMENT CHARACTER}"


def check_whole_texts(body: object) -> None:
    """Refuse a request that holds half of a character.

    Raises
    ------
    RefusedError
        When it does.

    Examples
    --------
    >>> check_whole_texts({"text": "whole"})
    """
    if not _is_whole(body):
        message = "a text holds half of a character, as some browsers make when text is cut"
        raise RefusedError(message)


def check_searchable(text: str) -> None:
    """Refuse a text that engines take for ended before its end.

    Raises
    ------
    RefusedError
        When it does.

    Examples
    --------
    >>> check_searchable("whole")
    """
    if "\0" in text:
        message = "the letter \\u0000 stands in no text"
        raise RefusedError(message)


def with_whole_texts(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message in which a sign stands for each half of a character.

    Examples
    --------
    >>> with_whole_texts({"values": ["x" + chr(0xD800), 1]})
    {'values': ['x�', 1]}
    """
    return message if _is_whole(message) else _whole(message)


def _is_whole(message: object) -> bool:
    try:
        # Many times as fast as to look at each text.
        msgspec.json.encode(message, enc_hook=repr)
    except UnicodeEncodeError:
        return False
    return True


def _whole(value: Any) -> Any:  # noqa: ANN401 - dicts, lists and scalars
    match value:
        case str():
            return HALF.sub(INSTEAD, value)
        case dict():
            return {_whole(name): _whole(one) for name, one in value.items()}
        case list() | tuple():
            return [_whole(one) for one in value]
        case _:
            return value
