"""A part of the kit on a page of its own, in a real browser, before any widget has it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.jupyter import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Page

FRONTEND = REPOSITORY / "trainer_widgets/frontend"
BUNDLE = """
import { readFileSync } from "node:fs";
import * as esbuild from "esbuild";
const { outputFiles } = await esbuild.build({
  stdin: { contents: readFileSync(0, "utf8"), loader: "tsx", resolveDir: "src" },
  bundle: true, write: false, outdir: "out", format: "iife", target: "es2022",
  jsx: "transform", jsxFactory: "h", jsxFragment: "Fragment", inject: ["src/kit/jsx.ts"],
  tsconfigRaw: {},
});
const named = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text;
console.log(JSON.stringify({ js: named(".js"), css: named(".css") }));
"""
BODY = """
<!doctype html><html lang="en"><head><title>Text</title></head><body>
<p>Before the text</p><main class="tw" style="width: 400px; padding: 8px"></main>
<button>After the text</button></body></html>
"""
MOUNT = """
([props, css, isShadow]) => {
  let root = document.querySelector("main");
  const style = document.createElement("style");
  style.textContent = css;
  if (isShadow) {
    const host = root;
    host.className = "";
    root = document.createElement("div");
    root.className = "tw";
    host.attachShadow({ mode: "open" }).append(style, root);
  } else document.head.append(style);
  window.draw(root, props);
}
"""


BOX = """
(area, unit) => {
  const texts = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (unit < node.length) {
      const range = document.createRange();
      range.setStart(node, unit);
      range.setEnd(node, unit + 1);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return [left, right, (top + bottom) / 2];
    }
    unit -= node.length;
  }
}
"""


def bundle(source: str) -> dict[str, str]:
    """Bundle a page's source, TSX in the folder ``src``, to its ``js`` and ``css``."""
    places = str(Path(sys.executable).parent)
    node = shutil.which("node", path=places) or "node"
    command = [node, "--input-type=module", "--eval", BUNDLE]
    made = subprocess.run(
        command, cwd=FRONTEND, input=source, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return dict(json.loads(made.stdout))


def mount(
    page: Page, files: dict[str, str], props: dict[str, Any], *, shadow: bool = False
) -> None:
    """Call the page's ``draw(root, props)``, in a shadow root or without one."""
    page.goto("about:blank")
    page.set_content(BODY)
    page.add_script_tag(content=files["js"])
    page.evaluate(MOUNT, [props, files["css"], shadow])


class Text:
    """One text on a page of its own: what is told of it, and where its characters are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.area = page.get_by_role("textbox", name="Text")

    @property
    def events(self) -> list[Any]:
        """What was told: selections as ``[start, end]``, picked marks by id."""
        return list(self.page.evaluate("window.events"))

    def press(self, *keys: str) -> Any:
        """Press keys and give what was told last."""
        for key in keys:
            self.page.keyboard.press(key)
        return self.last

    @property
    def last(self) -> Any:
        """What was told last."""
        return self.events[-1] if self.events else None

    def box(self, unit: int) -> tuple[float, float, float]:
        """Give left, right and middle of a character, which is counted in UTF-16 units."""
        left, right, middle = self.area.evaluate(BOX, unit)
        return left, right, middle

    def click(self, unit: int, count: int = 1) -> Any:
        """Click on the left half of a character."""
        left, right, middle = self.box(unit)
        self.page.mouse.click(left + (right - left) / 4, middle, click_count=count)
        return self.last

    def drag(self, first: int, last: int) -> Any:
        """Drag from the left edge of a character to the right edge of another one."""
        left, _, top = self.box(first)
        _, right, bottom = self.box(last)
        self.page.mouse.move(left + 1, top)
        self.page.mouse.down()
        self.page.mouse.move((left + right) / 2, (top + bottom) / 2)
        self.page.mouse.move(right - 1, bottom)
        self.page.mouse.up()
        self.page.wait_for_timeout(20)
        return self.last
