"""Image tags: what a tagger proposed for an image, and what a person makes of it."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, ClassVar

from msgspec import Meta, field

from trainer_widgets.records.base import Id, Record, Shown

Pixels = Annotated[float, Meta(ge=0)]
Length = Annotated[float, Meta(gt=0)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Place(Record, frozen=True):
    """A point or a box, in pixels of the original image, upright.

    Parameters
    ----------
    x, y
        The point, or the top left corner of the box, from the image's top left corner.
    width, height
        The size of the box; None for a point.

    Raises
    ------
    ValueError
        When only one of width and height is given.

    Examples
    --------
    >>> Place(x=10, y=20).is_box, Place(x=10, y=20, width=5, height=8).is_box
    (False, True)
    """

    x: Pixels
    y: Pixels
    width: Length | None = None
    height: Length | None = None

    def __post_init__(self) -> None:
        """Refuse half a box."""
        if (self.width is None) != (self.height is None):
            message = "a box has a width and a height, a point has neither"
            raise ValueError(message)

    @property
    def is_box(self) -> bool:
        """Whether it is a box and no point."""
        return self.width is not None


class Tag(Record, frozen=True):
    """One thing in an image; two bananas are two tags.

    Examples
    --------
    >>> Tag(name="banana", place=Place(x=40, y=30)).name
    'banana'
    """

    name: Id
    place: Place | None = None


class AutoTag(Record, frozen=True):
    """A tag that a tagger proposed, with its confidence from 0 to 1 where it tells one."""

    name: Id
    confidence: Share | None = None
    place: Place | None = None


class ImageTagItem(Record, frozen=True, tag="image_tags"):
    """An image and the tags that a tagger proposed for it.

    Parameters
    ----------
    item_id
        Unique in its project.
    image
        A path inside the project's folder, or the bytes of an image file.
    auto_tags
        What the tagger proposed; empty where there was none.

    Examples
    --------
    >>> ImageTagItem("s1", "images/s1.jpg", [AutoTag("apple", confidence=0.9)]).auto_tags[0].name
    'apple'
    """

    item_id: Id
    image: str | bytes
    auto_tags: list[AutoTag] = []


class ImageTagShown(Shown, frozen=True):
    """What the tagger had proposed, and whether this person saw it.

    Parameters
    ----------
    auto_tags
        The tagger's proposals at that time.
    prelabels
        Whether they were on screen.
    """

    auto_tags: list[AutoTag] = []
    prelabels: bool = False


class ImageTagAnswer(Record, frozen=True, tag="image_tags"):
    """The tags that are right for an image: a multiset, each with its place where it was given.

    Examples
    --------
    >>> answer = ImageTagAnswer(tags=[Tag("banana"), Tag("banana"), Tag("apple")])
    >>> answer.tag_names
    ['apple', 'banana', 'banana']
    >>> shown = ImageTagShown(auto_tags=[AutoTag("banana"), AutoTag("grapes")], prelabels=True)
    >>> answer.missed(shown), answer.spurious(shown), answer.miscounted(shown)
    (['apple'], ['grapes'], ['banana'])
    """

    columns: ClassVar[tuple[str, ...]] = ("tag_names", "missed", "spurious", "miscounted")
    keys: ClassVar[tuple[str, ...]] = ("tag_names",)
    compared: ClassVar[tuple[str, str]] = ("tag_names", "multiset")

    tags: list[Tag] = field(default_factory=list)

    @property
    def tag_names(self) -> list[str]:
        """The names in sorted order, each as often as it is there."""
        return sorted(tag.name for tag in self.tags)

    def missed(self, shown: ImageTagShown) -> list[str]:
        """Return the tags of which the tagger proposed none."""
        proposed = _counts(shown)
        return sorted(name for name in set(self.tag_names) if not proposed[name])

    def spurious(self, shown: ImageTagShown) -> list[str]:
        """Return the tags that the tagger proposed and of which there is none."""
        return sorted(set(_counts(shown)) - set(self.tag_names))

    def miscounted(self, shown: ImageTagShown) -> list[str]:
        """Return the tags that the tagger proposed too often or not often enough."""
        there, proposed = Counter(self.tag_names), _counts(shown)
        return sorted(name for name in there if proposed[name] not in {0, there[name]})


def _counts(shown: ImageTagShown) -> Counter[str]:
    return Counter(tag.name for tag in shown.auto_tags)
