"""The line of Python that does again what somebody clicked."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer_widgets.project import Project

PLAIN = (str, int, float)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def call(function: Callable[..., Any], name: str, first: list[str], more: Mapping[str, Any]) -> str:
    """Return the call of a function, with those arguments that are not its defaults.

    Parameters
    ----------
    function, name
        What is called, and how that is written.
    first
        The first arguments, as they are written.
    more
        The values of others, by name; those that the function does not have are left out.

    Examples
    --------
    >>> call(sorted, "sorted", ["names"], {"reverse": True, "key": None})
    'sorted(names, reverse=True)'
    """
    known = inspect.signature(function).parameters
    given = [
        f"{name}={written(value, name)}"
        for name, value in more.items()
        if name in known and not _is_same(value, known[name].default)
    ]
    return f"{name}({', '.join([*first, *given])})"


def written(value: object, name: str) -> str:
    """Return how Python writes a value: a project, a path, a variable, or else by its name."""
    match value:
        case str() | Path() if _is_project(value):
            return f"tw.Project({str(value)!r})"
        case Path():
            return repr(str(value))
        case None | str() | int() | float():
            return repr(value)
        case list() | tuple() if all(isinstance(one, str) for one in value):
            return repr(list(value))
        case Project() if value.folder and not variable_of(value):
            return f"tw.Project({str(value.folder)!r})"
        case _:
            return variable_of(value) or name


def variable_of(value: object) -> str | None:
    """Return the name of a variable of the notebook that is this very object."""
    return next(
        (
            name
            for name, held in _variables().items()
            # `_`, `_12` and the like are the notebook's own, and mean something else soon.
            if held is value and name.isidentifier() and not name.startswith("_")
        ),
        None,
    )


def _is_same(value: object, default: object) -> bool:
    """Whether a value is a default; tables are not asked, which compare cell by cell."""
    return value is default or (isinstance(value, PLAIN) and value == default)


def _variables() -> dict[str, object]:
    try:
        from IPython import get_ipython  # noqa: PLC0415 - only where there is a notebook
    except ImportError:
        return {}
    shell = get_ipython()
    return dict(shell.user_ns) if shell else {}


def _is_project(path: str | Path) -> bool:
    return (Path(path) / "project.toml").is_file()
