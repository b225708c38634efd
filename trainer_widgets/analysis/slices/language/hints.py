"""What to write instead of a word that cannot stand where it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer_widgets.analysis.slices.language.fitting import check_constant, said_of
from trainer_widgets.analysis.slices.language.spelling import literal, spelt

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.analysis.slices.language.tokens import Token

# How other languages say it.
ELSEWHERE = {
    "like": "contains",
    "ilike": "contains",
    "between": ">= and <= in two conditions",
    "equals": "=",
    "includes": "has",
    "isnull": "is missing",
    "notnull": "is not missing",
}
NOTHING = {"null", "none", "nan", "na", "empty", "nil"}


def no_feature(token: Token, names: Collection[str]) -> str:
    """Return what should stand where a condition begins."""
    if token.kind in ("text", "number"):
        return "a condition begins with a feature's name, and the value comes last: severity >= 3"
    if token.kind == "word" and token.value in names:
        return f"write `{token.value}` in backticks where the feature is meant"
    if token.kind == "word":
        return f"{token.value} needs a condition before it: write a feature's name first"
    return "a condition such as severity >= 3 stands here"


def of_several_words(text: str, names: Collection[str]) -> str | None:
    """Return the name, of more than a plain word, with which a text begins without backticks."""
    letters = text.casefold()
    found = [
        name
        for name in names
        if spelt(name) != name
        and re.match(r"\w", name)
        and letters.startswith(name.casefold())
        and not re.match(r"\w", text[len(name) :])
    ]
    return max(found, key=len, default=None)


def no_operator(token: Token, field: Field, *, is_negated: bool) -> str:
    """Return what should stand behind a feature's name."""
    word = str(token.value).lower()
    if is_negated:
        return "behind this not stands in; else not stands before the feature's name"
    if token.kind == "name" and word in ELSEWHERE:
        return f"write {ELSEWHERE[word]} instead of {token.value}"
    if field.kind == "boolean" and (token.kind == "end" or token.is_any("and", "or", ")")):
        return "write = true or = false behind a feature that holds true or false"
    return f"behind a feature's name stands {said_of(field)}"


def no_missing(token: Token, *, is_negated: bool) -> str:
    """Return what should stand behind ``is`` or ``is not``."""
    if token.kind == "name" and str(token.value).lower() in NOTHING:
        return f"write missing instead of {token.value}"
    if token.kind in ("text", "number") or token.is_any("true", "false"):
        return f"write {'!=' if is_negated else '='} to compare with a value"
    return "behind is stands missing or not missing"


def no_value(token: Token, field: Field, names: Collection[str]) -> str:
    """Return what should stand where a feature is compared with a value.

    Raises
    ------
    SliceError
        When the feature holds no text, so that quotes would not help.
    """
    if token.is_any("("):
        return "one value stands here: write in before a list of values"
    if token.kind not in ("name", "word"):
        return 'a value stands here, such as "ar" or 3'
    if token.value in names:
        return (
            f"a feature is compared with values, not with another feature: write "
            f"{literal(token.value)} in quotes where the text is meant"
        )
    if field.kind in ("boolean", "number", "time"):
        check_constant(field, token.value)
    return f"write {literal(token.value)} in quotes"


def no_joint(token: Token) -> str:
    """Return what should stand between two conditions."""
    if token.is_any(")"):
        return "there is no ( that this ) closes"
    if token.is_any(","):
        return "commas stand between the values of a list, and not in numbers or between conditions"
    return "write and or or between two conditions"
