"""The items, values and labels of a slice as an exploration gives them, on real labels too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.analysis.explored import FEATURES, holds, labels
from trainer_widgets import analysis
from trainer_widgets.analysis.exploring import Exploration
from trainer_widgets.analysis.slices.language import parsed, spelled
from trainer_widgets.records.slices import EVERYTHING, Compared, Every, Holds

if TYPE_CHECKING:
    from pathlib import Path

FRAME = labels()


@pytest.fixture(scope="module")
def exploration() -> Exploration:
    """Give the labels, prepared."""
    return Exploration.of(FRAME, outcome="wrong", features=FEATURES)


def test_pages_hold_each_item_once(exploration: Exploration) -> None:
    """Sorted by anything, pages follow each other; what is alike stays in the items' order."""
    condition = Compared("severity", ">=", 2)
    part = FRAME[holds(FRAME, condition)]
    each = part.groupby("item_id").agg(n=("wrong", "size"), rate=("wrong", "mean"),
                                       at=("submitted_at", "max")).reset_index()  # fmt: skip
    for sort, column in {"rate": "rate", "labels": "n", "time": "at", "item": "item_id"}.items():
        for descending in (True, False):
            expected = each.sort_values([column, "item_id"], ascending=[not descending, True])
            pages = [
                exploration.page(condition, sort, descending, start, 25) for start in (0, 25, 50)
            ]
            rows = [row for page in pages for row in page.rows]
            assert [row.item_id for row in rows] == expected["item_id"].tolist()
            assert [row.n_labels for row in rows] == expected["n"].tolist()
            assert [row.at for row in rows] == expected["at"].tolist()
            assert {page.n_items for page in pages} == {len(each)}
    columns = exploration.page(condition).columns
    assert "language" in columns
    assert "severity" not in columns


def test_values_beyond_those_shown_are_found() -> None:
    """Of 5,000 values the facet shows fifty, and any is found by its letters, capitals or not."""
    frame = pd.DataFrame({"item_id": range(12000), "annotator": "ana"})
    frame["source"] = [f"Site_{place % 5000}%" for place in frame.index]
    frame["wrong"] = frame.index % 2 == 0
    found = Exploration.of(frame, outcome="wrong")
    facet = found.facets[0]
    assert (facet.feature, len(facet.values), facet.n_values) == ("source", 50, 5000)
    assert "the 50 most frequent of 5,000 values" in found.note
    assert found.counted[0].n[51] == 12000 - sum(found.counted[0].n[:51])
    values = found.values(EVERYTHING, "source", "site_4998%")
    assert (values.values, values.n, values.rate) == (["Site_4998%"], [2], [1.0])  # noqa: PD011 - a facet's
    assert found.values(EVERYTHING, "source", "site%4998").values == []  # noqa: PD011 - a facet's
    rare = Compared("source", "=", "Site_4998%")
    assert found.overview(rare).rate.n_labels == 2
    assert found.values(Every([rare]), "source", "Site_1%").values == ["Site_1%"]  # noqa: PD011 - a facet's


def test_labels_keep_their_columns(exploration: Exploration) -> None:
    """The labels of a slice are rows of what was given, in the order of items and annotators."""
    condition = Every([Compared("language", "=", "ar"), Holds("tags", "night")])
    found = exploration.labels(condition)
    expected = FRAME[holds(FRAME, condition)].sort_values(["item_id", "annotator"])
    assert found.columns.tolist() == FRAME.columns.tolist()
    expected = expected.reset_index(drop=True)
    pd.testing.assert_frame_equal(found.drop(columns="tags"), expected.drop(columns="tags"),
                                  check_dtype=False)  # fmt: skip
    assert [[*tags] for tags in found["tags"]] == expected["tags"].tolist()
    same = analysis.slice_labels(FRAME, spelled(condition), "wrong")
    pd.testing.assert_frame_equal(same, found)
    pd.testing.assert_frame_equal(analysis.slice_labels(FRAME, condition, "wrong"), found)


def test_an_items_labels_come_with_all_that_is_known(exploration: Exploration) -> None:
    """Whose each label is, whether it is in the slice, its own columns, and what all share."""
    condition = Compared("severity", ">=", 3)
    found = exploration.of_item("q001", condition)
    part = FRAME[FRAME["item_id"] == "q001"].sort_values("annotator")
    assert [one.annotator for one in found.labels] == part["annotator"].tolist()
    assert [one.in_slice for one in found.labels] == (part["severity"] >= 3).tolist()
    assert [one.outcome for one in found.labels] == part["wrong"].astype(float).tolist()
    assert [one.columns["severity"] for one in found.labels] == part["severity"].tolist()
    assert found.features["language"] == part["language"].iloc[0]
    assert "language" not in found.labels[0].columns
    assert exploration.of_item("nothing").labels == []


