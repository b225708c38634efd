"""What an annotator must not know stays out of the browser, and items out of the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.labeling import Labeler
from tests.browser.stored import events

if TYPE_CHECKING:
    from tests.browser.lab import Lab

# Written backwards, so that the notebook's own cells do not hold them.
SECRETS = ["zitemsecret", "zresponsesecret", "zmodelsecret", "zphotosecret", "zgoldsecret"]
CONTENT = ["zpromptcontent", "zleftcontent", "zrightcontent"]
ITEMS = """
import pandas as pd, trainer_widgets as tw
backwards = {backwards!r}
item, response, model, photo, reason, prompt, left, right = (word[::-1] for word in backwards)
N = 12
items = pd.DataFrame({{
    "item_id": [f"{{item}}-{{n}}" for n in range(N)],
    "prompt": [f"{{prompt}} {{n}}: which one?" for n in range(N)],
    "responses": [[
        {{"response_id": f"{{response}}-{{n}}-{{k}}", "text": f"{{text}} {{n}}",
          "model": f"{{model}}-{{k}}"}}
        for k, text in enumerate([left, right])] for n in range(N)],
    "file_name": [f"{{photo}}-{{n}}.png" for n in range(N)],
}})
choices = [responses[0]["response_id"] for responses in items.responses]
gold = pd.DataFrame({{"item_id": items.item_id, "choice": choices, "reason": reason}}).head(4)
widget = tw.RankingWidget(items, "secrets", annotator="ana", gold=gold, gold_rate=1 / 3)
widget
"""


def test_nothing_to_peek_at(lab: Lab) -> None:
    """Items labeled, listed, undone, opened: no id, model, file name or gold crosses the wire."""
    backwards = [word[::-1] for word in [*SECRETS, *CONTENT]]
    notebook = lab.open_notebook([ITEMS.format(backwards=backwards)])
    notebook.js(
        "await app.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState');"
    )
    notebook.run_all()
    labeler = Labeler(notebook, 0)
    labeler.wait_ready()
    labeler.focus()
    for number in range(1, 6):
        expect(labeler.root.get_by_text(f"{number} of 12", exact=True)).to_be_visible()
        labeler.press("d", "2")
        labeler.submit()
    labeler.wait_saved()
    labeler.press("l")
    entries = labeler.root.get_by_role("list").get_by_role("button")
    expect(entries).to_have_count(5)
    entries.nth(3).click()
    expect(labeler.root.get_by_text("You have seen item 2 before")).to_be_visible()
    labeler.focus()
    labeler.press("7", "Control+Enter", "u", "p", "p", "n", "s", "e")
    labeler.root.get_by_role("dialog").get_by_role("textbox", name="Note").fill("hm")
    labeler.press("Control+Enter")
    labeler.root.get_by_role("spinbutton", name="Go to item").fill("11")
    labeler.press("Enter")
    expect(labeler.root.get_by_text("11 of 12", exact=True)).to_be_visible()
    labeler.wait_saved()
    notebook.save()
    rows = events(lab.server.work / "secrets")
    assert len(rows) == 9
    assert all(row["item_id"].startswith(SECRETS[0]) for row in rows)
    browser = notebook.page.content() + notebook.page.evaluate("JSON.stringify(localStorage)")
    for secret in SECRETS:
        assert notebook.wire.where(secret) == [], secret
        assert secret not in browser
    saved = notebook.saved()
    assert "application/vnd.jupyter.widget-state+json" in saved
    assert [word for word in [*SECRETS, *CONTENT] if word in saved] == []
    assert all(notebook.wire.where(word) for word in CONTENT), "the recorder sees what is sent"
