"""A labeled project, made once for all tests of explorers, and an explorer of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import trainer_widgets as tw
from tests.widgets.exploring import View, labeled_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def labeled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project that three people have labeled, to be copied."""
    return labeled_project(tmp_path_factory.mktemp("labeled") / "project")


@pytest.fixture(scope="module")
def folder(labeled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of it, for the tests of one file."""
    return shutil.copytree(labeled, tmp_path_factory.mktemp("explored") / "project")


@pytest.fixture
def own_folder(labeled: Path, tmp_path: Path) -> Path:
    """Return a copy of it, for one test that changes it."""
    return shutil.copytree(labeled, tmp_path / "project")


@pytest.fixture(scope="module")
def explorer(folder: Path) -> Iterator[tw.SliceExplorer]:
    """Return an explorer of the copy, which all views of one file's tests share."""
    explorer = tw.SliceExplorer(folder)
    yield explorer
    explorer.close()


@pytest.fixture
def view(explorer: tw.SliceExplorer) -> View:
    """Return a lead's view of it, as after a reload."""
    return View(explorer, login="lea")
