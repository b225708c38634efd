"""Tasks of one's own: records in Python, and a view in one JavaScript file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from trainer_widgets import wire
from trainer_widgets.records import TASKS, Record, Shown, Task
from trainer_widgets.schema import arrow_type, event_schema
from trainer_widgets.store.labels import COMMON

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")
# Columns that the labels of every task have, and the words that the screen has for itself.
RESERVED_IN_ANSWERS = {*COMMON, "item_id", "annotator", "stale", "type", "problem"}
RESERVED_IN_ITEMS = {*wire.Dealt.__struct_fields__, "type"}


class TaskError(ValueError):
    """Raised for a task that cannot be registered or shown; says what to change."""

    def __init__(self, name: object, problem: str) -> None:
        """Say which task it is."""
        super().__init__(f"task {name!r}: {problem}")


def register_task(
    name: str,
    *,
    item: type[Record],
    answer: type[Record],
    view: str | Path,
    options: type[wire.TaskOptions] = wire.TaskOptions,
) -> None:
    """Make a task of one's own known: store, queue, gold and analysis then work for it.

    Registering it again replaces it, so that a cell can be run again; a name that another module
    has taken is refused. Nothing in a project's folder registers a task: code runs only where
    somebody has called this.

    Parameters
    ----------
    name
        Small letters, digits and underscores; the labels lie in a folder of this name.
    item
        A :class:`Record` with ``item_id``. Its other fields go to the screen; columns of the items
        that are no fields stay in the kernel, as features of the labels.
    answer
        A :class:`Record`: each field becomes a column of the labels. It may have ``columns``, a
        tuple with the names of properties that become columns too; ``keys``, the names of columns
        that gold can have; ``compared``, a column and the level of measurement at which answers
        disagree, such as ``("labels", "set")``; and a method ``misfit(item, options)`` that returns
        why an answer cannot be one to this item, or None.
    view
        A JavaScript module: the path of a ``.js`` file, or its text.
    options
        What a project or a caller can set, beside :class:`TaskOptions`.

    Raises
    ------
    TaskError
        For a name that is taken or no name, for records that cannot be stored or shown, and for a
        view that is not there.

    Examples
    --------
    >>> class Claim(Record):
    ...     item_id: str
    ...     text: str
    >>> class Verdict(Record):
    ...     is_true: bool
    >>> view = "export default { Work: ({ item, kit }) => kit.html`<p>${item.text}</p>` }"
    >>> register_task("claims", item=Claim, answer=Verdict, view=view)
    """
    _check_name(name, item, answer)
    _check_kind(name, "options", options, wire.TaskOptions)
    item_fields = _check_fields(name, "item", item, RESERVED_IN_ITEMS)
    if item_fields.pop("item_id", None) is None:
        raise TaskError(name, f"{item.__name__} needs a field `item_id: str`")
    for field, annotation in _check_fields(name, "answer", answer, RESERVED_IN_ANSWERS).items():
        _check_storable(name, f"{answer.__name__}.{field}", annotation)
    _check_columns(name, answer)
    screen = wire.Screen(options, _dealt(item, item_fields), _view(name, view))
    TASKS[name] = Task(name, item, answer, Shown)
    wire.SCREENS[name] = screen
    event_schema.cache_clear()


def _check_name(name: object, item: type[Record], answer: type[Record]) -> None:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise TaskError(name, "a name has small letters, digits and underscores, at most 50")
    for what, kind in (("item", item), ("answer", answer)):
        _check_kind(name, what, kind, Record)
    known = TASKS.get(name)
    if known and known.item.__module__ != item.__module__:
        raise TaskError(name, f"{known.item.__module__} has a task of this name: choose another")


def _check_kind(name: object, what: str, kind: object, base: type[Record]) -> None:
    if not (isinstance(kind, type) and issubclass(kind, base)):
        raise TaskError(name, f"{what} is a subclass of tw.{base.__name__}, not {kind!r}")


def _check_fields(name: str, what: str, kind: type[Record], reserved: set[str]) -> dict[str, Any]:
    try:
        fields = {field.name: field.type for field in msgspec.structs.fields(kind)}
    except (NameError, TypeError) as error:
        raise TaskError(name, f"the fields of {kind.__name__} cannot be read: {error}") from None
    if not fields:
        raise TaskError(name, f"{kind.__name__} has no fields")
    if taken := sorted(reserved & set(fields)):
        problem = f"no field of an {what} can be called {taken[0]!r}, which is taken: rename it"
        raise TaskError(name, problem)
    return fields


def _check_storable(name: str, where: str, annotation: object) -> None:
    try:
        arrow_type(annotation)
    except (KeyError, ValueError, TypeError, RecursionError):
        problem = (
            f"{where} is {annotation!r}, which parquet has no column for: use texts, numbers, "
            f"truth values, times, literals, records and lists of these, each perhaps `| None`"
        )
        raise TaskError(name, problem) from None


def _check_columns(name: str, answer: type[Record]) -> None:
    for column in getattr(answer, "columns", ()):
        own = getattr(answer, column, None)
        found = own.fget if isinstance(own, property) else own
        if column in RESERVED_IN_ANSWERS or not callable(found):
            raise TaskError(name, f"column {column!r} is no property of {answer.__name__}")
        _check_storable(name, f"{answer.__name__}.{column}", _returned(found))
    for key in getattr(answer, "keys", ()):
        if key not in {*answer.__struct_fields__, *getattr(answer, "columns", ())}:
            raise TaskError(name, f"key {key!r} is neither a field of the answer nor a column")


def _returned(function: Callable[..., Any]) -> object:
    try:
        return get_type_hints(function).get("return")
    except NameError as error:
        return error


def _dealt(item: type[Record], fields: dict[str, Any]) -> type[wire.Dealt]:
    made: Any = msgspec.defstruct(
        f"{item.__name__}Dealt",
        list(fields.items()),
        bases=(wire.Dealt,),
        module=item.__module__,
        frozen=True,
        kw_only=True,
    )
    return made  # type: ignore[no-any-return]


def _view(name: str, view: object) -> wire.View:
    is_name = isinstance(view, str) and view.endswith((".js", ".mjs")) and "\n" not in view
    if isinstance(view, Path) or is_name:
        path = Path(str(view)).absolute()
        if not path.is_file():
            raise TaskError(name, f"the view {str(view)!r} is not there: looked for {path}")
        return wire.View(path.name, path)
    if not isinstance(view, str) or "export default" not in view:
        problem = "a view is the path of a .js file, or its text with `export default {...}`"
        raise TaskError(name, problem)
    return wire.View(f"{name}.js", view)
