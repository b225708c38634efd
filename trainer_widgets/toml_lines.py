"""Where the entries of a TOML file stand, which its parser does not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = re.compile(r"""\s*(\[\[?)\s*([\w."'-]+)\s*\]""")
KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[.=]""")
# Long and short texts, comments, and what opens or ends a statement.
TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'|#[^\n]*|[\[\]{}\n]",
    re.DOTALL,
)
BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}


class TomlKey(NamedTuple):
    """What a line begins: the ``entry``-th of a table array, or a key in it."""

    table: str | None
    entry: int | None
    key: str | None


def lines_of(text: str) -> dict[TomlKey, int]:
    r"""Return the lines, from 1, on which tables, entries of table arrays and their keys begin.

    Examples
    --------
    >>> lines = lines_of('version = "1"\n\n[[category]]\nid = "tone"\n')
    >>> lines[TomlKey("category", 0, None)], lines[TomlKey("category", 0, "id")]
    (3, 4)
    """
    found: dict[TomlKey, int] = {}
    table: str | None = None
    index: int | None = None
    counts: dict[str, int] = {}
    for number, line in _statements(text):
        if header := HEADER.match(line):
            name, *rest = header[2].replace('"', "").replace("'", "").split(".")
            if header[1] == "[[" and not rest:
                counts[name] = counts.get(name, -1) + 1
            table, index = name, counts.get(name)
            place = TomlKey(table, index, rest[0] if rest else None)
        elif key := KEY.match(line):
            place = TomlKey(table, index, key[1])
        else:
            continue
        found.setdefault(place, number)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that begin something: not those inside a long text or a long list."""
    lines = text.split("\n")
    number, depth = 1, 0
    yield number, lines[0]
    for token in TOKEN.finditer(text):
        found = token[0]
        number += found.count("\n")
        if found in BRACKETS:
            depth += BRACKETS[found]
        elif found == "\n" and depth == 0:
            yield number, lines[number - 1]
