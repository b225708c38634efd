"""Runs axe-core on a part of the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.browser.jupyter import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = REPOSITORY / "trainer_widgets/frontend/node_modules/axe-core/axe.min.js"
RUN = """
async (selector) => {
  const { violations } = await axe.run(selector, { resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((n) => n.html) }));
}
"""


def violations(page: Page, selector: str) -> list[str]:
    """List what axe-core has against the elements that a CSS selector names.

    Each line says the rule, what it asks for, and the elements: ``assert violations(...) == []``.
    """
    if not page.evaluate("'axe' in window"):
        # JupyterLab's pages have an AMD loader, to which axe would give itself away.
        page.evaluate(f"{{ const define = undefined; {AXE.read_text(encoding='utf-8')} }}")
    found = page.evaluate(RUN, selector)
    return [f"{rule['id']}: {rule['help']} {json.dumps(rule['nodes'])}" for rule in found]
