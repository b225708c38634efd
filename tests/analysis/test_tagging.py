"""How good a tagger is: precision, recall and count error from corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_score, recall_score
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets.analysis import LabelsError, charts, tag_quality
from trainer_widgets.analysis.charts.rendering import VEGA_LITE

if TYPE_CHECKING:
    from collections.abc import Sequence

TAGS = ("apple", "pear", "plum")
Label = tuple[str, str, "Sequence[str]", "Sequence[str]"]


def labels(*rows: Label, prelabels: bool = True) -> pd.DataFrame:
    """Give labels from (item, annotator, proposed tags, given tags)."""
    return pd.DataFrame(
        [
            {
                "item_id": item,
                "annotator": who,
                "tag_names": sorted(given),
                "shown": {
                    "auto_tags": [{"name": name, "confidence": 0.9} for name in proposed],
                    "prelabels": prelabels,
                },
            }
            for item, who, proposed, given in rows
        ]
    )


def estimates(found: pd.DataFrame, tag: str | None = None) -> dict[str, Any]:
    """Give the estimates of a tag, or those of the only group, by statistic."""
    rows = found if tag is None else found[found["tag"] == tag]
    return dict(zip(rows["statistic"], rows["estimate"], strict=True))


def test_by_hand() -> None:
    """Of four proposed tags two are right, of three that are there two were proposed."""
    frame = labels(("s1", "ana", ["apple", "apple", "pear", "plum"], ["apple", "plum", "peach"]))
    found = tag_quality(frame, each_tag=False)
    assert estimates(found) == pytest.approx(
        {"precision": 2 / 4, "recall": 2 / 3, "count_error": 1 / 4}
    )
    low, high = proportion_confint(2, 4, method="wilson")
    assert found[["low", "high"]].iloc[0].tolist() == pytest.approx([low, high])
    apple = estimates(tag_quality(frame), "apple")
    assert apple == pytest.approx({"precision": 0.5, "recall": 1, "count_error": 1})


def test_what_was_never_there_is_undefined() -> None:
    """Precision without proposals and recall without the thing are NaN, and the note says why."""
    found = tag_quality(labels(("s1", "ana", ["pear"], ["apple"])))
    undefined = found[found["estimate"].isna()]
    told = [
        (row["tag"], row["statistic"], row["note"].split(";")[0])
        for row in undefined.to_dict("records")
    ]
    assert told == [
        ("apple", "precision", "undefined: proposed nowhere"),
        ("pear", "recall", "undefined: given nowhere"),
    ]


def test_many_annotators_of_an_item_count_once() -> None:
    """Three people who agree on every image give the same result and interval as one of them."""
    rows: list[Label] = [
        (f"s{number}", "ana", ["apple", "pear"], ["apple", "apple"]) for number in range(5)
    ]
    more = [(item, who, auto, said) for item, _, auto, said in rows for who in ("ben", "chi")]
    one, three = (tag_quality(labels(*each)) for each in (rows, [*rows, *more]))
    kept = ["tag", "statistic", "estimate", "low", "high", "n_items"]
    pd.testing.assert_frame_equal(one[kept], three[kept])
    assert (one["n_labels"].max(), three["n_labels"].max()) == (5, 15)


def test_what_the_tagger_was_not_asked_is_left_out() -> None:
    """Labels by models, after feedback, and without known auto tags do not count."""
    frame = labels(*[(f"s{n}", "ana", ["apple"], ["apple"]) for n in range(4)])
    frame["annotator_kind"] = ["person", "model", "person", "person"]
    frame["condition"] = ["prelabel", "prelabel", "feedback", "prelabel"]
    frame.loc[3, "shown"] = None
    found = tag_quality(frame)
    assert found["n_labels"].tolist() == [1, 1, 1]
    assert "1 labels without known auto tags dropped" in found["note"][0]
    assert "1 labels given with the auto tags on screen" in found["note"][0]
    assert tag_quality(frame, independent=False, models=True)["n_labels"].tolist() == [3, 3, 3]


def test_groups() -> None:
    """Each group is judged by its own labels, also the one whose name is missing."""
    frame = labels(
        ("s1", "ana", ["apple"], ["apple"]),
        ("s2", "ana", ["apple"], ["pear"]),
        ("s3", "ana", ["pear"], ["pear"]),
    )
    frame["tagger"] = ["one", "two", None]
    found = tag_quality(frame, by="tagger", each_tag=False)
    precise = found[found["statistic"] == "precision"]
    assert precise["tagger"].fillna("none").tolist() == ["one", "two", "none"]
    assert precise["estimate"].tolist() == [1, 0, 1]


def test_nothing_to_judge() -> None:
    """Without labels there are no rows for tags, and undefined ones over all."""
    empty = labels(("s1", "ana", ["apple"], ["apple"])).head(0)
    assert tag_quality(empty).empty
    assert tag_quality(empty, each_tag=False)["estimate"].isna().all()


def test_labels_of_another_task_are_refused() -> None:
    """A table without tags, or whose screens held no auto tags, is named as such."""
    frame = labels(("s1", "ana", ["apple"], ["apple"]))
    with pytest.raises(LabelsError, match="tag_names"):
        tag_quality(frame.drop(columns="tag_names"))
    ranked = frame.drop(columns="shown").join(pd.DataFrame([{"shown": {"order": ["a", "b"]}}]))
    with pytest.raises(LabelsError, match="auto_tags"):
        tag_quality(ranked)


multisets = st.lists(st.sampled_from(TAGS), max_size=5)
images = st.lists(st.tuples(multisets, multisets), min_size=1, max_size=6)


@settings(max_examples=10, deadline=None)
@given(images)
def test_equals_scikit_learn_where_tags_are_sets(drawn: list[tuple[list[str], list[str]]]) -> None:
    """With each tag at most once in an image, it is multilabel precision and recall."""
    pairs = [(sorted(set(auto)), sorted(set(said))) for auto, said in drawn]
    frame = labels(*((f"s{n}", "ana", auto, said) for n, (auto, said) in enumerate(pairs)))
    found = estimates(tag_quality(frame, each_tag=False))
    auto, said = ([[tag in pair[side] for tag in TAGS] for pair in pairs] for side in (0, 1))
    for name, score in (("precision", precision_score), ("recall", recall_score)):
        known = score(np.array(said), np.array(auto), average="micro", zero_division=np.nan)
        assert found[name] == pytest.approx(known, nan_ok=True)


@settings(max_examples=4, deadline=None)
@given(images, st.randoms(use_true_random=False))
def test_order_and_exchange(drawn: list[tuple[list[str], list[str]]], shuffle: Any) -> None:
    """Row order changes nothing; exchanging proposed and given exchanges precision and recall."""
    rows: list[Label] = [(f"s{n}", "ana", *each) for n, each in enumerate(drawn)]
    found = tag_quality(labels(*rows))
    mixed = list(rows)
    shuffle.shuffle(mixed)
    pd.testing.assert_frame_equal(found, tag_quality(labels(*mixed)))
    swapped = tag_quality(labels(*((item, who, said, auto) for item, who, auto, said in rows)))
    for tag in found["tag"].unique():
        here, there = estimates(found, tag), estimates(swapped, tag)
        assert here["precision"] == pytest.approx(there["recall"], nan_ok=True)
        assert here["count_error"] == pytest.approx(-there["count_error"])


def test_charts_say_what_they_show() -> None:
    """A chart's title tells the weakest tags, its text all numbers, and Vega-Lite 5 takes it."""
    frame = labels(
        ("s1", "ana", ["apple", "pear"], ["apple"]), ("s2", "ana", ["apple"], ["apple", "plum"])
    ).assign(tagger=["one", "two"])
    said = {
        "tags": tag_quality(frame),
        "groups": tag_quality(frame, by="tagger"),
        "whole": tag_quality(frame, by="tagger", each_tag=False),
        "nothing": tag_quality(frame.head(0)),
    }
    told = {}
    for name, result in said.items():
        spec = charts.tag_quality(result).to_dict()
        assert vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)["marks"]
        told[name] = spec["description"]
    assert told["tags"].startswith("The tagger is most often wrong about pear (0 % precision)")
    assert "misses plum by two most (0 % recall)" in told["groups"]
    assert told["whole"].startswith("Precision is 50 % (one) to 100 % (two), recall is 50 % (two)")
    assert told["nothing"].startswith("The tagger cannot be judged")
