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
    found = [module.name for module in pkgutil.iter_modules(bench.__path__)]
    chosen = topics or [name for name in found if name not in {"__main__", "measure"}]
    began = time.perf_counter()
    rows = [Row("what", "median", "beside", "its median", "ratio")]
    for topic in chosen:
        rows += importlib.import_module(f"tests.bench.{topic}").rows()
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("  ".join(cells).rstrip())
    print(f"\n{time.perf_counter() - began:.0f} s; medians, measured in turn in one run")


if __name__ == "__main__":
    main(sys.argv[1:])
