"""Public data sets, loaded from the originals beside the repository or from nowhere."""

from __future__ import annotations

import itertools
import shutil
import threading
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from trainer_widgets import RankingAnswer
from trainer_widgets.formats import originals as originals_module
from trainer_widgets.formats import public
from trainer_widgets.formats.public import PublicDataError, load_public

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(originals: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point TRAINER_WIDGETS_DATA to the originals, and forget what was credited."""
    monkeypatch.setenv("TRAINER_WIDGETS_DATA", str(originals))
    monkeypatch.setattr(public, "_credited", set())
    return originals


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the network and the folder of originals away."""

    def unreachable(*_: object, **__: object) -> None:
        reason = "no route to host"
        raise urllib.error.URLError(reason)

    monkeypatch.delenv("TRAINER_WIDGETS_DATA", raising=False)
    monkeypatch.setattr(urllib.request, "urlopen", unreachable)


def left_over(cache: Path) -> list[str]:
    """Give the names of files that are not hidden in no finished project."""
    return [path.name for path in cache.glob("public/*")]


@pytest.mark.usefixtures("data")
def test_pandalm_has_the_published_agreement(tmp_path: Path) -> None:
    """The kappas of PandaLM's three pairs of raters are .85, .88 and .86, as its README says."""
    labels = load_public("pandalm", cache=tmp_path).labels()
    wide = labels.pivot_table("choice", "item_id", "annotator", aggfunc="first")
    kappas = [
        round(float(cohen_kappa_score(wide[one], wide[other])), 2)
        for one, other in itertools.combinations(sorted(wide.columns), 2)
    ]
    assert wide.shape == (999, 3)
    assert kappas == [0.85, 0.88, 0.86]


@pytest.mark.usefixtures("data")
def test_pandalm_keeps_who_wrote_what(tmp_path: Path) -> None:
    """Of LLaMA against Bloom, 72 items go to LLaMA, 28 to Bloom, 11 to neither, as published."""
    project = load_public("pandalm", cache=tmp_path)
    labels = project.labels(features=True)
    labels = labels[labels["cmp_key"] == "bloom-7b_llama-7b"]
    votes = labels.groupby(["item_id", "choice"]).size().reset_index(name="n")
    won = votes.loc[votes["n"] > 1, "choice"].value_counts().to_dict()
    item = project.items[labels["item_id"].iloc[0]]
    models = {response.response_id: response.model for response in item.responses}
    assert models == {"a": "bloom-7b", "b": "llama-7b"}
    assert won == {"b": 72, "a": 28, "tie": 11}


@pytest.mark.usefixtures("data")
def test_pandalm_claims_no_more_than_the_original(tmp_path: Path) -> None:
    """There is no strength, no time and no order on screen, and nothing is stale."""
    labels = load_public("pandalm", cache=tmp_path).labels()
    unknown = labels[["strength", "points", "submitted_at", "active_ms", "shown"]]
    assert unknown.isna().to_numpy().all()
    assert not labels["stale"].any()


@pytest.mark.usefixtures("data")
def test_llmbar_is_gold_without_labels(tmp_path: Path) -> None:
    """LLMBar's 419 items over five subsets all have a right answer and nobody's label."""
    project = load_public("llmbar", cache=tmp_path)
    sizes = project.features["subset"].value_counts().to_dict()
    assert sizes == {"Neighbor": 134, "Natural": 100, "GPTInst": 92, "GPTOut": 47, "Manual": 46}
    assert set(project.gold["choice"]) == {"a", "b"}
    assert project.gold.index.equals(pd.Index(project.items, name="item_id"))
    assert project.labels().empty


@pytest.mark.usefixtures("data")
def test_license_and_citation_are_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first call says whose data it is, the second nothing; the data card keeps it."""
    project = load_public("pandalm", cache=tmp_path)
    load_public("pandalm", cache=tmp_path)
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.count("\n") == 1
    assert "Wang et al. 2023, PandaLM, arXiv:2306.05087. License: Apache-2.0." in told.out
    assert project.folder is not None
    card = (project.folder / "README.md").read_text(encoding="utf-8")
    assert "Apache-2.0" in card
    assert "arXiv:2306.05087" in card


@pytest.mark.usefixtures("data")
def test_the_second_call_opens_what_is_there(tmp_path: Path) -> None:
    """What has been converted once is opened, not converted again."""
    first = load_public("pandalm", cache=tmp_path)
    assert first.folder
    made = {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")}
    second = load_public("pandalm", cache=tmp_path)
    assert second.folder == first.folder
    assert {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")} == made


@pytest.mark.usefixtures("data")
def test_own_labels_survive_an_emptied_cache(tmp_path: Path) -> None:
    """Labels that somebody adds lie outside of what is made anew."""
    project = load_public("llmbar", cache=tmp_path)
    item = next(iter(project.items))
    with project.store.session("ranking", annotator="ana") as session:
        session.record(item_id=item, answer=RankingAnswer(order=[["a"], ["b"]]))
    shutil.rmtree(tmp_path / "public")
    assert load_public("llmbar", cache=tmp_path).labels()["item_id"].tolist() == [item]


@pytest.mark.usefixtures("data")
def test_two_at_once_make_one_project(tmp_path: Path) -> None:
    """Loading twice at the same time gives two equal projects and no rest."""
    found: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: found.append(len(load_public("llmbar", cache=tmp_path).items))
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [419] * 3
    assert len(left_over(tmp_path)) == 1


@pytest.mark.usefixtures("offline")
def test_without_a_network_it_says_what_to_put_where(tmp_path: Path) -> None:
    """One error names the reason, the variable and every file that is missing."""
    with pytest.raises(PublicDataError) as caught:
        load_public("llmbar", cache=tmp_path)
    said = str(caught.value)
    commit = "900616bff90b6c6c8e1681f7d079250637c55992"
    assert "no route to host" in said
    assert "set TRAINER_WIDGETS_DATA to a folder" in said
    assert said.count(f"princeton-nlp/LLMBar/{commit}/Dataset/LLMBar/") == 6
    assert left_over(tmp_path) == []


def test_a_damaged_original_is_named(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file whose bytes are not the published ones is refused, short or only changed."""
    source = originals_module.sources()["pandalm"]
    place = tmp_path / "data" / source.place(source.files[0])
    place.parent.mkdir(parents=True)
    content = (data / source.place(source.files[0])).read_bytes()
    monkeypatch.setenv("TRAINER_WIDGETS_DATA", str(tmp_path / "data"))
    for damaged, why in ((content[:-9], "bytes instead of"), (content[:-1] + b"!", "SHA-256")):
        place.write_bytes(damaged)
        with pytest.raises(PublicDataError, match=why):
            load_public("pandalm", cache=tmp_path / "cache")
        assert left_over(tmp_path / "cache") == []


def test_a_damaged_download_is_fetched_anew(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was fetched is kept, checked again, and replaced when it has gone bad."""
    source = originals_module.sources()["pandalm"]
    original = data / source.place(source.files[0])
    fetched: list[str] = []

    def urlopen(url: str, *, timeout: float) -> object:
        assert timeout > 0
        fetched.append(url)
        return original.open("rb")

    monkeypatch.delenv("TRAINER_WIDGETS_DATA")
    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    kept = tmp_path / "originals" / source.place(source.files[0])
    load_public("pandalm", cache=tmp_path)
    shutil.rmtree(tmp_path / "public")
    load_public("pandalm", cache=tmp_path)
    kept.write_bytes(b"damaged")
    shutil.rmtree(tmp_path / "public")
    load_public("pandalm", cache=tmp_path)
    assert fetched == [source.url(source.files[0])] * 2
    assert fetched[0].startswith("https://raw.githubusercontent.com/WeOpenML/PandaLM/3871806e")


@pytest.mark.usefixtures("data")
def test_a_full_disk_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses, one error says so and the next call starts afresh."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(pd.DataFrame, "to_parquet", full)
        with pytest.raises(PublicDataError, match="No space left on device"):
            load_public("pandalm", cache=tmp_path)
    assert left_over(tmp_path) == []
    assert len(load_public("pandalm", cache=tmp_path).items) == 999


def test_an_unknown_set_is_refused_with_the_nearest(tmp_path: Path) -> None:
    """A misspelt name is answered with the right one."""
    with pytest.raises(PublicDataError, match="did you mean 'pandalm'"):
        load_public("panda-lm", cache=tmp_path)
