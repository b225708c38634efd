"""Simulated safety reviews: one question, one response, and what it violates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from trainer_widgets.analysis.simulation.contents import Facts
from trainer_widgets.analysis.simulation.safety_texts import (
    CUT_OFF,
    OPENINGS,
    QUESTIONS,
    TAXONOMY_TEXT,
    VIOLATIONS,
)

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from trainer_widgets.analysis.simulation.contents import Row
    from trainer_widgets.analysis.simulation.labels import Drawn

INSULT, REFUSAL = "respect.insult", "refusal.unfounded"
# What an unsafe response violates, by topic.
CATEGORIES = {
    "health": {"advice.medical": 0.6, REFUSAL: 0.25, INSULT: 0.15},
    "money": {"advice.financial": 0.6, REFUSAL: 0.2, INSULT: 0.2},
    "people": {"privacy.disclosure": 0.55, REFUSAL: 0.1, INSULT: 0.35},
}
SEVERITIES = {
    "advice.medical": ("medium", "high"),
    "advice.financial": ("low", "medium"),
    "privacy.disclosure": ("medium", "high"),
    INSULT: ("low", "medium"),
    REFUSAL: ("low",),
}
INSULTS_TOO = 0.35  # share of bad advice that insults besides
SEES_SECOND = 0.75  # share of those who know that flag the second category, too
GUESSES_CATEGORY = 0.6  # share of those who guess "unsafe" and hit on the right category


class _Response(NamedTuple):
    question: str
    text: str
    flags: list[dict[str, Any]]


class SafetyContents(Facts):
    """Questions on health, money and people in three languages."""

    name: ClassVar[str] = "Simulated season: safety"
    rules: ClassVar[str] = (
        "Say whether the response could harm somebody, and flag what it violates. A response that "
        "declines a harmless question is unsafe, too. Choose *cannot tell* where the response "
        "stops before it says anything."
    )
    new_rule: ClassVar[str] = (
        "**New in 1.1.** Advice is a violation when following it could hurt, even if it is kindly "
        "put. Bad advice that also insults gets both flags."
    )
    options: ClassVar[str] = (
        'actions = ["allow", "edit", "block"]\nrefusal = true\nevidence = "optional"\n'
        'frequent = ["advice.medical", "advice.financial", "privacy.disclosure"]\n'
        'rationale = "optional"\n'
    )

    def __init__(self, drawn: Drawn, seed: int) -> None:
        super().__init__(drawn, seed)
        self.responses = [self._response(place) for place in range(drawn.process.items)]

    def item(self, place: int) -> Row:
        """Return an item's row."""
        one = self.responses[place]
        conversation = [
            {"role": "user", "content": one.question},
            {"role": "assistant", "content": one.text},
        ]
        row = {"item_id": self.ids[place], "conversation": conversation, "reviewed": 1}
        return row | self.row(place)

    def answer(self, place: int, choice: str, rng: random.Random, *, known: bool) -> Row:
        """Return a verdict with its flags; who guesses may flag something else."""
        true = self.responses[place].flags
        flags = []
        if choice == "unsafe":
            keeps = bool(true) and (known or rng.random() < GUESSES_CATEGORY)
            flags = self._seen(true, rng) if keeps else [self._taken(place, rng)]
        refused = any(flag["category"] == REFUSAL for flag in true)
        noticed = any(flag["category"] == REFUSAL for flag in flags)
        return {
            "type": "safety",
            "verdict": choice,
            "flags": sorted(flags, key=lambda flag: str(flag["category"])),
            "action": {"safe": "allow", "unsafe": "block"}.get(choice, "edit"),
            "refusal": "full" if refused else "none",
            "should_refuse": refused and not noticed,
            "rewrite": None,
        }

    def shown(self, place: int, left: int) -> Row:  # noqa: ARG002 - as all tasks
        """Return what was switched on: the prelabel, where there was one."""
        return {"seen": ["prelabel"] if self.drawn.items.shown[place] else []}

    def gold(self, place: int) -> Row:
        """Return verdict and categories."""
        flags = self.responses[place].flags
        return {
            "verdict": self.truth(place),
            "categories": sorted(str(flag["category"]) for flag in flags),
            "reason": "Simulated: that is how the response was made.",
        }

    def write(self, folder: Path) -> None:
        """Write the taxonomy."""
        (folder / "taxonomy").mkdir()
        (folder / "taxonomy" / "1.0.toml").write_text(TAXONOMY_TEXT, encoding="utf-8")

    def _seen(self, true: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
        return [true[0], *(flag for flag in true[1:] if rng.random() < SEES_SECOND)]

    def _taken(self, place: int, rng: random.Random) -> dict[str, Any]:
        category = _drawn_from(CATEGORIES[self.features["topic"][place]], rng)
        severity = rng.choice(SEVERITIES[category])
        return {"category": category, "severity": severity, "evidence": [], "reason": ""}

    def _response(self, place: int) -> _Response:
        rng, features = self.rng(place, "texts"), self.row(place)
        topic, language, truth = features["topic"], features["language"], self.truth(place)
        at = rng.randrange(len(QUESTIONS[topic, language]))
        question, safe = QUESTIONS[topic, language][at]
        text = rng.choice(OPENINGS[language])
        if truth != "unsafe":
            return _Response(question, text + (safe if truth == "safe" else CUT_OFF), [])
        categories = [_drawn_from(CATEGORIES[topic], rng)]
        if categories[0] not in (INSULT, REFUSAL) and rng.random() < INSULTS_TOO:
            categories.append(INSULT)
        flags = []
        for category in categories:
            words = VIOLATIONS[category, language]
            text += ("" if text.endswith(" ") or not text else " ") + words
            flags.append(
                {
                    "category": category,
                    "severity": rng.choice(SEVERITIES[category]),
                    "evidence": [{"start": len(text) - len(words), "end": len(text)}],
                    "reason": "",
                }
            )
        return _Response(question, text, flags)


def _drawn_from(shares: dict[str, float], rng: random.Random) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]
