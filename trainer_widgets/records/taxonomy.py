"""Taxonomies: versioned trees of categories with severities."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property

from trainer_widgets.records.base import Id, Record


class SeverityLevel(Record, frozen=True):
    """How bad something can be, and how much it weighs in a score."""

    id: Id
    name: str
    definition: str = ""
    weight: float = 1.0


class Category(Record, frozen=True):
    """One category; its place in the tree is its dotted id (``accuracy.factual_error``).

    Parameters
    ----------
    id, name, definition
        What it is called and what it means.
    examples, counterexamples
        What belongs there, and what seems to and does not.
    severities
        Ids of the severities that apply; empty where all do.
    action
        What should be done about it.
    weights
        Weights by severity id, where they differ from the severity's own.
    maps_to
        The same category in other schemes, such as ``"llamaguard:S7"``.
    """

    id: Id
    name: str
    definition: str = ""
    examples: list[str] = []
    counterexamples: list[str] = []
    severities: list[str] = []
    action: str = ""
    weights: dict[str, float] = {}
    maps_to: list[str] = []

    @property
    def parent(self) -> str | None:
        """The id one level up, or None at the root."""
        head, dot, _ = self.id.rpartition(".")
        return head if dot else None


class Taxonomy(Record, frozen=True, dict=True):
    """One version of a tree of categories.

    Examples
    --------
    >>> tree = Taxonomy(version="1.0", name="Demo", category=[Category(id="tone", name="Tone")])
    >>> tree.by_id["tone"].name
    'Tone'
    """

    version: str
    name: str
    category: list[Category]
    severity: list[SeverityLevel] = []

    def __post_init__(self) -> None:
        """Refuse repeated ids, children without a parent, and weights that are none."""
        ids = Counter(category.id for category in self.category)
        repeated = sorted(one for one, n in ids.items() if n > 1)
        if repeated:
            message = f"category ids repeat: {repeated}"
            raise ValueError(message)
        orphans = [one.id for one in self.category if one.parent and one.parent not in ids]
        if orphans:
            message = f"categories without their parent: {orphans}"
            raise ValueError(message)
        self._check_severities()
        self._check_weights()

    def _check_severities(self) -> None:
        levels = {level.id for level in self.severity}
        for category in self.category if levels else ():
            for name in (*category.severities, *category.weights):
                if name not in levels:
                    message = f"category {category.id!r}: no severity is called {name!r}"
                    raise ValueError(message)

    def _check_weights(self) -> None:
        # JSON, in which a taxonomy is kept beside its labels, has no infinity and no NaN.
        weights = {level.id: level.weight for level in self.severity}
        for name, own in (("severity", weights), *((one.id, one.weights) for one in self.category)):
            for level, weight in own.items():
                if not 0 <= weight < math.inf:
                    message = f"{name}: {level!r} weighs {weight}; give a number from 0 on"
                    raise ValueError(message)

    def weight(self, category: str | None, severity: str | None) -> float:
        """Return how much an error of a category and severity weighs; 1 where nothing is said.

        Examples
        --------
        >>> levels = [SeverityLevel("minor", "Minor"), SeverityLevel("major", "Major", weight=5)]
        >>> comma = Category(id="comma", name="Comma", weights={"minor": 0.1})
        >>> tree = Taxonomy("1.0", "Demo", [comma], severity=levels)
        >>> tree.weight("comma", "minor"), tree.weight("comma", "major")
        (0.1, 5)
        """
        own = self.by_id[category].weights if category in self.by_id else {}
        levels = {level.id: level.weight for level in self.severity}
        return own.get(severity or "", levels.get(severity or "", 1.0))

    @cached_property
    def by_id(self) -> dict[str, Category]:
        """The categories by their ids."""
        return {category.id: category for category in self.category}
