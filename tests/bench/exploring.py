"""A click on a facet of 1M labels with 12 features, through the messages of a real kernel.

A click asks for the rate with its interval against the rest, what remains of all twelve facets, and
one page of items. Beside it is quak, which shows a table's columns with a small plot each, filtered
by Mosaic in DuckDB: sent are the queries that its front end sends after a click (the counts of each
column, and a page), and nothing of what Mosaic may have kept from an earlier click.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.bench.kernel_messages import ask, kernel, run
from tests.bench.measure import Row
from tests.bench.peaks import mega, peak

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALL, LARGE, RATERS = 1_000_000, 10_000_000, 3
CLICKS, CLICKS_OF_LARGE = 40, 10
# How many values each has; those of items are the same for all of their labels.
OF_ITEMS = {"language": 3, "topic": 4, "model": 6, "against": 8, "domain": 12, "source": 20,
            "region": 40}  # fmt: skip
OF_LABELS = {"guideline": 5, "device": 3}
NUMBERS = ("length", "severity", "score")
FEATURES = [*OF_ITEMS, *OF_LABELS, *NUMBERS]
CATEGORIES = OF_ITEMS | OF_LABELS
STEPS = 18
PAGE = 50
OURS = """
import trainer_widgets as tw
explorer = tw.SliceExplorer({path!r}, outcome="wrong", features={features!r})
"""
THEIRS = """
import quak, pyarrow.parquet as pq
table = quak.Widget(pq.read_table({path!r}))
"""
PREPARE = """
from trainer_widgets.analysis.exploring import Exploration
Exploration.of({path!r}, outcome="wrong", features={features!r})
"""


def rows() -> list[Row]:
    """Click in a kernel, ours and theirs in turn."""
    with tempfile.TemporaryDirectory() as folder:
        small = write_labels(Path(folder) / "small.parquet", SMALL)
        large = write_labels(Path(folder) / "large.parquet", LARGE)
        return [*_clicks(small), *_growth(small, large)]


def write_labels(path: Path, n_labels: int, seed: int = 0) -> Path:
    """Write labels, three an item, with twelve features; return where they are."""
    rng = np.random.default_rng(seed)
    n_items = n_labels // RATERS
    item = np.repeat(np.arange(n_items), RATERS)
    rater = np.repeat(rng.integers(17, size=n_items), RATERS) + np.tile([0, 17, 34], n_items)
    columns: dict[str, Any] = {
        "item_id": pa.array(item).cast(pa.string()),
        "annotator": _named("annotator", 51, rater),
    }
    for name, many in CATEGORIES.items():
        drawn = rng.integers(many, size=n_items if name in OF_ITEMS else len(item))
        drawn = np.repeat(drawn, RATERS) if name in OF_ITEMS else drawn
        columns[name] = _named(name, many, drawn)
    columns["length"] = np.repeat(rng.integers(20, 4000, size=n_items), RATERS)
    columns["severity"] = rng.integers(1, 6, size=len(item))
    columns["score"] = np.repeat(rng.random(n_items), RATERS)
    columns["wrong"] = rng.random(len(item)) < 0.1 + 0.2 * (columns["length"] > 3000)
    pq.write_table(pa.table(columns), path)
    return path


def _named(name: str, many: int, places: NDArray[np.int64]) -> pa.Array[Any]:
    """Return the names at places, without a copy of each as Python has texts."""
    book = pa.array([f"{name}-{place}" for place in range(many)])
    return pa.DictionaryArray.from_arrays(places, book).cast(pa.string())


def _clicks(path: Path) -> list[Row]:
    with kernel() as client:
        code = OURS.format(path=str(path), features=FEATURES)
        comm = run(client, code, "explorer.model_id")
        other = run(client, THEIRS.format(path=str(path)), "table.model_id")
        took, hello = ask(
            client, comm, [_request("hello", protocol=2, login=None, name=None, view="a")], "id"
        )
        seat = hello[0]["body"]["seat"]
        ours, theirs, parts, sizes = [], [], [], []
        for turn in range(CLICKS + 1):
            name = [*CATEGORIES][turn % len(CATEGORIES)]
            value = f"{name}-{turn % CATEGORIES[name]}"
            look, _ = _requests(seat, 2 * turn + 1, name, value)
            parts.append(ask(client, comm, [look], "id")[0])
            seconds, answers = ask(client, comm, _requests(seat, 2 * turn + 2, name, value), "id")
            ours.append(seconds)
            sizes.append(answers.size)
            theirs.append(ask(client, other, _queries(name, value), "uuid")[0])
    return [
        _row("facet click, 1M x 12, p50", ours, theirs, 0.5),
        _row("facet click, 1M x 12, p95", ours, theirs, 0.95),
        _row("  of which the rate and all facets, p50", parts, theirs, 0.5),
        _row("  of which the rate and all facets, p95", parts, theirs, 0.95),
        Row(
            "first paint (hello), 1M", f"{1000 * took:.0f} ms", f"{hello.size / 1e3:.0f} kB", "", ""
        ),
        Row("replies to a click", f"{max(sizes) / 1e3:.1f} kB", "", "", ""),
    ]


def _growth(small: Path, large: Path) -> list[Row]:
    found = {}
    for name, path, clicks in (("1M", small, CLICKS_OF_LARGE), ("10M", large, CLICKS_OF_LARGE)):
        with kernel() as client:
            comm = run(client, OURS.format(path=str(path), features=FEATURES), "explorer.model_id")
            hello = ask(
                client, comm, [_request("hello", protocol=2, login=None, name=None, view="a")], "id"
            )[1]
            seat = hello[0]["body"]["seat"]
            found[name] = [
                ask(client, comm, _requests(seat, turn, "model", f"model-{turn % 6}"), "id")[0]
                for turn in range(1, clicks + 2)
            ][1:]
    memory = [peak(PREPARE.format(path=str(path), features=FEATURES)) for path in (small, large)]
    return [
        _row("facet click, 10M x 12, p50", found["10M"], found["1M"], 0.5, "the same, 1M"),
        Row("peak memory, 10M", mega(memory[1]), "the same, 1M", mega(memory[0]),
            f"{memory[1] / memory[0]:.2f}"),
    ]  # fmt: skip


def _request(name: str, /, **body: Any) -> dict[str, Any]:
    return {"kind": "request", "name": name, "body": body}


def _requests(seat: str, turn: int, name: str, value: str) -> list[dict[str, Any]]:
    condition = {"type": "compared", "feature": name, "comparator": "=", "constant": value}
    asked = {"seat": seat, "view": "bench", "turn": turn, "slice": condition}
    order = {"sort": "rate", "descending": True, "offset": 0, "limit": PAGE}
    return [_request("look", **asked), _request("page", **asked, **order)]


def _queries(name: str, value: str) -> list[dict[str, Any]]:
    """Return what quak's front end asks: the plot of each other column, the count, and a page."""
    chosen = f"WHERE (\"{name}\" = '{value}')"
    found = [_plot(one, chosen) for one in FEATURES if one != name]
    found += [f'SELECT count(*) AS "count" FROM "df" {chosen}']  # noqa: S608 - names of our own
    found += [f'SELECT * FROM "df" {chosen} LIMIT {PAGE} OFFSET 0']  # noqa: S608 - as above
    return [{"type": "arrow", "sql": sql} for sql in found]


