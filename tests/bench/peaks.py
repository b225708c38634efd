"""Peak memory of one call, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import resource, sys
from pathlib import Path
import duckdb, ibis, numpy, pandas, pyarrow.parquet, statsmodels.api, trainer_widgets
from trainer_widgets import analysis

def peak():
    # What getrusage tells on Linux begins with the peak of the process that started this one.
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) * 1024

before = peak()
{code}
print(before, peak())
"""


def peak(code: str) -> int:
    """Return how many bytes a piece of code takes beyond the imports."""
    command = [sys.executable, "-W", "ignore", "-c", PROBE.replace("{code}", code)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    before, after = (int(number) for number in done.stdout.split()[-2:])
    return after - before


def mega(size: int) -> str:
    """Return a number of bytes as people write it."""
    return f"{size / 1e6:,.0f} MB"
