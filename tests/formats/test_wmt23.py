"""WMT23's MQM ratings, held against the original file read by other means."""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from trainer_widgets.formats import public
from trainer_widgets.formats.attention_checks import planted_text
from trainer_widgets.formats.public import load_public

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets import Project

ARCHIVE = "generalMT2023/ende/sxs_mqm_generalMT2023_ende.3ratingsPerSegment.tsv.tar.gz"
TRANSLATION = ["system", "doc", "segment"]


@pytest.fixture(scope="module")
def project(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Load the set once, from the originals beside the repository."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINER_WIDGETS_DATA", str(originals))
        patch.setattr(public, "_credited", set())
        cache = tmp_path_factory.mktemp("cache")
        return load_public("wmt23_mqm_ende", cache=cache, progress=False)


@pytest.fixture(scope="module")
def original(originals: Path) -> pd.DataFrame:
    """Read the original table with pandas, which the converter does not use for it."""
    (path,) = originals.glob(f"google/*/*/{ARCHIVE}")
    with tarfile.open(path) as archive:
        member = archive.extractfile(archive.getnames()[0])
        assert member
        text = member.read().decode("utf-8")
    header, rest = text.split("\n", 1)
    names = header.split("\t")[:10]
    table = pd.read_csv(
        io.StringIO(rest), sep="\t", names=names, quoting=3, keep_default_na=False, dtype=str
    )
    table = table.rename(columns={"docSegId": "segment"}).astype({"segment": int})
    table["metadata"] = table["metadata"].map(json.loads)
    return table


@pytest.fixture(scope="module")
def ratings(project: Project) -> pd.DataFrame:
    """Give the labels of translations, without those of attention checks."""
    labels = project.labels(features=True)
    return labels[labels["kind"] == "translation"]


def test_three_of_ten_people_rated_each_translation(ratings: pd.DataFrame) -> None:
    """There are 104 segments by ten systems, each rated by three of ten people."""
    assert ratings["annotator"].nunique() == 10
    assert ratings.groupby("item_id")["annotator"].nunique().eq(3).all()
    assert len(ratings) == 104 * 10 * 3
    assert ratings["system"].nunique() == 10
    assert not ratings["stale"].any()


def test_marks_are_as_many_as_in_the_file(ratings: pd.DataFrame, original: pd.DataFrame) -> None:
    """Every row with an error became one mark, of the same severity, and no other did."""
    marks = Counter(mark["severity"] for marks in ratings["errors"] for mark in marks)
    severities = original["severity"].str.lower()
    expected = severities[severities.isin(["minor", "major"])].value_counts().to_dict()
    assert dict(marks) == expected == {"minor": 7451, "major": 2526}
    assert int(ratings["is_correct"].sum()) == int((original["category"] == "No-error").sum())


def test_every_mark_stands_where_the_tags_stood(
    project: Project, ratings: pd.DataFrame, original: pd.DataFrame
) -> None:
    """For every mark, the text from its start to its end is what stood between the tags."""
    tagged: dict[Any, Counter[Any]] = defaultdict(Counter)
    for row in original[original["severity"].isin(["Minor", "Major"])].to_dict("records"):
        side = "source" if "<v>" in row["source"] else "target"
        before, _, rest = row[side].partition("<v>")
        inside, _, after = rest.partition("</v>")
        key = (row["system"], row["doc"], row["segment"], row["rater"])
        tagged[key][side, before, inside, after.rstrip()] += 1
        assert row["metadata"]["marked_text"].rstrip() == inside.rstrip()
    found: dict[Any, Counter[Any]] = defaultdict(Counter)
    for row in ratings.to_dict("records"):
        item = project.items[row["item_id"]]
        key = (row["system"], row["doc"], row["segment"], row["annotator"])
        for mark in row["errors"]:
            text = item.text(mark["side"])
            start, end = mark["start"], mark["end"]
            found[key][mark["side"], text[:start], text[start:end], text[end:].rstrip()] += 1
    assert found == tagged


def test_the_texts_are_those_of_the_file(project: Project, original: pd.DataFrame) -> None:
    """Without tags, all rows of a translation agree with the item but for a space at the end."""
    items = {
        tuple(row[TRANSLATION]): project.items[str(item_id)]
        for item_id, row in project.features.query("kind == 'translation'").iterrows()
    }
    for row in original.to_dict("records"):
        item = items[row["system"], row["doc"], row["segment"]]
        for side in ("source", "target"):
            plain = re.sub("</?v>", "", row[side])
            assert item.text(side).startswith(plain)
            assert item.text(side).rstrip() == plain.rstrip()
    assert len(items) == 1040


