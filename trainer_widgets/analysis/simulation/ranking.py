"""Simulated rankings: questions with one right result, and two responses that have it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from trainer_widgets.analysis.simulation.contents import Facts
from trainer_widgets.analysis.simulation.items import AGAINST

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from trainer_widgets.analysis.simulation.contents import Row
    from trainer_widgets.analysis.simulation.labels import Drawn

QUESTIONS = {
    ("arithmetic", "en"): "What is {x} times {y}?",
    ("arithmetic", "de"): "Wie viel ist {x} mal {y}?",
    ("arithmetic", "es"): "¿Cuánto es {x} por {y}?",
    ("units", "en"): "How many minutes are {x} hours and {y} minutes?",
    ("units", "de"): "Wie viele Minuten sind {x} Stunden und {y} Minuten?",
    ("units", "es"): "¿Cuántos minutos son {x} horas y {y} minutos?",
    ("dates", "en"): "Today is {day}. Which day of the week is it in {x} days?",
    ("dates", "de"): "Heute ist {day}. Welcher Wochentag ist in {x} Tagen?",
    ("dates", "es"): "Hoy es {day}. ¿Qué día de la semana será dentro de {x} días?",
}
STYLES = {
    "en": ("{result}.", "It is {result}.", "Good question! Counted step by step, it is {result}."),
    "de": ("{result}.", "Das ist {result}.", "Gute Frage! Schritt für Schritt ist es {result}."),
    "es": ("{result}.", "Es {result}.", "¡Buena pregunta! Paso a paso, es {result}."),
}
DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
# How strong a preference is, from 1: of those who know, and of those who guess.
STRENGTHS = ((0.2, 0.5, 0.3), (0.6, 0.3, 0.1))
# Which of the two responses are right, by what is true of the pair.
RIGHT = {"a": (True, False), "b": (False, True), "tie": (True, True), "both_bad": (False, False)}


class _Pair(NamedTuple):
    question: str
    responses: tuple[str, str]
    right: str


class RankingContents(Facts):
    """Questions in three languages, of which anybody can check the result."""

    name: ClassVar[str] = "Simulated season: ranking"
    rules: ClassVar[str] = (
        "Say which response answers the question better. A right result beats a wrong one, however "
        "it is put. Two right results are about the same; two wrong ones are both bad."
    )
    new_rule: ClassVar[str] = (
        "**New in 1.1.** Count with pen and paper before you decide. A friendly opening counts "
        "neither for nor against a response."
    )
    options: ClassVar[str] = 'points = 7\nrationale = "optional"\n'

    def __init__(self, drawn: Drawn, seed: int) -> None:
        super().__init__(drawn, seed)
        self.pairs = [self._pair(place) for place in range(drawn.process.items)]

    def item(self, place: int) -> Row:
        """Return an item's row; response ``a`` is the model's, ``b`` the other's."""
        features, pair = self.row(place), self.pairs[place]
        models = (features["model"], features[AGAINST])
        responses = [
            {"response_id": name, "text": text, "model": model}
            for name, text, model in zip("ab", pair.responses, models, strict=True)
        ]
        prompt = [{"role": "user", "content": pair.question}]
        return {"item_id": self.ids[place], "prompt": prompt, "responses": responses} | features

    def answer(self, place: int, choice: str, rng: random.Random, *, known: bool) -> Row:  # noqa: ARG002 - as all tasks
        """Return a ranking; who knows is surer."""
        verdict = "both_bad" if choice == "both_bad" else "ranked"
        order = {"a": [["a"], ["b"]], "b": [["b"], ["a"]], "tie": [["a", "b"]]}.get(choice, [])
        strength = {"tie": 0, "both_bad": None}.get(choice, 1)
        if strength:
            strength = rng.choices((1, 2, 3), STRENGTHS[0 if known else 1])[0]
        answer = {"type": "ranking", "order": order, "strength": strength}
        return answer | {"scores": [], "verdict": verdict, "points": 7}

    def shown(self, place: int, left: int) -> Row:  # noqa: ARG002 - as all tasks
        """Return the sides."""
        order = ["a", "b"] if left == 0 else ["b", "a"]
        return {"order": order, "difference": False, "word_counts": False}

    def gold(self, place: int) -> Row:
        """Return the right choice."""
        reason = f"The right result is {self.pairs[place].right}."
        return {"choice": self.truth(place), "reason": reason}

    def write(self, folder: Path) -> None:
        """Write nothing: a ranking has no more."""

    def _pair(self, place: int) -> _Pair:
        rng, features = self.rng(place, "texts"), self.row(place)
        topic, language = features["topic"], features["language"]
        days = DAYS[language]
        x, y, first = rng.randrange(3, 60), rng.randrange(11, 60), rng.randrange(7)
        if topic == "dates":
            results = [days[(first + x + off) % 7] for off in (0, *rng.sample((1, 2, -1), 2))]
        else:
            right = x * y if topic == "arithmetic" else 60 * x + y
            results = [str(right + off) for off in (0, *rng.sample((-10, -1, 1, 2, 10), 2))]
        question = QUESTIONS[topic, language].format(x=x, y=y, day=days[first])
        styles = rng.sample(STYLES[language], 2)
        is_right = RIGHT[self.truth(place)]
        texts = [
            style.format(result=results[0 if right else 1 + at])
            for at, (style, right) in enumerate(zip(styles, is_right, strict=True))
        ]
        texts = [text[0].upper() + text[1:] for text in texts]
        return _Pair(question, (texts[0], texts[1]), results[0])
