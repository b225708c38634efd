"""Labeling 200 items in a row in real JupyterLab: from the key to the next item on screen.

The floor is the same page's bare answer to a key: a handler that changes one text, painted on
the next frame. Both are timed in the page, from the event to the frame after the change.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.bench.measure import Row
from tests.browser import chromium
from tests.browser.jupyter import JupyterServer
from tests.browser.lab import Lab
from tests.browser.labeling import Labeler, open_ranking
from tests.browser.running import ARGUMENTS

if TYPE_CHECKING:
    from playwright.sync_api import Page

SUBMITS = 200
# Milliseconds between two of them, in which nothing else asks anything of the page.
PAUSE = 100
# Notes the time from a key, before anybody handles it, to the frame that shows its effect.
WATCH = """
(selector) => {
  window.__took = [];
  let began = null;
  let shown = document.querySelector(selector).textContent;
  window.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "F9") began = performance.now();
  }, true);
  const painted = () => {
    const text = document.querySelector(selector)?.textContent;
    if (text === undefined || text === shown) return;
    shown = text;
    if (began === null) return;
    const since = began;
    began = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.__took.push(performance.now() - since);
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(painted).observe(document.body, {
    characterData: true, childList: true, subtree: true,
  });
}
"""
FLOOR = """
() => {
  const floor = document.createElement("p");
  floor.id = "floor";
  floor.textContent = "0";
  document.body.append(floor);
}
"""
ANSWER = """
() => {
  let n = 0;
  const floor = document.querySelector("#floor");
  window.addEventListener("keydown", (event) => {
    if (event.key === "F9") floor.textContent = String(++n);
  }, true);
}
"""


def rows() -> list[Row]:
    """Label in Chromium, then measure the floor of the same page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        JupyterServer(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        labeler = open_ranking(Lab(server, context), "labels", n=SUBMITS + 10)
        ours, receipt = _label(labeler)
        floor = _floor(labeler.page)
        browser.close()
    return [
        _row("submit to next item painted, p50", ours, floor, 0.5),
        _row("submit to next item painted, p95", ours, floor, 0.95),
        Row(
            f"{SUBMITS} submits until all are on disk",
            f"{receipt:.2f} s",
            "",
            "",
            "",
        ),
    ]


def _label(labeler: Labeler) -> tuple[list[float], float]:
    page = labeler.page
    labeler.focus()
    page.evaluate(WATCH, ".tw-prompt")
    began = page.evaluate("performance.now()")
    for _ in range(SUBMITS):
        labeler.press("2", "Control+Enter")
        page.wait_for_timeout(PAUSE)
    labeler.wait_saved()
    took: list[float] = page.evaluate("window.__took")
    ended = page.evaluate("performance.now()")
    stored = len(labeler.rows())
    if stored != SUBMITS or len(took) != SUBMITS:
        message = f"{SUBMITS} submits, {stored} stored, {len(took)} seen on screen"
        raise RuntimeError(message)
    return took, (ended - began) / 1000


def _floor(page: Page) -> list[float]:
    page.evaluate(FLOOR)
    page.evaluate(WATCH, "#floor")
    page.evaluate(ANSWER)
    for _ in range(SUBMITS):
        page.keyboard.press("F9")
        page.wait_for_timeout(PAUSE)
    took: list[float] = page.evaluate("window.__took")
    return took


def _row(what: str, ours: list[float], floor: list[float], share: float) -> Row:
    mine, bare = (sorted(times)[int(share * (len(times) - 1))] for times in (ours, floor))
    ratio = f"{mine / bare:.2f}"
    return Row(what, f"{mine:.1f} ms", "bare frame of the same page", f"{bare:.1f} ms", ratio)
