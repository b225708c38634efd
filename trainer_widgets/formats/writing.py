"""Rows to a file, all at once or not at all."""

from __future__ import annotations

import json
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUFFIXES = (".jsonl", ".parquet")


@contextmanager
def at_once(path: Path) -> Iterator[Path]:
    """Give a path to write to that becomes ``path`` at the end, or goes when something fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    try:
        yield made
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def write_rows(rows: Sequence[dict[str, Any]], columns: pa.Schema, path: Path) -> None:
    r"""Write rows as JSON lines or parquet, as the suffix says.

    Parameters
    ----------
    rows
        One dict a row, with the names of the columns.
    columns
        The columns of a parquet file.
    path
        Where to; what is there is replaced.

    Examples
    --------
    >>> path = getfixture("tmp_path") / "rows.jsonl"
    >>> write_rows([{"text": "Grüße"}], pa.schema([("text", pa.string())]), path)
    >>> path.read_text(encoding="utf-8")
    '{"text": "Grüße"}\n'
    """
    with at_once(path) as made:
        if path.suffix == ".parquet":
            pq.write_table(pa.Table.from_pylist(list(rows), schema=columns), made)
        else:
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            made.write_text("".join(lines), encoding="utf-8", newline="\n")
