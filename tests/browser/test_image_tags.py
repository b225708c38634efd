"""Image tags in JupyterLab: what is done on screen, and the rows that it leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.hostile import NAMES
from tests.browser.image_tagging import SCENES, SHOW, rows, show, tags_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.jupyter import JupyterServer
    from tests.browser.lab import Lab, Notebook

MOST_MESSAGE = 5_000_000
LARGE = """
from PIL import ImageDraw
import pathlib
pathlib.Path("photos").mkdir(exist_ok=True)
photo = Image.new("RGB", (12_000, 9_000), (180, 190, 170))
ImageDraw.Draw(photo).rectangle((9_000, 6_000, 9_399, 6_299), fill=(10, 10, 10))
secret = "secret-"  # apart, so that this code is not what is found on the wire
photo.save(f"photos/zfile{secret}large.jpg", quality=80)
large = table([f"zfile{secret}large.jpg"], auto=[], ids="zitem" + secret)
"""
BROKEN = """
photos = pathlib.Path("photos"); photos.mkdir(exist_ok=True)
scene().save(photos / "half.png")
(photos / "half.png").write_bytes((photos / "half.png").read_bytes()[:-200])
(photos / "text.jpg").write_text("no image")
scene().save("outside.png")
scene().save(photos / "whole.png")
broken = table(["gone.png", "../outside.png", "text.jpg", "half.png", "whole.png"], ids="b")
"""


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests here."""
    notebook = module_lab.open_notebook([SCENES, SHOW])
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_cell(0)
    return notebook


@pytest.fixture
def work(lab_server: JupyterServer) -> Path:
    """Give the folder in which the labels of these tests lie."""
    return lab_server.work / "tags"


def test_auto_tags_are_corrected_by_keyboard_alone(notebook: Notebook, work: Path) -> None:
    """Accepted, removed, added, placed, looked at again, changed, taken back: without a mouse."""
    tagger = show(notebook, "keys")
    tagger.wait_ready()
    assert tagger.changes() == "As proposed 3 proposed, not counted yet"
    tagger.press("Control+Enter")
    expect(tagger.root.locator(".tw-complaint")).to_contain_text("neither accepted nor removed")
    tagger.press("a")
    expect(tagger.tag("grapes 1, proposed")).to_have_attribute("aria-pressed", "true")
    tagger.press("x", "a", "2", "b")
    assert tagger.changes() == "\N{MINUS SIGN} grapes + banana"
    tagger.press("t")
    tagger.page.keyboard.type("kiw")
    tagger.press("Enter", "o", "Control+Enter")
    tagger.position("2 of 3")
    tagger.wait_saved()
    tagger.press("p")
    expect(tagger.tag("kiwi 1, accepted, point at 200, 150")).to_be_visible()
    expect(tagger.tag("grapes 1, removed")).to_be_visible()
    tagger.press("k", "x", "Control+Enter")
    tagger.position("2 of 3")
    tagger.press("ArrowRight", "c", "4")
    assert tagger.changes().startswith("\N{MINUS SIGN} apple + kiwi kiwi 1 placed anew")
    tagger.press("z", "z")
    assert tagger.changes().startswith("As proposed")
    tagger.press("Shift+A", "Control+Enter")
    tagger.position("3 of 3")
    tagger.press("u")
    tagger.position("2 of 3")
    tagger.wait_saved()
    first, changed, second, back = rows(work / "keys")
    apple, banana = ("apple", 190, 90, 80, 80), ("banana", 20, 200, 60, 40)
    added = ("banana", 150, 113, 100, 75)
    assert tags_of(first) == [apple, banana, added, ("kiwi", 200, 150)]
    assert tags_of(changed) == [apple, banana, added]
    assert changed["supersedes"] == first["event_id"]
    assert tags_of(second) == [apple, ("grapes",), banana]
    assert (back["action"], back["refers_to"]) == ("retract", second["event_id"])
    assert first["condition"] == "prelabel"
    assert [tag["name"] for tag in first["shown"]["auto_tags"]] == ["apple", "grapes", "banana"]


def test_places_are_pixels_of_the_original_at_any_zoom(notebook: Notebook, work: Path) -> None:
    """Drawn, moved and resized by pointer and by keys, each edge lies where it was put."""
    tagger = show(notebook, "places", "items=table([scene()], auto=AUTO[:1])")
    tagger.wait_ready()
    tagger.press("a", "4")
    tagger.drag((40, 50), (140, 90))
    expect(tagger.tag("kiwi 1, accepted, box 100 by 40 at 40, 50")).to_be_visible()
    tagger.drag((60, 60), (80, 75))
    expect(tagger.tag("kiwi 1, accepted, box 100 by 40 at 60, 65")).to_be_visible()
    tagger.press("+", "+", "+")
    tagger.drag((160, 105), (170, 110))
    expect(tagger.tag("kiwi 1, accepted, box 110 by 45 at 60, 65")).to_be_visible()
    tagger.press("Alt+ArrowLeft", "Alt+Shift+ArrowDown", "Alt+Shift+ArrowDown")
    expect(tagger.tag("kiwi 1, accepted, box 110 by 47 at 59, 65")).to_be_visible()
    tagger.press("0")
    tagger.page.mouse.click(*tagger.screen(195, 95))
    expect(tagger.tag("apple 1, accepted")).to_have_attribute("aria-pressed", "true")
    tagger.drag((270, 170), (300, 200))
    tagger.drag((190, 90), (200, 100))
    tagger.press("2")
    tagger.page.mouse.click(*tagger.screen(30.5, 40.5))
    tagger.press("Control+Enter")
    tagger.wait_saved()
    (row,) = rows(work / "places")
    assert tags_of(row) == [
        ("apple", 200, 100, 100, 100),
        ("kiwi", 59, 65, 110, 47),
        ("banana", 30, 40),
    ]
    assert list(row["shown"]["seen"]) == ["zoom"]


