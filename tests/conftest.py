"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).parents[1]

# The same examples on every machine, and no deadline: two cores share everything with a browser.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=60)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def originals() -> Path:
    """Give the folder of the public data sets' original files."""
    named = os.environ.get("TRAINER_WIDGETS_DATA")
    return _folder(Path(named) if named else REPOSITORY.parent / "shared" / "originals")


@pytest.fixture(scope="session")
def known_answers() -> Path:
    """Give the folder of data whose right results are known."""
    return _folder(REPOSITORY.parent / "shared" / "data")


def _folder(path: Path) -> Path:
    if not path.is_dir():
        pytest.skip(f"needs the data folder {path}, which is not part of the repository")
    return path
