"""A drawn season as a project's folder."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.analysis.simulation.card import card
from trainer_widgets.analysis.simulation.contents import guideline_text
from trainer_widgets.analysis.simulation.events import NAMESPACE, event_rows
from trainer_widgets.analysis.simulation.frames import FIRST_VERSION, SECOND_VERSION, truth_frame
from trainer_widgets.analysis.simulation.image_tags import ImageTagContents
from trainer_widgets.analysis.simulation.planted import changes
from trainer_widgets.analysis.simulation.process import SeasonError
from trainer_widgets.analysis.simulation.ranking import RankingContents
from trainer_widgets.analysis.simulation.safety import SafetyContents
from trainer_widgets.project import Project

if TYPE_CHECKING:
    from trainer_widgets.analysis.simulation.events import TaskFacts
    from trainer_widgets.analysis.simulation.labels import Drawn

CONTENTS: dict[str, Any] = {
    "ranking": RankingContents,
    "safety": SafetyContents,
    "image_tags": ImageTagContents,
}
GOLD_EVERY = 10
SETTINGS = """id = "{id}"
name = "{name}"
task = "{task}"
seed = {seed}
guideline = "{guideline}"
{taxonomy}people = [{people}]
overlap = {overlap}
gold_rate = 0.1

[options]
{options}"""


def write_season(drawn: Drawn, folder: str | Path, seed: int) -> Project:
    """Write a drawn season and return it as a project.

    Raises
    ------
    SeasonError
        When something is in the folder already.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} is not empty: a season is written into a folder of its own"
        raise SeasonError(message)
    (folder / "guideline").mkdir(parents=True)
    contents: TaskFacts = CONTENTS[drawn.process.task](drawn, seed)
    _write_texts(drawn, contents, folder)
    contents.write(folder)
    _write_tables(drawn, contents, folder)
    project = Project(folder)
    project.import_answers(event_rows(drawn, contents), source="simulated season")
    _name_parts(folder / "imported", project.id)
    (folder / "README.md").write_text(card(drawn, contents, seed, project), encoding="utf-8")
    return Project(folder)


def _write_texts(drawn: Drawn, contents: TaskFacts, folder: Path) -> None:
    process = drawn.process
    there = [FIRST_VERSION]
    if process.guideline_change is not None:
        there.append(SECOND_VERSION)
    for version in there:
        text = guideline_text(contents, version, with_new_rule=version == SECOND_VERSION)
        (folder / "guideline" / f"{version}.md").write_text(text, encoding="utf-8")
    settings = SETTINGS.format(
        id=uuid.uuid5(NAMESPACE, f"{seed_of(contents)}/{process}"),
        name=contents.name,
        task=process.task,
        seed=contents.seed,
        guideline=there[-1],
        taxonomy='taxonomy = "1.0"\n' if process.task == "safety" else "",
        people=", ".join(f'"{one.name}"' for one in drawn.annotators),
        overlap=process.overlap,
        options=contents.options,
    )
    (folder / "project.toml").write_text(settings, encoding="utf-8")
    (folder / "season.toml").write_text(_season(drawn, contents.seed), encoding="utf-8")


def seed_of(contents: TaskFacts) -> str:
    """Return what tells one season of a process from another."""
    return f"season/{contents.seed}"


def _season(drawn: Drawn, seed: int) -> str:
    """Return the truth of the season as TOML: the process, what was planted when, the people."""
    process = {
        name: value
        for name, value in asdict(drawn.process).items()
        if value is not None and name != "annotators"
    }
    lines = ["# The truth of a simulated season: what was planted, for tests and notebooks."]
    lines += [f"seed = {seed}", "", "[process]", *_pairs(process)]
    for change in changes(drawn):
        lines += ["", "[[change]]", *_pairs(change)]
    for one in drawn.annotators:
        lines += ["", "[[annotator]]", *_pairs(asdict(one))]
    models = drawn.process.of_task.features[drawn.process.of_task.model]
    strengths = drawn.items.strengths.round(6).tolist()
    lines += ["", "[strengths]", *_pairs(dict(zip(models, strengths, strict=True)))]
    return "\n".join(lines) + "\n"


def _pairs(values: dict[str, Any]) -> list[str]:
    return [
        f"{_toml(name)} = {_toml(value)}"
        if "-" in name or "." in name
        else f"{name} = {_toml(value)}"
        for name, value in values.items()
    ]


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case dt.date():
            return value.isoformat()
        case tuple() | list():
            return f"[{', '.join(_toml(one) for one in value)}]"
        case dict():
            return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + " }"
        case _:
            return str(value)


def _write_tables(drawn: Drawn, contents: TaskFacts, folder: Path) -> None:
    places = range(drawn.process.items)
    _write([contents.item(place) for place in places], folder / "items.parquet")
    gold = [
        {"item_id": contents.ids[place]} | contents.gold(place) for place in places[::GOLD_EVERY]
    ]
    _write(gold, folder / "gold.parquet")
    truth = pa.Table.from_pandas(truth_frame(drawn), preserve_index=False)
    pq.write_table(truth.replace_schema_metadata(), folder / "truth.parquet", compression="zstd")


def _write(rows: list[dict[str, Any]], path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(rows), path, compression="zstd")


def _name_parts(folder: Path, name: str) -> None:
    """Name the parts after the project: a store calls them by the time of writing."""
    for part in sorted(folder.glob("*/*.parquet")):
        number = part.stem.rpartition("-")[2]
        part.rename(part.with_name(f"{name}-{number}.parquet"))
