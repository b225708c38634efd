"""What shares and their intervals need of items, see :class:`.shares.Sums`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis

SQUARES = (("yy", "y", "y"), ("yn", "y", "n"), ("nn", "n", "n"))


def share_sums(each: ibis.Table) -> dict[str, Any]:
    """Return the sums over items, which have ``y`` of ``n`` each, and of their products."""
    return {
        "y": each.y.sum(),
        "n": each.n.sum(),
        **{name: (each[one] * each[other]).sum() for name, one, other in SQUARES},
        "items": each.count(),
    }
