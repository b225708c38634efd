"""People hold calibration sessions in one notebook, each in a browser of their own."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.calibrating import Member, item_of
from tests.browser.calibration_room import Room, of_logins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.jupyter import JupyterServer

N = 60
TRACES_OF_A_DRAFT = ["localStorage", "page", "view"]


@pytest.fixture(scope="module")
def room(shared_server: JupyterServer) -> Iterator[Room]:
    """Give one notebook to all tests here: each holds a session of its own in it."""
    with ExitStack() as stack:
        yield of_logins(shared_server, stack, "calibrated")
    shared_server.stop_kernels()


def test_who_does_not_trust_the_notebook_reads_what_to_do(room: Room) -> None:
    """Ben, who had the notebook open before, sees a text; trusting shows the widget."""
    ana, ben = room.hold("Trust", 1, "ana", "ben")
    ana.wait_session("Trust")
    expect(ben.advice()).to_contain_text("CalibrationSession")
    expect(ben.root).to_have_count(0)
    ben.trust()
    ben.wait_session("Trust")
    expect(ana.person("ben")).to_contain_text("is here")


def test_two_label_at_once_and_blind(room: Room) -> None:
    """60 submits each are all stored as theirs; nothing of them is in the other's browser."""
    ana, ben = members = room.begin("Sixty", N)
    for member in members:
        member.focus()
        member.notebook.wire.clear()
    favourites, words = {ana: "alpha", ben: "beta"}, {ana: "zwordana", ben: "zwordben"}
    seen: dict[Member, list[tuple[str, str]]] = {ana: [], ben: []}
    prompts = {ana: "", ben: ""}
    for number in range(N):
        for member in members:
            prompts[member], left = member.next(prompts[member])
            seen[member].append((item_of(prompts[member]), left))
            member.press("2" if favourites[member] in left else "6")
            if number % 20 == 19:
                member.rationale().fill(words[member])
            if number == N - 1:
                member.wait_kept(words[member])
                assert member.traces(words[member]) == TRACES_OF_A_DRAFT, "the search finds a draft"
            member.press("Control+Enter")
    for member in members:
        expect(member.through()).to_be_visible()
        member.wait_saved()
    events = room.events()
    answers = events[events["action"] == "answer"]
    assert answers["event_id"].is_unique
    assert len(answers) == 2 * N
    for member, said in seen.items():
        rows = answers[answers["annotator"] == member.name].sort_values("submitted_at")
        best = favourites[member][0]
        assert list(rows["item_id"]) == [item for item, _ in said]
        assert rows["item_id"].nunique() == N
        assert {row["order"][0][0] for row in rows["answer"]} == {best}
        lefts = [left for _, left in said]
        assert [f"{'alpha' if row['order'][0] == 'a' else 'beta'}" for row in rows["shown"]] == [
            "alpha" if "alpha" in left else "beta" for left in lefts
        ]
        assert set(rows["condition"]) == {"blind"}
        assert set(rows["rationale"].dropna()) == {words[member]}
        assert rows["rationale"].notna().sum() == N // 20
    assert [item for item, _ in seen[ana]] != [item for item, _ in seen[ben]]
    for member, other in ((ana, ben), (ben, ana)):
        assert member.notebook.wire.where(words[other]) == []
        assert member.told() == {"room"}
    ben.press("l")
    expect(ben.root.get_by_role("list").get_by_role("button")).to_have_count(N)
    assert ana.notebook.wire.where(words[ben]), "a reply reaches every browser"
    for member, other in ((ana, ben), (ben, ana)):
        assert member.asked() <= {"next", "submit", "mine", "attend"}
        assert member.traces(words[other]) == []
    ben.notebook.save()
    saved = ben.notebook.saved() + ana.notebook.value("str(session.get_state())")
    assert [word for word in [*words.values(), "alpha 1"] if word in saved] == []


def test_from_the_reveal_to_the_end_in_step(room: Room) -> None:
    """Both see the same; who browses finds back; revision, rule, open item and close reach both."""
    ana, ben = members = room.begin("Steps", 3)
    ana.finish(3, "alpha", "ana's zreason")
    ben.finish(3, "beta", "ben's zreason")
    expect(ana.person("ben")).to_contain_text("is ready")
    ana.reveal()
    for member in members:
        member.wait_phase("Reveal")
        alpha = member.root.get_by_text("Krippendorff's alpha").first
        expect(alpha).to_be_visible(timeout=30_000)  # the first comparison imports a lot
        for reason in ("ana's zreason", "ben's zreason"):
            expect(member.root.get_by_text(reason)).to_be_visible()
    assert ben.room.get_by_role("list", name="Phases").get_by_role("button").count() == 0
    discuss(ana, ben)
    decide(ana, ben)
    check_stored(room, ana)