def _plot(name: str, chosen: str) -> str:
    if name in CATEGORIES:
        return f"""WITH "counts" AS (SELECT CASE WHEN "{name}" IS NULL THEN '__quak_null__'
            ELSE CAST("{name}" AS VARCHAR) END AS "value", count(*) AS "count"
            FROM "df" {chosen} GROUP BY "value")
            SELECT CASE WHEN "count" = 1 AND "value" != '__quak_null__' THEN '__quak_unique__'
            ELSE "value" END AS "key", sum("count") AS "total" FROM "counts" GROUP BY "key" """  # noqa: S608 - names of our own
    low, step = {"length": (0, 200), "severity": (1, 1), "score": (0, 0.05)}[name]
    place = f'floor(("{name}" - {low}::DOUBLE) / {step}::DOUBLE)'
    return f"""SELECT {low} + {step} * {place} AS "x1", {low} + {step} * ({place} + 1) AS "x2",
        count(*) AS "y" FROM "df" {chosen} GROUP BY "x1", "x2" """  # noqa: S608 - names of our own


def _row(
    what: str, ours: list[float], others: list[float], share: float, beside: str = "quak"
) -> Row:
    # The first of each does not count.
    mine, other = (sorted(times[1:])[int(share * (len(times) - 2))] for times in (ours, others))
    return Row(
        what, f"{1000 * mine:.0f} ms", beside, f"{1000 * other:.0f} ms", f"{mine / other:.2f}"
    )
