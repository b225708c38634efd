"""What the README's pictures show: a project, an item of it, and what somebody does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.browser.jupyter import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.labeling import Labeler

RANKED = "rr-069"
# Others were labeled before, so that the header has a pace to tell.
BEFORE = f"""
import trainer_widgets as tw
project = tw.Project({{folder!r}}, labels="labels")
ids = [item_id for item_id in project.items if item_id != "{RANKED}"]
ids.insert(21, "{RANKED}")
project = project.replace(order="given", assignments={{{{"ana": ids}}}})
with project.store.session("ranking", annotator="ana", guideline="1.0") as session:
    for item_id in ids[:21]:
        answer = tw.RankingAnswer(order=[], verdict="both_bad")
        session.record(item_id=item_id, answer=answer, active_ms=48_000)
"""
FIRST = """
import trainer_widgets as tw
project = tw.Project({folder!r}, labels={name!r} + "-labels", gold_rate=None)
ids = [{item!r}] + [one for one in project.items if one != {item!r}]
project = project.replace(order="given", assignments={{"ana": ids}})
"""
SCORES = {"Follows the request": (3, 5), "Correct": (4, 4), "Ready to send": (2, 5)}
CURT = "We regret any inconvenience"
RATIONALE = "{0} says sorry by name and offers both ways; {1} defends the packing and sounds cold."
DISPUTED = "s00232"
RECORDED = str(REPOSITORY / "notebooks" / "recorded" / "calibration_session.jsonl")
# What the notebook on calibration replays, by the people whom the tests' server knows.
REVEALED = f"""
import pandas as pd
import trainer_widgets as tw
said = pd.read_json({RECORDED!r}, lines=True).query("phase == 'label'")
project = tw.Project({{folder!r}}, labels="together")
session = tw.CalibrationSession(
    project,
    list(said["item_id"].drop_duplicates()),
    people=["ana", "ben", "eva"],
    facilitator="ana",
    name="How much is needed?",
)
session.replay(said.replace({{{{"annotator": {{{{"lea": "eva"}}}}}}}}))
session.move_to("reveal")
"""
REYE = "Aspirin can cause Reye's syndrome in a child with the flu."


class Scene(NamedTuple):
    """Cells, the last of which shows the widget, and what somebody does then."""

    cells: list[str]
    fill_in: Callable[[Labeler], None]
    height: int = 1000


class SharedScene(NamedTuple):
    """Cells as above, who looks at them together, and what they do."""

    cells: list[str]
    people: tuple[str, str]
    act: Callable[[Labeler, Labeler], None]
    width: int = 800
    height: int = 1000


def _rank(labeler: Labeler) -> None:
    curt = labeler.letter_of(CURT)
    labeler.press("6" if curt == "A" else "2", "d")
    kind = "B" if curt == "A" else "A"
    for criterion, scores in SCORES.items():
        for letter, score in zip((curt, kind), scores, strict=True):
            group = labeler.root.get_by_role("group", name=f"{criterion}, response {letter}")
            group.get_by_role("radio", name=f"{score} of 5").check(force=True)
    labeler.root.get_by_role("textbox", name="Rationale").fill(RATIONALE.format(kind, curt))
    labeler.press("Escape")


def _tag(labeler: Labeler) -> None:
    # The fourth box is the third one again.
    labeler.press("Shift+A", *["k"] * 6, "x")


def _flag(labeler: Labeler) -> None:
    labeler.press("v", "2")
    text = labeler.root.get_by_role("textbox", name="Text under review")
    text.focus()
    labeler.press("Control+Home", *["Control+ArrowRight"] * 2, *["Control+Shift+ArrowRight"] * 6)
    labeler.press("f")
    labeler.page.keyboard.type("medical")
    labeler.press("Enter", "5")
    labeler.root.get_by_role("textbox", name="Reason").fill(REYE)
    labeler.focus()
    labeler.press("q", "h")
    labeler.focus()


def _correct(labeler: Labeler) -> None:
    text = labeler.root.get_by_role("textbox", name="Translation").first
    text.focus()
    labeler.press("Control+Home", "Control+Shift+ArrowRight", "1", "2", "w")
    better = "En realidad, la reunión se trasladó al segundo piso porque la sala habitual no tiene"
    labeler.root.get_by_role("textbox", name="Better translation").fill(f"{better} proyector.")


def _explore(labeler: Labeler) -> None:
    labeler.press("u")
    labeler.root.get_by_role("button", name="Apply").first.click()
    labeler.press("Escape")
    labeler.root.get_by_label("Break down by", exact=True).select_option("annotator")
    labeler.root.get_by_role("button", name=DISPUTED, exact=True).click()
    labeler.root.get_by_role("region", name="Item", exact=True).wait_for()
    labeler.page.mouse.move(0, 0)
    labeler.focus()


def _see_who_said_what(lead: Labeler, other: Labeler) -> None:
    for labeler in (lead, other):
        labeler.root.locator(".tw-row-place").first.wait_for()
        labeler.page.wait_for_timeout(500)
    lead.root.locator(".tw-row-place").nth(0).click()
    other.root.locator(".tw-row-place").nth(1).click()
    for labeler in (lead, other):
        labeler.page.mouse.move(0, 0)
        labeler.page.wait_for_timeout(1000)


def _project(name: str, item: str, widget: str) -> list[str]:
    folder = str(REPOSITORY / "datasets" / name)
    before = FIRST.format(folder=folder, name=name, item=item)
    return [before, f"tw.{widget}(project, annotator='ana')"]


RANKING = str(REPOSITORY / "datasets" / "response_ranking")
SEASON = str(REPOSITORY / "datasets" / "season" / "ranking")
SCENES: dict[str, Scene] = {
    "ranking": Scene(
        [BEFORE.format(folder=RANKING), "tw.RankingWidget(project, annotator='ana')"], _rank, 1100
    ),
    "image_tags": Scene(_project("image_tags", "2a62", "ImageTagWidget"), _tag),
    "safety": Scene(_project("safety_flags", "sf-012", "SafetyWidget"), _flag),
    "correction": Scene(_project("translation_check", "tc-10", "CorrectionWidget"), _correct),
    "slice_explorer": Scene(
        ["import trainer_widgets as tw", f"tw.SliceExplorer({SEASON!r})"], _explore, 1900
    ),
}
TOGETHER: dict[str, SharedScene] = {
    "calibration": SharedScene(
        [REVEALED.format(folder=RANKING), "session"], ("ana", "ben"), _see_who_said_what
    )
}
