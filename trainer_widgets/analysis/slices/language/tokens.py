"""The words of a line, wrong ones among them: these tell what is wrong."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from trainer_widgets.analysis.slices.language.spelling import KEYWORDS

if TYPE_CHECKING:
    from trainer_widgets.records.slices import Constant

Kind = Literal["word", "name", "text", "number", "sign", "wrong", "end"]
LONGEST_NUMBER = 400
QUOTES = "\"'`"
WORDS = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<sign> [&|=<>!~]+ | [(),] )
    | (?P<number> [+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)? (?![\w.]) )
    | (?P<name> [^\W\d]\w* )
    | (?P<ticked> `(?:[^`]|``)+`(?!`) )
    | (?P<text> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )
    | (?P<wrong> [\d.][\w.]* | ["'`].* | . )
    """,
    re.VERBOSE | re.DOTALL,
)
SIGNS = frozenset({"=", "!=", "<", "<=", ">", ">=", "(", ")", ","})
INSTEAD = {
    **dict.fromkeys(("==", "===", ":"), "="),
    **dict.fromkeys(("<>", "!==", "≠"), "!="),
    **dict.fromkeys(("=>", "≥"), ">="),
    **dict.fromkeys(("=<", "≤"), "<="),
    **dict.fromkeys(("&", "&&", "+"), "and"),
    **dict.fromkeys(("|", "||"), "or"),
    **dict.fromkeys(("!", "~", "¬"), "not"),
    **dict.fromkeys(("[", "{"), "("),
    **dict.fromkeys(("]", "}"), ")"),
    **dict.fromkeys((";", "،", "、"), ","),
    **dict.fromkeys("“”„«»\u2018\u2019", '"'),
}


class Token(NamedTuple):
    """A word of a line.

    Attributes
    ----------
    kind
        ``"word"`` (of the language), ``"name"``, ``"text"``, ``"number"``, ``"sign"``, ``"wrong"``
        or ``"end"``.
    value
        What it stands for: a word in small letters, a name without its backticks, a constant; of
        what is wrong: why.
    start, end
        Its place, in code points.
    """

    kind: Kind
    value: Constant
    start: int
    end: int

    def is_any(self, *values: str) -> bool:
        """Return whether it is one of these words or signs."""
        return self.kind in ("word", "sign") and self.value in values


def tokens(text: str) -> list[Token]:
    """Return the words of a line, and its end."""
    found = [
        _token(str(match.lastgroup), match.group(), match.start())
        for match in WORDS.finditer(text)
        if match.lastgroup != "space"
    ]
    return [*found, Token("end", "", len(text), len(text))]


def _token(group: str, text: str, start: int) -> Token:
    kind, value = READING.get(group, _wrong)(text)
    return Token(kind, value, start, start + len(text))


def _sign(text: str) -> tuple[Kind, Constant]:
    return ("sign", text) if text in SIGNS else _wrong(text)


def _name(text: str) -> tuple[Kind, Constant]:
    word = text.lower()
    return ("word", word) if word in KEYWORDS else ("name", text)


def _ticked(text: str) -> tuple[Kind, Constant]:
    return "name", text[1:-1].replace("``", "`")


def _number(text: str) -> tuple[Kind, Constant]:
    if len(text) <= LONGEST_NUMBER:
        try:
            return "number", int(text)
        except ValueError:
            number = float(text)
            if math.isfinite(number):
                return "number", number
    return "wrong", "no label holds a number as large as this"


def _text(text: str) -> tuple[Kind, Constant]:
    try:
        return "text", _unquoted(text)
    except ValueError:
        return "wrong", "in quotes a backslash stands for more: write \\\\ for the backslash itself"


def _unquoted(text: str) -> str:
    """Return what stands in quotes.

    Raises
    ------
    ValueError
        When a backslash stands before what it cannot.
    """
    body = text[1:-1]
    if text[0] == "'":
        meant = {"\\'": "'", '"': '\\"'}
        body = re.sub(r'\\.|"', lambda one: meant.get(one[0], one[0]), body, flags=re.DOTALL)
    return str(json.loads(f'"{body}"', strict=False))


def _wrong(text: str) -> tuple[Kind, Constant]:
    why = f"{text!r} means nothing here: names with odd letters stand in backticks"
    if text[0] in QUOTES:
        what = "name" if text[0] == "`" else "text"
        why = f"this {what} is not closed: write {text[0]} behind it"
    elif text in INSTEAD:
        why = f"write {INSTEAD[text]} instead of {text}"
    elif text[0].isdigit():
        why = f"{text} is no number: text stands in quotes, and names with odd letters in backticks"
    return "wrong", why


READING = {"sign": _sign, "name": _name, "ticked": _ticked, "number": _number, "text": _text}
