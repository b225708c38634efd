"""The data card of a simulated season."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis.simulation.planted import effects

if TYPE_CHECKING:
    from trainer_widgets.analysis.simulation.events import TaskFacts
    from trainer_widgets.analysis.simulation.labels import Drawn
    from trainer_widgets.project import Project

CARD = """# {name}

**Everything here is simulated**: the people, the models, their labels and the times at which they \
were given. Nothing of it says anything about any real person or model.

| | |
|---|---|
| Task | `{task}` |
| Items | {items} |
| Annotators | {annotators} who do not exist, {overlap} for each item |
| Season | {weeks} weeks from {start} |
| Events | {events} |
| License | CC0 1.0 Universal (public domain dedication) |

## What it is, and what it is not

It is made for **learning, demonstrating and testing** the analysis of labels: what was planted is \
known, so it can be checked whether it is found. It is **no benchmark** and no training data. The \
texts and pictures were made for this project from templates.

## What was planted

{planted}

`truth.parquet` holds the right answer, the difficulty and the prelabel of each item, \
`season.toml` the parameters, the changes with their dates and the annotators. Neither reaches a \
browser.

## The process

An annotator knows the right answer to an item or does not. How likely that is follows from skill, \
drift, the item's difficulty, the weak slice and the guideline in force. Who knows gives the right \
answer; who does not escalates, skips, takes over a prelabel, or guesses. The whole process, with \
the unit of each parameter, is the docstring of `trainer_widgets.analysis.simulation.Process`.

Made by `analysis.simulate_season(..., task="{task}", seed={seed}, ...)` with the parameters in \
`season.toml`; the same seed gives the same files.

## Known limits

- People who know are always right, and who guesses does so independently of the others: real \
people share their mistakes.
- Work is spread evenly over the weeks, and nobody is ever ill.
- Times are UTC, Monday to Friday from 8 to 17.

## License and citation

[CC0 1.0 Universal](https://creativecommons.org/publicdomain/zero/1.0/): use it for anything, \
without asking.

> trainer_widgets contributors (2026). *A simulated season.* Part of trainer_widgets. CC0 1.0.
"""


def card(drawn: Drawn, contents: TaskFacts, seed: int, project: Project) -> str:
    """Return the data card as Markdown."""
    process = drawn.process
    return CARD.format(
        name=contents.name,
        task=process.task,
        items=process.items,
        annotators=len(drawn.annotators),
        overlap=process.overlap,
        weeks=process.weeks,
        start=process.start.isoformat(),
        events=len(project.events()),
        planted="\n".join(f"- {one}." for one in effects(drawn)),
        seed=seed,
    )
