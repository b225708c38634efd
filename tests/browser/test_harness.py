"""The harness itself: JupyterLab, a widget and a second person, in a real browser."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.kept import KeptLab
    from tests.browser.lab import Lab

COUNTER = """
import anywidget, traitlets

class Counter(anywidget.AnyWidget):
    _esm = '''
    export default {
      render({ model, el }) {
        const button = document.createElement("button");
        const show = () => { button.textContent = `count ${model.get("count")}`; };
        button.addEventListener("click", () => {
          model.set("count", model.get("count") + 1);
          model.save_changes();
        });
        model.on("change:count", show);
        show();
        el.append(button);
      },
    };
    '''
    count = traitlets.Int(0).tag(sync=True)

counter = Counter()
counter
"""
# What a test can leave in a browser, and how the next one would notice.
LEAVE = """
localStorage.setItem("left", "here");
sessionStorage.setItem("left", "here");
document.cookie = "left=here";
await new Promise((done) => { indexedDB.open("left").onsuccess = done; });
panel.content.activeCell.model.sharedModel.setSource("not saved");
await app.commands.execute("launcher:create");
"""
NOTICE = """
const stored = [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie];
const clipboard = await navigator.permissions.query({ name: "clipboard-read" });
return {
  stored: stored.filter((one) => one.includes("left")),
  databases: await indexedDB.databases(),
  tabs: [...app.shell.widgets("main")].map((one) => one.title.label.replace(/^\\w+/, "")),
  theme: document.body.dataset.jpThemeName,
  size: [innerWidth, innerHeight],
  online: navigator.onLine,
  clipboard: clipboard.state,
};
"""
# What cannot be cleared, and how this test takes it back.
STAYS = {
    "window.left = true": "delete window.left",
    "document.body.append(Object.assign(document.createElement('dialog'), { open: true }))": (
        "document.querySelector('body > dialog').remove()"
    ),
    "jupyterapp.shell.mode = 'single-document'": "jupyterapp.shell.mode = 'multiple-document'",
}
SETTINGS = "jupyterapp.serviceManager.settings.save('@jupyterlab/notebook-extension:tracker', '{}')"


def test_click_reaches_the_kernel(kept_lab: Lab) -> None:
    """A click on a widget's button changes its value in the kernel."""
    notebook = kept_lab.open_notebook([COUNTER, "print('ran')"])
    notebook.run_all()
    button = notebook.output(0).get_by_role("button", name="count")
    button.click()
    expect(button).to_have_text("count 1")
    assert notebook.value("counter.count") == 1
    assert notebook.run_python("print(counter.count)") == "1\n"
    assert notebook.outputs(1)[0]["text"] == "ran\n"


def test_restart_and_save(kept_lab: Lab) -> None:
    """A restart empties the kernel, and saving writes the notebook's file."""
    notebook = kept_lab.open_notebook(["x = 1", "x"])
    notebook.run_cell(0)
    notebook.run_cell(1)
    notebook.restart_kernel()
    assert notebook.value("'x' in globals()") is False
    notebook.save()
    assert '"text/plain"' in notebook.saved()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_theme_and_accessibility(kept_lab: Lab, *, dark: bool) -> None:
    """Both themes can be looked at, and axe-core finds a button without a name."""
    notebook = kept_lab.open_notebook(
        ["from IPython.display import HTML; HTML('<button></button><button>named</button>')"]
    )
    notebook.run_all()
    notebook.set_theme(dark=dark)
    notebook.output(0).get_by_role("button", name="named").wait_for()
    found = notebook.violations(".jp-RenderedHTML")
    assert [line.split(":")[0] for line in found] == ["button-name"]
    assert notebook.screenshot(f"harness-{'dark' if dark else 'light'}").is_file()


def test_wire_is_recorded(kept_lab: Lab) -> None:
    """The recorder sees what goes to the kernel, and that nothing leaves the machine."""
    notebook = kept_lab.open_notebook(["print('never' + 'more')"])
    assert notebook.wire.where("nevermore") == []
    notebook.run_all()
    assert notebook.wire.where("nevermore") == ["frame received"]
    assert notebook.wire.elsewhere() == []


def test_nothing_is_left_in_a_kept_page(kept_lab: KeptLab) -> None:
    """A page that is used again has nothing of the test before."""
    first = kept_lab.open_notebook(["x = 1"])
    at_first = first.js(NOTICE)
    first.run_all()
    first.set_theme(dark=True)
    first.page.set_viewport_size({"width": 700, "height": 500})
    kept_lab.context.grant_permissions(["clipboard-read"])
    first.page.route("**/api/**", lambda route: route.abort())
    first.js(LEAVE)
    kept_lab.context.set_offline(offline=True)
    kept_lab.leave(passed=True)
    second = kept_lab.open_notebook(["x = 1"])
    assert second.page is first.page
    assert second.js(NOTICE) == at_first
    assert "not saved" not in first.saved()


def test_a_page_that_cannot_be_cleared_is_given_up(kept_lab: KeptLab) -> None:
    """What changes JupyterLab itself, its settings or its page makes the next test start anew."""
    page = kept_lab.open_notebook(["x = 1"]).page
    assert kept_lab._is_cleared(page)
    for change, back in STAYS.items():
        page.evaluate(f"() => {{ {change}; }}")
        assert not kept_lab._is_cleared(page), change
        page.evaluate(f"() => {{ {back}; }}")
        assert kept_lab._is_cleared(page), change
    with kept_lab.context.expect_page() as opened:
        page.evaluate("() => { open('about:blank'); }")
    assert not kept_lab._is_cleared(page)
    opened.value.close()
    page.evaluate(SETTINGS)
    assert not kept_lab._is_cleared(page)
    shutil.rmtree(kept_lab.server.folder / "settings")
    assert kept_lab._is_cleared(page)
    page.reload()
    kept_lab.leave(passed=True)
    assert kept_lab.context.pages == []


def test_two_people_share_a_notebook(lab_of: Callable[[str], Lab]) -> None:
    """Two logins in one notebook share its kernel and its widget."""
    ana = lab_of("ana").open_notebook([COUNTER], name="shared")
    ana.run_all()
    ben = lab_of("ben").open("shared.ipynb")
    for notebook in (ana, ben):
        who = notebook.page.evaluate(
            "fetch('/api/me').then((r) => r.json()).then((me) => me.identity.username)"
        )
        assert who == notebook.lab.user
    ben.output(0).get_by_role("button", name="count 0").click()
    expect(ana.output(0).get_by_role("button")).to_have_text("count 1")
    assert ana.value("counter.count") == 1
