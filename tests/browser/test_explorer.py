"""The explorer in JupyterLab: clicked, looked at, and Python has what is on screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.exploring import Explorer, open_notebook, show
from tests.browser.exploring_states import IN_DARK, OUTSIDE, PLACES, PLANTED, STATES, reach

if TYPE_CHECKING:
    from tests.browser.lab import Lab, Notebook

DATES = "every.language.eq('de') & every.topic.eq('dates')"
FROM_LABELS = "every.groupby('topic')['disagreement'].mean()"
CELLS = "every.groupby(['topic', 'language'])['disagreement'].agg(['mean', 'size'])"
STRENGTHS = {1: "slightly better", 2: "better", 3: "much better"}
VERDICTS = {"ranked": ">", "both_bad": "Both bad", "cannot_judge": "Cannot judge"}


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook with one explorer for all tests here."""
    notebook = open_notebook(module_lab, height=1800)
    show(notebook).wait_ready()
    notebook.run_python("every = explorer.labels")
    return notebook


def test_facets_narrow_by_pointer_and_by_keys(explorer: Explorer) -> None:
    """Values, what they leave out, a range of time and a text: the numbers are those of pandas."""
    explorer.check("")
    explorer.value("language", "de").click()
    explorer.check('language = "de"', "every.language.eq('de')")
    expect(explorer.value("language", "de")).to_have_attribute("aria-pressed", "true")
    explorer.value("language", "es").click()
    explorer.check('language in ("de", "es")', "every.language.isin(['de', 'es'])")
    explorer.without("topic", "units").click()
    mask = "every.language.isin(['de', 'es']) & every.topic.ne('units')"
    text = 'language in ("de", "es") and not topic = "units"'
    explorer.check(text, mask)
    explorer.brush("submitted_at", 0.2, 0.5)
    until = 'submitted_at >= "2026-01-19" and submitted_at < "{}"'
    january = "every.submitted_at.ge('2026-01-19T00Z') & every.submitted_at.lt('{}T00Z')"
    text += " and " + until
    mask += " & " + january
    explorer.check(text.format("2026-02-23"), mask.format("2026-02-23"))
    explorer.end("submitted_at", "up to").focus()
    explorer.press("ArrowRight", "ArrowRight")
    explorer.check(text.format("2026-03-09"), mask.format("2026-03-09"))
    expect(explorer.end("submitted_at", "up to")).to_be_focused()
    search = explorer.root.get_by_role("searchbox", name="Search all texts")
    search.fill("Viernes")
    explorer.notebook.run_python(
        "words = items.prompt.astype(str) + items.responses.astype(str)\n"
        "found = items.item_id[words.str.contains('viernes', case=False)]"
    )
    mask = mask.format("2026-03-09") + " & every.item_id.isin(found)"
    explorer.check(text.format("2026-03-09") + ' and anywhere contains "Viernes"', mask)
    explorer.press("Escape")
    for left in range(4, -1, -1):
        expect(explorer.chips()).to_have_count(left + 1 if left else 1)
        explorer.chips().last.get_by_role("button", name="Remove").click()
    explorer.wait_slice("")


