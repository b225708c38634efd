"""Lines become conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, cast

from trainer_widgets.analysis.slices.language import checking, fitting, hints
from trainer_widgets.analysis.slices.language.conditions import either, every
from trainer_widgets.analysis.slices.language.mistakes import SliceError, found_at
from trainer_widgets.analysis.slices.language.spelling import spelt
from trainer_widgets.analysis.slices.language.tokens import Token, tokens
from trainer_widgets.records.slices import (
    EVERYTHING,
    Among,
    Compared,
    Condition,
    Contains,
    Holds,
    Missing,
    Negated,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.records.slices import Comparator, Constant

COMPARATORS = ("=", "!=", "<", "<=", ">", ">=")


def parsed(text: str, fields: Mapping[str, Field]) -> Condition:
    """Return what a line means; an empty one means all labels.

    Parameters
    ----------
    text
        Such as ``language = "ar" and severity >= 3``.
    fields
        What it may be about, by name.

    Raises
    ------
    SliceError
        With the place of the word that is wrong, and what to write instead.

    Examples
    --------
    >>> from trainer_widgets.analysis.slices.fields import Field
    >>> fields = {"severity": Field("severity", "number", ("severity",))}
    >>> parsed("severity >= 3", fields)
    Compared(feature='severity', comparator='>=', constant=3)
    >>> try:
    ...     parsed('severity >= "high"', fields)
    ... except SliceError as error:
    ...     print(error, error.start, error.end)
    severity holds numbers, and "high" is text 12 18
    """
    line = _Line(text, fields)
    if line.is_over:
        return EVERYTHING
    condition = line.either()
    if not line.is_over:
        line.refuse(hints.no_joint(line.now))
    with found_at(0, len(text)):
        checking.check_size(condition)
    return condition


class _Line:
    """A line that is read from its start to its end, one word after the other."""

    def __init__(self, text: str, fields: Mapping[str, Field]) -> None:
        self.text, self.fields = text, fields
        self.tokens, self.place, self.depth = tokens(text), 0, 0

    @property
    def now(self) -> Token:
        return self.tokens[self.place]

    @property
    def is_over(self) -> bool:
        return self.now.kind == "end"

    def take(self) -> Token:
        token = self.now
        self.place += token.kind != "end"
        return token

    def takes(self, *values: str) -> Token | None:
        """Take the next word where it is one of these."""
        return self.take() if self.now.is_any(*values) else None

    def refuse(self, instead: str, token: Token | None = None) -> NoReturn:
        """Say what should stand in place of a word, the next one by default."""
        token = token or self.now
        message = instead
        if token.kind == "wrong":
            message = str(token.value)
        elif token.kind == "end":
            message = f"the line ends here: {instead}"
        raise SliceError(message, token.start, token.end)

    def either(self) -> Condition:
        parts = [self.every()]
        while self.takes("or"):
            parts.append(self.every())
        return either(parts)

    def every(self) -> Condition:
        parts = [self.negated()]
        while self.takes("and"):
            parts.append(self.negated())
        return every(parts)

    def negated(self) -> Condition:
        if not self.now.is_any("not", "("):
            return self.comparison()
        opening = self.take()
        self.depth += 1
        if self.depth > checking.DEEPEST:
            raise SliceError(checking.TOO_DEEP, opening.start, opening.end)
        found = Negated(self.negated()) if opening.value == "not" else self.enclosed(opening)
        self.depth -= 1
        return found

    def enclosed(self, opening: Token) -> Condition:
        if self.takes(")"):
            return EVERYTHING
        found = self.either()
        if not self.takes(")"):
            if self.is_over:
                message = "this ( is not closed: write ) behind its conditions"
                raise SliceError(message, opening.start, opening.end)
            self.refuse(hints.no_joint(self.now))
        return found

    def comparison(self) -> Condition:
        token = self.take()
        if token.kind != "end" and token.value not in self.fields:
            self.check_name(token)
        if token.kind != "name":
            self.refuse(hints.no_feature(token, self.fields), token)
        with found_at(token.start, token.end):
            field = fitting.field_of(str(token.value), self.fields)
        return self.said_of(field)

    def check_name(self, token: Token) -> None:
        """Refuse a name of several words that stands in no backticks."""
        name = hints.of_several_words(self.text[token.start :], self.fields)
        if name is not None:
            message = f"write {spelt(name)} in backticks"
            raise SliceError(message, token.start, token.start + len(name))

    def said_of(self, field: Field) -> Condition:
        """Return what is said of a feature."""
        operator = self.now
        if self.takes("is"):
            return self.missing(field.name)
        is_negated = bool(self.takes("not"))
        word = self.takes("in") if is_negated else self.takes("in", "has", "contains", *COMPARATORS)
        if word is None:
            self.refuse(hints.no_operator(self.now, field, is_negated=is_negated))
        with found_at(operator.start, word.end):
            fitting.check_operator(field, str(word.value))
        match word.value:
            case "in":
                among = Among(field.name, self.constants(field))
                return Negated(among) if is_negated else among
            case "has":
                return Holds(field.name, self.constant(field))
            case "contains":
                return self.contains(field)
            case comparator:
                return Compared(field.name, cast("Comparator", comparator), self.constant(field))

    def missing(self, name: str) -> Condition:
        is_negated = bool(self.takes("not"))
        if not self.takes("missing"):
            self.refuse(hints.no_missing(self.now, is_negated=is_negated))
        return Negated(Missing(name)) if is_negated else Missing(name)

    def constants(self, field: Field) -> list[Constant]:
        opening = self.now
        if not self.takes("("):
            self.refuse('write values behind in as ("a", "b")')
        found: list[Constant] = []
        while not self.takes(")"):
            if found and not self.takes(","):
                self.refuse("write a comma between two values, or ) behind the last one")
            found.append(self.constant(field))
        with found_at(opening.start, self.tokens[self.place - 1].end):
            fitting.check_constants(len(found))
        return found

    def constant(self, field: Field) -> Constant:
        token = self.value(field)
        with found_at(token.start, token.end):
            fitting.check_constant(field, token.value)
        return token.value

    def contains(self, field: Field) -> Condition:
        token = self.value(field)
        with found_at(token.start, token.end):
            fitting.check_words(token.value)
        return Contains(field.name, str(token.value))

    def value(self, field: Field) -> Token:
        token = self.take()
        if token.is_any("true", "false"):
            return token._replace(value=token.value == "true")
        if token.kind not in ("text", "number"):
            with found_at(token.start, token.end):
                instead = hints.no_value(token, field, self.fields)
            self.refuse(instead, token)
        return token
