"""Image tags: correct what a tagger proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from trainer_widgets import wire
from trainer_widgets.answers_in_words import tags_in_words
from trainer_widgets.images import Box, ImageError, clamped, is_inside, needs_folder
from trainer_widgets.queues import is_prelabeled
from trainer_widgets.records import ImageTagAnswer, ImageTagItem, ImageTagShown
from trainer_widgets.settings import ProjectError
from trainer_widgets.widgets._base import LabelingWidget
from trainer_widgets.widgets._desk import Desk
from trainer_widgets.widgets._opening import ALL_SETTINGS
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._project_widget import STATIC

if TYPE_CHECKING:
    from typing import Any

    from trainer_widgets.project import Project
    from trainer_widgets.records import AutoTag, Condition, Tag

DIGITS = "123456789"
MOST_TAGS = 1_000


class ImageTagDesk(Desk):
    """Deals images by their size; the auto tags come along where this item shows them."""

    task = "image_tags"
    options: wire.ImageTagOptions

    @classmethod
    def check(cls, project: Project, options: wire.ImageTagOptions) -> None:
        """Refuse images that cannot be found, and a palette without a tag."""
        if project.images is None and any(
            needs_folder(item.image) for item in project.items.values()
        ):
            message = "the images have paths: say where they lead, such as images='photos'"
            raise ProjectError(message)
        if not _palette(project, options) and not options.new_tags:
            message = "there is no tag to choose from: give tags=[...] or new_tags=True"
            raise ProjectError(message)

    @classmethod
    def offered(cls, project: Project, options: wire.ImageTagOptions) -> wire.ImageTagOptions:
        """Fill in what the palette leaves open: the tagger's own tags, digits as hotkeys."""
        return msgspec.structs.replace(options, tags=_with_digits(_palette(project, options)))

    def dealt(self, item_id: str) -> wire.ImageTagDealt:
        """Return the item without its image, which is asked for, and without its path."""
        problem = self.project.pictures.problem(item_id)
        width, height = (0, 0) if problem else self.project.pictures.size(item_id)
        return wire.ImageTagDealt(
            token=self.tokens[item_id],
            number=self.queue.number(item_id),
            width=width,
            height=height,
            problem=problem,
            auto_tags=self._on_screen(item_id),
            supersedes=self.supersedes(item_id),
        )

    def picture(self, request: wire.Picture) -> tuple[wire.Pictured, list[bytes]]:
        """Return a picture of one of this person's items.

        Raises
        ------
        RefusedError
            When there is none, in words for the person.
        """
        box = None
        if request.width is not None and request.height is not None:
            box = Box(request.x, request.y, request.width, request.height)
        try:
            found = self.project.pictures.render(self.tokens.item(request.token), box, request.most)
        except ImageError as error:
            raise RefusedError(str(error)) from None
        return wire.Pictured(found.media_type, found.width, found.height), [found.content]

    def screen(self, item_id: str) -> list[str]:
        """Return the arm of the comparison that the item is in."""
        return [self.condition(item_id)]

    def condition(self, item_id: str) -> Condition:
        """Return whether the auto tags are before this person."""
        settings, share = self.project.settings, self.options.prelabels
        shows = _has_auto_tags(self.project.items) and is_prelabeled(item_id, share, settings.seed)
        return "prelabel" if shows else "blind"

    def impossible(self, item_id: str, answer: ImageTagAnswer) -> str | None:
        """Return why an answer could not have been given on this screen, else None."""
        if problem := self.project.pictures.problem(item_id):
            return problem
        if len(answer.tags) > MOST_TAGS:
            return f"{len(answer.tags)} tags are too many: at most {MOST_TAGS} can be stored"
        width, height = self.project.pictures.size(item_id)
        offered = {tag.name for tag in self.options.palette}
        for tag in answer.tags:
            if tag.name not in offered and not self.options.new_tags:
                return f"{tag.name!r} is not among the tags of this project"
            if reason := self._misplaced(tag, width, height):
                return reason
        return None

    def shown(self, item_id: str, submission: wire.Submit[ImageTagAnswer]) -> ImageTagShown:
        """Return what the tagger had proposed, and whether it was on screen."""
        item: ImageTagItem = self.project.items[item_id]
        seen = self.condition(item_id) == "prelabel"
        return ImageTagShown(seen=submission.seen, auto_tags=item.auto_tags, prelabels=seen)

    def show_plain(self, item_id: str) -> None:
        """Show what the tagger proposed."""
        item: ImageTagItem = self.project.items[item_id]
        self.recalled[item_id] = ImageTagShown(auto_tags=item.auto_tags, prelabels=True)

    def summary(self, item_id: str) -> str:
        """Return the image's number and size: a name could tell what is in it."""
        pictures = self.project.pictures
        name = f"Image {pictures.number(item_id)} \N{MIDDLE DOT} "
        if problem := pictures.problem(item_id):
            return name + problem
        width, height = pictures.size(item_id)
        return f"{name}{width} \N{MULTIPLICATION SIGN} {height}"

    def expected(self, item_id: str, missed: dict[str, Any]) -> str:  # noqa: ARG002
        """Return the right tags with their counts."""
        return tags_in_words(missed["tag_names"])

    def _on_screen(self, item_id: str) -> list[AutoTag] | None:
        recalled: ImageTagShown | None = self.recalled.get(item_id)
        shown = recalled.prelabels if recalled else self.condition(item_id) != "blind"
        if not shown:
            return None
        hidden: dict[str, None] = {}
        if self.options.place == "hidden":
            hidden["place"] = None
        if not self.options.confidence:
            hidden["confidence"] = None
        item: ImageTagItem = self.project.items[item_id]
        tags = [msgspec.structs.replace(tag, **hidden) for tag in item.auto_tags]
        if self.project.pictures.problem(item_id):
            return tags
        # A tagger may see a thing go on beyond the edge; accepted as it is, it has to fit.
        size = self.project.pictures.size(item_id)
        return [
            msgspec.structs.replace(tag, place=tag.place and clamped(tag.place, *size))
            for tag in tags
        ]

    def _misplaced(self, tag: Tag, width: int, height: int) -> str | None:
        asked, kind, place = self.options.place, self.options.place_kind, tag.place
        if place is None:
            return f"{tag.name!r} has no place" if asked == "required" else None
        if asked == "hidden" or kind not in {"any", "box" if place.is_box else "point"}:
            return f"{tag.name!r} has a place of a kind that is not asked for"
        inside = is_inside(place, width, height)
        return None if inside else f"{tag.name!r} lies outside the image"