def test_from_the_rate_by_two_features_to_one_item(explorer: Explorer) -> None:
    """The heat map leads to the weak slice, the list to an item, and that to who said what."""
    breakdown, items, item = explorer.breakdown(), explorer.items(), explorer.item()
    breakdown.get_by_label("Break down by").select_option("topic")
    bars = breakdown.get_by_role("group", name="Rates", exact=True).get_by_role("button")
    expect(bars).to_have_count(3)
    rates = explorer.python(f"{FROM_LABELS}.sort_values(ascending=False).round(2).to_dict()")
    for bar, (name, rate) in zip(bars.all(), rates.items(), strict=True):
        expect(bar).to_contain_text(name)
        expect(bar).to_contain_text(f"{100 * rate:.0f}")
    bars.first.click()
    explorer.check('topic = "dates"', "every.topic.eq('dates')")
    explorer.press("b")
    explorer.wait_slice("")
    breakdown.get_by_label("Break down also by").select_option("language")
    cells = breakdown.get_by_role("group", name="Rates in percent").get_by_role("button")
    expect(cells).to_have_count(9)
    told = " ".join(cells.evaluate_all("(all) => all.map((one) => one.ariaLabel)"))
    for mean, size in explorer.python(f"{CELLS}.values.tolist()"):
        assert f": {100 * mean:.0f}\N{NARROW NO-BREAK SPACE}%" in told
        assert f"{size:.0f}\N{NO-BREAK SPACE}labels" in told
    cells.filter(has_text="49").click()
    explorer.check('topic = "dates" and language = "de"', DATES)
    expect(explorer.root.locator(".tw-standing")).to_contain_text("Confirmed")

    shown = items.get_by_role("status", name="Items shown")
    expect(shown).to_have_text("1\N{EN DASH}25 of 35")
    items.get_by_role("button", name="Item", exact=True).click()
    ids = explorer.python("sorted(explorer.items.item_id)")
    expect(items.locator(".tw-items-open").first).to_have_text(ids[0])
    assert explorer.ids() == ids[:25]
    items.get_by_role("button", name="Next items").click()
    expect(shown).to_have_text("26\N{EN DASH}35 of 35")
    assert explorer.ids() == ids[25:]
    explorer.focus()
    explorer.press("]")
    expect(item.get_by_role("heading", name=ids[25])).to_be_visible()
    explorer.press("[")
    expect(item.get_by_role("heading", name=ids[24])).to_be_visible()
    expect(shown).to_have_text("1\N{EN DASH}25 of 35")
    answers = item.get_by_role("table").first.get_by_role("row")
    said = f"every[every.item_id.eq({ids[24]!r})].set_index('annotator').verdict.to_dict()"
    for name, verdict in explorer.python(said).items():
        expect(answers.filter(has_text=name)).to_contain_text(VERDICTS[verdict])
    item.get_by_role("button", name="Close the item").click()
    expect(item).to_have_count(0)


def test_an_item_is_shown_as_it_was_seen_and_asked_about(explorer: Explorer) -> None:
    """An escalated item tells the question, the ruling, the guideline, and each person's screen."""
    explorer.type_line('item_id = "s00010"')
    explorer.check('item_id = "s00010"', "every.item_id.eq('s00010')")
    explorer.items().locator(".tw-items-open").click()
    item = explorer.item()
    asked = item.get_by_role("region", name="Escalations of the item")
    expect(asked).to_contain_text("sim-ana")
    expect(asked).to_contain_text("the guideline can be read in two ways.")
    expect(asked).to_contain_text("see the first point of the guideline.")
    expect(asked).to_contain_text("by sim-lead")
    labels = item.get_by_role("region", name="Labels of the item")
    expect(labels).to_contain_text("Guideline")
    rows = explorer.python(
        "explorer.labels.set_index('annotator').apply(lambda one: [list(one.shown['order']),"
        " [list(tied) for tied in one.order], one.strength], axis=1).to_dict()"
    )
    texts = explorer.python(
        "{one['response_id']: one['text']"
        " for one in items.set_index('item_id').responses['s00010']}"
    )
    seen = item.get_by_role("group", name="How the item is shown")
    for name, (order, best, strength) in rows.items():
        seen.get_by_label("Annotator").select_option(label=name)
        look = item.locator(f"[aria-label='Item as {name} saw it']")
        for letter, response in zip("AB", order, strict=True):
            expect(look.get_by_role("article", name=f"Response {letter}")).to_contain_text(
                texts[response]
            )
        chosen = "AB"[order.index(best[0][0])]
        radio = look.get_by_role("radio", checked=True)
        expect(radio).to_have_accessible_name(f"{chosen} {STRENGTHS[strength]}")
    seen.get_by_role("button", name="Side by side").click()
    expect(item.locator("[aria-label='Answers side by side']")).to_be_visible()


