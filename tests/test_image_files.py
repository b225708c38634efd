"""Image files: where they may lie, and what tells one from another."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from trainer_widgets.images import ImageError, Pictures, fingerprint, image_file, upright_size
from trainer_widgets.records import ImageTagItem

if TYPE_CHECKING:
    from pathlib import Path


def png(width: int, height: int) -> bytes:
    """Return the bytes of an image file."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    "path",
    [
        "../secret.png",
        "inside/../../secret.png",
        "link.png",
        "linked/secret.png",
        "{absolute}",
        "file://{absolute}",
        "https://example.org/a.png",
        "//example.org/a.png",
        "nothing.png",
        "inside",
        "circle",
        "a\0b.png",
        "x" * 5000,
        ".",
    ],
)
def test_nothing_outside_the_folder_is_opened(tmp_path: Path, path: str) -> None:
    """Dots, absolute paths, links, addresses and folders are refused, and no path is told."""
    folder = tmp_path / "project"
    (folder / "inside").mkdir(parents=True)
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(4, 4))
    (folder / "link.png").symlink_to(secret)
    (folder / "linked").symlink_to(tmp_path)
    (folder / "circle").symlink_to(folder / "circle")
    path = path.replace("{absolute}", str(secret))
    with pytest.raises(ImageError) as caught:
        image_file(path, folder)
    assert "secret" not in str(caught.value)
    assert str(Pictures({"i": ImageTagItem("i", path)}, folder).problem("i")) == str(caught.value)


def test_a_path_leads_into_the_folder(tmp_path: Path) -> None:
    """A path inside the folder is found, also by way of a link that stays inside."""
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(png(6, 4))
    (tmp_path / "b.png").symlink_to(tmp_path / "images" / "a.png")
    assert upright_size("images/a.png", tmp_path) == (6, 4)
    assert upright_size("b.png", tmp_path) == (6, 4)


def test_a_fingerprint_follows_the_content(tmp_path: Path) -> None:
    """Another image under the same path is another; the same one elsewhere is the same."""
    first, second = tmp_path / "a.bin", tmp_path / "b.bin"
    first.write_bytes(b"x" * 50_000)
    second.write_bytes(b"x" * 50_000)
    before = fingerprint("a.bin", tmp_path)
    assert before == fingerprint("b.bin", tmp_path)
    for place in (0, 25_000, 49_999):
        changed = bytearray(b"x" * 50_000)
        changed[place] = 0
        first.write_bytes(changed)
        assert fingerprint("a.bin", tmp_path) != before
    first.write_bytes(b"x" * 50_001)
    assert fingerprint("a.bin", tmp_path) != before
    first.unlink()
    assert fingerprint("a.bin", tmp_path) != before
