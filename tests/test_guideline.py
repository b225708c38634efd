"""Guidelines: new versions are written whole or not at all, and put in force without harm."""

from __future__ import annotations

import errno
import os
import tomllib
from typing import TYPE_CHECKING, NoReturn

import pytest

import trainer_widgets as tw
from tests.widgets.settling import ranking_project
from trainer_widgets.cases import CaseError
from trainer_widgets.guideline import Guideline, RuleError, revised, save, versions
from trainer_widgets.settings import ProjectError

if TYPE_CHECKING:
    from pathlib import Path

CASE = '```case\nitem = "5f2a"\n[expected]\nchoice = "a"\n```\n'
PINS = {
    "plain": ('guideline = "1.0"\n', 'guideline = "1.1"\n'),
    "long text": ('guideline = """1.0"""\n', 'guideline = "1.1"\n'),
    "over lines": ("guideline = '''\n1.0'''\nseed = 7\n", 'guideline = "1.1"\nseed = 7\n'),
    "indented": ('  guideline = "1.0"\n', '  guideline = "1.1"\n'),
    "quoted": ('"guideline" = "1.0"\n', '"guideline" = "1.1"\n'),
    "comment": ("guideline='1.0' # now\n", 'guideline="1.1" # now\n'),
    "escaped": ('guideline = "1.\\u0030"\n', 'guideline = "1.1"\n'),
    "Windows": ("seed = 7\r\nguideline = '1.0'\r\n", 'seed = 7\r\nguideline = "1.1"\r\n'),
    "in a text": ('name = """\nguideline = "1.0"\n"""\n', 'name = """\nguideline = "1.0"\n"""\n'),
    "none": ("seed = 7\n", "seed = 7\n"),
}


@pytest.mark.parametrize(("before", "after"), PINS.values(), ids=PINS)
def test_only_the_version_changes_in_the_settings(tmp_path: Path, before: str, after: str) -> None:
    """However the version is written, all else in the file stays as it is."""
    folder = ranking_project(tmp_path / "project", before)
    tw.Project(folder).add_rule("Be fair.", version="1.1", change="Fair", base="1.0")
    text = (folder / "project.toml").read_bytes().decode()
    assert text == f'id = "5e1c"\ntask = "ranking"\n# in force\n{after}'
    assert _in_force(folder) == "1.1"
    assert not list(folder.rglob("*.new"))


def test_a_version_that_sorts_before_the_newest_is_named(tmp_path: Path) -> None:
    """Without a named version the newest is in force: another one has to be written down."""
    folder = ranking_project(tmp_path / "project", "[options]\nmin_words = 3\n")
    project = tw.Project(folder)
    project.add_rule("Be fair.", version="0.9", change="Fair", base="1.0")
    assert tomllib.loads((folder / "project.toml").read_text("utf-8"))["guideline"] == "0.9"
    assert project.guideline is not None
    assert (project.guideline.version, _in_force(folder)) == ("0.9", "0.9")


def test_settings_that_cannot_be_changed_safely_are_left(tmp_path: Path) -> None:
    """Nothing is written, neither there nor into the guideline's folder."""
    folder = ranking_project(tmp_path / "project", '"guid\\u0065line" = "1.0"\n')
    before = (folder / "project.toml").read_bytes()
    with pytest.raises(RuleError, match=r'write guideline = "1\.1" there'):
        tw.Project(folder).add_rule("Be fair.", version="1.1", change="Fair", base="1.0")
    assert (folder / "project.toml").read_bytes() == before
    assert versions(folder / "guideline") == ["1.0"]


def test_another_version_in_force_is_not_overwritten(tmp_path: Path) -> None:
    """Who starts from an old version is told, and has the new one before them."""
    folder = ranking_project(tmp_path / "project")
    one, other = tw.Project(folder), tw.Project(folder)
    assert other.guideline is not None
    one.add_rule("Rule A", version="1.1", change="A", base="1.0")
    for base in ("1.0", None):
        with pytest.raises(RuleError, match=r"at 1\.1 by now: look at it again"):
            other.add_rule("Rule B", version="1.2", change="B", base=base)
    assert other.guideline.version == "1.1"
    added = other.add_rule("Rule B", version="1.2", change="B", base="1.1")
    assert "Rule A" in added.text
    assert "Rule B" in added.text


