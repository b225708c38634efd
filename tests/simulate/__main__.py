"""Run every study on two processors and write the table: ``python -m tests.simulate``."""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.simulate import coverage, seasons
from tests.simulate.studies import SEED, Seen, Study, head, line

TABLE = Path(__file__).with_name("table.md")
CHUNK = 50
PROCESSES = 2
TEXT = f"""\
# Do intervals cover, and do signals keep quiet?

`make simulate` draws seasons whose truth is known (`trainer_widgets.analysis.simulation`, seed
{SEED}), analyses them, and writes this table.

- `result` is the share of runs in which the 95 % interval covers the true value, or in which
  drift is told; `interval` is Wilson's 95 % interval of that share.
- The true value is that of endlessly many items and the same annotators. The intervals are those
  of `agreement`, `escalation_rates` and `model_strengths` (clustered by item) with their defaults,
  on {coverage.ITEMS} items. One that is undefined does not cover. Of strengths, one model is told.
- `{seasons.SIGNAL}` is the season's alarm in `agreement_drift`, `{seasons.TREND}` a p-value below
  0.05 in `drift_signals`. 8 people label, 3 an item, and agree by
  {100 * seasons.AGREEING:.0f} % at first; there are 20 weeks of 30 items where a setting does not
  say otherwise.

"""


def main() -> None:
    """Run all studies, print each line as soon as it is known, and write the table."""
    os.environ["TQDM_DISABLE"] = "1"  # of the bars in the other processes
    lines = head()
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        studies = [
            (study, [pool.submit(study.__call__, runs) for runs in chunks(study.runs)])
            for study in (*coverage.studies(), *seasons.studies())
        ]
        for study, parts in studies:
            found = lines_of(study, [part.result() for part in parts])
            sys.stdout.write("\n".join(found) + "\n")
            sys.stdout.flush()
            lines += found
    TABLE.write_text(TEXT + "\n".join(lines) + "\n", encoding="utf-8")


def chunks(runs: int) -> list[range]:
    """Cut runs into parts that are drawn and analysed together."""
    return [range(start, min(start + CHUNK, runs)) for start in range(0, runs, CHUNK)]


def lines_of(study: Study, found: list[Seen]) -> list[str]:
    """Return the lines of a study from the parts of its runs."""
    sums = {what: sum(int(seen[what].sum()) for seen in found) for what in study.whats}
    runs = sum(len(seen[study.whats[0]]) for seen in found)
    return [line(study, what, hits, runs) for what, hits in sums.items()]


if __name__ == "__main__":
    main()
