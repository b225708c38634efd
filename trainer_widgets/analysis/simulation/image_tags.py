"""Simulated image tags: a few drawn scenes, and a tagger that errs in one way at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from trainer_widgets.analysis.simulation.contents import Facts
from trainer_widgets.analysis.simulation.pictures import FRUIT, SIZE, Fruit, layouts, save_all

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from trainer_widgets.analysis.simulation.contents import Row
    from trainer_widgets.analysis.simulation.labels import Drawn

Tags = list[dict[str, Any]]
ALIKE = {one: FRUIT[one].alike for one in FRUIT}
MARGIN = 30


class ImageTagContents(Facts):
    """Pictures that several items share, and what a tagger made of each."""

    name: ClassVar[str] = "Simulated season: image tags"
    rules: ClassVar[str] = (
        "Put the proposed tags right: one tag for each fruit that can be seen. Remove tags of what "
        "is not there, add what is missing, and change a name that belongs to a look-alike."
    )
    new_rule: ClassVar[str] = (
        "**New in 1.1.** At dusk, look at the shape and not at the colour: a lemon has a tip, a "
        "tomato has a flat star."
    )

    def __init__(self, drawn: Drawn, seed: int) -> None:
        super().__init__(drawn, seed)
        self.layouts = layouts(seed)
        places = range(drawn.process.items)
        self.scenes = [self._scene(place) for place in places]
        self.true = [self._true(place) for place in places]
        self.proposed = [self._changed(self.true[place], place, "tagger") for place in places]

    @property
    def options(self) -> str:
        """The palette."""
        tags = "\n".join(f'\n[[options.tags]]\nname = "{name}"' for name in sorted(FRUIT))
        return f'place = "optional"\nprelabels = {self.drawn.process.prelabels}\n{tags}\n'

    def item(self, place: int) -> Row:
        """Return an item's row."""
        features = self.row(place)
        rng = self.rng(place, "confidence")
        auto = [
            tag | {"confidence": round(rng.uniform(0.6, 0.99), 2)} for tag in self.proposed[place]
        ]
        image = f"images/{self.scenes[place]}-{features['light']}.png"
        return {"item_id": self.ids[place], "image": image, "auto_tags": auto} | features

    def answer(self, place: int, choice: str, rng: random.Random, *, known: bool) -> Row:  # noqa: ARG002 - as all tasks
        """Return the tags that follow from what somebody takes for the tagger's error."""
        if choice == self.truth(place):
            tags = self.true[place]
        else:
            tags = _corrected(self.proposed[place], choice, rng)
        return {"type": "image_tags", "tags": tags}

    def shown(self, place: int, left: int) -> Row:  # noqa: ARG002 - as all tasks
        """Return the proposals, and whether they were on screen."""
        auto = self.item(place)["auto_tags"]
        on_screen = bool(self.drawn.items.shown[place])
        return {"seen": [], "auto_tags": auto, "prelabels": on_screen}

    def gold(self, place: int) -> Row:
        """Return the names that are right."""
        names = sorted(str(tag["name"]) for tag in self.true[place])
        return {"tag_names": names, "reason": "Simulated: that is what was drawn."}

    def write(self, folder: Path) -> None:
        """Draw the pictures."""
        save_all(self.layouts, folder / "images")

    def _scene(self, place: int) -> str:
        kind = self.features["scene"][place]
        names = [name for name in self.layouts if name.startswith(kind)]
        return self.rng(place, "scene").choice(names)

    def _true(self, place: int) -> Tags:
        return [_tag(one) for one in self.layouts[self.scenes[place]]]

    def _changed(self, true: Tags, place: int, purpose: str) -> Tags:
        """Return what a tagger makes of the truth, by the error that was drawn."""
        rng, error = self.rng(place, purpose), self.truth(place)
        at = rng.randrange(len(true))
        match error:
            case "missed":
                return [tag for number, tag in enumerate(true) if number != at]
            case "spurious":
                return [*true, _somewhere(rng)]
            case "confused":
                return _swapped(true, at)
            case _:
                return list(true)


def _corrected(proposed: Tags, choice: str, rng: random.Random) -> Tags:
    """Return the proposals after a correction that misses what is wrong with them."""
    at = rng.randrange(len(proposed))
    match choice:
        case "missed":
            return [*proposed, _somewhere(rng)]
        case "spurious":
            return [tag for number, tag in enumerate(proposed) if number != at]
        case "confused":
            return _swapped(proposed, at)
        case _:
            return list(proposed)


def _swapped(tags: Tags, at: int) -> Tags:
    return [
        tag | {"name": ALIKE[tag["name"]]} if number == at else tag
        for number, tag in enumerate(tags)
    ]


def _somewhere(rng: random.Random) -> dict[str, Any]:
    x, y = (rng.randrange(side - MARGIN) for side in SIZE)
    place = {"x": float(x), "y": float(y), "width": float(MARGIN), "height": float(MARGIN)}
    return {"name": rng.choice(sorted(FRUIT)), "place": place}


def _tag(fruit: Fruit) -> dict[str, Any]:
    sides = zip(("x", "y", "width", "height"), fruit.box, strict=True)
    return {"name": fruit.name, "place": {side: float(value) for side, value in sides}}