def test_the_weights_give_the_scores_of_the_file(
    project: Project, ratings: pd.DataFrame, original: pd.DataFrame
) -> None:
    """With the taxonomy's weights, each segment scores what the original file says it does.

    The file scores GPT4-5shot once, over both of its ratings.
    """
    tree = project.taxonomy
    assert tree
    scores: dict[Any, float] = defaultdict(float)
    for row in ratings.to_dict("records"):
        key = (row["system"].split("_with_")[0], row["doc"], row["segment"])
        for mark in row["errors"]:
            scores[key] += tree.weight(mark["category"], mark["severity"]) / 3
    published = {
        (row["system"].split("_with_")[0], row["doc"], row["segment"]): segment["metrics"]["MQM"]
        for row in original.to_dict("records")
        if (segment := row["metadata"].get("segment"))
    }
    assert {key: scores[key] for key in published} == pytest.approx(published)
    assert len(published) == 9 * 104


def test_retracted_marks_are_counted(ratings: pd.DataFrame, original: pd.DataFrame) -> None:
    """What a rater deleted again is counted where it happened, and is no mark."""
    deleted: Counter[Any] = Counter()
    for row in original.to_dict("records"):
        key = (row["system"], row["doc"], row["segment"], row["rater"])
        deleted[key] += len(row["metadata"].get("deleted_errors", []))
    keys = zip(*(ratings[name] for name in [*TRANSLATION, "annotator"]), strict=True)
    counted = dict(zip(keys, (shown["retracted"] for shown in ratings["shown"]), strict=True))
    assert counted == dict(deleted)
    assert sum(counted.values()) == 53


def test_times_are_those_of_the_log(
    project: Project, ratings: pd.DataFrame, original: pd.DataFrame
) -> None:
    """An answer ends with the last logged action and lasts as long as all of them together."""
    ends: dict[Any, int] = defaultdict(int)
    spent: Counter[Any] = Counter()
    for row in original.to_dict("records"):
        key = (row["system"], row["doc"], row["segment"], row["rater"])
        for timing in row["metadata"]["timing"].values():
            ends[key] = max([ends[key], *(action["ts"] for action in timing["log"])])
            spent[key] += timing["timeMS"]
    for row in ratings.to_dict("records"):
        key = (row["system"], row["doc"], row["segment"], row["annotator"])
        assert row["submitted_at"] == pd.Timestamp(ends[key], unit="ms", tz="UTC")
        assert row["active_ms"] == spent[key]
    assert project.events()["started_at"].isna().all()


def test_attention_checks_are_gold(project: Project, original: pd.DataFrame) -> None:
    """Each check is an item of one rater with a planted error, found or missed as in the file."""
    labels = project.labels(features=True).query("kind == 'attention_check'")
    labels = labels.sort_values("item_id").reset_index(drop=True)
    checks = original[original["severity"] == "HOTW-test"].reset_index(drop=True)
    assert labels["annotator"].tolist() == checks["rater"].tolist()
    assert labels["is_correct"].tolist() == (checks["category"] == "Missed").tolist()
    assert int(labels["is_correct"].sum()) == 25
    assert set(project.gold.index) == set(labels["item_id"])
    assert not project.gold["is_correct"].any()
    assert Counter(labels["place_is_known"]) == {True: 232, False: 13}
    for row, metadata in zip(labels.to_dict("records"), checks["metadata"], strict=True):
        assert row["planted"] == re.sub("<.*?>", "", metadata["hotw_error"])
        for mark in row["errors"]:
            text = project.items[row["item_id"]].target[mark["start"] : mark["end"]]
            assert text == row["planted"]


def test_planted_words_that_are_no_turned_part_are_refused() -> None:
    """Words that no stretch of the text can have become are an error, not a guess."""
    with pytest.raises(ValueError, match="no part of the text"):
        planted_text(["one", " ", "two"], "three")


def test_an_ambiguous_place_is_told() -> None:
    """Where the words fit twice, the first place is taken, and said to be one of several."""
    assert planted_text(["on", " ", "and", " ", "on"], "no") == ("no and on", 0, False)


def test_the_card_says_what_is_not_there(project: Project) -> None:
    """License, citation, and what the file does not hold stand in the data card."""
    assert project.folder
    card = (project.folder / "README.md").read_text(encoding="utf-8")
    for words in ("Apache-2.0", "arXiv:2104.14478", "`started_at` stays empty", "place_is_known"):
        assert words in card