def test_a_suggestion_is_one_click_away(explorer: Explorer) -> None:
    """The planted slice stands as a suggestion; applied it is confirmed, and by hand it is not."""
    explorer.press("u")
    found = explorer.panel("Suggestions")
    found.get_by_role("button", name=f"Apply {PLANTED}").click()
    explorer.check(PLANTED, DATES)
    standing = explorer.root.locator(".tw-standing")
    expect(standing).to_contain_text("Confirmed")
    assert explorer.python(f"{PLANTED!r} in explorer.suggestions['slice'].tolist()")
    explorer.value("model", "heron-1").click()
    explorer.check(f'{PLANTED} and model = "heron-1"', f"{DATES} & every.model.eq('heron-1')")
    expect(standing).to_contain_text("Exploratory")


def test_clicks_faster_than_the_engine_end_where_the_last_one_says(explorer: Explorer) -> None:
    """Of ten quick clicks the last state wins, on screen and in Python."""
    names = ["sim-ben", "sim-fatou", "sim-goran", "sim-ana", "sim-chen", "sim-emre"]
    rows = [explorer.value("annotator", name).element_handle() for name in names]
    explorer.page.evaluate(
        "async (rows) => { for (const at of [0, 1, 2, 3, 4, 5, 0, 1, 2, 3]) {"
        " rows[at].click(); await new Promise(requestAnimationFrame); } }",
        rows,
    )
    left = "every.annotator.isin(['sim-chen', 'sim-emre'])"
    explorer.check('annotator in ("sim-chen", "sim-emre")', left)
    expect(explorer.root.get_by_role("alert")).to_have_count(0)
    explorer.focus()
    explorer.press("b")
    expect(explorer.line()).not_to_have_value('annotator in ("sim-chen", "sim-emre")')
    explorer.press("f")
    explorer.wait_slice('annotator in ("sim-chen", "sim-emre")')


@pytest.mark.parametrize(
    ("state", "theme"),
    [*((state, "light") for state in STATES), *((state, "dark") for state in IN_DARK)],
)
def test_every_state_can_be_read(notebook: Notebook, state: str, theme: str) -> None:
    """axe-core finds nothing in this state and theme; the pictures are in tests/artifacts."""
    explorer = reach(notebook, state)
    is_dark = notebook.js("return document.body.dataset.jpThemeLight === 'false';")
    if is_dark != (theme == "dark"):
        notebook.set_theme(dark=not is_dark)
        notebook.page.wait_for_selector("#jupyterlab-splash", state="detached")
    notebook.screenshot(f"explorer-{state}-{theme}", explorer.root)
    assert notebook.violations("section.tw") == []
    on_screen = "" if state == "mistake" else STATES[state][0]
    assert explorer.python("explorer.slice") == on_screen


@pytest.mark.parametrize("width", [700, 1500])
def test_nothing_sticks_out_at_any_width(notebook: Notebook, width: int) -> None:
    """On 700 and on 1500 pixels all is in the widget, also with an item or a panel open."""
    notebook.page.set_viewport_size({"width": width, "height": 1800})
    found = {}
    for state in ("map", "seen", "slices"):
        explorer = reach(notebook, state)
        found[state] = explorer.root.evaluate(OUTSIDE)
        if state != "slices":
            notebook.screenshot(f"explorer-{state}-{width}", explorer.root)
    notebook.page.set_viewport_size({"width": 1400, "height": 1800})
    assert {state: problems for state, problems in found.items() if problems} == {}


def test_a_page_that_runs_from_right_to_left(notebook: Notebook) -> None:
    """The features stand at the right then; rates and times still run from left to right."""
    explorer = reach(notebook, "opened")
    notebook.page.evaluate("document.documentElement.dir = 'rtl'")
    features, breakdown, items = explorer.root.evaluate(PLACES)
    assert features > breakdown
    assert features > items
    assert explorer.root.evaluate(OUTSIDE) == []
    assert notebook.violations("section.tw") == []
    notebook.screenshot("explorer-rtl", explorer.root)
    explorer.begin_again()
    explorer.brush("submitted_at", 0.3, 0.5)
    expect(explorer.line()).to_have_value(
        re.compile('^submitted_at >= "2026-0[12]-.*submitted_at < "2026-0[23]-')
    )
    notebook.page.evaluate("document.documentElement.dir = 'ltr'")
