"""What `import trainer_widgets` costs, against what a widget needs in any case."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.bench.measure import Row, compared, medians

if TYPE_CHECKING:
    from collections.abc import Callable

LATE = ("statsmodels", "ibis", "altair", "duckdb")


def rows() -> list[Row]:
    """Import in fresh processes, in turn."""
    return [
        *compared(
            "import trainer_widgets",
            medians(
                {
                    "import trainer_widgets": _process("import trainer_widgets"),
                    "import anywidget, pandas": _process("import anywidget, pandas"),
                    "import anywidget, pandas, pyarrow.parquet": _process(
                        "import anywidget, pandas, pyarrow.parquet"
                    ),
                },
                rounds=7,
            ),
        )
    ]


def _process(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)
