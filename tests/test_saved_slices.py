"""Slices that are saved by name, and lists of items that were sent somewhere."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import trainer_widgets as tw
from tests.conftest import REPOSITORY
from trainer_widgets.file_locks import BusyFileError, locked
from trainer_widgets.item_lists import ItemListError, ItemLists
from trainer_widgets.project_slices import lists_of
from trainer_widgets.saved_slices import SavedSliceError, SavedSlices
from trainer_widgets.settings import ProjectError

if TYPE_CHECKING:
    from pathlib import Path

SAVING = """
import sys
from pathlib import Path
from trainer_widgets.item_lists import ItemLists
from trainer_widgets.saved_slices import SavedSlices
folder, who = Path(sys.argv[1]), sys.argv[2]
for number in range(10):
    SavedSlices(folder).save(f"{who} {number}", "a = 1", outcome="failed", saved_by=who)
    ItemLists(folder).send("review", [f"{who}-{number}", "both"], slice_text="", sent_by=who)
"""


def save(folder: Path | None, name: str, text: str = 'a = "x"', by: str = "ana") -> SavedSlices:
    """Save a slice."""
    slices = SavedSlices(folder)
    slices.save(name, text, outcome="failed", saved_by=by)
    return slices


def test_a_slice_is_kept_in_a_file_that_people_can_read(tmp_path: Path) -> None:
    """The file is TOML with one table a slice; another object and another tool read the same."""
    save(tmp_path, "Arabic", 'language = "ar"')
    text = (tmp_path / "slices.toml").read_text("utf-8")
    assert "slice = 'language = \"ar\"'\n" in text
    (table,) = tomllib.loads(text)["slice"]
    assert (table["name"], table["outcome"], table["saved_by"]) == ("Arabic", "failed", "ana")
    (found,) = SavedSlices(tmp_path).all()
    assert found.slice == 'language = "ar"'
    assert dt.datetime.now(dt.UTC) - found.saved_at < dt.timedelta(minutes=5)


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    """Two people who save and send at the same time find all that both did."""
    command = [sys.executable, "-c", SAVING, str(tmp_path)]
    running = [subprocess.Popen([*command, who], cwd=REPOSITORY) for who in ("ana", "ben")]
    assert [one.wait() for one in running] == [0, 0]
    assert len(SavedSlices(tmp_path).all()) == 20
    held = ItemLists(tmp_path).items("review")
    assert len(held) == len(set(held)) == 21


def test_ones_own_slice_is_replaced_and_nobody_elses(tmp_path: Path) -> None:
    """A name belongs to who saved it first, until it is forgotten."""
    save(tmp_path, "x", "a = 1")
    slices = save(tmp_path, "x", "a = 2")
    assert [one.slice for one in slices.all()] == ["a = 2"]
    with pytest.raises(SavedSliceError, match="ana has saved a slice called 'x': choose another"):
        save(tmp_path, "x", "a = 3", by="ben")
    with pytest.raises(SavedSliceError, match="ana has saved a slice called 'x': it is theirs"):
        slices.drop("x", dropped_by="ben")
    slices.drop("x")
    assert save(tmp_path, "x", "a = 3", by="ben").find("x").saved_by == "ben"


def test_a_name_that_nobody_saved_gets_the_nearest(tmp_path: Path) -> None:
    """Whoever misspells a name is told the right one."""
    slices = save(tmp_path, "Arabic")
    for ask in (slices.find, slices.drop):
        with pytest.raises(SavedSliceError, match="did you mean 'Arabic'"):
            ask("Arabik")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 121, "a\x00b", "\u202eevil"])
def test_a_name_is_printable(tmp_path: Path, name: str) -> None:
    """What nobody could read on a line is no name."""
    with pytest.raises(SavedSliceError, match="printable characters"):
        save(tmp_path, name)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(min_size=1, max_size=40).filter(lambda name: name.isprintable() and name.strip()),
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)
def test_any_name_and_text_come_back(tmp_path: Path, name: str, text: str) -> None:
    """Names and slices are data: quotes, paths and odd letters come back as they were."""
    save(tmp_path, name, text, by=name)
    assert SavedSlices(tmp_path).find(name.strip()).slice == text
    assert {one.name for one in tmp_path.iterdir()} == {"slices.toml"}
    SavedSlices(tmp_path).drop(name.strip())


def test_a_broken_file_is_named_and_stays(tmp_path: Path) -> None:
    """What somebody broke by hand is not overwritten."""
    path = tmp_path / "slices.toml"
    path.write_text("[[slice]]\nname = 3\n", "utf-8")
    with pytest.raises(ProjectError, match=r"slices\.toml.*name"):
        save(tmp_path, "x")
    assert path.read_text("utf-8") == "[[slice]]\nname = 3\n"


ONE = """[[slice]]
name = "x"
slice = "a = 1"
outcome = "failed"
saved_by = "ana"
saved_at = 2026-03-01T10:00:00Z
"""
LOST = [
    (f"{ONE}\n{ONE}", r"slices\.toml holds 2 slices called 'x'.*rename or remove"),
    (f'{ONE}color = "red"\n', r"slices\.toml.*color"),
    (f'{ONE}\n[colors]\nx = "red"\n', r"slices\.toml.*colors"),
]


@pytest.mark.parametrize(("text", "says"), LOST, ids=["twice", "key", "table"])
def test_what_the_next_save_would_lose_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """A merge leaves a name twice, people add what they like: nothing of it is written over."""
    path = tmp_path / "slices.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProjectError, match=says):
        save(tmp_path, "y")
    with pytest.raises(ProjectError, match=says):
        SavedSlices(tmp_path).drop("x")
    assert path.read_text("utf-8") == text


def test_a_mark_at_the_beginning_of_a_file_is_no_mistake(tmp_path: Path) -> None:
    """Editors and spreadsheets begin a file with it."""
    (tmp_path / "slices.toml").write_text(ONE, "utf-8-sig")
    assert SavedSlices(tmp_path).find("x").slice == "a = 1"
    (tmp_path / "lists").mkdir()
    path = tmp_path / "lists" / "review.csv"
    path.write_text("item_id,slice,sent_by,sent_at,done\nq1,,ana,2026,yes\n", "utf-8-sig")
    lists = ItemLists(tmp_path)
    lists.send("review", ["q2"], slice_text="", sent_by="ben")
    assert lists.items("review") == ["q1", "q2"]
    # What people have added beside it stays.
    first, second = path.read_text("utf-8").splitlines()[1:]
    assert first == "q1,,ana,2026,yes"
    assert second.endswith(",")


def test_without_a_folder_slices_are_in_memory() -> None:
    """They can be used, and are gone with the notebook."""
    slices = save(None, "x")
    assert [one.name for one in slices.all()] == ["x"]
    assert not slices.can_last
    slices.drop("x")
    assert slices.all() == []


def test_what_is_sent_is_added(tmp_path: Path) -> None:
    """A list keeps its order, and takes each item once."""
    lists = ItemLists(tmp_path)
    first, second = ["b", "a,\n'"], ["c", "b"]
    sent = lists.send("review", first, slice_text='x = "1"', sent_by="ana")
    assert sent == (first, first)
    assert lists.send("review", second, slice_text="", sent_by="ben") == ([*first, "c"], ["c"])
    assert ItemLists(tmp_path).items("review") == ["b", "a,\n'", "c"]
    assert ItemLists(tmp_path).items("calibration") == []
    head = (tmp_path / "lists" / "review.csv").read_text("utf-8").split("\n")[:2]
    assert head[0] == "item_id,slice,sent_by,sent_at"
    assert head[1].startswith('b,"x = ""1""",ana,20')
    assert lists.take_back("review", ["b", "c"], sent_by="ben") == first
    lists.clear("review")
    assert lists.items("review") == []
    assert [one.name for one in (tmp_path / "lists").iterdir()] == ["review.csv"]


