"""What a simulated project shows of its items, and how people put their answers."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Protocol

from trainer_widgets.analysis.simulation.frames import feature_values, item_ids

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.analysis.simulation.labels import Drawn

Row = dict[str, Any]
GUIDELINE = """# {name}: guideline {version}

This guideline belongs to a **simulated** season: it was written for people who do not exist.

{rules}

## When to escalate

Escalate when this guideline does not tell you what to do, when two of its points contradict each
other, or when an item is broken. Don't escalate because an item is hard. Write what you would
have chosen.
"""


class Contents(Protocol):
    """What a task adds to a drawn season.

    Attributes
    ----------
    name
        What people see.
    rules, new_rule
        The guideline's first version, and what the second adds.
    options
        The widget's options, as TOML.
    """

    name: str
    rules: str
    new_rule: str
    options: str

    def item(self, place: int) -> Row:
        """Return an item's row."""

    def answer(self, place: int, choice: str, rng: random.Random, *, known: bool) -> Row:
        """Return how somebody puts a choice, who knew what is right or did not."""

    def shown(self, place: int, left: int) -> Row:
        """Return what was on screen."""

    def gold(self, place: int) -> Row:
        """Return the right answer's columns."""

    def write(self, folder: Path) -> None:
        """Write what else the project needs."""


class Facts:
    """What is known of each drawn item, by its place.

    Parameters
    ----------
    drawn
        The season.
    seed
        Seed of all that is drawn beside it.
    """

    def __init__(self, drawn: Drawn, seed: int) -> None:
        self.drawn = drawn
        self.seed = seed
        self.ids = item_ids(drawn.process.items)
        self.choices = drawn.process.of_task.choices
        self.features = {
            name: [str(value) for value in values] for name, values in feature_values(drawn).items()
        }

    def rng(self, place: int, *purpose: str) -> random.Random:
        """Return random numbers of an item and a purpose."""
        name = "/".join((str(self.seed), self.ids[place], *purpose))
        return random.Random(name)  # noqa: S311 - a simulation, no secret

    def truth(self, place: int) -> str:
        """Return an item's right choice."""
        return self.choices[int(self.drawn.items.truth[place])]

    def row(self, place: int) -> Row:
        """Return an item's features."""
        return {name: values[place] for name, values in self.features.items()}


def guideline_text(contents: Contents, version: str, *, with_new_rule: bool) -> str:
    """Return a version of the guideline as Markdown."""
    rules = contents.rules + (f"\n\n{contents.new_rule}" if with_new_rule else "")
    return GUIDELINE.format(name=contents.name, version=version, rules=rules)
