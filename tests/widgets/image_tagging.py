"""Images and answers for the tests that speak to the image tag widget as a view would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from PIL import Image

import trainer_widgets as tw

if TYPE_CHECKING:
    from pathlib import Path

    from tests.widgets.client import Client

BOX = {"x": 4, "y": 3, "width": 20, "height": 10}
AUTO = [
    {"name": "apple", "confidence": 0.9, "place": BOX},
    {"name": "grapes", "confidence": 0.4, "place": None},
]


def table(folder: Path, n: int = 6) -> pd.DataFrame:
    """Return images of 64 by 48 whose names must never reach a browser."""
    folder.mkdir(exist_ok=True)
    for number in range(n):
        Image.new("RGB", (64, 48), (number, 90, 30)).save(folder / f"secret-{number}.png")
    return pd.DataFrame(
        {
            "item_id": [f"secret-item-{number}" for number in range(n)],
            "image": [f"secret-{number}.png" for number in range(n)],
            "auto_tags": [AUTO] * n,
        }
    )


def widget(folder: Path, items: pd.DataFrame | None = None, **arguments: Any) -> tw.ImageTagWidget:
    """Return a widget over six images that stores into a folder."""
    items = table(folder / "photos") if items is None else items
    given = {"annotator": "ana", "images": str(folder / "photos"), "tags": ["apple", "banana"]}
    return tw.ImageTagWidget(items, folder / "labels", **given | arguments)


def tagged(*tags: Any) -> dict[str, Any]:
    """Return an answer of names, or of names with places."""
    pairs = [(tag, None) if isinstance(tag, str) else tag for tag in tags]
    return {
        "type": "image_tags",
        "tags": [{"name": name, "place": place} for name, place in pairs],
    }


def picture(client: Client, item: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Ask for an item's picture."""
    whole = {"x": 0, "y": 0, "width": None, "height": None, "most": 32}
    asked = {"seat": client.seat, "token": item["token"]} | whole | changes
    return client.ask("picture", **asked)
