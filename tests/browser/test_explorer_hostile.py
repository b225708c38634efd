"""The explorer over labels that are hostile, huge, missing or not there, and over every task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.exploring import open_notebook, show
from tests.browser.hostile import AWAY, PWN
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.lab import Lab, Notebook

IMAGE = f'<img src="{AWAY}.png" onerror="{PWN}">'
BIDI = "\u202egnitirw \u2066and\u2069 never closed \u202b"
WILD = f"""
import numpy as np
IMAGE, BIDI, LONG = {IMAGE!r}, {BIDI!r}, "x" * 10_000
n = 600
wild = pd.DataFrame({{
    "item_id": [f"i{{k}}" for k in range(n)] * 2,
    "annotator": [f"ana {{IMAGE}}"] * n + ["ben " + BIDI] * n,
    "choice": ["a"] * n + ["a" if k % 3 else "b" for k in range(n)],
    "rationale": [IMAGE, None] * n,
}})
things = pd.DataFrame({{
    "item_id": [f"i{{k}}" for k in range(n)],
    "prompt": [[IMAGE, BIDI, LONG, ""][k % 4] + str(k) for k in range(n)],
    IMAGE: [[IMAGE, BIDI, LONG, None][k % 4] for k in range(n)],
    BIDI: [[1.5, np.nan, -3e300, 0][k % 4] for k in range(n)],
    "many": [f"value {{k}}" for k in range(n)],
    "mixed": [[1, "1", None, True][k % 4] for k in range(n)],
    "same": "one",
    "nothing": None,
    "x`y": [f"`{{k % 2}}\\"" for k in range(n)],
}})
things["mixed"] = things.mixed.astype(str)
bad = pd.DataFrame({{"item_id": ["q1", "q2", "q3"], "bad": [True, False, None]}})
bad["kind"] = ["a", "b", "a"]
"""
COPIES = f"""
for name in ("image_tags", "safety_flags", "translation_check", "response_ranking"):
    shutil.copytree("{REPOSITORY}/datasets/" + name, name, dirs_exist_ok=True)
"""
WIDE = "(one) => one.scrollWidth - one.clientWidth"
# A data set -> what only its own task's answers side by side have.
TASKS = {
    "response_ranking": ".tw-order-chips",
    "safety_flags": "button:has-text('Show'), .tw-veil button",
    "image_tags": ".tw-placed-picture img",
    "translation_check": ".tw-said-marks li",
}


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests here; what its page complains of is kept."""
    return open_notebook(module_lab, beside=WILD + COPIES)


@pytest.fixture
def errors(notebook: Notebook) -> Iterator[list[str]]:
    """Collect what the page throws, and what the console calls an error."""
    found: list[str] = []
    notebook.page.on("pageerror", lambda error: found.append(str(error)))
    notebook.page.on(
        "console", lambda told: found.append(told.text) if told.type == "error" else None
    )
    yield found
    assert found == []
    assert notebook.page.evaluate("window.__pwned") is None
    assert notebook.wire.elsewhere() == []


@pytest.mark.usefixtures("errors")
def test_hostile_features_values_and_people_are_text(notebook: Notebook) -> None:
    """Names and values that try to run, to load or to turn the text around are shown as written."""
    explorer = show(notebook, "wild, items=things")
    explorer.wait_ready()
    notebook.run_python("every = explorer.labels")
    assert explorer.root.evaluate(WIDE) <= 1
    expect(explorer.root.locator("img, script, iframe")).to_have_count(0)
    facet = explorer.facet(IMAGE)
    expect(facet.locator("h3")).to_contain_text("<img src")
    facet.locator(".tw-facet-value").filter(has_text="<img src").click()
    explorer.check(f"`{IMAGE}` = {_quoted(IMAGE)}", "every[IMAGE].eq(IMAGE)")
    explorer.items().locator(".tw-items-open").first.click()
    expect(explorer.item()).to_contain_text("<img src")
    expect(explorer.item().get_by_role("region", name="Labels of the item")).to_contain_text("ben")
    assert explorer.root.evaluate(WIDE) <= 1
    notebook.screenshot("explorer-hostile", explorer.root)
    explorer.begin_again()
    facet.locator(".tw-facet-value").filter(has_text="missing").click()
    expect(explorer.chips()).to_have_count(1)
    explorer.check(f"`{IMAGE}` is missing", "every[IMAGE].isna()")
    explorer.begin_again()


@pytest.mark.usefixtures("errors")
def test_one_of_600_values_is_found(notebook: Notebook) -> None:
    """The most frequent values are listed; any other is looked for in the engine, and chosen."""
    explorer = show(notebook, "wild, items=things, features=['many', 'same', 'nothing']")
    explorer.wait_ready()
    notebook.run_python("every = explorer.labels")
    many = explorer.facet("many")
    many.get_by_role("searchbox").fill("value 432")
    expect(many.locator(".tw-facet-value")).to_have_count(1)
    many.locator(".tw-facet-value").click()
    explorer.check('many = "value 432"', "every.many.eq('value 432')")
    expect(explorer.facet("same")).to_contain_text("one")
    explorer.type_line('many = "value 1" and many = "value 2"')
    expect(explorer.root.get_by_text("No labels are in this slice.")).to_be_visible()
    assert explorer.python("[len(explorer.labels), len(explorer.items)]") == [0, 0]
    notebook.screenshot("explorer-empty", explorer.root)
    explorer.press("Escape")
    explorer.root.get_by_text("No labels are in this slice.").locator("xpath=../..").get_by_role(
        "button", name="Back"
    ).click()
    explorer.check('many = "value 432"', "every.many.eq('value 432')")


@pytest.mark.usefixtures("errors")
def test_labels_without_people_and_without_features(notebook: Notebook) -> None:
    """A column of yes and no is enough; without features there is the rate and the list."""
    explorer = show(notebook, "bad, outcome='bad', features=['kind']")
    explorer.wait_ready()
    expect(explorer.facet("annotator")).to_have_count(0)
    explorer.value("kind", "a").click()
    explorer.wait_slice('kind = "a"')
    assert explorer.python("explorer.items.item_id.tolist()") in (["q1"], ["q1", "q3"])
    explorer.press("s")
    expect(explorer.panel("Slices")).to_contain_text("do not come from a project")
    explorer = show(notebook, "bad[['item_id', 'bad']], outcome='bad'")
    explorer.wait_ready()
    expect(explorer.root.get_by_text("no features to narrow by")).to_be_visible()
    assert explorer.root.evaluate(WIDE) <= 1
    misspelt = "tw.SliceExplorer(bad, outcome='bad', features=['kindd'])"
    wrong = f"try: {misspelt}\nexcept Exception as error: print(error)"
    assert "did you mean 'kind'" in notebook.run_python(wrong)


@pytest.mark.usefixtures("errors")
@pytest.mark.parametrize("name", TASKS)
def test_every_task_shows_answers_in_its_own_terms(notebook: Notebook, name: str) -> None:
    """An item opens with all its answers side by side, and as one of its annotators saw it."""
    explorer = show(notebook, repr(name))
    explorer.wait_ready()
    explorer.items().get_by_role("button", name="Labels", exact=True).click()
    explorer.ids()
    explorer.items().locator(".tw-items-open").first.click()
    item = explorer.item()
    own = item.locator(TASKS[name]).first
    expect(own).to_be_visible()
    notebook.screenshot(f"explorer-{name}", explorer.root)
    item.get_by_role("button", name="As seen by").click()
    expect(item.locator("[aria-label$='saw it']")).to_be_visible()
    opened = explorer.items().locator("[aria-current=true] .tw-items-open").inner_text()
    assert explorer.python(f"{opened!r} in explorer.items.item_id.tolist()")
    assert explorer.root.evaluate(WIDE) <= 1
    notebook.screenshot(f"explorer-{name}-seen", explorer.root)


@pytest.mark.usefixtures("errors")
def test_real_pairs_are_explored(notebook: Notebook, originals: Path) -> None:
    """PandaLM's real votes: a rate of disagreement, and each vote beside the others."""
    notebook.run_python(
        f"import os; os.environ['TRAINER_WIDGETS_DATA'] = {str(originals)!r}\n"
        "pandalm = tw.load_public('pandalm', cache='public')"
    )
    explorer = show(notebook, "pandalm")
    explorer.wait_ready()
    explorer.check("")
    explorer.items().locator(".tw-items-open").first.click()
    answers = explorer.item().get_by_role("table").first
    expect(answers.get_by_role("row")).to_have_count(4)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'
