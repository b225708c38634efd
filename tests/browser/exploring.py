"""The explorer of slices in a notebook, used as an analyst would."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.labeling import Labeler
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Locator

    from tests.browser.lab import Lab, Notebook

# A copy: what is saved and sent on lies in the project's folder.
SEASON = f"""
import shutil
import pandas as pd, trainer_widgets as tw
from trainer_widgets import analysis
shutil.copytree("{REPOSITORY}/datasets/season/ranking", "season", dirs_exist_ok=True)
items = pd.read_parquet("season/items.parquet")
def fresh(arguments="'season'"):
    for one in list(globals().values()):
        if isinstance(one, tw.SliceExplorer):
            one.close()
    return eval(f"tw.SliceExplorer({{arguments}})")
"""
SHOW = "explorer = fresh()\nexplorer"


class Explorer(Labeler):
    """The explorer that a notebook's cell shows."""

    def wait_ready(self) -> None:
        """Wait until all of the first slice is on screen."""
        expect(self.root.locator(".tw-rate-table")).to_be_visible()
        expect(self.items().get_by_role("row").nth(1)).to_be_visible()

    def begin_again(self) -> None:
        """Look at everything, with nothing typed and no panel open."""
        while self.root.get_by_role("complementary").count():
            self.root.get_by_role("complementary").get_by_role("button", name="Close").click()
        self.line().fill("")
        self.press("Enter")
        self.wait_slice("")
        self.focus()

    def line(self) -> Locator:
        """Locate the line in which a slice is typed."""
        return self.root.get_by_role("combobox", name="Slice", exact=True)

    def type_line(self, text: str) -> None:
        """Write a line and apply it."""
        self.line().fill(text)
        self.press("Enter")

    def offered(self) -> Locator:
        """Locate the completions of the line."""
        return self.root.get_by_role("listbox", name="Completions").get_by_role("option")

    def facet(self, feature: str) -> Locator:
        """Locate a feature on the left."""
        return self.root.get_by_role("region", name=feature, exact=True)

    def row(self, feature: str, value: str) -> Locator:
        """Locate the row of one value."""
        named = self.page.locator(".tw-chart-name", has_text=re.compile(f"^{re.escape(value)}$"))
        return self.facet(feature).locator(".tw-facet-row").filter(has=named)

    def value(self, feature: str, value: str) -> Locator:
        """Locate what chooses one value."""
        return self.row(feature, value).locator(".tw-facet-value")

    def without(self, feature: str, value: str) -> Locator:
        """Locate what leaves one value out."""
        return self.row(feature, value).locator(".tw-facet-not")

    def end(self, feature: str, end: str) -> Locator:
        """Locate one end of a histogram's range: `from` or `up to`."""
        return self.facet(feature).get_by_role("slider", name=f"{feature}, {end}", exact=True)

    def brush(self, feature: str, start: float, end: float) -> None:
        """Drag over a histogram between two shares of its width."""
        plot = self.facet(feature).locator(".tw-chart-plot")
        plot.scroll_into_view_if_needed()
        box = plot.bounding_box()
        assert box
        y = box["y"] + box["height"] / 2
        mouse = self.page.mouse
        mouse.move(box["x"] + start * box["width"], y)
        mouse.down()
        mouse.move(box["x"] + (start + end) / 2 * box["width"], y)
        mouse.move(box["x"] + end * box["width"], y)
        mouse.up()

    def chips(self) -> Locator:
        """Locate the conditions of the slice."""
        return self.root.get_by_role("list", name="Conditions").get_by_role("listitem")

    def breakdown(self) -> Locator:
        """Locate the bars or the heat map."""
        return self.root.get_by_role("region", name="Breakdown", exact=True)

    def items(self) -> Locator:
        """Locate the list of the slice's items."""
        return self.root.get_by_role("region", name="Items", exact=True)

    def ids(self) -> list[str]:
        """Return the ids of the page of items that is on screen, once it is the one asked for."""
        expect(self.items()).to_have_attribute("aria-busy", "false")
        return self.items().locator(".tw-items-open").all_inner_texts()

    def item(self) -> Locator:
        """Locate the one item that is open."""
        return self.root.get_by_role("region", name="Item", exact=True)

    def panel(self, name: str) -> Locator:
        """Locate a panel."""
        return self.root.get_by_role("complementary", name=name, exact=True)

    def rates(self, row: str = "This slice") -> list[str]:
        """Return the rate, the numbers of labels and of items that a row on top tells."""
        cells = self.root.locator(".tw-rate-table tbody tr").filter(has_text=row).locator("td")
        # Where there is little room, some columns are not shown.
        rate, _, labels, items = cells.all_text_contents()[-4:]
        return [rate.replace("\N{NARROW NO-BREAK SPACE}", " "), labels, items]

    def wait_slice(self, text: str) -> None:
        """Wait until this slice is on screen, and Python has it too."""
        expect(self.line()).to_have_value(text)
        for _ in range(100):
            if self.notebook.value("explorer.slice") == text:
                break
            self.page.wait_for_timeout(50)
        assert self.notebook.value("explorer.slice") == text

    def check(self, text: str, pandas: str = "") -> None:
        """Check a slice on screen against Python, and its labels against a mask in pandas.

        The mask is over the table `every`: all labels with the features of their items.
        """
        self.wait_slice(text)
        row = "This slice" if text else "All labels"
        expect(self.root.locator(".tw-rate-table")).to_contain_text(row)
        found = self.python(
            "(lambda found, rate: {'labels': len(found), 'items': found.item_id.nunique(),"
            " 'mean': found[explorer.outcome].mean(), 'n': int(rate.n_labels),"
            " 'rate': rate.estimate, 'listed': len(explorer.items)})"
            "(explorer.labels, explorer.rate.iloc[0])"
        )
        assert found["labels"] == found["n"]
        assert found["items"] == found["listed"]
        assert abs(found["mean"] - found["rate"]) < 1e-9
        numbers = [percent(found["mean"]), f"{found['labels']:,}", f"{found['items']:,}"]
        assert self.rates(row) == numbers
        if pandas:
            ids = "[['item_id', 'annotator']].values.tolist()"
            wanted = f"sorted(every[{pandas}]{ids}) == sorted(explorer.labels{ids})"
            assert self.python(wanted), pandas

    def python(self, expression: str) -> Any:
        """Return the value of an expression in the kernel."""
        return self.notebook.value(expression)


def percent(share: float) -> str:
    """Write a share as the charts do."""
    text = f"{100 * share:.1f}".removesuffix(".0") if share < 0.0995 else f"{100 * share:.0f}"
    return f"{text} %"


def show(notebook: Notebook, arguments: str = "'season'", cell: int = 1) -> Explorer:
    """Show an explorer anew in a cell."""
    notebook.run_python(f"fresh.__defaults__ = ({json.dumps(arguments)},)")
    notebook.run_cell(cell)
    explorer = Explorer(notebook, cell)
    explorer.root.wait_for()
    return explorer


def open_notebook(
    lab: Lab, cells: Sequence[str] = (), height: int = 1400, beside: str = ""
) -> Notebook:
    """Open one notebook for all tests of a module: the season, an explorer and cells after it."""
    notebook = lab.open_notebook([SEASON + beside, SHOW, *cells])
    notebook.page.set_viewport_size({"width": 1400, "height": height})
    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_cell(0)
    return notebook
