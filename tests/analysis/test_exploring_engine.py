"""Who asks an exploration: newer questions overtake older ones, and only counts cross."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types
import pandas as pd
import pyarrow as pa
import pytest

from tests.analysis.explored import FEATURES, labels
from trainer_widgets.analysis.exploring import Exploration, OvertakenError
from trainer_widgets.records.slices import EVERYTHING, Compared, Every

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME = labels()
AR = Compared("language", "=", "ar")


@pytest.fixture(scope="module")
def exploration() -> Exploration:
    """Give the labels, prepared."""
    return Exploration.of(FRAME, outcome="wrong", features=FEATURES)


def test_what_nobody_wants_is_not_asked(exploration: Exploration) -> None:
    """Each query asks first whether its answer is wanted; the one that is not is not run."""
    asked = 0

    def until(most: int) -> Callable[[], bool]:
        def is_wanted() -> bool:
            nonlocal asked
            asked += 1
            return asked <= most

        return is_wanted

    exploration.overview(AR, until(100))
    needed = asked
    assert needed > 1
    for most in range(needed):
        asked = 0
        with pytest.raises(OvertakenError):
            exploration.overview(AR, until(most))
        assert asked == most + 1
    assert exploration.overview(AR, lambda: True) == exploration.overview(AR)


def test_a_long_query_is_cut_and_the_next_one_answers() -> None:
    """Another thread cuts the query that runs now; the connection is as good as before."""
    frame = pd.DataFrame({"item_id": range(3000), "annotator": "ana", "wrong": True})
    found = Exploration.of(frame, outcome="wrong")
    each = found._prepared.labels
    one, two, three = (each.select(**{name: each["item"]}) for name in ("a", "b", "c"))
    many = one.cross_join(two).cross_join(three)
    endless = many.aggregate(n=(many.a * many.b + many.c).sqrt().sum())
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            found._prepared.engine.run(endless)
        except OvertakenError as error:
            ended.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while thread.is_alive():
        # One that comes before the query has begun cuts nothing.
        found.interrupt()
        thread.join(0.05)
    assert len(ended) == 1
    assert found.overview(EVERYTHING).rate.n_labels == 3000
    assert found.page(EVERYTHING).n_items == 3000


def test_an_interruption_of_nothing_does_nothing(exploration: Exploration) -> None:
    """Where no query runs the next one is not cut."""
    exploration.interrupt()
    assert exploration.overview(AR).rate.n_labels > 0


def test_suggestions_run_beside_everything_else() -> None:
    """On a thread of their own they find what they find alone, while questions are answered."""
    found = Exploration.of(labels(200), outcome="wrong", features=["language", "severity"])
    expected, results = found.suggestions(), []
    thread = threading.Thread(target=lambda: results.append(found.suggestions()))
    thread.start()
    answers = [found.overview(AR)]
    while thread.is_alive():
        answers.append(found.overview(AR))
    thread.join()
    assert all(one == answers[0] for one in answers)
    pd.testing.assert_frame_equal(results[0], expected)


def test_the_users_connection_is_left_alone() -> None:
    """Once it is prepared an exploration asks no connection that somebody else may use."""
    con = ibis.duckdb.connect()
    table = con.create_table("labels", pa.Table.from_pandas(FRAME))
    found = Exploration.of(table, outcome="wrong")
    con.drop_table("labels")
    con.con.close()
    assert found.overview(AR).rate.n_labels == (FRAME["language"] == "ar").sum()


def test_only_counts_and_a_page_cross(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions take far fewer rows out of the engine than there are labels; a page its rows."""
    frame = labels(2000)
    found = Exploration.of(frame, outcome="wrong", features=FEATURES)
    crossed: list[int] = []
    engine = found._prepared.engine
    answered = engine._answered

    def watched(ask: Callable[[], pd.DataFrame], wanted: Any) -> pd.DataFrame:
        result = answered(ask, wanted)
        crossed.append(len(result))
        return result

    monkeypatch.setattr(engine, "_answered", watched)
    condition = Every([AR, Compared("severity", ">=", 2)])
    found.overview(condition)
    found.trend(condition)
    found.breakdown(condition, ["language", "length"])
    found.compare(AR, condition)
    found.values(condition, "annotator", "a")
    found.rates(condition)
    assert len(crossed) > 6
    assert max(crossed) < 250
    crossed.clear()
    found.page(condition, limit=50)
    assert max(crossed) == 50
