"""Somebody's view of a calibration session in a notebook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.calibration_traces import NEXT, TRACES
from tests.browser.labeling import Labeler

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.lab import Notebook

REQUEST = re.compile(rb'"kind":\s*"request",\s*"id":\s*"[^"]+",\s*"name":\s*"(\w+)"')
TOLD = re.compile(rb'"kind":\s*"told",\s*"name":\s*"(\w+)"')


class Member(Labeler):
    """Somebody's view of the session."""

    def __init__(self, notebook: Notebook) -> None:
        """Look at the second cell."""
        super().__init__(notebook, 1)
        self.name = str(notebook.lab.user)

    @property
    def room(self) -> Locator:
        """Locate the bar with the phases and the people."""
        return self.root.get_by_role("region", name="Session", exact=True)

    def trust(self) -> None:
        """Trust the notebook, as the menu does."""
        self.notebook.js("void app.commands.execute('notebook:trust');")
        self.page.get_by_role("dialog").get_by_role("button", name="Trust").click()

    def advice(self) -> Locator:
        """Locate what somebody reads who does not trust the notebook yet."""
        return self.notebook.output(1).get_by_text("Nothing to see here? Trust this notebook")

    def wait_session(self, name: str) -> None:
        """Wait until a session is on screen; trust the notebook where that is needed first."""
        expect(self.room.or_(self.advice()).first).to_be_visible(timeout=30_000)
        if self.advice().count():
            self.trust()
        expect(self.room).to_contain_text(name, timeout=30_000)

    def wait_phase(self, name: str) -> None:
        """Wait until the session is in a phase."""
        expect(self.room.locator("[aria-current=step]")).to_have_text(name)

    def person(self, name: str) -> Locator:
        """Locate somebody in the list of who takes part."""
        people = self.room.get_by_role("list", name="People").get_by_role("listitem")
        return people.filter(has_text=re.compile(rf"^{re.escape(name)}\b"))

    def click(self, *names: str) -> None:
        """Click buttons one after another."""
        for name in names:
            self.button(name).click()

    def reveal(self) -> None:
        """Move the session on to the reveal."""
        self.click("Reveal…", "Reveal now")
        self.wait_phase("Reveal")

    def move(self, name: str) -> None:
        """Move the session to a phase by its step."""
        steps = self.room.get_by_role("list", name="Phases")
        steps.get_by_role("button", name=name, exact=True).click()
        self.wait_phase(name)

    def move_to_close(self) -> None:
        """End the session."""
        self.click("Close…", "Close it")

    def lead_to(self, place: int) -> None:
        """Put an item on everybody's screen, as the facilitator does."""
        self.row(place).click()
        self.press("l")
        expect(self.row(place)).to_contain_text("discussed now")

    def revise(self, favourite: str, rationale: str) -> None:
        """Change one's answer to the item that is open."""
        self.press("r")
        form = self.root.get_by_role("group", name="Your answer, revised", exact=True)
        is_left = favourite in form.get_by_role("article").first.inner_text()
        self.press("2" if is_left else "6")
        form.get_by_role("textbox", name="Rationale").fill(rationale)
        self.press("Control+Enter")

    def decide(self) -> Locator:
        """Open the form in which the facilitator decides the item that is open."""
        form = self.root.get_by_role("group", name="Your decision", exact=True)
        if not form.count():
            self.press("d")
        expect(form).to_be_visible()
        return form

    def row(self, place: int) -> Locator:
        """Locate an item in the list of differences."""
        items = self.root.get_by_role("group", name="Items", exact=True)
        return items.get_by_role("button", name=re.compile(rf"^Item {place}\b|^{place}\b"))

    def item(self, place: int) -> Locator:
        """Locate an item that is open, with what was said of it."""
        return self.root.get_by_role("group", name=f"Item {place}", exact=True)

    def next(self, before: str = "") -> tuple[str, str]:
        """Wait for another prompt; return it and the response at its left."""
        prompt, left = self.page.evaluate(NEXT, before)
        assert prompt, left
        return prompt, left

    def answer(self, favourite: str, rationale: str = "", before: str = "") -> str:
        """Prefer the response that begins so, and submit by keyboard; return the prompt."""
        prompt, left = self.next(before)
        self.press("2" if favourite in left else "6")
        if rationale:
            self.rationale().fill(rationale)
        self.press("Control+Enter")
        return prompt

    def label(self, n: int, favourite: str, rationale: str = "") -> list[str]:
        """Answer n items; return their ids."""
        self.focus()
        prompts = [""]
        for _ in range(n):
            prompts.append(self.answer(favourite, rationale, prompts[-1]))
        return [item_of(prompt) for prompt in prompts[1:]]

    def rationale(self) -> Locator:
        """Locate the field in which one says why."""
        return self.root.get_by_role("textbox", name="Rationale", exact=True)

    def wait_kept(self, text: str) -> None:
        """Wait until a draft with a text is kept in the browser."""
        kept = "text => Object.values(localStorage).some((one) => one.includes(text))"
        self.page.wait_for_function(kept, arg=text)

    def through(self) -> Locator:
        """Locate what is told whoever has labeled all."""
        return self.root.get_by_text("You are through:")

    def finish(self, n: int, favourite: str, rationale: str = "") -> None:
        """Answer the n items that are left."""
        self.label(n, favourite, rationale)
        expect(self.through()).to_be_visible()

    def traces(self, *words: str) -> list[str]:
        """List where words are in this browser, whether on screen or not."""
        found: list[str] = self.page.evaluate(TRACES, list(words))
        return found

    def asked(self) -> set[str]:
        """Return the names of the requests that this view has sent."""
        frames = [data for direction, data in self.notebook.wire.frames if direction == "sent"]
        return {name.decode() for data in frames for name in REQUEST.findall(data)}

    def told(self) -> set[str]:
        """Return the names of what the kernel has told by itself."""
        frames = [data for direction, data in self.notebook.wire.frames if direction == "received"]
        return {name.decode() for data in frames for name in TOLD.findall(data)}

    def go_away(self) -> None:
        """Leave JupyterLab.

        The view says so when its page is hidden for good. The browser may end the page before that
        is sent, and then more than a minute passes until others know: so the page waits for it.
        """
        self.notebook.wire.clear()
        self.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
        for _ in range(250):
            if "leave" in self.asked():
                break
            self.page.wait_for_timeout(20)
        self.page.goto("about:blank")

    def reload(self) -> None:
        """Load the page again, and wait for the session."""
        self.page.reload()
        self.notebook.wait_open()
        expect(self.room).to_be_visible(timeout=30_000)
        self.root.scroll_into_view_if_needed()


def item_of(prompt: str) -> str:
    """Return the id of the item that has a prompt."""
    match = re.search(r"Prompt (\d+):", prompt)
    assert match
    return f"secret-{match[1]}"
