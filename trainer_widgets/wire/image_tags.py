"""Image tags on screen."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from trainer_widgets.option_checks import check_unique
from trainer_widgets.records import AutoTag, Id, Record
from trainer_widgets.records.image_tags import Length, Pixels
from trainer_widgets.wire.screens import Asked, Dealt, TaskOptions

# Keys that act on the image and the tags, or belong to all widgets.
RESERVED = "abcdeghjklnoprstuwxz+-=0?/ "


class PaletteTag(Record, frozen=True):
    """A tag that is offered, with the key that adds it and what it means.

    Parameters
    ----------
    name
        The tag as it is stored and shown.
    hotkey
        One character; without one, the first tags get the digits from 1.
    definition
        When the tag applies.

    Raises
    ------
    ValueError
        For a key that the widget needs itself.
    """

    name: Id
    hotkey: Annotated[str, Meta(max_length=1)] = ""
    definition: str = ""

    def __post_init__(self) -> None:
        """Refuse a key that would do two things."""
        if self.hotkey and self.hotkey.lower() in RESERVED:
            message = (
                f"hotkey {self.hotkey!r} of tag {self.name!r} is the widget's own; "
                f"take a digit from 1 to 9, or a letter of 'fimqvy'"
            )
            raise ValueError(message)


class ImageTagOptions(TaskOptions, frozen=True):
    """What a project or a caller sets for the image tag widget, beside :class:`TaskOptions`.

    Parameters
    ----------
    tags
        The palette: names, or names with ``hotkey`` and ``definition``. Empty: the tags that
        the auto tags use.
    new_tags
        Whether people may add tags that the palette lacks.
    place
        Whether each tag can or must be placed on the image.
    place_kind
        What a place is: a point, a box, or either.
    prelabels
        The share of items whose auto tags are shown; which ones follows from the seed. Below 1
        the others are a comparison arm, so that the influence of the auto tags can be measured.
    confidence
        Tell the tagger's confidence.
    """

    tags: Annotated[list[PaletteTag | str], Meta(max_length=5_000)] = []
    new_tags: bool = False
    place: Asked = "optional"
    place_kind: Literal["point", "box", "any"] = "any"
    prelabels: Annotated[float, Meta(ge=0, le=1)] = 1.0
    confidence: bool = True

    def __post_init__(self) -> None:
        """Refuse a palette in which a name or a key is there twice."""
        super().__post_init__()
        check_unique("tag", [tag.name for tag in self.palette])
        check_unique("hotkey", [tag.hotkey.lower() for tag in self.palette if tag.hotkey])

    @property
    def palette(self) -> list[PaletteTag]:
        """The tags that are offered, plain names included."""
        return [PaletteTag(tag) if isinstance(tag, str) else tag for tag in self.tags]


class ImageTagDealt(Dealt, frozen=True, tag="image_tags"):
    """An image by its size; the picture itself is asked for.

    ``width`` and ``height`` are those of the original, upright; 0 where ``problem`` says why
    there is none. ``auto_tags`` is None where this person labels without them.
    """

    width: int
    height: int
    problem: str | None
    auto_tags: list[AutoTag] | None


class Picture(Record, frozen=True):
    """Ask for an item's image, or for a box of it, no wider and higher than ``most`` pixels.

    The picture comes as the reply's one buffer.
    """

    seat: Id
    token: Id
    x: Pixels
    y: Pixels
    width: Length | None
    height: Length | None
    most: Annotated[int, Meta(ge=1, le=4_096)]


class Pictured(Record, frozen=True):
    """The picture that was asked for, as its media type and its size in its own pixels."""

    media_type: str
    width: int
    height: int
