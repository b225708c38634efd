"""Tasks of one's own are registered, or refused with what to change."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from trainer_widgets import presets, wire
from trainer_widgets.custom import TaskError
from trainer_widgets.records import TASKS
from trainer_widgets.schema import UnknownTaskError, wire_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEW = "export default { Work: ({ item, kit }) => kit.html`<p>${item.text}</p>` }"


class Text(tw.Record, frozen=True):
    """An item."""

    item_id: str
    text: str


class Verdict(tw.Record, frozen=True):
    """An answer."""

    is_good: bool


class WithDict(tw.Record, frozen=True):
    """What no parquet file has a column for."""

    scores: dict[str, int]


class WithBytes(tw.Record, frozen=True):
    """Bytes, which no JSON has."""

    raw: bytes


class Named(tw.Record, frozen=True):
    """A field that is a column of all labels."""

    annotator: str


class Numbered(tw.Record, frozen=True):
    """An item with a field that the screen has for itself."""

    item_id: str
    number: int


class Undecided(tw.Record, frozen=True):
    """A column that says no type."""

    columns = ("first",)
    is_good: bool

    @property
    def first(self):  # type: ignore[no-untyped-def] # noqa: ANN201 - what is refused
        """Return anything."""


class Misspelt(tw.Record, frozen=True):
    """A key that is no column."""

    keys = ("is_god",)
    is_good: bool


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Forget the tasks of a test."""
    tasks, screens = dict(TASKS), dict(wire.SCREENS)
    yield
    for known, before in ((TASKS, tasks), (wire.SCREENS, screens)):
        known.clear()
        known.update(before)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "Yes No"}, "small letters"),
        ({"name": "../up"}, "small letters"),
        ({"name": "ranking"}, "trainer_widgets.records.ranking has a task of this name"),
        ({"name": "text_classification"}, "choose another"),
        ({"item": dict}, "item is a subclass of tw.Record"),
        ({"item": Verdict}, "needs a field `item_id: str`"),
        ({"item": Numbered}, "can be called 'number'"),
        ({"answer": WithDict}, r"WithDict.scores is dict\[str, int\], which parquet has no column"),
        ({"answer": WithBytes}, "WithBytes.raw"),
        ({"answer": Named}, "can be called 'annotator'"),
        ({"answer": tw.Record}, "has no fields"),
        ({"answer": Undecided}, "Undecided.first"),
        ({"answer": Misspelt}, "key 'is_god' is neither a field"),
        ({"options": Verdict}, "options is a subclass of tw.TaskOptions"),
        ({"view": "nowhere.js"}, "is not there: looked for /"),
        ({"view": "alert(1)"}, "export default"),
        ({"view": 3}, "a view is the path"),
    ],
)
def test_what_cannot_work_is_refused(changes: dict[str, Any], says: str) -> None:
    """A name, a record or a view that could not work is refused at once, with what to change."""
    good: dict[str, Any] = {"name": "verdicts", "item": Text, "answer": Verdict, "view": VIEW}
    with pytest.raises(TaskError, match=says):
        register(**good | changes)
    assert "verdicts" not in TASKS


def register(name: str, **parts: Any) -> None:
    """Register a task whose parts may be anything."""
    tw.register_task(name, **parts)


def test_running_the_cell_again_takes_the_new_record(tmp_path: Path) -> None:
    """Registering again after a change takes it, and the labels stored before are still read."""
    tw.register_task("verdicts", item=Text, answer=Verdict, view=VIEW)
    store = tw.LabelStore(tmp_path)
    with store.session("verdicts", annotator="ana") as session:
        session.record(item_id="q1", answer=Verdict(is_good=True))

    class Longer(tw.Record, frozen=True):
        is_good: bool
        reason: str | None = None

    tw.register_task("verdicts", item=Text, answer=Longer, view=VIEW)
    with store.session("verdicts", annotator="ana") as session:
        session.record(item_id="q2", answer=Longer(is_good=False, reason="cold"))
    labels = tw.LabelStore(tmp_path).labels("verdicts")
    assert list(labels["is_good"]) == [True, False]
    assert labels["reason"].isna().tolist() == [True, False]


def test_a_file_is_read_when_the_widget_is_made(tmp_path: Path) -> None:
    """A view that is changed on disk needs a new widget and no new registration."""
    path = tmp_path / "view.js"
    path.write_text("export default 1")
    tw.register_task("verdicts", item=Text, answer=Verdict, view=path)
    items = pd.DataFrame({"item_id": ["q1"], "text": ["one"]})
    path.write_text("export default 2")
    widget = tw.TaskWidget(items, tmp_path / "labels", "ana", task="verdicts")
    assert widget._view == {"name": "view.js", "source": "export default 2"}


def test_a_folder_names_its_task_and_brings_no_code(tmp_path: Path) -> None:
    """A project of an unknown task says to register it; a view in its settings is refused."""
    settings = tmp_path / "project.toml"
    settings.write_text('id = "verdicts-1"\ntask = "verdicts"\n')
    (tmp_path / "verdicts.js").write_text(VIEW)
    with pytest.raises(UnknownTaskError, match=r"registered first, with tw.register_task"):
        tw.Project(tmp_path)
    tw.register_task("verdicts", item=Text, answer=Verdict, view=VIEW)
    pd.DataFrame({"item_id": ["q1"], "text": ["one"]}).to_parquet(tmp_path / "items.parquet")
    widget = tw.TaskWidget(tmp_path, annotator="ana")
    assert repr(widget) == f"TaskWidget({tmp_path.name!r}, 1 items)"
    settings.write_text(settings.read_text() + 'view = "verdicts.js"\n')
    with pytest.raises(ValueError, match="unknown setting 'view'"):
        tw.Project(tmp_path)


def test_the_contract_is_of_the_package_alone() -> None:
    """Registered tasks, the presets among them, do not change the types of the front end."""
    tw.register_task("verdicts", item=Text, answer=Verdict, view=VIEW)
    definitions = wire_schema()["definitions"]
    assert "RankingAnswer" in definitions
    assert {"Verdict", "TextDealt", "TextClassificationAnswer"} & set(definitions) == set()


def test_the_presets_use_what_everybody_can_use() -> None:
    """The presets import public names only, and their views import nothing."""
    folder = Path(presets.__file__).parent
    names = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert names == {path.stem for path in folder.glob("*.js")} == set(presets.__all__)
    for name in names:
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert imported <= {"itertools", "pathlib", "typing", "msgspec"}
        used = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "tw"
        }
        assert used <= set(tw.__all__)
        assert "import" not in (folder / f"{name}.js").read_text(encoding="utf-8")
