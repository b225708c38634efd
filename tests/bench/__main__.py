"""Run every benchmark and print one table: ``python -m tests.bench [topic ...]``."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time

from tests import bench
from tests.bench.measure import Row


def main(topics: list[str]) -> None:
    """Print the rows of some topics, by default of all."""
    names = [module.name for module in pkgutil.iter_modules(bench.__path__)]
    found = {
        name: importlib.import_module(f"tests.bench.{name}")
        for name in topics or names
        if name != "__main__"
    }
    began = time.perf_counter()
    rows = [Row("what", "median", "beside", "its median", "ratio")]
    for topic in found.values():
        rows += topic.rows() if hasattr(topic, "rows") else []
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("  ".join(cells).rstrip())
    print(f"\n{time.perf_counter() - began:.0f} s; medians, measured in turn in one run")


if __name__ == "__main__":
    main(sys.argv[1:])
