"""Places in an image: whether they lie inside, and what is made of those that do not."""

from __future__ import annotations

from trainer_widgets.records import Place

# What adding two lengths may lose, in pixels.
SLACK = 1e-6


def is_inside(place: Place, width: float, height: float) -> bool:
    """Whether all of a place lies in an image.

    Examples
    --------
    >>> is_inside(Place(x=50, y=3, width=14, height=10), 64, 48)
    True
    """
    right, bottom = place.x + (place.width or 0), place.y + (place.height or 0)
    return right <= width + SLACK and bottom <= height + SLACK


def clamped(place: Place, width: float, height: float) -> Place:
    """Return a place brought into an image; of a box at least a pixel each way remains.

    Examples
    --------
    >>> clamped(Place(x=50, y=3, width=20, height=10), 64, 48)
    Place(x=50, y=3, width=14, height=10)
    """
    if is_inside(place, width, height):
        return place
    x, y = min(place.x, width - 1), min(place.y, height - 1)
    if place.width is None or place.height is None:
        return Place(x, y)
    right, bottom = min(place.x + place.width, width), min(place.y + place.height, height)
    return Place(x, y, right - x, bottom - y)
