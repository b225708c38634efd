"""What could stand at the caret of a line that is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.analysis.slices.language.fitting import HOLDS, OPERATORS
from trainer_widgets.analysis.slices.language.parsing import COMPARATORS
from trainer_widgets.analysis.slices.language.spelling import literal, spelt
from trainer_widgets.analysis.slices.language.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trainer_widgets.analysis.slices.fields import Field

MOST_OPTIONS = 12
MEANINGS = {
    "=": "is",
    "!=": "is another than",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
    "in": "is one of several",
    "not in": "is none of several",
    "has": "has a member",
    "contains": "words stand in it",
    "is missing": "has no value",
    "is not missing": "has a value",
    "and": "both conditions",
    "or": "either condition",
    "not": "what a condition leaves out",
}
# What comes next behind a word of the language, or a kind of other words; joints come anywhere.
FOLLOWS: dict[str, dict[str, str]] = {
    "condition": {"name": "operator"},
    "operator": {
        **dict.fromkeys((*COMPARATORS, "has", "contains", "wrong"), "value"),
        "is": "missing",
        "not": "in",
        "in": "list",
    },
    "in": {"in": "list"},
    "missing": {"not": "not missing", "missing": "joint"},
    "not missing": {"missing": "joint"},
    "value": dict.fromkeys(("text", "number", "true", "false", "name", "wrong"), "joint"),
    "list": {"(": "member"},
    "member": {")": "joint", **dict.fromkeys(("text", "number", "true", "false"), "comma")},
    "comma": {",": "member", ")": "joint"},
    "joint": {},
}


class Completion(NamedTuple):
    """What could stand there: ``text`` replaces what was typed, ``label`` is shown."""

    text: str
    label: str
    detail: str


class Completions(NamedTuple):
    """What could stand at the caret, in place of the line from ``start`` to ``end``."""

    start: int
    end: int
    options: list[Completion]


class _Place(NamedTuple):
    """What comes next behind some words.

    Attributes
    ----------
    wants
        ``"condition"``, ``"operator"``, ``"missing"`` (behind ``is``), ``"not missing"`` (behind
        ``is not``), ``"in"`` (behind a feature and ``not``), ``"value"``, ``"list"`` (the
        parenthesis), ``"member"`` (of the list), ``"comma"`` or ``"joint"``.
    feature
        The name that the condition is about.
    """

    wants: str
    feature: str = ""


def completions(text: str, at: int, fields: Mapping[str, Field]) -> Completions:
    """Return what could stand at a place of a line, which may have mistakes.

    Parameters
    ----------
    text
        The line.
    at
        The caret's place, in code points.
    fields
        What can be named, by name; their ``values`` are offered.

    Examples
    --------
    >>> from trainer_widgets.analysis.slices.fields import Field
    >>> fields = {"language": Field("language", "category", ("language",), values=("ar", "de"))}
    >>> completions("lan", 3, fields).options
    [Completion(text='language', label='language', detail='text')]
    >>> [one.text for one in completions('language = "a', 13, fields).options]
    ['"ar"']
    """
    at = max(0, min(at, len(text)))
    *before, _ = tokens(text[:at])
    typed = before.pop() if before and _is_being_typed(before[-1], at) else None
    place = _Place("condition")
    for token in before:
        place = _next(place, token)
    start = typed.start if typed else at
    word = text[start:at]
    offered = list(_offered(place, fields))
    chosen = _chosen(offered, word)
    return Completions(start, _end(text, at, typed), chosen[:MOST_OPTIONS])


def _is_being_typed(token: Token, at: int) -> bool:
    """Return whether the caret is at a word that might go on; spaces go on in open quotes."""
    return token.end == at and not token.is_any("(", ")", ",", "=", "!=", "<=", ">=")


def _end(text: str, at: int, typed: Token | None) -> int:
    """Return where the word at the caret ends."""
    if typed is None:
        return at
    whole = tokens(text)
    around = next((one for one in whole if one.start == typed.start), None)
    # A quote that is open closes at the next condition's first one: then that one is left open.
    is_open = any(one.kind == "wrong" and text[one.start] in "\"'`" for one in whole)
    if around is None or (is_open and text[typed.start] in "\"'`"):
        return at
    return max(at, around.end)


def _next(place: _Place, token: Token) -> _Place:
    """Return what comes behind one more word; a word that cannot stand there changes nothing."""
    is_own = token.kind in ("word", "sign")
    wants = FOLLOWS[place.wants].get(str(token.value) if is_own else token.kind, place.wants)
    if token.is_any("and", "or"):
        wants = "condition"
    is_named = place.wants == "condition" and token.kind == "name"
    return _Place(wants, str(token.value) if is_named else place.feature)


def _offered(place: _Place, fields: Mapping[str, Field]) -> Iterable[Completion]:
    field = fields.get(place.feature)
    match place.wants:
        case "condition":
            for name, one in fields.items():
                yield Completion(spelt(name), name, HOLDS[one.kind])
            yield _word("not")
        case "operator":
            fitting = OPERATORS[field.kind] if field else ("=", "!=", "in")
            negated = ["not in"] if "in" in fitting else []
            for operator in [*fitting, "is missing", *negated, "is not missing"]:
                yield _word(operator)
        case "value" | "member" if field:
            values = (True, False) if field.kind == "boolean" else field.values
            for value in values:
                yield Completion(literal(value), str(value), "")
        case "missing" | "not missing" | "in" | "list" | "comma" | "joint" as wants:
            words = {
                "missing": ("missing", "not missing"),
                "not missing": ("missing",),
                "in": ("in",),
                "list": ("(",),
                "comma": (",", ")"),
                "joint": ("and", "or"),
            }
            for word in words[wants]:
                yield _word(word)


def _word(word: str) -> Completion:
    return Completion(word, word, MEANINGS.get(word, ""))


def _chosen(offered: Iterable[Completion], typed: str) -> list[Completion]:
    """Return what fits the letters that were typed: first what begins with them."""
    letters = typed.lstrip("\"'`").casefold()
    ranked: list[tuple[bool, Completion]] = []
    for one in offered:
        known = one.label.casefold()
        if letters in known or one.text.casefold().startswith(typed.casefold()):
            begins = known.startswith(letters) or one.text.casefold().startswith(typed.casefold())
            ranked.append((not begins, one))
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]