def test_a_huge_photo_is_labeled_in_its_own_pixels(notebook: Notebook, work: Path) -> None:
    """12,000 by 9,000: the screen gets small pictures and real detail, the row full pixels."""
    notebook.run_python(LARGE)
    notebook.wire.clear()
    tagger = show(notebook, "large", "items=large, images='photos'")
    tagger.wait_ready()
    x, y = tagger.screen(9_200, 6_150, 12_000)
    tagger.page.mouse.move(x, y)
    for _ in range(8):
        tagger.page.mouse.wheel(0, -250)
    expect(tagger.root.locator("img.tw-picture")).to_have_count(2)
    tagger.press("4")
    tagger.drag((9_000, 6_000), (9_400, 6_300), 12_000)
    tagger.press("Control+Enter")
    tagger.wait_saved()
    (row,) = rows(work / "large")
    ((name, *place),) = tags_of(row)
    assert name == "kiwi"
    assert all(abs(a - b) <= 2 for a, b in zip(place, (9_000, 6_000, 400, 300), strict=True))
    assert max(len(frame) for _, frame in notebook.wire.frames) < MOST_MESSAGE
    for secret in ("zfilesecret-large", "zitemsecret-0"):
        assert [place for place in notebook.wire.where(secret) if "received" in place] == []
        assert secret not in tagger.root.inner_html()


def test_broken_images_stop_nobody(notebook: Notebook, work: Path) -> None:
    """Missing, outside, no image, half an image: a notice each, and the queue goes on."""
    notebook.run_python("import pathlib\n" + BROKEN)
    tagger = show(notebook, "broken", "items=broken, images='photos'")
    for number, reason in enumerate(("missing", "outside", "no image", "damaged"), 1):
        tagger.position(f"{number} of 5")
        alert = tagger.root.get_by_role("alert").filter(has_text="There is no image to show")
        expect(alert).to_contain_text(reason)
        tagger.press("Control+Enter")
        expect(tagger.root.locator(".tw-complaint")).to_contain_text("There is no image to tag")
        if number % 2:
            tagger.button("Escalate as broken").click()
        else:
            tagger.press("s")
    tagger.wait_ready()
    tagger.press("Shift+A", "Control+Enter")
    tagger.wait_saved()
    events = rows(work / "broken")
    assert [row["action"] for row in events] == ["escalate", "skip", "escalate", "skip", "answer"]
    assert events[0]["escalation"]["reason"] == "broken_item"
    assert events[4]["item_id"] == "b4"


def test_hostile_names_are_text(notebook: Notebook, work: Path) -> None:
    """Tags that try to run, to load, to hide or to break the layout are stored as they are."""
    names = NAMES[:60]
    (work.parent / "names.json").write_text(json.dumps(names))
    notebook.run_python(
        "import json\nnames = json.load(open('names.json'))\n"
        "wild = table([scene()], auto=[{'name': name, 'place': BOX} for name in names[::2]])"
    )
    tagger = show(notebook, "hostile", "items=wild, tags=names")
    tagger.wait_ready()
    tagger.press("1", "b")
    tagger.press("Shift+A", "Control+Enter")
    tagger.wait_saved()
    assert notebook.page.evaluate("window.__pwned") is None
    assert notebook.wire.elsewhere() == []
    (row,) = rows(work / "hostile")
    assert sorted(tag[0] for tag in tags_of(row)) == sorted([*names[::2], names[0]])


def test_public_scenes_are_labeled_in_place(
    notebook: Notebook, work: Path, known_answers: Path
) -> None:
    """A composite of the fruit scenes is shown from its folder; its true tags become a row."""
    folder = known_answers / "fruit_scenes"
    if not folder.is_dir():
        pytest.skip(f"needs {folder}, which is not part of the repository")
    truth = json.loads((folder / "annotations.jsonl").read_text().splitlines()[0])
    auto = truth["auto_tags"].split()
    notebook.run_python(f"fruit = table([{truth['image']!r}], auto={auto!r})")
    arguments = f"items=fruit, images={str(folder)!r}, tags=['apple', 'banana']"
    tagger = show(notebook, "fruit", arguments)
    tagger.wait_ready()
    tagger.press("Shift+A")
    missing = list(truth["tags"].split())
    for name in auto:
        missing.remove(name)
    tagger.press(*("12"[name == "banana"] for name in missing), "Control+Enter")
    tagger.wait_saved()
    (row,) = rows(work / "fruit")
    assert sorted(tag[0] for tag in tags_of(row)) == sorted(truth["tags"].split())
