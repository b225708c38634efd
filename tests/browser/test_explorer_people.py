"""Two logins at one explorer: each has a view of their own, unless they choose to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.exploring import SEASON, SHOW, Explorer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.lab import Lab

DE, ES, UNITS = 'language = "de"', 'language = "es"', 'topic = "units"'


def people(explorer: Explorer) -> dict[str, str]:
    """Return where Python says that each person is."""
    found: dict[str, str] = explorer.python("explorer.views")
    return found


def test_two_people_explore_side_by_side_and_together(lab_of: Callable[[str], Lab]) -> None:
    """Own slices; following goes along and ends by a click; a cell tells both; a reload stays."""
    notebook = lab_of("ana").open_notebook([SEASON, SHOW])
    notebook.run_all()
    ana = Explorer(notebook)
    ana.wait_ready()
    ben = Explorer(lab_of("ben").open(notebook.path))
    ben.wait_ready()
    follow_ana = ben.root.get_by_role("group", name="Also here").get_by_role("button", name="ana")
    expect(follow_ana).to_be_visible()

    ana.value("language", "de").click()
    ana.wait_slice(DE)
    expect(ben.line()).to_have_value("")
    ben.value("topic", "units").click()
    expect(ben.line()).to_have_value(UNITS)
    expect(ana.line()).to_have_value(DE)
    ben.wait_slice(UNITS)
    assert people(ana) == {"ana": DE, "ben": UNITS}

    follow_ana.click()
    expect(ben.line()).to_have_value(DE)
    expect(follow_ana).to_have_attribute("aria-pressed", "true")
    ana.value("language", "de").click()
    ana.value("language", "es").click()
    ana.wait_slice(ES)
    expect(ben.line()).to_have_value(ES)
    assert ben.rates() == ana.rates()
    ana.items().locator(".tw-items-open").nth(2).click()
    expect(ben.item().get_by_role("heading").first).to_have_text(ana.ids()[2])
    ben.value("topic", "units").click()
    ben.wait_slice(f"{ES} and {UNITS}")
    expect(follow_ana).to_have_attribute("aria-pressed", "false")
    ana.value("language", "de").click()
    ana.wait_slice('language in ("es", "de")')
    expect(ben.line()).to_have_value(f"{ES} and {UNITS}")

    notebook.run_python(f"explorer.slice = {UNITS!r}")
    for explorer in (ana, ben):
        expect(explorer.root.get_by_text("The notebook shows")).to_be_visible()
    expect(ana.line()).to_have_value('language in ("es", "de")')
    assert ana.python("explorer.slice") == UNITS
    ben.button("Go there").click()
    expect(ben.line()).to_have_value(UNITS)
    ana.button("Stay here").click()
    expect(ana.root.get_by_text("The notebook shows")).to_have_count(0)

    ana.page.reload()
    ana.notebook.wait_open()
    ana.wait_ready()
    expect(ana.line()).to_have_value('language in ("es", "de")')
    expect(ben.line()).to_have_value(UNITS)
    assert people(ana) == {"ana": 'language in ("es", "de")', "ben": UNITS}
    for explorer in (ana, ben):
        expect(explorer.root.get_by_role("alert")).to_have_count(0)
