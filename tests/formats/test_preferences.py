"""Labels as the pairs that preference trainers read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from trainer_widgets import Project
from trainer_widgets.formats import ExportError, UnknownFormatError
from trainer_widgets.formats.imports import imported_events
from trainer_widgets.settings import UnknownArgumentError
from trainer_widgets.store import LabelStore

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

TURNS = [
    {"role": "user", "content": "Hi"},
    {"role": "assistant", "content": "Hello"},
    {"role": "user", "content": "Again"},
]
PAIR: dict[str, Any] = {
    "prompt": "Greet me.",
    "response_a": "Yo",
    "response_b": "Hello",
    "model_b": "heron-1",
}
THREE = {"response_a": "one", "response_b": "two", "response_c": "three"}
BEST_B = {"order": [["b"], ["a"]], "strength": 2}
BEST_A = {"order": [["a"], ["b"]], "strength": 1}
TIE = {"order": [["a", "b"]], "strength": 0}


def project_of(folder: Path, items: list[dict[str, Any]], answers: list[Any]) -> Project:
    """Give a project with labels; ``answers`` are (item, annotator, answer, further fields)."""
    items = [{"item_id": f"q{number}"} | item for number, item in enumerate(items)]
    store = LabelStore(folder / "labels")
    project = Project.from_items(items, store)
    rows = [
        {"item_id": item, "annotator": who, "answer": answer} | (more[0] if more else {})
        for item, who, answer, *more in answers
    ]
    store.write_events("ranking", imported_events(project, rows, "trial"))
    return project


def read(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_pairs_are_what_preference_trainers_read(tmp_path: Path) -> None:
    """A single-turn file has three text columns, with the margin beside them."""
    project = project_of(tmp_path, [PAIR], [("q0", "ana", BEST_B)])
    report = project.export("preferences", tmp_path / "pairs.jsonl")
    (row,) = read(tmp_path / "pairs.jsonl")
    assert (row["prompt"], row["chosen"], row["rejected"]) == ("Greet me.", "Hello", "Yo")
    assert (row["margin"], row["item_id"]) == (2.0, "q0")
    assert (report.pairs, report.labels, report.dropped) == (1, 1, {})
    assert repr(report) == "1 pair from 1 label in pairs.jsonl (plain text, with margin)"


def test_one_conversation_makes_all_rows_conversations(tmp_path: Path) -> None:
    """A file is uniform: lists of role and content for every row, also read back by pandas."""
    items: list[dict[str, Any]] = [PAIR, PAIR | {"prompt": TURNS}]
    project = project_of(tmp_path, items, [(f"q{n}", "ana", BEST_B) for n in (0, 1)])
    for name in ("p.jsonl", "p.parquet"):
        project.export("preferences", tmp_path / name)
        path = tmp_path / name
        rows = read(path) if name.endswith("l") else pq.read_table(path).to_pylist()
        assert [row["prompt"] for row in rows] == [
            [{"role": "user", "content": "Greet me."}],
            TURNS,
        ]
        assert rows[1]["chosen"] == [{"role": "assistant", "content": "Hello"}]
        assert len(pd.DataFrame(rows)) == 2


def test_text_is_refused_for_a_conversation(tmp_path: Path) -> None:
    """Turns are never joined into one text behind somebody's back."""
    project = project_of(tmp_path, [PAIR | {"prompt": TURNS}], [("q0", "ana", BEST_B)])
    with pytest.raises(ExportError, match="'q0' is more than a single"):
        project.export("preferences", tmp_path / "p.jsonl", conversational=False)
    assert not (tmp_path / "p.jsonl").exists()


def test_what_gives_no_pair_is_counted(tmp_path: Path) -> None:
    """Ties, bad pairs, missing judgements, equal texts, models and old answers are told apart."""
    same = PAIR | {"response_b": "Yo"}
    answers = [
        ("q0", "ana", TIE),
        ("q0", "ben", {"order": [], "verdict": "both_bad"}),
        ("q0", "chi", {"order": [], "verdict": "cannot_judge"}),
        ("q1", "ana", BEST_A),
        ("q0", "judge", BEST_A, {"annotator_kind": "model"}),
        ("q0", "dana", BEST_A),
        ("q0", "dana", BEST_B),
        ("q0", "eva", BEST_B, {"item_hash": "of another text"}),
    ]
    project = project_of(tmp_path, [PAIR, same], answers)
    report = project.export("preferences", tmp_path / "p.jsonl", pseudonyms=False)
    assert [row["annotator"] for row in read(tmp_path / "p.jsonl")] == ["dana"]
    kinds = ("superseded", "model", "stale", "both_bad", "cannot_judge", "tie", "same_text")
    assert report.dropped == dict.fromkeys(kinds, 1)
    assert report.labels == 7
    assert "left out: 1 label calling all responses bad" in repr(report)
    kept = project.export("preferences", tmp_path / "k.jsonl", stale=True, model_annotators=True)
    assert kept.pairs == 3


