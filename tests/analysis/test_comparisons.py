"""Rankings taken apart into comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.compared_models import by_model
from trainer_widgets import LabelStore, Project
from trainer_widgets.analysis import LabelsError, comparisons, model_strengths, presentation_bias
from trainer_widgets.formats.pairs import Label, pairs_of
from trainer_widgets.formats.public import load_public

if TYPE_CHECKING:
    from pathlib import Path

CELLS = ["left", "right", "winner"]
ITEMS = pd.DataFrame(
    {
        "item_id": ["q1"],
        "prompt": "Hi",
        "response_a": "Yo",
        "response_b": "Hello",
        "response_c": "Hey",
    }
).assign(model_a="heron", model_b="crane", model_c="stork")


def label(order: list[list[str]], shown: str = "", **more: Any) -> pd.DataFrame:
    """Give one ranking label; the order on screen as letters from left to right."""
    best = order[0] if order else []
    choice = best[0] if len(best) == 1 else "tie" if order else "both_bad"
    row = {"item_id": "q1", "annotator": "ana", "choice": choice, "order": order}
    return pd.DataFrame([row | {"shown": {"order": list(shown)} if shown else None} | more])


def cells(found: Any) -> list[list[Any]]:
    """Give left, right and winner of each comparison, None for what is missing."""
    return [[None if pd.isna(x) else x for x in row] for row in found[CELLS].to_numpy().tolist()]


def test_a_ranking_is_all_its_pairs() -> None:
    """Three responses are three comparisons, with ties and with sides as on screen."""
    found = comparisons(label([["b"], ["a", "c"]], "cba"))
    expected = [["b", "a", "left"], ["c", "a", "tie"], ["c", "b", "right"]]
    assert cells(found) == expected
    assert list(found.columns) == ["item_id", "annotator", *CELLS]
    assert cells(comparisons(label([["b"], ["a"]]))) == [["a", "b", "right"]]


def test_models_come_from_the_items() -> None:
    """A table of items, wide or as a list of structs, turns responses into models."""
    ranking = label([["b"], ["a"]], "ba")
    assert cells(comparisons(ranking, ITEMS)) == [["crane", "heron", "left"]]
    names = {"a": "heron", "b": "crane"}
    listed = [{"response_id": one, "text": "Hi", "model": model} for one, model in names.items()]
    structs = pd.DataFrame({"item_id": ["q1"], "responses": [listed]})
    assert cells(comparisons(ranking, structs)) == [["crane", "heron", "left"]]
    beside = ranking.assign(model_a="heron", model_b="crane")
    assert cells(comparisons(beside)) == [["crane", "heron", "left"]]
    assert cells(comparisons(beside, of="response")) == [["b", "a", "left"]]


def test_both_bad_keeps_its_pair_where_it_is_known() -> None:
    """Responses that are all bad give comparisons without a winner, of the item's responses."""
    assert cells(comparisons(label([], "ba"), ITEMS)) == [["crane", "heron", "both_bad"]]
    assert cells(comparisons(label([], choice="both_bad"), ITEMS.drop(columns="response_c"))) == [
        ["crane", "stork", "both_bad"],
        ["heron", "crane", "both_bad"],
        ["heron", "stork", "both_bad"],
    ]
    assert cells(comparisons(label([]))) == [[None, None, "both_bad"]]
    assert comparisons(label([], "ab", choice=None)).empty


def test_a_choice_alone_tells_who_beat_whom() -> None:
    """Without an order the best of three beat both, and nothing is said of the others."""
    chosen = label([["b"]], "abc").drop(columns="order")
    assert cells(comparisons(chosen)) == [["a", "b", "right"], ["b", "c", "left"]]
    tie = label([["a", "b"]], "ab").drop(columns="order")
    assert cells(comparisons(tie)) == [["a", "b", "tie"]]


