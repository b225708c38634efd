"""What can be wrong with a taxonomy that people write, told with the line."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

import msgspec

from trainer_widgets.records import Category, SeverityLevel, Taxonomy
from trainer_widgets.suggestions import nearest
from trainer_widgets.toml_lines import TomlKey, lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

ENTRIES: dict[str, Any] = {"category": Category, "severity": SeverityLevel}
PATH = re.compile(r"^(?P<problem>.*?)(?: - at `\$\.?(?P<path>.*)`)?$")
STEP = re.compile(r"^(?P<table>\w+)(?:\[(?P<index>\d+)\])?(?:\.(?P<key>\w+))?")


class Mistake(NamedTuple):
    """What is wrong, and where."""

    place: TomlKey
    problem: str


def mistakes_in(text: str, found: dict[str, Any], severities: Collection[str]) -> list[str]:
    r"""Return what is wrong with a taxonomy, one line each, in the order of the file.

    Parameters
    ----------
    text
        The file.
    found
        What the TOML parser made of it.
    severities
        The only severities that the task knows; empty: any will do.

    Examples
    --------
    >>> text = 'version = "1"\nname = "A"\n[[category]]\nid = "a"\nname = "A"\nexample = []\n'
    >>> import tomllib
    >>> mistakes_in(text, tomllib.loads(text), ())[0]
    "line 6: unknown field 'example': did you mean 'examples'?"
    """
    mistakes = [
        *_field_mistakes(found),
        *_tree_mistakes(found),
        *_severities(found, severities),
        *_weights(found),
    ]
    # Types are looked at last: they matter only where all names are right.
    mistakes = mistakes or [*_type_mistakes(found)]
    lines = lines_of(text)
    told = [(_line(lines, place), problem) for place, problem in mistakes]
    return [f"line {line}: {problem}" if line else problem for line, problem in sorted(told)]


def _line(lines: dict[TomlKey, int], place: TomlKey) -> int:
    for near in (place, place._replace(key=None), TomlKey(place.table, None, None)):
        if near in lines:
            return lines[near]
    return 0


def _entries(found: dict[str, Any], table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    entries = found.get(table)
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict):
            yield index, entry


def _ids(found: dict[str, Any], table: str) -> Iterator[tuple[int, str]]:
    for index, entry in _entries(found, table):
        if isinstance(name := entry.get("id"), str):
            yield index, name


def _field_mistakes(found: dict[str, Any]) -> Iterator[Mistake]:
    yield from _names(found, Taxonomy, TomlKey(None, None, None))
    for table, kind in ENTRIES.items():
        for index, entry in _entries(found, table):
            yield from _names(entry, kind, TomlKey(table, index, None))


def _names(entry: dict[str, Any], kind: Any, place: TomlKey) -> Iterator[Mistake]:  # noqa: ANN401
    fields = msgspec.structs.fields(kind)
    known = [field.name for field in fields]
    for name in entry:
        if name not in known:
            hint = nearest(name, known).rstrip() or f"there are {', '.join(known)}"
            yield Mistake(place._replace(key=name), f"unknown field {name!r}: {hint}")
    for field in fields:
        if field.required and field.name not in entry:
            what = f"this {place.table}" if place.table else "the taxonomy"
            yield Mistake(place, f"{what} has no {field.name!r}")


def _tree_mistakes(found: dict[str, Any]) -> Iterator[Mistake]:
    for table in ENTRIES:
        seen: set[str] = set()
        for index, name in _ids(found, table):
            if name in seen:
                place = TomlKey(table, index, "id")
                yield Mistake(place, f"the {table} {name!r} is there already: ids are unique")
            seen.add(name)
    ids = dict.fromkeys(name for _, name in _ids(found, "category"))
    for index, name in _ids(found, "category"):
        parent, dot, _ = name.rpartition(".")
        if dot and parent not in ids:
            hint = nearest(parent, ids).rstrip() or "add it"
            problem = f"{name!r} has no parent, no category is called {parent!r}: {hint}"
            yield Mistake(TomlKey("category", index, "id"), problem)


def _severities(found: dict[str, Any], known: Collection[str]) -> Iterator[Mistake]:
    levels = [*_ids(found, "severity")]
    for index, level in levels:
        if known and level not in known:
            yield _unknown_severity(TomlKey("severity", index, "id"), level, known)
    allowed = [level for _, level in levels] or known
    for index, entry in _entries(found, "category") if allowed else ():
        for key in ("severities", "weights"):
            named = entry.get(key)
            for level in named if isinstance(named, list | dict) else ():
                if isinstance(level, str) and level not in allowed:
                    yield _unknown_severity(TomlKey("category", index, key), level, allowed)


def _unknown_severity(place: TomlKey, level: str, known: Collection[str]) -> Mistake:
    hint = nearest(level, known).rstrip() or f"there are {', '.join(known)}"
    return Mistake(place, f"no severity is called {level!r}: {hint}")


def _weights(found: dict[str, Any]) -> Iterator[Mistake]:
    for index, entry in _entries(found, "severity"):
        if _is_wrong(weight := entry.get("weight")):
            yield Mistake(TomlKey("severity", index, "weight"), _no_weight(weight))
    for index, entry in _entries(found, "category"):
        weights = entry.get("weights")
        for weight in weights.values() if isinstance(weights, dict) else ():
            if _is_wrong(weight):
                yield Mistake(TomlKey("category", index, "weights"), _no_weight(weight))


def _is_wrong(weight: object) -> TypeGuard[float]:
    return isinstance(weight, int | float) and not 0 <= weight < math.inf


def _no_weight(weight: float) -> str:
    return f"{weight} is no weight: give a number from 0 on"


def _type_mistakes(found: dict[str, Any]) -> Iterator[Mistake]:
    try:
        msgspec.convert(found, Taxonomy)
    except msgspec.ValidationError as error:
        told = PATH.match(str(error))
        problem = told["problem"] if told else str(error)
        step = STEP.match((told and told["path"]) or "")
        if step is None:
            place = TomlKey(None, None, None)
        elif step["index"] is None:
            place = TomlKey(None, None, step["table"])
        else:
            place = TomlKey(step["table"], int(step["index"]), step["key"])
        yield Mistake(place, f"{place.key or place.table or 'the taxonomy'}: {problem}")
