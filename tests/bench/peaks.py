"""Peak memory of one call, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import resource, sys
import duckdb, ibis, numpy, pandas, pyarrow.parquet, statsmodels.api, trainer_widgets
from trainer_widgets import analysis
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
{code}
print(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(code: str) -> int:
    """Return how many bytes a piece of code takes beyond the imports."""
    command = [sys.executable, "-W", "ignore", "-c", PROBE.format(code=code)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    before, after = (int(number) for number in done.stdout.split()[-2:])
    return (after - before) * resource_unit()


def resource_unit() -> int:
    """Return how many bytes a unit of ``ru_maxrss`` is: macOS counts bytes, Linux kilobytes."""
    return 1 if sys.platform == "darwin" else 1024


def mega(size: int) -> str:
    """Return a number of bytes as people write it."""
    return f"{size / 1e6:,.0f} MB"