def _has_auto_tags(items: dict[str, ImageTagItem]) -> bool:
    return any(item.auto_tags for item in items.values())


class ImageTagWidget(LabelingWidget):
    """Correct the tags that a tagger proposed for an image, by keyboard or pointer.

    A proposal counts for nothing until the person accepts it, one by one or all at once; an
    answer can be submitted when each is accepted or removed. So a tag that nobody looked at is
    never stored as somebody's, and the influence of the proposals stays measurable.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project`, the path of one, or a table of items with
        ``item_id``, ``image`` (a path, the bytes of a file or a PIL image) and perhaps
        ``auto_tags`` (names, or structs with ``name``, ``confidence`` and ``place``).
    store
        Where labels go: needed with a table; with a project its ``labels/`` is the default.
    annotator
        Who labels. By default the view asks the server, and a person whom it does not know.
    **arguments
        The options of :class:`~trainer_widgets.wire.ImageTagOptions` (``tags``, ``new_tags``,
        ``place``, ``place_kind``, ``prelabels``, ``confidence``, ``rationale``, ``min_words``,
        ``max_words``, ``stop_after``, ``break_after``) and the project's settings ``images`` (the
        folder in which paths lead; nothing outside it is opened), ``seed``, ``order``,
        ``people``, ``overlap``, ``assignments``, ``gold``, ``gold_rate``, ``feedback``,
        ``guideline``, ``taxonomy`` and ``name``.

    Raises
    ------
    UnknownArgumentError
        For a misspelt argument, with the right one.
    InvalidItemsError
        For a table that cannot be tagged, with the row and the column.
    ProjectError
        When images have paths and no folder is named, or there are no tags to choose from.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from PIL import Image
    >>> scene = Image.new("RGB", (64, 48), "white")
    >>> items = pd.DataFrame({"item_id": ["s1"], "image": [scene], "auto_tags": [["apple"]]})
    >>> widget = ImageTagWidget(items, tempfile.mkdtemp(), tags=["apple", "banana"])
    >>> [tag.name for tag in widget.options.tags]
    ['apple', 'banana']
    """

    task = "image_tags"
    desk_type = ImageTagDesk
    requests = LabelingWidget.requests | {"picture": wire.Picture}
    slow = frozenset({"picture"})
    settings = ALL_SETTINGS

    _esm = STATIC / "image_tags.js"
    _css = STATIC / "image_tags.css"

    def _on_picture(self, request: wire.Picture) -> tuple[wire.Pictured, list[bytes]]:
        with self._lock:
            desk = self._seated(request.seat)
        assert isinstance(desk, ImageTagDesk)  # noqa: S101 - for mypy: `desk_type` says so
        return desk.picture(request)


def _palette(project: Project, options: wire.ImageTagOptions) -> list[wire.PaletteTag]:
    used = {tag.name for item in project.items.values() for tag in item.auto_tags}
    return options.palette or [wire.PaletteTag(name) for name in sorted(used)]


def _with_digits(palette: list[wire.PaletteTag]) -> list[wire.PaletteTag | str]:
    taken = {tag.hotkey for tag in palette}
    free = iter([digit for digit in DIGITS if digit not in taken])
    return [
        tag if tag.hotkey else msgspec.structs.replace(tag, hotkey=next(free, ""))
        for tag in palette
    ]
