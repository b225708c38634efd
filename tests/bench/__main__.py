"""Run every benchmark and print a table of each: ``python -m tests.bench [topic ...]``."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time

from tests import bench
from tests.bench.measure import Row

HEAD = Row("what", "median", "beside", "its median", "ratio")


def main(topics: list[str]) -> None:
    """Print the rows of some topics, by default of all, each topic when it is done."""
    names = [module.name for module in pkgutil.iter_modules(bench.__path__)]
    found = [
        importlib.import_module(f"tests.bench.{name}")
        for name in topics or names
        if name != "__main__"
    ]
    began = time.perf_counter()
    for topic in found:
        if hasattr(topic, "rows"):
            show([HEAD, *topic.rows()])
    print(f"{time.perf_counter() - began:.0f} s; medians, measured in turn in one run")


def show(rows: list[Row]) -> None:
    """Print rows in columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("  ".join(cells).rstrip())
    print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