def test_a_list_is_for_one_of_two_things(tmp_path: Path) -> None:
    """Another name is no path to write to."""
    with pytest.raises(ItemListError, match="There are review, calibration"):
        ItemLists(tmp_path).send("../../x", ["q1"], slice_text="", sent_by="ana")
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_is_none_is_named(tmp_path: Path) -> None:
    """A file of another kind is not taken for an empty list."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "review.csv").write_text("id\nq1\n", "utf-8")
    with pytest.raises(ProjectError, match="item_id, slice, sent_by, sent_at"):
        ItemLists(tmp_path).items("review")


def test_a_file_that_stays_busy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for too long is told so, and can try again."""
    path = tmp_path / "slices.toml"
    monkeypatch.setattr("trainer_widgets.file_locks.PATIENCE", 0.05)
    with locked(path), pytest.raises(BusyFileError, match=r"slices\.toml is being changed"):
        save(tmp_path, "x")
    save(tmp_path, "x")


def test_a_project_reads_what_was_kept(tmp_path: Path) -> None:
    """Slices and lists are there in Python; items that are gone are left out of a list."""
    project = tw.Project.from_items("datasets/response_ranking/items.parquet", tmp_path)
    lists_of(project).send(
        "review", [*list(project.items)[:2], "gone"], slice_text="", sent_by="ana"
    )
    assert project.item_list("review") == list(project.items)[:2]
    project.clear_item_list("review")
    assert project.item_list("review") == []
    assert project.saved_slices().empty
