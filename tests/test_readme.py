"""What README.md shows is run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    import pytest

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
VIEW = re.search(r"^```js\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
PUBLIC = [block for block in BLOCKS if "load_public" in block]


def test_every_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of the README runs from top to bottom and leaves the labels it promises."""
    shutil.copytree(
        REPOSITORY / "datasets",
        tmp_path / "datasets",
        ignore=shutil.ignore_patterns("labels"),
    )
    monkeypatch.chdir(tmp_path)
    assert VIEW
    Path("yes_no.js").write_text(VIEW[1], encoding="utf-8")
    names: dict[str, Any] = {}
    for block in BLOCKS:
        if block not in PUBLIC:
            code = compile(block, "README.md", "exec", dont_inherit=True)
            exec(code, names)  # noqa: S102 - it is our own README
    assert len(BLOCKS) > len(PUBLIC) == 1
    assert (tmp_path / "pairs.jsonl").stat().st_size
    assert list(names["project"].labels()["choice"]) == ["a"]


def test_public_data_are_what_it_says(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counts that the README gives for public data are those that come out."""
    monkeypatch.setenv("TRAINER_WIDGETS_DATA", str(originals))
    names: dict[str, Any] = {}
    exec("import trainer_widgets as tw", names)  # noqa: S102 - a fixed text
    exec(PUBLIC[0].replace('")', f'", cache={str(tmp_path)!r})'), names)  # noqa: S102 - our own
    pandalm = names["tw"].load_public("pandalm", cache=tmp_path)
    llmbar = names["tw"].load_public("llmbar", cache=tmp_path)
    assert len(pandalm.items) == 999
    assert pandalm.labels()["annotator"].nunique() == 3
    assert len(llmbar.gold) == 419
    xstest = names["tw"].load_public("xstest", cache=tmp_path)
    kinds = xstest.labels().drop_duplicates("annotator")["annotator_kind"].value_counts()
    assert (len(xstest.items), kinds.to_dict()) == (900, {"person": 2, "model": 2})
    wmt23 = names["tw"].load_public("wmt23_mqm_ende", cache=tmp_path)
    assert (wmt23.features["kind"] == "translation").sum() == 1040
    assert wmt23.labels()["annotator"].nunique() == 10


def test_what_it_links_to_is_there() -> None:
    """Every relative link and picture leads to a file."""
    targets = re.findall(r"\]\(([^)#:]+)\)|(?:src|srcset)=\"([^\"]+)\"", README)
    paths = [one or other for one, other in targets]
    assert paths
    for path in paths:
        assert (REPOSITORY / path).exists(), path


def test_the_data_set_has_the_size_it_says() -> None:
    """The number of prompts in the README is the number of items."""
    import pandas as pd  # noqa: PLC0415 - only here

    items = pd.read_parquet(REPOSITORY / "datasets" / "response_ranking" / "items.parquet")
    assert f"{len(items)} prompts" in README
