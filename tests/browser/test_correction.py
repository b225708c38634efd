"""The four kinds of correction by keyboard in real JupyterLab, read back from parquet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.correcting import open_correction

if TYPE_CHECKING:
    from tests.browser.lab import Lab

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
CAFE = "cafe\N{COMBINING ACUTE ACCENT}"
TARGET = f"A {FAMILY} {CAFE} \N{DOG FACE} says مرحبا بالعالم today."
TRANSLATION = {
    "prompt": "A sign.",
    "source": "Die Familie sagt hallo.",
    "target": TARGET,
    "source_language": "de",
    "target_language": "en",
}


def test_marks_by_keyboard_are_exact(kept_lab: Lab, folder: str) -> None:
    """Overlapping marks over emoji and Arabic and an omission end as code points in the row."""
    corrector = open_correction(kept_lab, folder, [TRANSLATION, TRANSLATION], sides="both")
    corrector.focus()
    corrector.press("t")
    corrector.select(right=8)  # the family is one step of the caret, as are e and its accent
    corrector.press("1", "2")
    corrector.select(right=13, skip=4)
    corrector.press("c")
    corrector.page.keyboard.type("flue")
    corrector.press("Enter", "1", "i")
    corrector.page.keyboard.type("1 2 stiff")
    corrector.press("Enter")
    corrector.press("Control+End", "2")
    corrector.press("o")
    corrector.select(right=3)
    corrector.press("3", "1", "Delete")
    corrector.select(right=11)
    corrector.press("2", "Control+Enter")
    corrector.wait_number(2)
    corrector.press("0", "Control+Enter")
    corrector.wait_saved()
    first, second = corrector.answers()
    marks = [
        (one["side"], (one["start"], one["end"]), one["category"], one["severity"], one["note"])
        for one in first["answer"]["errors"]
    ]
    end = len(TARGET)
    assert marks == [
        ("source", (0, 11), "accuracy.omission", "major", ""),
        ("target", (0, len(f"A {FAMILY} {CAFE}")), "accuracy.mistranslation", "major", ""),
        ("target", (len(f"A {FAMILY} "), marks[2][1][1]), "fluency", "minor", "1 2 stiff"),
        ("target", (end, end), "accuracy.omission", "major", ""),
    ]
    assert TARGET[slice(*marks[2][1])].endswith("\N{DOG FACE} says م")
    assert first["shown"]["retracted"] == 1
    assert second["answer"]["rewrite"] is None
    assert list(second["answer"]["errors"]) == []


def test_a_fact_check_with_sources(kept_lab: Lab, folder: str) -> None:
    """A claim is marked by pointer, corrected and given sources, each asked for in turn."""
    claim = "The Danube rises in Austria and ends in the Black Sea."
    corrector = open_correction(
        kept_lab,
        folder,
        [{"prompt": "Where does the Danube rise?", "target": claim}] * 2,
        errors="required",
        rewrite="required",
        sources="required",
        rationale="hidden",
    )
    complaint = corrector.root.locator(".tw-footer .tw-complaint")
    corrector.focus()
    corrector.press("Control+Enter")
    expect(complaint).to_contain_text("Mark what is wrong")
    corrector.text("Answer").dblclick(position={"x": 172, "y": 20})
    corrector.button("Fluency").click()
    corrector.press("Control+Enter")
    expect(complaint).to_contain_text("better version")
    corrector.press("w", "Control+Home")
    for _ in range(4):
        corrector.press("Control+ArrowRight")
    corrector.press("Control+Shift+ArrowRight")
    corrector.page.keyboard.type(" Germany")
    corrector.press("Control+Enter")
    expect(complaint).to_contain_text("source")
    corrector.press("Escape", "f")
    corrector.page.keyboard.type("https://www.icpdr.org/")
    corrector.press("Tab")
    corrector.page.keyboard.type("It rises in the Black Forest.")
    corrector.press("Enter")
    corrector.page.keyboard.type("Any atlas")
    corrector.press("Enter", "Backspace", "Control+Enter")
    expect(complaint).to_contain_text("How severe")
    corrector.press("Escape", "2", "Control+Enter")
    corrector.wait_number(2)
    corrector.wait_saved()
    (row,) = corrector.answers()
    given = row["answer"]
    assert [claim[one["start"] : one["end"]] for one in given["errors"]] == ["Austria"]
    assert given["rewrite"] == claim.replace("Austria", "Germany")
    assert [dict(one) for one in given["sources"]] == [
        {"reference": "https://www.icpdr.org/", "claim": "It rises in the Black Forest."},
        {"reference": "Any atlas", "claim": ""},
    ]


def test_code_is_rewritten_and_its_tests_run(kept_lab: Lab, folder: str) -> None:
    """Tab indents, Escape and Tab leave; limits are told before a run, its ending after."""
    item = {
        "prompt": "`twice(x)` returns 2 times x, or None for None.",
        "target": "def twice(x):\n    return x + 2",
        "tests": "assert twice(5) == 10\nassert twice(None) is None",
    }
    corrector = open_correction(
        kept_lab, folder, [item, item], code="python", run_tests=True, rewrite="required"
    )
    corrector.focus()
    corrector.press("w", "Control+a")
    corrector.page.keyboard.type("def twice(x):")
    corrector.press("Enter")
    corrector.page.keyboard.type("if x is None:")
    corrector.press("Enter")
    corrector.page.keyboard.type("return None")
    corrector.press("Enter", "Shift+Tab")
    corrector.page.keyboard.type("return 3 * x")
    expect(corrector.root.locator(".tw-limits")).to_contain_text("under: 10 seconds")
    corrector.press("Escape", "Escape", "x")
    status = corrector.root.get_by_role("status", name="Tests")
    expect(status).to_have_text("Tests failed")
    expect(corrector.root.locator(".tw-output").first).to_contain_text("twice(5) == 10")
    corrector.press("w", "Control+End", *["ArrowLeft"] * 4, "Backspace", "2")
    expect(status).to_have_text("Tests failed, before your last change")
    corrector.press("Escape", "Escape", "x")
    expect(status).to_have_text("Tests passed")
    corrector.press("Control+Enter")
    corrector.wait_number(2)
    corrector.wait_saved()
    (row,) = corrector.answers()
    wanted = "def twice(x):\n    if x is None:\n        return None\n    return 2 * x"
    assert row["answer"]["rewrite"] == wanted
    assert row["shown"]["tests"] == "passed"


def test_a_haiku_from_an_empty_page(lab: Lab, folder: str) -> None:
    """Hints follow the writing and block nothing; a limit does; drafts survive a reload."""
    haiku = "Old bridge in the rain\na heron stands on one leg\nthe river waits too"
    item = {
        "prompt": "Write a haiku about a bridge.",
        "constraints": [
            {"kind": "syllables", "value": "5-7-5"},
            {"kind": "excludes", "value": "sun"},
            {"kind": "max_words", "value": "3"},
        ],
    }
    corrector = open_correction(
        lab,
        folder,
        [item, item],
        taxonomy="",
        errors="hidden",
        rewrite="required",
        start_from="empty",
        max_rewrite_words=16,
        rationale="hidden",
    )
    hints = corrector.root.get_by_role("list", name="Asked for").get_by_role("listitem")
    corrector.focus()
    corrector.press("w")
    corrector.page.keyboard.type("Old bridge in the sun\na heron")
    expect(hints.nth(0)).to_contain_text(re.compile("Not yet.*now about 5-3"))
    expect(hints.nth(1)).to_contain_text("Not yet")
    corrector.page.wait_for_timeout(600)
    corrector.notebook.save()
    corrector.page.reload()
    corrector.notebook.wait_open()
    corrector.notebook.run_cell(1)
    field = corrector.root.get_by_role("textbox", name="Your answer")
    expect(field).to_have_value("Old bridge in the sun\na heron")
    field.fill(f"{haiku} and too")
    corrector.press("Control+Enter")
    expect(corrector.root.locator(".tw-footer .tw-complaint")).to_contain_text("17 of at most 16")
    field.fill(haiku)
    expect(hints.nth(0)).to_contain_text("Kept")
    corrector.press("Control+Enter")
    corrector.wait_number(2)
    corrector.wait_saved()
    (row,) = corrector.answers()
    assert row["answer"]["rewrite"] == haiku