def test_a_column_may_be_called_as_ours() -> None:
    """What an item's labels hold is told under the user's names, whatever these are."""
    frame = pd.DataFrame({"item_id": ["a", "a"], "annotator": ["ana", "ben"], "wrong": [0, 1]})
    frame["outcome"], frame["in_slice"], frame["y"] = ["o1", "o2"], ["s1", "s2"], [7, 8]
    found = Exploration.of(frame, outcome="wrong", features=[]).of_item("a")
    assert [(one.outcome, one.in_slice) for one in found.labels] == [(0.0, True), (1.0, True)]
    assert found.labels[1].columns == {"wrong": 1, "outcome": "o2", "in_slice": "s2", "y": 8}


def test_when_a_label_was_given_is_no_feature_of_its_item() -> None:
    """Also where each item has one label: the page has a time of its own."""
    frame = FRAME.drop_duplicates("item_id")
    found = Exploration.of(frame, outcome="wrong", features=["language", "submitted_at"])
    assert found.page(EVERYTHING).columns == ["language"]


def test_what_only_ties_events_to_others_is_no_field() -> None:
    """Ids of events and sessions are offered to nobody, but a session of the user's own is."""
    labels = tw.Project("datasets/season/ranking").labels()
    found = Exploration.of(labels, features=[])
    assert not {"event_id", "session", "item_hash", "supersedes"} & {*found.fields}
    assert {"choice", "origin", "submitted_at"} <= {*found.fields}
    assert {"event_id", "session"} <= {*found.labels().columns}
    assert "session" in Exploration.of(labels, features=["session"]).fields
    own = Exploration.of(FRAME.assign(session="s1"), outcome="wrong", features=[])
    assert "session" in own.fields


def test_the_season_has_its_texts_and_events() -> None:
    """A project's items can be searched for words; its events tell which pairs were escalated."""
    project = tw.Project("datasets/season/ranking")
    found = analysis.slice_labels(project, 'anywhere contains "wochentag" and topic = "dates"')
    assert {*found["language"]} == {"de"}
    assert {"choice", "disagreement", "shown", "model"} <= {*found.columns}
    pairs = Exploration.of(project, outcome="escalated")
    assert pairs.unit == "pairs"
    expected = analysis.escalation_rates(project)
    rate = expected[expected["statistic"] == "escalation_rate"].iloc[0]
    assert pairs.total.estimate == pytest.approx(rate["estimate"])
    assert pairs.trend(EVERYTHING)


def test_suggestions_parse_and_name_the_planted_slice() -> None:
    """The season's weak slice is suggested, in words that the fields of the exploration take."""
    found = Exploration.of(
        tw.Project("datasets/season/ranking"), features=["language", "topic", "model"]
    )
    texts = found.suggestions()["slice"].tolist()
    assert 'language = "de" and topic = "dates"' in texts
    away = [found.overview(parsed(text, found.fields)).difference.estimate for text in texts]
    assert all(one and one > 0 for one in away)


def test_a_result_in_the_shape_of_the_house(exploration: Exploration) -> None:
    """Rates are rows: of the slice, of the rest, and their difference, with who labeled."""
    condition = Compared("language", "=", "ar")
    found: Any = exploration.rates(condition).set_index("statistic")
    overview = exploration.overview(condition)
    assert found.loc["rate_difference", "low"] == pytest.approx(overview.difference.low)
    assert found["n_annotators"].tolist() == [4, 4, 4]
    assert found.loc["rate", "n_labels"] + found.loc["rate_rest", "n_labels"] == len(FRAME)


@pytest.mark.parametrize("dataset", ["pandalm", "wmt23_mqm_ende"])
def test_published_labels(dataset: str, originals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On real labels the counts and rates are those of the labels as a table."""
    monkeypatch.setenv("TRAINER_WIDGETS_DATA", str(originals))
    project = tw.load_public(dataset)
    outcome = "disagreement" if dataset == "pandalm" else "failed"
    found = Exploration.of(project, outcome=outcome)
    frame = found.labels()
    assert found.total.n_labels == len(frame)
    assert found.total.estimate == pytest.approx(frame[outcome].mean())
    by = found.facets[0]
    cells = found.breakdown(EVERYTHING, [by.feature]).cells
    for cell in cells[:3]:
        part = frame[frame[by.feature] == by.values[cell.codes[0] - 1]]  # noqa: PD011 - a facet's
        assert cell.rate.n_labels == len(part)
        assert cell.rate.estimate == pytest.approx(part[outcome].mean())
