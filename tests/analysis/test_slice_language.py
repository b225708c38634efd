"""Slices are typed, spelled and checked, and what is wrong is told in its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.slice_fields import FIELDS, HOSTILE, TEXTS, WORDS, conditions
from trainer_widgets.analysis.slices.fields import Field
from trainer_widgets.analysis.slices.language import (
    SliceError,
    checked,
    parsed,
    spelled,
)
from trainer_widgets.records.slices import (
    EVERYTHING,
    Among,
    Compared,
    Condition,
    Contains,
    Either,
    Every,
    Holds,
    Missing,
    Negated,
)

ARABIC = Compared("language", "=", "ar")
SEVERE = Compared("severity", ">=", 3)


def test_a_line_means_its_condition() -> None:
    """All that the language has, as the records of a slice."""
    line = (
        'language = "ar" and model in ("m1", "m2") and severity >= 3 '
        'and not (tags has "night" or model is missing) and prompt contains "refund"'
    )
    unless = Negated(Either([Holds("tags", "night"), Missing("model")]))
    models = Among("model", ["m1", "m2"])
    assert parsed(line, FIELDS) == Every(
        [ARABIC, models, SEVERE, unless, Contains("prompt", "refund")]
    )
    assert spelled(parsed(line, FIELDS)) == line


READ: dict[str, tuple[Condition, str]] = {
    "  ": (EVERYTHING, ""),
    "()": (EVERYTHING, ""),
    "language='ar'": (ARABIC, 'language = "ar"'),
    r"language = 'it\'s \"x\" \u0041'": (
        Compared("language", "=", 'it\'s "x" A'),
        r'language = "it' + "'" + r's \"x\" A"',
    ),
    'severity>=3 AND language = "ar"': (
        Every([SEVERE, ARABIC]),
        'severity >= 3 and language = "ar"',
    ),
    "severity = -.5E-3": (Compared("severity", "=", -0.0005), "severity = -0.0005"),
    "severity = ٣": (Compared("severity", "=", 3), "severity = 3"),
    "flagged = TRUE": (Compared("flagged", "=", constant=True), "flagged = true"),
    'model not in ("m1")': (Negated(Among("model", ["m1"])), 'model not in ("m1")'),
    'not model in ("m1")': (Negated(Among("model", ["m1"])), 'model not in ("m1")'),
    "not not model is not missing": (
        Negated(Negated(Negated(Missing("model")))),
        "not not model is not missing",
    ),
    "not severity >= 3 and severity >= 3": (
        Every([Negated(SEVERE), SEVERE]),
        "not severity >= 3 and severity >= 3",
    ),
    "severity >= 3 or (severity >= 3 and (severity >= 3 or severity >= 3))": (
        Either([SEVERE, Every([SEVERE, Either([SEVERE, SEVERE])])]),
        "severity >= 3 or severity >= 3 and (severity >= 3 or severity >= 3)",
    ),
    "not ()": (Negated(EVERYTHING), "not ()"),
}


@pytest.mark.parametrize("line", READ)
def test_lines_are_read_and_spelled(line: str) -> None:
    """Keywords in any case, quotes of both kinds, and no more parentheses than are needed."""
    condition, text = READ[line]
    assert parsed(line, FIELDS) == condition
    assert spelled(condition) == text


@given(conditions(FIELDS | HOSTILE))
def test_a_spelled_condition_is_read_as_itself(condition: Condition) -> None:
    """Whatever its names and values are, and its text is spelled as itself again."""
    fields = FIELDS | HOSTILE
    text = spelled(condition)
    assert parsed(text, fields) == condition
    assert spelled(parsed(text, fields)) == text
    assert checked(condition, fields) == condition


def read(line: str) -> Condition | SliceError:
    """Give what a line means, or what is wrong with it."""
    try:
        return parsed(line, FIELDS)
    except SliceError as error:
        return error


@given(st.lists(st.sampled_from(WORDS) | TEXTS, max_size=9))
def test_any_line_is_read_or_refused_in_its_place(words: list[str]) -> None:
    """No line does anything else."""
    line = " ".join(words)
    found = read(line)
    if isinstance(found, SliceError):
        assert 0 <= found.start <= found.end <= len(line)
        assert str(found)
    else:
        assert read(spelled(found)) == found


MISTAKES = [
    ('langage = "ar"', "langage", "did you mean 'language'?"),
    ("language >= 3", ">=", "language holds text, which >= does not fit: use =, !=, in, contains"),
    ('severity = "high"', '"high"', 'severity holds numbers, and "high" is text'),
    ('severity = "3"', '"3"', "write 3 without quotes"),
    ("severity = high", "high", 'severity holds numbers, and "high" is text'),
    ("language = 3", "3", 'write "3" in quotes'),
    ("language = ar", "ar", 'write "ar" in quotes'),
    ("language = model", "model", "not with another feature"),
    ("flagged = 1", "1", "write flagged = true or flagged = false"),
    ("flagged and flagged = true", "and", "write = true or = false"),
    ('at > "soon"', '"soon"', 'write a day as "2026-03-01"'),
    ('at > "9999-12-31"', '"9999-12-31"', 'write a day as "2026-03-01"'),
    ('tags = "night"', "=", "use has or is missing"),
    ('prompt = "night"', "=", "use contains or is missing"),
    ("prompt contains 3", "3", "in quotes"),
    ('prompt contains ""', '""', "from 1 to 1,000 letters"),
    ('language = "ar', '"ar', 'this text is not closed: write " behind it'),
    ("`language = 3", "`language = 3", "this name is not closed"),
    ('(language = "ar"', "(", "this ( is not closed"),
    ('language = "ar")', ")", "there is no ( that this ) closes"),
    ('language == "ar"', "==", "write = instead of =="),
    ('language ≠ "ar"', "≠", "write != instead of ≠"),
    ("language = “ar”", "“", 'write " instead of “'),
    ("flagged = true && severity > 1", "&&", "write and instead of &&"),
    ("flagged = true || severity > 1", "||", "write or instead of ||"),
    ("!(flagged = true)", "!", "write not instead of !"),
    ("flagged = true severity > 1", "severity", "write and or or"),
    ("severity > 1,000", ",", "commas stand between the values of a list"),
    ("severity > 3rd", "3rd", "is no number"),
    ("severity > 1e999", "1e999", "as large as this"),
    ("3 < severity", "3", "begins with a feature's name"),
    ("and flagged = true", "and", "needs a condition before it"),
    ('in = "x"', "in", "write `in` in backticks"),
    ("language is null", "null", "write missing instead of null"),
    ('language is not "ar"', '"ar"', "write != to compare"),
    ('language like "a%"', "like", "write contains instead of like"),
    ('language not "ar"', '"ar"', "behind this not stands in"),
    ('language in "ar"', '"ar"', 'as ("a", "b")'),
    ("language in ()", "()", "there is no value in the list"),
    ('language in ("ar" "de")', '"de"', "a comma between two values"),
    ('language = ("ar")', "(", "write in before a list"),
    (r'language = "\d"', r'"\d"', r"write \\ for the backslash"),
    (r'language = "\u0000"', r'"\u0000"', "stands in no text"),
    (r'language = "\ud800"', r'"\ud800"', "half a letter"),
    ("language", "", "the line ends here: behind a feature's name stands ="),
    ("flagged = true or", "", "the line ends here"),
    ('مرحبا = "x"', "مرحبا", "there is no 'مرحبا'"),
    ("not " * 51 + "flagged = true", "not", "more than 50 others"),
    ("(" * 10_000, "(", "more than 50 others"),
    (" or ".join(["flagged=true"] * 201), " or ".join(["flagged=true"] * 201), "200 conditions"),
]


@pytest.mark.parametrize(("line", "word", "message"), MISTAKES, ids=lambda it: str(it)[:30])
def test_a_mistake_is_told_under_its_word(line: str, word: str, message: str) -> None:
    """The message says what to write, and its place is that of the wrong word."""
    with pytest.raises(SliceError) as caught:
        parsed(line, FIELDS | {"in": HOSTILE["in"]})
    assert message in str(caught.value)
    assert line[caught.value.start : caught.value.end] == word


def test_of_an_unknown_name_a_few_others_are_told() -> None:
    """The nearest where one is near, else the first five: nobody reads all columns of a table."""
    fields = {f"feature_{place}": Field(f"feature_{place}", "text", ()) for place in range(30)}
    with pytest.raises(SliceError) as found:
        parsed('colour = "red"', fields)
    some = ", ".join([*fields][:5])
    assert found.value.message == f"there is no 'colour': there are {some}, ..."
    with pytest.raises(SliceError, match=r"did you mean 'feature_7'\?$"):
        parsed('featur_7 = "red"', fields)


def deep(condition: Condition, times: int) -> Condition:
    """Give a condition in many others."""
    for _ in range(times):
        condition = Negated(Every([condition]))
    return condition


WIRED: list[tuple[Any, str]] = [
    (Compared("langage", "=", "ar"), "did you mean 'language'"),
    (Compared("severity", "~", 3), "does not fit"),  # type: ignore[arg-type]
    (Compared("severity", "=", float("nan")), "nan is none"),
    (Compared("severity", "=", 10**5000), "as large as this"),
    (Compared("severity", "=", constant=True), "true is none"),
    (Compared("language", "=", None), 'write "null" in quotes'),  # type: ignore[arg-type]
    (Among("language", []), "no value in the list"),
    (Among("language", ["ar"] * 1001), "1,000 values at most"),
    (Contains("prompt", "x" * 1001), "1,000 letters"),
    (Holds("tags", 3), "tags holds lists of texts"),
    (Either([]), "an 'or' of no conditions"),
    (Every([SEVERE] * 201), "200 conditions at most"),
    (Every([Either([SEVERE] * 50)] * 10), "200 conditions at most"),
    (Either([Either([EVERYTHING] * 101)] * 2), "200 conditions at most"),
    (deep(SEVERE, 10_000), "more than 50 others"),
    ("language = 'ar'", "str is none"),
]


@pytest.mark.parametrize(("condition", "message"), WIRED, ids=[text for _, text in WIRED])
def test_what_comes_over_the_wire_is_checked_alike(condition: Any, message: str) -> None:
    """Whatever a view sends that no line could mean is refused."""
    with pytest.raises(SliceError, match=message):
        checked(condition, FIELDS)