def test_exposed_labels_and_models_stay_out() -> None:
    """Labels after a reveal and labels by models are no independent comparisons of people."""
    both = pd.concat(
        [
            label([["a"], ["b"]], condition="revealed", annotator_kind="person"),
            label([["b"], ["a"]], annotator="judge", condition="blind", annotator_kind="model"),
        ]
    )
    assert comparisons(both).empty
    assert cells(comparisons(both, models=True)) == [["a", "b", "right"]]
    assert cells(comparisons(both, independent=False)) == [["a", "b", "left"]]


@settings(max_examples=4)
@given(
    st.permutations("abcd"),
    st.lists(st.booleans(), min_size=3, max_size=3),
    st.permutations("abcd"),
)
def test_pairs_are_those_of_the_export(
    ranked: list[str], joined: list[bool], shown: list[str]
) -> None:
    """The pairs and their winners are those that formats exports, whatever was where on screen."""
    order = [[ranked[0]]]
    for one, tied in zip(ranked[1:], joined, strict=True):
        if tied:
            order[-1].append(one)
        else:
            order.append([one])
    found = comparisons(label(order, "".join(shown)))
    ours = set()
    for left, right, winner in cells(found):
        assert shown.index(left) < shown.index(right)
        best = {"left": left, "right": right}.get(winner)
        ours.add((frozenset((left, right)), best))
    exported = pairs_of(Label("q1", "ana", None, order, None), "all")
    expected = {(frozenset(one[1:3]), None if one.tied else one.better) for one in exported}
    assert ours == expected


def test_an_ibis_table_stays_in_its_engine() -> None:
    """A lazy table of labels gives lazy comparisons, and the same strengths."""
    frame = pd.concat(
        [
            label([["a"], ["b"], ["c"]], "abc"),
            label([["c"], ["b"], ["a"]], "bca", annotator="ben"),
        ]
    )
    lazy = ibis.memtable(pa.Table.from_pandas(frame, preserve_index=False))
    found = comparisons(lazy)
    assert isinstance(found, ibis.Table)
    assert model_strengths(found).equals(model_strengths(comparisons(frame)))


def test_a_store_and_a_project_give_the_same(tmp_path: Path) -> None:
    """A project knows its models; its store knows the responses only."""
    project = Project.from_items(ITEMS, LabelStore(tmp_path))
    assert comparisons(Project("datasets/response_ranking"))["left"].str.contains("-").any()
    assert cells(comparisons(label([["c"], ["b"], ["a"]]), project))[0] == [
        "crane",
        "stork",
        "right",
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"of": "models"}, "give 'model' or 'response'"),
        ({"of": "model"}, "no models are known: give items="),
        (
            {"items": pd.DataFrame({"item_id": ["q1"], "kind": ["a"]})},
            "the items tell no responses",
        ),
    ],
)
def test_wrong_arguments_are_refused(more: dict[str, Any], message: str) -> None:
    """Each says what to give instead."""
    with pytest.raises(LabelsError, match=message):
        comparisons(label([["a"], ["b"]]), **more)
    with pytest.raises(LabelsError, match="no column 'choice'"):
        comparisons(pd.DataFrame({"item_id": ["q1"], "annotator": ["ana"]}))


def test_pandalm_end_to_end(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three raters of 999 pairs: counts as in the file, LLaMA first; nobody logged the sides."""
    monkeypatch.setenv("TRAINER_WIDGETS_DATA", str(originals))
    project = load_public("pandalm", cache=tmp_path, progress=False)
    found = comparisons(project)
    assert found["winner"].value_counts().to_dict() == {"right": 1416, "left": 1255, "tie": 326}
    strengths = model_strengths(found, item="item_id")
    assert strengths["model"][0] == "llama-7b"
    assert "clustered by 999 items" in strengths["note"][0]
    half = by_model(model_strengths(found, item="item_id", ties="half"))
    assert (half["estimate"].abs() < by_model(strengths)["estimate"].abs()).all()
    bias = presentation_bias(project).set_index("statistic")
    assert bias["estimate"].isna().to_dict()["left_preferred"]
    assert bias["low"]["longer_preferred"] > 0.6
    assert bias["low"]["length_slope"] > 0.3
