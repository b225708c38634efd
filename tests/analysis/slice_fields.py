"""Fields with names and values that somebody might use against the language of slices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from trainer_widgets.analysis.slices.fields import Field
from trainer_widgets.analysis.slices.language import canonical
from trainer_widgets.records.slices import (
    Among,
    Compared,
    Contains,
    Either,
    Every,
    Holds,
    Missing,
    Negated,
)

if TYPE_CHECKING:
    from trainer_widgets.records.slices import Condition

FIELDS = {
    one.name: one
    for one in (
        Field("language", "category", ("language",), values=("ar", "de", "fr")),
        Field("model", "category", ("model",), values=("m1", "m 2", 'm"3')),
        Field("severity", "number", ("severity",), values=(1, 2, 3)),
        Field("score", "number", ("score",)),
        Field("flagged", "boolean", ("flagged",)),
        Field("at", "time", ("at",)),
        Field("tags", "list", ("tags",), values=("night", "day")),
        Field("prompt", "text", (), ("prompt",)),
        Field("anywhere", "text", ("rationale",), ("prompt",)),
    )
}
HOSTILE_NAMES = (
    *(
        "in",
        "NOT",
        "missing",
        "True",
        "a b",
        "`",
        "``a`",
        "1st",
        '"',
        "'",
        "\\",
        "a\nb",
        "a.b",
        " ",
    ),
    *(
        "العربية",
        "עברית x",
        "हिन्दी",
        "\u202eevil",
        "x) or (y",
        "; drop table labels --",
        "\x00",
        "İ",
    ),
)
KINDS = ("category", "number", "boolean", "time", "list", "text")
HOSTILE = {
    name: Field(name, KINDS[place % len(KINDS)], (f"column_{place}",))  # type: ignore[arg-type]
    for place, name in enumerate(HOSTILE_NAMES)
}
TEXTS = st.one_of(
    st.sampled_from(
        ["", "ar", 'say "hi"', "it's", "\\", "\\u0041", "a\nb", "%_", "\u202eabc", "🙂"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
)
NUMBERS = st.one_of(
    st.integers(-(10**25), 10**25),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.1, -0.0, 1e15, 1e300, 2**53 + 1, 5e-324]),
)
TIMES = st.sampled_from(
    ["2026-03-01", "2026-03-01T10:30", "2026-02-28 23:59:59.5+02:00", "20260302"]
)
CONSTANTS: dict[str, Any] = {
    "category": TEXTS,
    "boolean": st.booleans(),
    "number": NUMBERS,
    "time": TIMES,
}


# What lines are made of, and what people take for it.
WORDS = [
    *('language = "ar"', "severity", ">=", "3", "and", "or", "not", "(", ")", "in", '("ar",', "is"),
    *(
        "missing",
        "flagged",
        "true",
        '"',
        "'",
        "`",
        "==",
        "&&",
        "\\",
        "tags has",
        "-",
        "1e999",
        "=",
        ",",
    ),
]


@st.composite
def comparisons(draw: st.DrawFn, fields: dict[str, Field]) -> Condition:
    """Give a comparison that fits what one of the fields holds."""
    field = fields[draw(st.sampled_from(sorted(fields)))]
    ways: list[Any] = [st.just(Missing(field.name))]
    if field.kind in ("category", "text"):
        ways += [st.builds(Contains, st.just(field.name), TEXTS.filter(bool))]
    if field.kind == "list":
        ways += [st.builds(Holds, st.just(field.name), TEXTS)]
    if field.kind in CONSTANTS:
        constants = CONSTANTS[field.kind]
        is_ordered = field.kind in ("number", "time")
        signs = ["=", "!=", *(["<", "<=", ">", ">="] if is_ordered else [])]
        ways += [st.builds(Compared, st.just(field.name), st.sampled_from(signs), constants)]
        several = st.lists(constants, min_size=1, max_size=3)
        ways += [st.builds(Among, st.just(field.name), several)]
    found: Condition = draw(st.one_of(ways))
    return found


def conditions(fields: dict[str, Field]) -> st.SearchStrategy[Condition]:
    """Give conditions in canonical form."""

    def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.one_of(
            st.builds(Every, st.lists(inner, max_size=3)),
            st.builds(Either, st.lists(inner, min_size=1, max_size=3)),
            st.builds(Negated, inner),
        )

    return st.recursive(comparisons(fields), nested, max_leaves=8).map(canonical)
