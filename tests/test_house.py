"""The house stays as it was built: who may import whom, what lies where, how long a file gets."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "trainer_widgets"
TOP_LEVEL = {
    *("trainer_widgets", "notebooks", "datasets", "tests"),
    *("pyproject.toml", "environment.yml", "README.md", "Makefile", "LICENSE", "CHANGELOG.md"),
}
GENERATED = {"trainer_widgets/frontend/src/contract.ts"}
MOST_LINES = 250
HTML_SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\beval\("
)

# place -> what no module there may import
FORBIDDEN = {
    "records": r"trainer_widgets(?!\.records)",
    "analysis": r"trainer_widgets\.widgets",
    "analysis/charts": r"numpy|scipy|statsmodels|ibis|trainer_widgets\.analysis\.counts",
}
EXECUTING = {"execute", "to_pandas", "to_pyarrow", "to_pyarrow_batches", "to_polars", "fetchall"}


def modules(place: str) -> list[Path]:
    """Give the modules of a place in the package, be it one file or a folder."""
    return [*PACKAGE.glob(f"{place}.py"), *PACKAGE.glob(f"{place}/**/*.py")]


def imports(module: Path) -> set[str]:
    """Give the full names of all that a module imports, anywhere in it."""
    here = module.relative_to(REPOSITORY).with_suffix("").parts
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: -node.level]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            names.update(f"{origin}.{alias.name}" for alias in node.names)
    return names


def repository_files() -> list[str]:
    """Give every file that git has, or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if (REPOSITORY / name).is_file()]


@pytest.mark.parametrize(("place", "forbidden"), FORBIDDEN.items(), ids=FORBIDDEN)
def test_imports_run_one_way(place: str, forbidden: str) -> None:
    """Items flow to charts and never back: no place imports what comes after it."""
    pattern = re.compile(rf"({forbidden})(\.|$)")
    found = {
        f"{module.relative_to(PACKAGE)}: {name}"
        for module in modules(place)
        for name in imports(module)
        if pattern.match(name)
    }
    assert found == set()


def test_counts_never_run_a_query() -> None:
    """Counts are lazy: whoever needs the numbers executes them."""
    found = [
        f"{module.relative_to(PACKAGE)}:{node.lineno} {node.func.attr}"
        for module in modules("analysis/counts")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in EXECUTING
    ]
    assert found == []


def test_the_guarded_places_exist() -> None:
    """A place that moves takes its rule along."""
    places = ["records"]
    if len(modules("analysis")) > 1:  # its __init__ alone is a place that is still empty
        places += ["analysis/counts", "analysis/charts"]
    assert [place for place in places if not modules(place)] == []


def test_top_level_entries() -> None:
    """Nothing lies at the top but what the house has there."""
    top = {name.split("/")[0] for name in repository_files()}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_files_are_short() -> None:
    """A file that nobody can read in one go is two files."""
    suffixes = (".py", ".ts", ".tsx")
    long = {
        name: lines
        for name in repository_files()
        if name.startswith(("trainer_widgets/", "tests/"))
        and name.endswith(suffixes)
        and name not in GENERATED
        and (lines := (REPOSITORY / name).read_text(encoding="utf-8").count("\n")) > MOST_LINES
    }
    assert long == {}


def test_views_write_no_html() -> None:
    """Model output is hostile: no view turns text into HTML."""
    found = [
        name
        for name in repository_files()
        if name.startswith("trainer_widgets/frontend/src/")
        and HTML_SINKS.search((REPOSITORY / name).read_text(encoding="utf-8"))
    ]
    assert found == []


def test_public_names_are_shown() -> None:
    """Each public name is used in the README or in a notebook."""
    import trainer_widgets  # noqa: PLC0415 - the other rules hold of a package that is half done

    shown = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    for notebook in (REPOSITORY / "notebooks").glob("*.ipynb"):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        shown += "\n".join("".join(cell["source"]) for cell in cells)
    words = set(re.findall(r"\w+", shown))
    assert set(trainer_widgets.__all__) - words == set()
