"""The tree of categories that failures are counted in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.analysis import counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets.records import Taxonomy

NODE = ["category", "parent", "depth", "label"]
ROOT = ""


class Node(NamedTuple):
    """One place in the tree; the root is the whole tree, and its path is empty.

    Attributes
    ----------
    category
        The dotted path.
    parent
        The path one level up; None for the root.
    depth
        How many parts the path has.
    label
        What it is called.
    heaviest
        The largest weight of an error there or below.
    is_known
        Whether the taxonomy has it.
    """

    category: str
    parent: str | None
    depth: int
    label: str
    heaviest: float = 1.0
    is_known: bool = True

    @property
    def is_weightless(self) -> bool:
        """Whether nothing there weighs anything."""
        return self.heaviest == 0

    @property
    def told(self) -> str:
        """What the note of a result says of the node."""
        return "" if self.is_known else "not in the taxonomy"

    @property
    def row(self) -> dict[str, Any]:
        """The columns of a result that name the node."""
        return {name: getattr(self, name) for name in NODE}


def nodes_of(found: Iterable[str], taxonomy: Taxonomy | None) -> list[Node]:
    """Return the nodes of a tree, each behind its parent: the taxonomy's, then all others found.

    Raises
    ------
    LabelsError
        When there is a taxonomy, and it has none of the categories found.

    Examples
    --------
    >>> [node.category for node in nodes_of(["style.awkward", "accuracy"], None)]
    ['', 'accuracy', 'style', 'style.awkward']
    """
    known = list(taxonomy.by_id) if taxonomy else []
    named = {category for category in found if category}
    _check_known(named, known, taxonomy)
    paths = [*known, *sorted({above for path in named for above in ancestors(path)} - {*known})]
    children: dict[str, list[str]] = {}
    for path in paths:
        if path != ROOT:
            children.setdefault(path.rpartition(".")[0], []).append(path)
    return _below(ROOT, children, taxonomy)


def ancestors(path: str) -> list[str]:
    """Return a category's path and all paths above it, the root last.

    Examples
    --------
    >>> ancestors("style.awkward")
    ['style.awkward', 'style', '']
    """
    return [path, *ancestors(path.rpartition(".")[0])] if path else [ROOT]


def _check_known(named: set[str], known: list[str], taxonomy: Taxonomy | None) -> None:
    if taxonomy and named and not named & {*known}:
        message = (
            f"taxonomy {taxonomy.name!r} has none of the labels' categories, such as "
            f"{', '.join(sorted(named)[:3])}: give the one that the labels were made under"
        )
        raise counts.LabelsError(message)


def _below(path: str, children: dict[str, list[str]], taxonomy: Taxonomy | None) -> list[Node]:
    below = [node for child in children.get(path, []) for node in _below(child, children, taxonomy)]
    depth = len(path.split(".")) if path else 0
    parent = path.rpartition(".")[0] if path else None
    weights = [node.heaviest for node in below]
    heaviest = max([_heaviest(path, taxonomy), *weights] if path else weights or [1.0])
    is_known = taxonomy is None or path in {ROOT, *taxonomy.by_id}
    return [Node(path, parent, depth, _label(path, taxonomy), heaviest, is_known), *below]


def _label(path: str, taxonomy: Taxonomy | None) -> str:
    if path == ROOT:
        return taxonomy.name if taxonomy else "All failures"
    if taxonomy and path in taxonomy.by_id:
        return taxonomy.by_id[path].name
    words = path.rpartition(".")[2].replace("_", " ")
    return words[:1].upper() + words[1:]


def _heaviest(path: str, taxonomy: Taxonomy | None) -> float:
    if taxonomy is None or path not in taxonomy.by_id:
        return 1.0
    levels = taxonomy.by_id[path].severities or [level.id for level in taxonomy.severity] or [""]
    return max(taxonomy.weight(path, level) for level in levels)
