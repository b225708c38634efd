"""The kit's text in which stretches are selected and marked, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.accessibility import violations
from tests.browser.kit_page import Text, bundle, mount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Page

PAGE = """
import { render } from "preact";
import { useState } from "preact/hooks";
import { SpanText } from "./kit/span_text";
import "./kit/theme.css";
import "./kit/text.css";
import "./kit/marks.css";

function Example({ events, ...props }) {
  const [selection, setSelection] = useState(null);
  const [current, setCurrent] = useState(null);
  const onSelect = (span) => {
    setSelection(span);
    events.push(span && [span.start, span.end]);
  };
  const onPick = (id) => {
    setCurrent(id);
    events.push(id);
  };
  const spans = props.spans.map((span) => ({ ...span, current: span.id === current }));
  return <SpanText name="Text" {...props} {...{ spans, selection, onSelect, onPick }} />;
}

window.draw = (root, props) => {
  window.events = [];
  window.change = (more) => {
    props = { ...props, ...more };
    render(<Example events={window.events} {...props} />, root);
  };
  window.change({});
};
"""
FOX = "The quick brown fox jumps over the lazy dog, and then runs into the wood.\nSo it does."
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
TEACHER = "قال المُعَلِّمُ للطلابِ مرحبًا."
POLITE = "回答乙更有礼貌。"


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Bundle a page that shows nothing but one text."""
    return bundle(PAGE)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Give one page to all tests: each begins with an empty one."""
    page = browser.new_page(viewport={"width": 700, "height": 500})
    page.set_default_timeout(5_000)
    yield page
    page.close()


@pytest.fixture
def draw(page: Page, files: dict[str, str]) -> Callable[..., Text]:
    """Draw a text: ``draw("words", [("a", 0, 5)], omissions=True)``."""

    def draw(
        text: str, marks: Sequence[tuple[str, int, int]] = (), *, shadow: bool = False, **more: bool
    ) -> Text:
        spans = [
            {"id": name, "start": start, "end": end, "label": f"Label of {name}"}
            for name, start, end in marks
        ]
        mount(page, files, {"text": text, "spans": spans, **more}, shadow=shadow)
        return Text(page)

    return draw


def test_double_click_selects_a_word(draw: Callable[..., Text]) -> None:
    """A double click selects the word without its blanks, a third one the line."""
    text = draw(FOX)
    assert text.click(5, 2) == [4, 9]
    assert text.click(75, 2) == [74, 76]
    assert text.click(5, 3) == [0, 73]


def test_drag_selects_what_it_passes(draw: Callable[..., Text]) -> None:
    """A drag selects in both directions and over lines, also from within what is selected."""
    text = draw(FOX)
    assert text.drag(4, 8) == [4, 9]
    assert text.drag(6, 18) == [6, 19]
    assert text.drag(10, 76) == [10, 77]
    assert text.click(1) is None


def test_drag_that_ends_outside_selects_to_the_end(draw: Callable[..., Text]) -> None:
    """A drag that leaves the text below selects up to its end."""
    text = draw(FOX)
    left, _, middle = text.box(10)
    text.page.mouse.move(left + 1, middle)
    text.page.mouse.down()
    text.page.mouse.move(left + 30, 400)
    text.page.mouse.up()
    text.page.wait_for_timeout(20)
    assert text.last == [10, 85]


def test_shift_and_arrows_select(draw: Callable[..., Text]) -> None:
    """Shift and arrows select by character, with Ctrl by word, with Home and End by line."""
    text = draw(FOX)
    text.area.focus()
    assert text.press(*["ArrowRight"] * 4, *["Shift+ArrowRight"] * 5) == [4, 9]
    assert text.press("Shift+ArrowLeft") == [4, 8]
    assert text.press("Control+Shift+ArrowRight", "Control+Shift+ArrowRight") == [4, 15]
    assert text.press("Control+Shift+ArrowLeft") == [4, 10]
    assert text.press("Control+Home", "Control+ArrowRight", "Control+Shift+ArrowRight") == [3, 9]
    assert text.press("Control+End", "Shift+Home") == [74, 85]
    assert text.press("Control+a") == [0, 85]
    assert text.press("Escape") is None


def test_arrows_up_and_down_go_by_drawn_line(draw: Callable[..., Text]) -> None:
    """Up and down keep the column where a line is long enough, and stop at the ends."""
    text = draw("one two\n\nthree four", omissions=True)
    text.area.focus()
    assert text.press("ArrowDown") == [8, 8]
    assert text.press("ArrowDown", "ArrowRight") == [10, 10]
    assert text.press("Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp") == [0, 10]
    assert text.press(*["Shift+ArrowDown"] * 4) == [10, 19]


def test_emoji_family_is_one_character(draw: Callable[..., Text]) -> None:
    """A family of seven code points is selected whole or not at all, by keys and by pointer."""
    text = draw(f"a {FAMILY} b e\u0301 c")
    text.area.focus()
    assert text.press("ArrowRight", "ArrowRight", "Shift+ArrowRight") == [2, 9]
    assert text.press("Shift+ArrowLeft", "Shift+ArrowLeft") == [1, 2]
    assert text.press("Control+End", "ArrowLeft", "ArrowLeft", "Shift+ArrowLeft") == [12, 14]
    assert text.click(2, 2) == [2, 9]


def test_arabic_goes_to_the_left(draw: Callable[..., Text]) -> None:
    """In a text from right to left the left arrow goes on, over letters with their diacritics."""
    text = draw(TEACHER)
    text.area.focus()
    assert text.press("Shift+ArrowLeft") == [0, 1]
    assert text.press("Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft") == [0, 15]
    assert text.press("ArrowLeft", "Shift+ArrowRight") == [13, 15]
    word = TEACHER.index("للطلابِ")
    assert text.click(word + 2, 2) == [word, word + len("للطلابِ")]
    assert text.press("Home", "Control+Shift+ArrowLeft") == [0, 3]


def test_chinese_by_character_and_word(draw: Callable[..., Text]) -> None:
    """Chinese is selected by character, and by the words that the browser's dictionary has."""
    text = draw(POLITE)
    text.area.focus()
    assert text.press("ArrowRight", "ArrowRight", "Shift+ArrowRight") == [2, 3]
    assert text.drag(4, 6) == [4, 7]
    assert text.press("Control+Home", "Control+Shift+ArrowRight") == [0, 2]


