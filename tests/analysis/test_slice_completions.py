"""What is offered while a slice is typed fits the place of the caret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.slice_fields import FIELDS, HOSTILE, TEXTS, WORDS
from trainer_widgets.analysis.slices.language import completions, parsed
from trainer_widgets.records.slices import Missing

OFFERED = {
    "|": ["language", "model", "severity", "score", "flagged", "at", "tags", "prompt", "anywhere"],
    "la|": ["language", "flagged"],
    "mo|del = 3": ["model"],
    "x == 3 and (mo|": ["model"],
    "`mo|": ["model"],
    "severity |": ["=", "!=", "<", "<=", ">", ">=", "in", "is missing", "not in"],
    "severity >|": [">", ">="],
    "language n|": ["not in", "in", "contains", "is missing", "is not missing"],
    "language not |": ["in"],
    "language is |": ["missing", "not missing"],
    "language is not m|": ["missing"],
    "language in|": ["in", "contains", "is missing", "not in", "is not missing"],
    "language in |": ["("],
    'language in ("ar"|)': ['"ar"'],
    'language in ("ar", |': ['"ar"', '"de"', '"fr"'],
    'language in ("ar" |': [",", ")"],
    "language =|": ['"ar"', '"de"', '"fr"'],
    "langage = 1 or language = a|": ['"ar"'],
    'model = "m |': ['"m 2"'],
    "model = 'm\"|": [r'"m\"3"'],
    "flagged = t|": ["true"],
    "severity = |": ["1", "2", "3"],
    'language = "ar" |': ["and", "or"],
    "nothing = |": [],
}


@pytest.mark.parametrize("line", OFFERED)
def test_completions_fit_the_place(line: str) -> None:
    """Names, operators, values and joints, each where it can stand, the likely ones first."""
    at = line.index("|")
    found = completions(line.replace("|", ""), at, FIELDS)
    expected = OFFERED[line]
    assert [one.text for one in found.options][: len(expected) or None] == expected


@pytest.mark.parametrize(
    ("line", "replaced"),
    [
        ("mo|del = 3", "model"),
        ('model = "m| 2" and', '"m 2"'),
        ('language = "a| and model = "m1"', '"a'),
        ("flagged = true |and", ""),
    ],
)
def test_a_completion_replaces_the_word_at_the_caret(line: str, replaced: str) -> None:
    """All of a word or text; of a text that nobody closed what is before the caret."""
    text = line.replace("|", "")
    found = completions(text, line.index("|"), FIELDS)
    assert text[found.start : found.end] == replaced


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_odd_names_are_offered_in_backticks(name: str) -> None:
    """What is offered is read as the feature itself."""
    offered = completions("", 0, {name: HOSTILE[name]}).options[0]
    assert parsed(f"{offered.text} is missing", HOSTILE) == Missing(name)


@given(st.lists(st.sampled_from(WORDS) | TEXTS, max_size=9), st.integers(0, 60))
def test_any_line_is_completed(words: list[str], at: int) -> None:
    """Whatever the line's mistakes, what is replaced is around the caret."""
    line = " ".join(words)
    found = completions(line, at, FIELDS)
    assert found.start <= min(at, len(line)) <= found.end <= len(line)
    assert len(found.options) <= 12