def test_ties_can_be_written_both_ways(tmp_path: Path) -> None:
    """A tie in both directions has margin 0."""
    project = project_of(tmp_path, [PAIR], [("q0", "ana", TIE)])
    project.export("preferences", tmp_path / "p.jsonl", ties="both")
    rows = read(tmp_path / "p.jsonl")
    assert [(row["chosen"], row["margin"]) for row in rows] == [("Yo", 0.0), ("Hello", 0.0)]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("all", {("two", "one"), ("two", "three"), ("one", "three")}),
        ("adjacent", {("two", "one"), ("one", "three")}),
        ("best_worst", {("two", "three")}),
    ],
)
def test_longer_rankings_are_taken_apart(
    tmp_path: Path, which: str, expected: set[tuple[str, str]]
) -> None:
    """Three responses give all pairs, neighbours, or the best with the worst; no margin."""
    answer = {"order": [["b"], ["a"], ["c"]]}
    project = project_of(tmp_path, [{"prompt": "Hi"} | THREE], [("q0", "ana", answer)])
    report = project.export("preferences", tmp_path / "p.jsonl", pairs=which)
    rows = read(tmp_path / "p.jsonl")
    assert {(row["chosen"], row["rejected"]) for row in rows} == expected
    assert not report.margin
    assert "margin" not in rows[0]


def test_the_majority_gives_one_row(tmp_path: Path) -> None:
    """Two against one make a row with their mean margin; one against one is dropped."""
    answers = [("q0", who, BEST_B) for who in ("ana", "ben")]
    answers += [("q0", "chi", BEST_A), ("q1", "ana", BEST_A), ("q1", "ben", TIE)]
    project = project_of(tmp_path, [PAIR, PAIR], answers)
    report = project.export("preferences", tmp_path / "p.jsonl", annotators="majority")
    (row,) = read(tmp_path / "p.jsonl")
    assert (row["chosen"], row["margin"]) == ("Hello", 2.0)
    assert (row["n_agree"], row["n_annotators"]) == (2, 3)
    assert "annotator" not in row
    assert report.dropped == {"no_majority": 1}


def test_pseudonyms_are_stable_and_the_projects_own(tmp_path: Path) -> None:
    """An annotator has the same pseudonym in every export and another one elsewhere."""
    names = []
    for folder in ("one", "one", "two"):
        project = project_of(tmp_path / folder, [PAIR], [("q0", "ana", BEST_B)])
        project.export("preferences", tmp_path / "p.jsonl")
        names.append(read(tmp_path / "p.jsonl")[0]["annotator"])
    assert names[0] == names[1] != names[2]
    assert "ana" not in [name.removeprefix("annotator-") for name in names]


def test_models_are_told_only_when_asked(tmp_path: Path) -> None:
    """The names of models stay out of the file by default."""
    project = project_of(tmp_path, [PAIR], [("q0", "ana", BEST_B)])
    project.export("preferences", tmp_path / "p.parquet")
    plain: pa.Table = pq.read_table(tmp_path / "p.parquet")
    project.export("preferences", tmp_path / "p.parquet", models=True)
    told: pa.Table = pq.read_table(tmp_path / "p.parquet")
    assert "chosen_model" not in plain.column_names
    assert told["chosen_model"].to_pylist() == ["heron-1"]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is replaced at once or not at all, and no rest lies about."""
    project = project_of(tmp_path, [PAIR], [("q0", "ana", BEST_B)])
    project.export("preferences", tmp_path / "p.parquet")
    before = (tmp_path / "p.parquet").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(OSError, match="No space"):
        project.export("preferences", tmp_path / "p.parquet", models=True)
    assert (tmp_path / "p.parquet").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"p.parquet", "labels"}


@pytest.mark.parametrize("options", [{"ties": "half"}, {"pairs": "some"}, {"conversational": 1}])
def test_unknown_choices_are_refused(tmp_path: Path, options: dict[str, Any]) -> None:
    """A value that is no choice is refused with those that are."""
    project = project_of(tmp_path, [PAIR], [("q0", "ana", BEST_B)])
    with pytest.raises(ExportError, match="choose one of"):
        project.export("preferences", tmp_path / "p.jsonl", **options)


def test_unknown_names_are_refused_with_the_nearest(tmp_path: Path) -> None:
    """Formats, options and suffixes that do not exist are told apart."""
    project = project_of(tmp_path, [PAIR], [])
    with pytest.raises(UnknownFormatError, match="did you mean 'preferences'"):
        project.export("preference", tmp_path / "p.jsonl")
    with pytest.raises(UnknownArgumentError, match="did you mean 'ties'"):
        project.export("preferences", tmp_path / "p.jsonl", tie="drop")
    with pytest.raises(ExportError, match=r"'p.csv': the name has to end in"):
        project.export("preferences", tmp_path / "p.csv")
