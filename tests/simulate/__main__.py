"""Run the studies on two processors and write the table: ``python -m tests.simulate``.

``python -m tests.simulate escalation_rate`` runs those of one topic and keeps the other rows.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulate import coverage, seasons
from tests.simulate.studies import SEED, Seen, Study, head, line, place_of
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """Run the studies, print each line as soon as it is known, and write the table."""
    os.environ["TQDM_DISABLE"] = "1"  # of the bars in the other processes
    studies = [*coverage.studies(), *seasons.studies()]
    topics = asked(studies)
    fresh = made([study for study in studies if not topics or {*topics} & {*study.whats}])
    before = TABLE.read_text(encoding="utf-8") if topics else ""
    TABLE.write_text(table(studies, fresh, before), encoding="utf-8")


def asked(studies: Iterable[Study]) -> list[str]:
    """Return the topics that the command names; none means all."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulate", description=__doc__)
    parser.add_argument("topic", nargs="*", help="what is looked at, as the table calls it")
    known = list(dict.fromkeys(what for study in studies for what in study.whats))
    topics: list[str] = parser.parse_args().topic
    for topic in topics:
        if topic not in known:
            parser.error(f"no topic {topic!r}: {nearest(topic, known)}There are {', '.join(known)}")
    return topics


def made(studies: Iterable[Study]) -> list[str]:
    """Run studies and return their lines."""
    lines: list[str] = []
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        running = [
            (study, [pool.submit(study.__call__, runs) for runs in chunks(study.runs)])
            for study in studies
        ]
        for study, parts in running:
            found = lines_of(study, [part.result() for part in parts])
            sys.stdout.write("\n".join(found) + "\n")
            sys.stdout.flush()
            lines += found
    return lines


def table(studies: Iterable[Study], fresh: list[str], before: str) -> str:
    """Return the table: fresh lines, and those before that were not made anew, which it tells."""
    kept = {place_of(row): row for row in before.splitlines() if row.startswith("|")}
    rows = kept | {place_of(row): row for row in fresh}
    places = [(what, study.setting) for study in studies for what in study.whats]
    text = TEXT
    if before:
        new = ", ".join(dict.fromkeys(f"`{what}`" for what, _ in map(place_of, fresh)))
        text = f"{TEXT.rstrip()}\n- Made anew last: {new}. The other rows are of earlier runs.\n\n"
    return text + "\n".join([*head(), *(rows[at] for at in places if at in rows)]) + "\n"


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
