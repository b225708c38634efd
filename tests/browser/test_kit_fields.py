"""The kit's field for a better version and its field that finds a name, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.accessibility import violations
from tests.browser.kit_page import bundle, mount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PAGE = """
import { render } from "preact";
import { useState } from "preact/hooks";
import { PlaceProvider } from "./kit/context";
import { RewriteEditor } from "./kit/rewrite";
import { TypeAhead } from "./kit/type_ahead";
import "./kit/theme.css";
import "./kit/frame.css";
import "./kit/text.css";

const choices = Array.from({ length: 5000 }, (_, n) => ({ id: `c${n}`, name: `Category ${n}` }));

function Example(props) {
  const [text, setText] = useState(props.original);
  const [picked, setPicked] = useState("");
  return (
    <>
      <RewriteEditor name="Better" {...props} {...{ text, setText }} />
      <TypeAhead name="Find" choices={choices} onPick={setPicked} />
      <output>{picked}</output>
    </>
  );
}

window.draw = (root, props) => {
  const place = { session: { choices: new Set() }, root };
  render(<PlaceProvider value={place}><Example {...props} /></PlaceProvider>, root);
};
"""
CODE = "def f(x):\n    return x\n"


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Bundle a page with both fields."""
    return bundle(PAGE)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Give one page to all tests: each begins with an empty one."""
    page = browser.new_page(viewport={"width": 900, "height": 420})
    page.set_default_timeout(5_000)
    yield page
    page.close()


@pytest.fixture
def draw(page: Page, files: dict[str, str]) -> Callable[..., Page]:
    """Draw both fields; what is given are properties of the first one."""

    def draw(**props: Any) -> Page:
        mount(page, files, props)
        return page

    return draw


def test_way_back_can_be_undone(draw: Callable[..., Page]) -> None:
    """Going back to the original is one step for the browser's own undo and redo."""
    page = draw(original="The first version.")
    field = page.get_by_role("textbox", name="Better")
    field.press_sequentially(" And more.")
    page.get_by_role("button", name="Back to the original").click()
    assert field.input_value() == "The first version."
    page.keyboard.press("Control+z")
    assert field.input_value() == "The first version. And more."
    page.keyboard.press("Control+Shift+z")
    assert field.input_value() == "The first version."


def test_difference_below_the_field(draw: Callable[..., Page]) -> None:
    """Where the difference stands below the field, it is in sight, at its first change."""
    page = draw(original="Word. " * 400)
    page.set_viewport_size({"width": 500, "height": 420})
    page.get_by_role("textbox", name="Better").press("Control+End")
    page.keyboard.type("The end.")
    page.locator("ins").first.wait_for()
    seen = page.evaluate("""() => {
      const area = document.querySelector(".tw-edits").getBoundingClientRect();
      const change = document.querySelector("ins").getBoundingClientRect();
      return [area.height, change.top >= area.top && change.bottom <= area.bottom];
    }""")
    page.set_viewport_size({"width": 900, "height": 420})
    height, in_sight = seen
    assert 100 < height < 250
    assert in_sight


def test_code_is_indented_and_undone(draw: Callable[..., Page]) -> None:
    """Tab and Shift+Tab move the selected lines, each undone at once; Escape and Tab leave."""
    page = draw(original=CODE, code=True)
    field = page.get_by_role("textbox", name="Better")
    field.press("Control+a")
    field.press("Tab")
    assert field.input_value() == "    def f(x):\n        return x\n"
    field.press("Shift+Tab")
    assert field.input_value() == CODE
    page.keyboard.press("Control+z")
    assert field.input_value() == "    def f(x):\n        return x\n"
    names = ["spellcheck", "autocorrect", "autocapitalize"]
    assert [field.get_attribute(name) for name in names] == ["false", "off", "none"]
    field.press("Escape")
    field.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA"


def test_list_is_cut_off_by_nothing(draw: Callable[..., Page]) -> None:
    """The list of names is seen whole beyond the widget's edge, and above the field if need be."""
    page = draw(original="short", rows=1)
    field = page.get_by_role("combobox", name="Find")
    page.evaluate("document.querySelector('main').style.height = '170px'")
    field.press_sequentially("category 4")
    last = page.get_by_role("option").nth(4)
    last.click()
    assert page.locator("output").text_content() == "c43"
    page.evaluate("document.querySelector('main').style.paddingTop = '230px'")
    page.evaluate("document.querySelector('main').style.height = 'auto'")
    field.press_sequentially("7")
    top = page.get_by_role("listbox").bounding_box()
    below = field.bounding_box()
    assert top is not None
    assert below is not None
    assert 0 <= top["y"] < top["y"] + top["height"] <= below["y"]


def test_accessibility(draw: Callable[..., Page]) -> None:
    """Nothing is found by axe-core, with the list open and something changed."""
    page = draw(
        original="one two three", limits={"max_words": 2, "max_lines": 0, "max_characters": 9}
    )
    page.get_by_role("textbox", name="Better").press_sequentially(" four")
    page.get_by_role("combobox", name="Find").press("ArrowDown")
    assert page.get_by_role("option").count() == 50
    assert violations(page, "main") == []
