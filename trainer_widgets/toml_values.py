"""Values and keys as TOML writes them, on one line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def toml_key(name: str) -> str:
    """Return a key, quoted where it has to be.

    Examples
    --------
    >>> toml_key("name"), toml_key("two words")
    ('name', '"two words"')
    """
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml_value(name)


def toml_value(value: object) -> str:
    """Return a value on one line; in tables, what is None is left out.

    Examples
    --------
    >>> toml_value({"name": "apple", "hotkey": None, "sizes": [1, 2.5], "is_new": True})
    '{name = "apple", sizes = [1, 2.5], is_new = true}'
    """
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case list() | tuple():
            return f"[{', '.join(toml_value(one) for one in value)}]"
        case dict():
            return _table(value)
        case _:
            # JSON's escapes are TOML's; DEL is the one character that only TOML wants escaped.
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(value: Mapping[str, object]) -> str:
    said = {key: one for key, one in value.items() if one is not None}
    return f"{{{', '.join(f'{toml_key(key)} = {toml_value(one)}' for key, one in said.items())}}}"