def test_a_version_that_existed_is_not_put_in_force_again(tmp_path: Path) -> None:
    """The same rule once more changes nothing, whatever came after it."""
    folder = ranking_project(tmp_path / "project")
    project = tw.Project(folder)
    first = project.add_rule("Rule\r\nA", version="1.1", change="A", base="1.0")
    project.add_rule("Rule B", version="1.2", change="B", base="1.1")
    assert project.add_rule("Rule\r\nA", version="1.1", change="A", base="1.0") == first
    assert _in_force(folder) == "1.2"


def test_text_that_no_file_can_hold_leaves_no_version(tmp_path: Path) -> None:
    """Half of a character is refused before anything is written."""
    with pytest.raises(RuleError, match="half of a character"):
        save(Guideline("1.1", "x\ud800"), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("links", [True, False])
def test_a_version_is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """With hard links or without, what is there stays, and nothing else is left behind."""
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    path = save(Guideline("1.1", "first\n"), tmp_path)
    with pytest.raises(RuleError, match="choose another version"):
        save(Guideline("1.1", "second\n"), tmp_path)
    assert path.read_bytes() == b"first\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False])
def test_a_full_disk_leaves_no_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """A version that could not be written whole never comes into force."""
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(OSError, match="No space"):
        save(Guideline("1.1", "first\n"), tmp_path)
    assert not list(tmp_path.iterdir())


def test_settings_that_cannot_be_written_take_the_version_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that is not in force would be taken for one that was there before."""
    folder = ranking_project(tmp_path / "project")
    monkeypatch.setattr("trainer_widgets.rulings.replace", _full)
    with pytest.raises(OSError, match="No space"):
        tw.Project(folder).add_rule("Be fair.", version="1.1", change="Fair", base="1.0")
    assert versions(folder / "guideline") == ["1.0"]


def test_a_rules_headings_do_not_divide_the_guideline() -> None:
    """Large ones become smaller, but for comments in a block of code; sections stay whole."""
    first = Guideline("1.0", "# Tone\n\n```md\n## Changes\n```\n")
    rule = "### A\n\n# Big\n## Changes\n\n```py\n# a comment\n```"
    text = revised(first, "1.1", rule, "A").text
    assert "\n#### Big\n#### Changes\n" in text
    assert "\n# a comment\n" in text
    second = revised(Guideline("1.1", text), "1.2", "### B", "B").text
    assert second.endswith("\n## Changes\n\n- 1.1: A\n- 1.2: B\n")
    assert second.count("\n## ") == 3


def test_a_rule_must_not_swallow_what_follows() -> None:
    """A block of code that is not closed would take in the rest of the guideline."""
    with pytest.raises(RuleError, match="not closed"):
        revised(None, "1.0", "```py\nx = 1", "A")


def test_a_rule_brings_its_own_cases_and_no_others(tmp_path: Path) -> None:
    """They are counted before anything is written; a broken one is named."""
    folder = ranking_project(tmp_path / "project")
    project = tw.Project(folder)
    with pytest.raises(CaseError, match="line 7: it stands in a quotation"):
        project.add_rule("> ```case\n> x", version="1.1", change="A", base="1.0")
    with pytest.raises(RuleError, match="other cases of the guideline would change"):
        project.add_rule(f"    {CASE}", version="1.1", change="A", base="1.0")
    project.add_rule(f"### A\n\n{CASE}", version="1.1", change="A", base="1.0")
    assert versions(folder / "guideline") == ["1.0", "1.1"]


def test_a_project_without_a_folder_has_no_guideline_to_add_to(tmp_path: Path) -> None:
    """There is nowhere to write it."""
    project = tw.Project.from_items([], tmp_path, task="ranking")
    with pytest.raises(ProjectError, match="has none"):
        project.add_rule("A", version="1.0", change="A", base=None)


def _in_force(folder: Path) -> str | None:
    guideline = tw.Project(folder).guideline
    return guideline.version if guideline else None


def _no_links(*_: object) -> NoReturn:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def _full(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
