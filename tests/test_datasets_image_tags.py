"""The data set of image tags: made by its sources, true to what is drawn, wrong as written down."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from PIL import Image

from trainer_widgets import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

REPOSITORY = Path(__file__).parents[1]
FOLDER = REPOSITORY / "datasets" / "image_tags"
MOST_BYTES = 4 * 2**20
ORIENTATION = 274
# How each kind of error changes the multiset of names: what goes away, and what comes.
EFFECTS = {
    "missed": ("name",),
    "confused": ("name", "reported"),
    "spurious": (None, "reported"),
    "doubled": (None, "reported"),
    "overcounted": (None, "reported"),
    "shifted": (),
}


def rows(name: str, folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Give the rows of one of the parquet files by item id."""
    return {row["item_id"]: row for row in pq.read_table(folder / name).to_pylist()}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the data set again from its sources, beside the repository."""
    made = tmp_path_factory.mktemp("rebuilt") / FOLDER.name
    left_out = shutil.ignore_patterns("*.parquet", "imported", "labels", "__pycache__")
    shutil.copytree(FOLDER, made, ignore=left_out)
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    for script in ("build.py", "votes.py"):
        subprocess.run([sys.executable, made / "source" / script], env=environment, check=True)
    return made


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Give the script that draws, imported from beside the data."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(FOLDER / "source")
    yield importlib.import_module("draw")
    # Other data sets have a module called build, too.
    for name in set(sys.modules) - before:
        if str(FOLDER) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def test_the_sources_give_the_same_rows(rebuilt: Path) -> None:
    """Items, truth, gold and simulated answers are what the sources make of them."""
    for name in ("items.parquet", "truth.parquet", "gold.parquet", "imported/image_tags"):
        made, committed = (pq.read_table(folder / name) for folder in (rebuilt, FOLDER))
        key = "event_id" if "event_id" in made.column_names else "item_id"
        assert made.num_rows > 0
        assert made.sort_by(key).equals(committed.sort_by(key)), name


@pytest.mark.parametrize(("kind", "turn"), [("table", 0), ("kitchen", 1)])
def test_scenes_hold_what_is_written_down(drawing: ModuleType, kind: str, turn: int) -> None:
    """Looking at a scene again finds the same things in the same boxes, within two pixels."""
    lines = (FOLDER / "source" / "scenes.jsonl").read_text(encoding="utf-8").splitlines()
    known = {scene["item_id"]: scene for scene in map(json.loads, lines)}
    found = drawing.truth_of(kind, turn)
    written = known[found["item_id"]]
    assert [tag["name"] for tag in found["tags"]] == [tag["name"] for tag in written["tags"]]
    for here, there in zip(found["tags"], written["tags"], strict=True):
        # Another processor may round the last digit of a distance otherwise.
        assert list(here["place"].values()) == pytest.approx(list(there["place"].values()), abs=2)


def test_boxes_lie_inside_their_images() -> None:
    """Each true and each proposed box lies in its picture and is not empty."""
    truth = rows("truth.parquet")
    for item_id, item in rows("items.parquet").items():
        with Image.open(FOLDER / item["image"]) as image:
            width, height = image.size
        for tag in [*truth[item_id]["tags"], *item["auto_tags"]]:
            place = tag["place"]
            if place:
                assert min(place["x"], place["y"]) >= 0
                assert min(place["width"], place["height"]) > 0
                assert place["x"] + place["width"] <= width + 0.1
                assert place["y"] + place["height"] <= height + 0.1


def test_the_errors_are_those_written_down() -> None:
    """Truth, changed by the errors that are written down, gives exactly the auto tags."""
    items, kinds = rows("items.parquet"), Counter[str]()
    for item_id, truth in rows("truth.parquet").items():
        names = Counter(tag["name"] for tag in truth["tags"])
        for error in truth["errors"]:
            effect = [error[key] if key else None for key in EFFECTS[error["kind"]]]
            names.subtract(effect[:1])
            names.update(effect[1:])
            kinds[error["kind"]] += 1
        del names[None]
        proposed = Counter(tag["name"] for tag in items[item_id]["auto_tags"])
        assert +names == proposed, item_id
        assert items[item_id]["n_objects"] == len(truth["tags"])
    assert set(kinds) == set(EFFECTS)


def test_what_counts_can_be_told_by_eye() -> None:
    """Every thing is visible by a fifth or more, and all are in the palette."""
    project = Project(FOLDER)
    palette = {tag["name"] for tag in project.settings.options["tags"]}
    tags = [tag for truth in rows("truth.parquet").values() for tag in truth["tags"]]
    assert {tag["name"] for tag in tags} == palette
    assert min(tag["visible"] for tag in tags) >= 0.2
    proposed = {tag["name"] for row in rows("items.parquet").values() for tag in row["auto_tags"]}
    assert proposed <= palette


def test_gold_is_the_truth() -> None:
    """A quarter is gold: sorted names that equal the truth, each with a reason."""
    truth, gold = rows("truth.parquet"), rows("gold.parquet")
    assert len(gold) == len(truth) // 4
    for item_id, row in gold.items():
        assert row["tag_names"] == sorted(tag["name"] for tag in truth[item_id]["tags"])
        assert row["reason"]


def test_nothing_tells_the_content() -> None:
    """Ids and file names are opaque, no picture tells more by its metadata, and all are small."""
    project = Project(FOLDER)
    total = 0
    for item_id, item in rows("items.parquet").items():
        assert len(item_id) == len(f"{int(item_id, 16):04x}")
        assert Path(item["image"]).stem == item_id
        path = FOLDER / item["image"]
        total += path.stat().st_size
        with Image.open(path) as image:
            assert set(image.getexif()) <= {ORIENTATION}
    assert total <= MOST_BYTES
    assert len(project.items) == len(list((FOLDER / "images").iterdir()))


def test_simulated_answers_improve_on_the_tagger() -> None:
    """Three simulated people answered every item, and are right more often than the tagger."""
    project, truth = Project(FOLDER), rows("truth.parquet")
    labels = project.labels()
    simulated = labels[labels["origin"] == "import"]
    assert set(simulated["annotator"]) == {"sim-ana", "sim-ben", "sim-chen"}
    assert len(simulated) == 3 * len(truth)
    assert not simulated["stale"].any()
    true_names = {
        item_id: sorted(tag["name"] for tag in row["tags"]) for item_id, row in truth.items()
    }
    right = dict.fromkeys(simulated["annotator"], 0)
    for row in simulated.to_dict("records"):
        right[row["annotator"]] += list(row["tag_names"]) == true_names[row["item_id"]]
    tagger = sum(
        sorted(tag["name"] for tag in row["auto_tags"]) == true_names[item_id]
        for item_id, row in rows("items.parquet").items()
    )
    assert right["sim-ana"] > right["sim-chen"] > right["sim-ben"] > tagger
