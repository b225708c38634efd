"""Who comes late to a calibration session, leaves, is cut off or restarts its kernel."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.calibrating import Member
from tests.browser.calibration_room import Room, of_logins
from tests.browser.labeling import SAVED
from tests.browser.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.jupyter import JupyterServer


@pytest.fixture(scope="module")
def room(shared_server: JupyterServer) -> Iterator[Room]:
    """Give one notebook to all tests here: each holds a session of its own in it."""
    with ExitStack() as stack:
        yield of_logins(shared_server, stack, "outages")
    shared_server.stop_kernels()


def test_who_comes_late_labels_first_or_looks(room: Room) -> None:
    """After the reveal eva goes on blind, though ana's words cross her wire; ben looks at once."""
    ana, ben = room.begin("Late", 2)
    ana.finish(2, "alpha", "zlate")
    ana.reveal()
    ben.click("Look…", "Look now")
    expect(ben.root.get_by_text("zlate")).to_be_visible()
    eva = room.open("eva")
    eva.notebook.wire.clear()
    expect(eva.root.get_by_text("You have labeled 0 of 2 items.")).to_be_visible()
    eva.click("Label first")
    eva.label(1, "beta")
    eva.next()
    assert eva.asked() & {"reveal", "open_revealed"} == set()
    assert eva.traces("zlate") == []
    eva.finish(1, "beta")
    eva.click("See them")
    expect(eva.root.get_by_text("zlate")).to_be_visible()
    ben.press("r")
    form = ben.root.get_by_role("group", name="Your answer", exact=True)
    form.get_by_role("radio").first.check(force=True)
    ben.press("Control+Enter")
    expect(ana.item(1)).to_contain_text("after the reveal")
    events = room.events()
    answers = events[events["action"] == "answer"]
    found = answers.groupby("annotator")["condition"].unique().map(list).to_dict()
    assert found == {"ana": ["blind"], "ben": ["revealed"], "eva": ["blind"]}


def test_people_come_and_go_and_all_goes_on(room: Room) -> None:
    """A second tab, a lead who is away, a new one, reloads: nothing is lost."""
    ana, ben = room.begin("Comings", 2)
    ben.label(1, "beta")
    ben.rationale().fill("zdraft")
    ben.wait_kept("zdraft")
    expect(ana.person("ben")).to_contain_text("1 of 2 labeled")
    second = Member(ben.notebook.lab.open(ben.notebook.path))
    expect(second.rationale()).to_have_value("zdraft", timeout=30_000)
    second.finish(1, "beta")
    expect(ana.person("ben")).to_have_count(1)
    expect(ana.person("ben")).to_contain_text("is ready")
    second.page.close()
    expect(ben.through()).to_be_visible()
    expect(ana.person("ben")).to_contain_text("is here")

    address = ana.page.url
    ana.go_away()
    expect(ben.person("ana")).to_contain_text("is not here, leads")
    expect(ben.button("Take the lead")).to_be_visible()
    ana.page.goto(address)
    ana.notebook.wait_open()
    ana.wait_session("Comings")
    expect(ben.button("Take the lead")).to_have_count(0)
    expect(ana.person("ana")).to_contain_text("leads")

    ana.click("Hand over", "Hand over to ben")
    expect(ana.person("ben")).to_contain_text("leads")
    ben.reveal()
    ana.click("Look…", "Look now")
    expect(ana.item(1)).to_be_visible()
    ben.move("Discuss")
    ben.lead_to(2)
    expect(ana.item(2)).to_be_visible()
    ben.move("Decide")
    ben.reload()
    ben.wait_phase("Decide")
    expect(ben.item(2).get_by_role("group", name="Your decision")).to_be_visible()
    ben.move_to_close()
    ana.wait_phase("Close")
    events = room.events()
    answers = events[events["action"] == "answer"]
    assert list(answers["annotator"]) == ["ben", "ben"]
    assert answers["item_id"].is_unique
    assert set(answers["condition"]) == {"blind"}


def test_what_is_labeled_with_the_line_cut_stays_blind(room: Room) -> None:
    """Ben's answers from while the line was down arrive after the reveal, and are blind."""
    ana, ben = room.begin("Cut", 3)
    line = Line(ben.page)
    ben.reload()
    ben.label(1, "beta")
    ben.wait_saved()
    line.cut()
    ben.label(1, "beta", "zlate")
    ana.finish(3, "alpha", "zword of ana")
    ana.reveal()
    expect(ana.root.get_by_text("zword of ana")).to_be_visible()
    ben.label(1, "beta", "zlate")
    expect(ben.status()).to_have_text("2 not sent yet")
    assert ana.traces("zlate") + ben.traces("zword of ana") == []
    line.mend()
    expect(ben.status()).to_have_text(SAVED, timeout=60_000)
    ben.wait_phase("Reveal")
    for member in (ana, ben):
        member.row(1).click()
        expect(member.item(1)).to_contain_text("zword of ana")
        expect(member.item(1)).to_contain_text("ben")
    events = room.events()
    answers = events[events["action"] == "answer"]
    assert answers.groupby("annotator")["item_id"].nunique().to_dict() == {"ana": 3, "ben": 3}
    assert len(answers) == 6
    assert set(answers["condition"]) == {"blind"}


def test_both_go_on_after_a_restart_of_the_kernel(room: Room) -> None:
    """The cell is run again: what was kept arrives, and every submit of both, reloaded or not."""
    ana, ben = members = room.begin("Restart", 6)
    for member in members:
        member.label(1, "alpha")
        member.wait_saved()
    ana.notebook.restart_kernel()
    expect(ana.root.get_by_role("alert").get_by_text("Re-run the cell")).to_be_visible()
    ben.label(1, "alpha", "kept here")
    ben.wait_kept("kept here")
    assert submits(room) == {"ana": 1, "ben": 1}
    ana.notebook.run_cell(0)
    ana.notebook.run_cell(1)
    for member in members:
        member.wait_session("Restart")
        member.label(2, "alpha")
        member.wait_saved()
    assert submits(room) == {"ana": 3, "ben": 4}
    ben.reload()
    ana.label(1, "alpha")
    for member in members:
        member.finish(2, "alpha")
        member.wait_saved()
    assert submits(room) == {"ana": 6, "ben": 6}


def submits(room: Room) -> dict[str, int]:
    """Count the items that each has answered on disk; none is answered twice."""
    events = room.events()
    answers = events[events["action"] == "answer"]
    assert not answers.duplicated(["annotator", "item_id"]).any()
    return dict(answers["annotator"].value_counts().sort_index())
