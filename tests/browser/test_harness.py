"""The harness itself: JupyterLab, a widget and a second person, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

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


def test_click_reaches_the_kernel(lab: Lab) -> None:
    """A click on a widget's button changes its value in the kernel."""
    notebook = lab.open_notebook([COUNTER, "print('ran')"])
    notebook.run_all()
    button = notebook.output(0).get_by_role("button", name="count")
    button.click()
    expect(button).to_have_text("count 1")
    assert notebook.value("counter.count") == 1
    assert notebook.run_python("print(counter.count)") == "1\n"
    assert notebook.outputs(1)[0]["text"] == "ran\n"


def test_restart_and_save(lab: Lab) -> None:
    """A restart empties the kernel, and saving writes the notebook's file."""
    notebook = lab.open_notebook(["x = 1", "x"])
    notebook.run_cell(0)
    notebook.run_cell(1)
    notebook.restart_kernel()
    assert notebook.value("'x' in globals()") is False
    notebook.save()
    assert '"text/plain"' in notebook.saved()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_theme_and_accessibility(lab: Lab, *, dark: bool) -> None:
    """Both themes can be looked at, and axe-core finds a button without a name."""
    notebook = lab.open_notebook(
        ["from IPython.display import HTML; HTML('<button></button><button>named</button>')"]
    )
    notebook.run_all()
    notebook.set_theme(dark=dark)
    notebook.output(0).get_by_role("button", name="named").wait_for()
    found = notebook.violations(".jp-RenderedHTML")
    assert [line.split(":")[0] for line in found] == ["button-name"]
    assert notebook.screenshot(f"harness-{'dark' if dark else 'light'}").is_file()


def test_wire_is_recorded(lab: Lab) -> None:
    """The recorder sees what goes to the kernel, and that nothing leaves the machine."""
    notebook = lab.open_notebook(["print('never' + 'more')"])
    assert notebook.wire.where("nevermore") == []
    notebook.run_all()
    assert notebook.wire.where("nevermore") == ["frame received"]
    assert notebook.wire.elsewhere() == []


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