def discuss(ana: Member, ben: Member) -> None:
    """Lead, browse and follow; ben revises his answer to the second item."""
    ana.move("Discuss")
    ben.wait_phase("Discuss")
    ana.lead_to(2)
    expect(ben.item(2)).to_be_visible()
    ben.row(3).click()
    expect(ben.item(3)).to_be_visible()
    ana.lead_to(1)
    expect(ben.row(1)).to_contain_text("discussed now")
    expect(ben.item(3)).to_be_visible()
    ben.press("f")
    expect(ben.item(1)).to_be_visible()
    ana.lead_to(2)
    expect(ben.item(2)).to_be_visible()

    ben.revise("alpha", "persuaded")
    expect(ana.row(2)).to_contain_text("1 revised")
    for member in (ana, ben):
        expect(member.item(2).get_by_text("persuaded", exact=True)).to_be_visible()
        expect(member.item(2).get_by_text("ben's zreason", exact=True)).to_be_visible()


def decide(ana: Member, ben: Member) -> None:
    """Add a rule with the second item, leave the first one open, close."""
    members = ana, ben
    ana.move("Decide")
    form = ana.decide()
    form.get_by_role("button", name="ben", exact=True).click()
    form.get_by_label("Reason").first.fill("Short is kind.")
    form.get_by_label("Add to the guideline as version").check()
    form.get_by_label("Title", exact=True).fill("Short answers")
    form.get_by_label(re.compile("^Rule|^Text")).first.fill("Short answers are kind.")
    ana.click("Record the decision")
    for member in members:
        expect(member.item(2).get_by_role("region", name="Decision")).to_contain_text(
            re.compile(r"Decided by ana.*guideline 1\.1.*Short is kind", re.DOTALL)
        )
    ana.lead_to(1)
    form = ana.decide()
    form.get_by_label("Leave open").check()
    form.get_by_label("Note").fill("What is kind?")
    ana.click("Record the decision")
    for member in members:
        expect(member.item(1).get_by_role("region", name="Decision")).to_contain_text(
            re.compile("Left open by ana.*What is kind", re.DOTALL)
        )
    ben.press("g")
    guideline = ben.root.get_by_role("complementary")
    expect(guideline).to_contain_text("Short answers are kind.", timeout=15_000)
    ana.move_to_close()
    for member in members:
        member.wait_phase("Close")
        expect(
            member.root.get_by_text("1 item decided, 1 left open, 1 not decided")
        ).to_be_visible()
        expect(member.button("Revise my answer")).to_have_count(0)
        expect(member.root.get_by_role("alert")).to_have_count(0)


def check_stored(room: Room, ana: Member) -> None:
    """Both of ben's answers are kept, and only the blind one is independent."""
    events = room.events()
    of_ben = events[(events["annotator"] == "ben") & (events["action"] == "answer")]
    assert list(of_ben["condition"]) == ["blind"] * 3 + ["revealed"]
    assert list(of_ben["rationale"]) == ["ben's zreason"] * 3 + ["persuaded"]
    revised = of_ben.iloc[-1]
    blind = of_ben[of_ben["event_id"] == revised["supersedes"]].iloc[0]
    assert (blind["condition"], blind["item_id"]) == ("blind", revised["item_id"])
    decided = events[events["action"] == "adjudicate"].iloc[0]
    assert (decided["item_id"], decided["ruling"]["guideline"]) == (revised["item_id"], "1.1")
    (left_open,) = events[events["action"] == "escalate"].to_dict("records")
    assert (left_open["annotator"], left_open["escalation"]["note"]) == ("ana", "What is kind?")
    choices = "{labels}.set_index('item_id').choice.to_dict()"
    labels = "project.labels({independent}).query('annotator == \"ben\"')"
    value = ana.notebook.value
    independent = value(choices.format(labels=labels.format(independent="independent=True")))
    newest = value(choices.format(labels=labels.format(independent="")))
    item = revised["item_id"]
    assert (independent[item], newest[item]) == ("b", "a")
    assert {independent[one] for one in of_ben["item_id"]} == {"b"}