def test_omission_is_a_place(draw: Callable[..., Text]) -> None:
    """Where something can be missing a caret is told, by click and by key, and taken back."""
    text = draw(FOX, [("gap", 9, 9)], omissions=True)
    text.area.focus()
    assert text.events == []
    assert text.press("ArrowRight", "ArrowRight") == [2, 2]
    assert text.click(16) == [16, 16]
    assert text.press("Escape") is None
    text.page.locator(".tw-omission").click(force=True)
    assert text.last == "gap"


def test_overlapping_marks_are_picked_in_turn(draw: Callable[..., Text]) -> None:
    """Clicks on the same place pick the shortest mark and then those around it; so does Enter."""
    text = draw(FOX, [("a", 4, 19), ("b", 10, 30)])
    assert [text.click(12) for _ in range(3)] == ["a", "b", "a"]
    assert text.click(22) == "b"
    text.area.focus()
    assert text.press("Control+Home", "Control+ArrowRight", "ArrowRight", "Enter") == "a"
    assert text.drag(6, 25) == [6, 26]
    assert text.page.locator("mark").count() == 3


def test_selection_outlives_new_marks_and_focus(draw: Callable[..., Text]) -> None:
    """What is selected stays selected and highlighted when marks come and the focus goes."""
    text = draw(FOX)
    assert text.drag(10, 18) == [10, 19]
    text.page.evaluate("window.change({ spans: [{ id: 'a', start: 4, end: 15, label: 'a' }] })")
    assert text.press("Shift+ArrowRight") == [10, 20]
    text.press("Tab")
    assert text.page.evaluate("document.activeElement.textContent") == "After the text"
    shown = "[...CSS.highlights.get('tw-selected')].map(String)"
    assert text.page.evaluate(shown) == ["brown fox "]


def test_marks_wait_for_the_pointer(draw: Callable[..., Text]) -> None:
    """While a pointer selects, the text keeps its nodes; what came meanwhile is drawn after."""
    text = draw(FOX)
    left, _, middle = text.box(4)
    _, right, _ = text.box(8)
    text.page.mouse.move(left + 1, middle)
    text.page.mouse.down()
    text.page.mouse.move(right - 1, middle)
    text.page.evaluate("window.change({ spans: [{ id: 'a', start: 6, end: 7, label: 'a' }] })")
    assert text.page.locator("mark").count() == 0
    text.page.mouse.up()
    text.page.locator("mark").wait_for()
    assert text.last == [4, 9]


def test_shadow_root(draw: Callable[..., Text]) -> None:
    """In a shadow root keys and pointer select as they do elsewhere."""
    text = draw(f"Look: {FAMILY} in the shade", shadow=True)
    text.area.focus()
    assert text.press("Control+Shift+ArrowRight") == [0, 4]
    assert text.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight") == [0, 13]
    assert text.click(23, 2) == [17, 20]
    assert text.drag(21, 25) == [17, 22]


def test_accessibility(draw: Callable[..., Text]) -> None:
    """Nothing is found by axe-core, and a selection is said."""
    text = draw(FOX, [("a", 4, 19), ("b", 10, 30), ("c", 35, 35)])
    text.area.focus()
    text.press("Control+Shift+ArrowRight")
    assert violations(text.page, "main") == []
    live = text.page.locator("[aria-live]")
    live.get_by_text("Selected: “The”").wait_for(state="attached")
