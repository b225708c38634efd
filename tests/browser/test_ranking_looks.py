"""How the ranking widget looks and reads, in every state, light and dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.labeling import Labeler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from tests.browser.jupyter import JupyterServer
    from tests.browser.lab import Notebook

ITEMS = '''
import pandas as pd, trainer_widgets as tw
N = 6
TEXTS = ["""**Subject:** Noise

Your dog is too loud. I have told you before. Keep it inside after eleven or I will have to call
the landlord.""", """**Subject:** A small favour about the evenings

Hello Sam, I hope you are both well. I wanted to mention that I can hear the barking most nights
after eleven, and since I start at six it keeps me up. Could we find a way together?""",
"""Dear neighbour,\\n\\n1. The *dog* barks.\\n2. I start at `six`.\\n\\n> Please do something.""",
"No.", "Woof. " * 200]
PROMPT = "Draft a polite e-mail to my neighbour: their dog barks every night after eleven."
def table(k, **columns):
    texts = {f"response_{letter}": text for letter, text in zip("abcde"[:k], TEXTS)}
    ids = [f"q{n}" for n in range(N)]
    return pd.DataFrame({"item_id": ids, "prompt": PROMPT} | texts | columns)
RICH = """# Heading\\n
See [the rules](https://a.example/rules) and ![a dog](https://a.example/dog.png).

- [x] done\\n- [ ] open\\n\\n```python\\nprint("a line of code")\\n```\\n
| Day | Barks |\\n|---|--:|\\n| Monday | 12 |\\n| Tuesday | 7 |\\n
Energy $E = mc^2$ \\u202e hidden"""
ARABIC = "اكتب رسالة مهذبة إلى جاري.\\n\\n- أولا\\n- ثانيا"
GUIDE = tw.Guideline("1.2", "# Polite\\n\\nA polite e-mail asks.\\n\\n- Polite\\n- Short")
CRITERIA = [tw.wire.Criterion(name, "Judge only this.", 5)
            for name in ("Follows the request", "Tone", "Ready to send")]
def make(state, items=None, annotator="ana", **arguments):
    items = table(2) if items is None else items
    arguments = {"order": "given", "guideline": GUIDE} | arguments
    return tw.RankingWidget(items, f"looks/{state}", annotator=annotator, **arguments)
'''
GOLD = "gold=table(2)[['item_id']].assign(choice='tie', reason='Both say the same.'), feedback=True"
FULL = "criteria=CRITERIA, rationale='required', min_words=10, max_words=80"
# state -> the widget's arguments, and what is pressed and typed to get there
STATES: dict[str, tuple[str, str]] = {
    "pair": ("", "6"),
    "three": ("items=table(3)", "1 1 3"),
    "five": ("items=table(5), word_counts=True", "2"),
    "criteria": (FULL, "6 c 2 5 r"),
    "difference": ("", "d 6"),
    "rich": ("items=table(2, response_a=RICH)", "click=.tw-link"),
    "arabic": ("items=table(2, prompt=ARABIC, response_a=ARABIC)", "2"),
    "guideline": (FULL, "g / type=polite"),
    "help": ("", "?"),
    "own": ("", "2 Control+Enter s 7 Control+Enter l"),
    "revisited": ("", "2 Control+Enter p"),
    "escalate": ("", "e"),
    "need-name": ("annotator=None", ""),
    "finished": ("items=table(2).head(1)", "4 Control+Enter"),
    "paused": ("stop_after=1", "4 Control+Enter"),
    "feedback": (GOLD, "1 Control+Enter"),
    "complaint": (FULL, "2 Control+Enter"),
    "refused": ("", "6 half 2 Control+Enter"),
    "empty": ("assignments={'ben': ['q1']}", ""),
    "gone": ("", "6 gone"),
}
ZOOMED = {"pair": "6", "three": "1", "guideline": "g", "help": "?", "own": "l"}
HALF = """
() => {
  const field = document.querySelector("section.tw textarea");
  field.value = "half a character \\ud800";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
"""
CONTROLS = """
() => {
  const root = document.querySelector("section.tw");
  const within = root.getBoundingClientRect();
  const found = [];
  const controls = [...root.querySelectorAll("button, input, textarea, .tw-saved")];
  for (const one of controls) {
    const seen = one.closest(".tw-point") ?? one;
    const name = one.getAttribute("aria-label") ?? seen.textContent ?? one.tagName;
    seen.scrollIntoView({ block: "center" });
    const { left, right, top, width, height } = seen.getBoundingClientRect();
    if (left < within.left - 1 || right > within.right + 1) found.push(`${name} is cut off`);
    if (seen.scrollWidth > seen.clientWidth + 1 && seen.tagName === "BUTTON")
      found.push(`the text of ${name} is cut off`);
    for (const [x, y] of [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]]) {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      const isClear = seen.contains(hit) || hit?.contains(seen);
      if (!isClear) found.push(`${name} is under ${hit?.className}`);
    }
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def notebook(lab_server: JupyterServer, browser: Browser) -> Iterator[Notebook]:
    """Open one notebook for all tests here."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    notebook = Lab(lab_server, context).open_notebook([ITEMS, "widget = now()\nwidget"])
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_cell(0)
    yield notebook
    context.close()
    lab_server.stop_kernels()


@pytest.fixture
def show(notebook: Notebook) -> Callable[[str, str], Labeler]:
    """Give a function that shows a widget with the arguments of a state."""

    def show(state: str, arguments: str) -> Labeler:
        notebook.run_python(f"now = lambda: make({state!r}, {arguments})")
        notebook.run_cell(1)
        labeler = Labeler(notebook)
        expect(labeler.root.get_by_text("Connecting to the kernel")).to_have_count(0)
        labeler.focus()
        return labeler

    return show


def act(labeler: Labeler, script: str) -> None:
    """Press keys; a few other words do what keys cannot."""
    for word in script.split():
        if word.startswith("type="):
            labeler.page.keyboard.type(word[5:])
        elif word.startswith("click="):
            labeler.root.locator(word[6:]).first.click()
        elif word == "half":
            labeler.page.evaluate(HALF)
        elif word == "gone":
            labeler.notebook.restart_kernel()
        else:
            labeler.press(word)
    labeler.page.wait_for_timeout(50)


@pytest.mark.parametrize("state", STATES)
def test_every_state_in_both_themes(
    notebook: Notebook, show: Callable[[str, str], Labeler], state: str
) -> None:
    """axe-core finds nothing in this state, light and dark; the pictures are in tests/artifacts."""
    arguments, script = STATES[state]
    labeler = show(state, arguments)
    act(labeler, script)
    if state == "refused":
        expect(labeler.root.get_by_text("A submission was refused")).to_be_visible()
    was_dark = notebook.js("return document.body.dataset.jpThemeLight === 'false';")
    found = {}
    for dark in (was_dark, not was_dark):  # one switch a state
        notebook.set_theme(dark=dark)
        theme = "dark" if dark else "light"
        target = None if state == "escalate" else labeler.root
        notebook.screenshot(f"looks-{state}-{theme}", target)
        found[theme] = notebook.violations("section.tw")
    assert found == {"light": [], "dark": []}
    if state == "gone":
        notebook.run_cell(0)


@pytest.mark.parametrize("points", [2, 4, 5, 7])
def test_names(show: Callable[[str, str], Labeler], points: int) -> None:
    """Everything has the name that the interface gives it, and the scale one radio a point."""
    root = show(f"names-{points}", f"points={points}").root
    for name in (
        "Submit",
        "Skip",
        "Escalate",
        "Undo",
        "Previous",
        "Help",
        "Both bad",
        "Difference",
    ):
        expect(root.get_by_role("button", name=name, exact=True)).to_have_count(1)
    expect(root.get_by_role("button", name=re.compile("^Guideline"))).to_have_count(1)
    expect(root.get_by_role("textbox", name="Rationale", exact=True)).to_have_count(1)
    expect(root.get_by_role("article")).to_have_count(2)
    for letter in "AB":
        expect(root.get_by_role("article", name=f"Response {letter}", exact=True)).to_have_count(1)
    radios = root.get_by_role("group", name="Preference", exact=True).get_by_role("radio")
    expect(radios).to_have_count(points)
    for radio in radios.all():
        expect(radio).to_have_accessible_name(
            re.compile("^([AB] (slightly|much )?.*better|About the same)$")
        )
    expect(root.get_by_role("progressbar", name="Progress", exact=True)).to_have_count(1)
    expect(root.get_by_role("status", name="Saved", exact=True)).to_have_count(1)


@pytest.mark.parametrize(("name", "script"), ZOOMED.items(), ids=ZOOMED)
def test_at_200_percent(
    notebook: Notebook, show: Callable[[str, str], Labeler], name: str, script: str
) -> None:
    """At twice the size, which leaves 700 px, every control is there, whole and in nobody's way."""
    notebook.page.set_viewport_size({"width": 700, "height": 500})
    labeler = show("zoom", f"{FULL}, items=table({3 if name == 'three' else 2})")
    act(labeler, script)
    found = labeler.page.evaluate(CONTROLS)
    notebook.page.set_viewport_size({"width": 700, "height": 1300})
    notebook.page.evaluate("document.querySelector('section.tw').scrollIntoView()")
    notebook.screenshot(f"looks-zoom-{name}", labeler.root)
    notebook.page.set_viewport_size({"width": 1400, "height": 1000})
    assert found == []


def test_arabic_runs_from_right_to_left(show: Callable[[str, str], Labeler]) -> None:
    """Arabic text, lists and rationales begin at the right; English beside it at the left."""
    labeler = show("arabic", STATES["arabic"][0])
    directions = "(all) => all.map((one) => getComputedStyle(one).direction)"
    for where, wanted in (
        (labeler.prompt(), "rtl"),
        (labeler.response(labeler.letter_of("أولا")), "rtl"),
    ):
        assert set(where.locator("p, li, ul").evaluate_all(directions)) == {wanted}
    english = labeler.response(labeler.letter_of("Hello Sam"))
    assert set(english.locator("p").evaluate_all(directions)) == {"ltr"}
    labeler.root.get_by_role("textbox", name="Rationale").fill("لأنها مهذبة")
    assert (
        labeler.root.get_by_role("textbox", name="Rationale").evaluate(
            "(one) => getComputedStyle(one).direction"
        )
        == "rtl"
    )
